import { wordText } from '../../findings/identity.js';
import type { Finding } from '../../model/finding.js';
import type { ExpandedJob, ExpandedPipeline } from '../../model/pipeline.js';
import type { Step } from '../../model/step.js';
import { valuesOf } from '../../model/step-values.js';
import { type SourceFile, type Span, spanText } from '../../source/file.js';
import { Stretches } from './stretches.js';

/** What changed in each file, by its path. */
export type Changes = ReadonlyMap<string, Stretches>;

interface NamedJob {
  readonly name: string;
  readonly job: ExpandedJob;
}

/**
 * What the model of the files shows that no change of their texts explains: another job, or a step outside of all changes that is gone,
 * came, moved or is another.
 */
export function unexplained(before: readonly ExpandedPipeline[], after: readonly ExpandedPipeline[], changes: Changes): readonly string[] {
  const [had, has] = [jobsOf(before), jobsOf(after)];
  const names = (jobs: readonly NamedJob[]) => jobs.map(({ job, name }) => `${name} ${jobSignature(job)}`);
  const [first, ...others] = differing(names(had), names(has));
  if (first !== undefined) return [`the jobs are not the same: ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`];
  const back = reversed(changes);
  return had.flatMap(({ name, job }, index) => {
    const now = has[index]?.job.steps ?? [];
    const services = has[index]?.job.services.map(service => wordText(service.value)) ?? [];
    const service = job.services.map(one => wordText(one.value)).find(one => !services.includes(one));
    const [lost, come] = [missingFrom(now, job.steps, changes), missingFrom(job.steps, now, back)];
    return [
      ...(service === undefined ? [] : [`${name}: a service is gone: ${service}`]),
      ...(lost === undefined ? [] : [`${name}: a step is gone, moved or changed: ${described(lost)}`]),
      // A reference that is put into a job brings what stands elsewhere.
      ...(come === undefined || changes.get(come.span.file.path)?.reversed.adds(/!reference/)
        ? []
        : [`${name}: a step came, moved or changed: ${described(come)}`]),
    ];
  });
}

/**
 * Kinds of steps of which there are fewer, though no finding that was fixed points at so many that changed: what goes with a fix has to be
 * what it is about. A push goes where a build pushes instead.
 */
export function goneUnasked(
  before: readonly ExpandedPipeline[],
  after: readonly ExpandedPipeline[],
  changes: Changes,
  fixed: readonly Finding[],
): readonly string[] {
  const meant = fixed.flatMap(({ at, statement = at, related }) => [statement, ...related.map(one => one.at)]).map(spanText);
  const isMeant = (step: Step) => meant.some(text => text.includes(spanText(step.span)) || spanText(step.span).includes(text));
  const has = jobsOf(after);
  return jobsOf(before).flatMap(({ name, job: { steps } }, index) => {
    const now = has[index]?.job.steps ?? [];
    const kinds = new Set(steps.filter(step => step.kind !== 'push-image' && isTouched(step, changes)).map(step => step.kind));
    return [...kinds].flatMap(kind => {
      const [old, left] = [steps.filter(step => step.kind === kind), now.filter(step => step.kind === kind)];
      const asked = old.filter(step => isTouched(step, changes) && isMeant(step)).length;
      return old.length - left.length > asked ? [`${name}: a step is gone that no finding was about (${kind})`] : [];
    });
  });
}

function reversed(changes: Changes): Changes {
  return new Map([...changes].map(([path, stretches]) => [path, stretches.reversed]));
}

function differing(before: readonly string[], after: readonly string[]): readonly string[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => index)
    .filter(index => before[index] !== after[index])
    .map(index => before[index] ?? after[index] ?? '');
}

function jobsOf(pipelines: readonly ExpandedPipeline[]): readonly NamedJob[] {
  return pipelines.flatMap(pipeline =>
    pipeline.jobs.map(job => ({ name: [pipeline.file.path, ...job.path, job.combination ?? ''].join(' ').trim(), job })),
  );
}

function jobSignature({ name, events, machine, needs, timeout }: ExpandedJob): string {
  const settings = [machine.image, timeout].map(setting => (setting === undefined ? '' : wordText(setting.value)));
  return [name, ...events, machine.label === undefined ? '' : wordText(machine.label), ...needs, ...settings].join(' ');
}

/** The first step outside of all changes that the other steps do not have, in their order and at the place it moved to. */
function missingFrom(others: readonly Step[], steps: readonly Step[], changes: Changes): Step | undefined {
  let from = 0;
  return steps.find(step => {
    if (isTouched(step, changes)) return false;
    const { path } = step.span.file;
    const place = changes.get(path)?.moved(step.span.start) ?? step.span.start;
    const at = others.findIndex(
      (other, index) =>
        index >= from && other.span.start === place && other.span.file.path === path && described(other) === described(step),
    );
    if (at === -1) return true;
    from = at + 1;
    return false;
  });
}

/** Whether something changed in what is written for the step, or in a call that leads to it. */
function isTouched(step: Step, changes: Changes): boolean {
  const own = step.component === undefined ? [step.span] : [withLineEnd(step.span), step.lines?.() ?? step.span];
  const places: Span[] = [...own, ...step.via.map(call => call.at)];
  // Of a Bake target or Compose service no value stands where a key comes to the file that defines it.
  if (step.kind === 'build' && step.target !== undefined && step.via.some(({ callee }) => changes.has(definitionFile(callee)))) return true;
  for (const { span, parts } of valuesOf(step)) places.push(span, ...parts.map(part => part.span));
  return places.some(place => changes.get(place.file.path)?.touches(place));
}

/** `docker-bake.hcl target app`, `compose.yaml service app` */
function definitionFile(callee: string): string {
  return callee.replace(/ (?:target|service) .*$/, '');
}

/** A step that is keys may get one more behind its last line. */
function withLineEnd({ file, start, end }: Span): Span {
  const rest = /^[ \t]*(?:#[^\n]*)?\n?/.exec(file.text.slice(end))?.[0] ?? '';
  return { file, start, end: end + rest.length };
}

/** All that is known of a step but for its place, its variables and conditions. */
function described(step: Step): string {
  const { kind, name, key, component, workingDirectory, tolerated, sudo } = step;
  const flags = [tolerated ? 'tolerated' : '', sudo === true ? 'sudo' : ''];
  const uses = component === undefined ? '' : `${component.name} ${component.version}`;
  return [kind, name, key, uses, workingDirectory, ...flags, ...valuesOf(step).map(wordText)].filter(Boolean).join(' ');
}

/** What changed in each of the files that are written anew. */
export function changesOf(files: ReadonlyMap<string, string>, read: (path: string) => SourceFile | undefined): Changes {
  return new Map([...files].map(([path, text]) => [path, new Stretches(read(path)?.text ?? '', text.replace(/^\ufeff/, ''))]));
}
