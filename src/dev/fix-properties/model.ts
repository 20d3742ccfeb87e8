import { wordText } from '../../findings/identity.js';
import { conditionText } from '../../model/condition.js';
import type { Finding } from '../../model/finding.js';
import type { ExpandedJob, ExpandedPipeline } from '../../model/pipeline.js';
import type { Step } from '../../model/step.js';
import { valuesOf } from '../../model/step-values.js';
import { known, type Value } from '../../model/value.js';
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
 * What went or changed though no finding that was fixed is about it: a step whose text went as a whole, kinds of steps of which there are
 * fewer, a variable of a step that nobody touched, the conditions under which it or its job runs.
 */
export function unasked(
  before: readonly ExpandedPipeline[],
  after: readonly ExpandedPipeline[],
  changes: Changes,
  fixed: readonly Finding[],
): readonly string[] {
  const about = new About(fixed);
  const has = jobsOf(after);
  return jobsOf(before).flatMap(({ name, job }, index) => {
    const now = has[index]?.job;
    if (now === undefined) return [];
    const gone = goneFrom(job.steps, now.steps, changes, about);
    const pairs = matched(now.steps, job.steps, changes);
    const other = [...pairs].flatMap(([step, same]) => (same ? differences(step, same).filter(one => !about.speaksOf(one.of)) : []))[0];
    const isOtherJob = conditionText(job.runs) !== conditionText(now.runs) && !about.speaksOf(WHEN);
    return [
      ...(gone === undefined ? [] : [`${name}: a step is gone that no finding was about (${described(gone)})`]),
      ...(other === undefined ? [] : [`${name}: ${other.what} changed, which no finding was about`]),
      ...(isOtherJob ? [`${name}: the job runs under other conditions, and no finding was about that`] : []),
    ];
  });
}

/** What the fixed findings are about. */
class About {
  readonly #fixed: readonly Finding[];
  readonly #texts: readonly string[];

  constructor(fixed: readonly Finding[]) {
    this.#fixed = fixed;
    this.#texts = fixed.flatMap(({ at, statement = at, related }) => [statement, ...related.map(one => one.at)]).map(spanText);
  }

  /** By the text, as places are those of the pass that the finding is of. */
  isStep({ span }: Step): boolean {
    const own = spanText(span);
    return this.#texts.some(text => text.includes(own) || (own.includes(text) && text.length > own.length / 2));
  }

  speaksOf(subject: string | RegExp): boolean {
    const said = ({ message, fix, rule }: Finding) => [rule, message, fix?.title].join(' ');
    return [...this.#texts, ...this.#fixed.map(said)].some(text =>
      typeof subject === 'string' ? text.includes(subject) : subject.test(text),
    );
  }
}

/** What speaks of when something runs. */
const WHEN = /\b(?:forks?|errexit|set -e|fails?|stops?|idempotent)\b/i;

/** A step that nobody meant, and that is there no more: each that is new takes the place of the one of its kind that it is most like. */
function goneFrom(steps: readonly Step[], now: readonly Step[], changes: Changes, about: About): Step | undefined {
  const removed = steps.find(step => changes.get(step.span.file.path)?.removes(step.span) && !about.isStep(step));
  if (removed !== undefined) return removed;
  const lost = without(steps, now);
  for (const step of without(now, steps)) {
    const like = (other: Step) => 2 * sharedWords(step, other) + (about.isStep(other) ? 1 : 0);
    const [before] = lost.filter(({ kind }) => kind === step.kind).sort((a, b) => like(b) - like(a));
    if (before !== undefined) lost.splice(lost.indexOf(before), 1);
  }
  return lost.find(step => !about.isStep(step));
}

/** The steps that others do not have, each of those standing for one. */
function without(steps: readonly Step[], others: readonly Step[]): Step[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(described(other), (counts.get(described(other)) ?? 0) + 1);
  return steps.filter(step => {
    const left = counts.get(described(step)) ?? 0;
    counts.set(described(step), left - 1);
    return left <= 0;
  });
}

function sharedWords(a: Step, b: Step): number {
  const words = new Set(described(a).split(/\s+/));
  return described(b)
    .split(/\s+/)
    .filter(word => words.has(word)).length;
}

interface Difference {
  readonly what: string;
  readonly of: string | RegExp;
}

function differences(step: Step, now: Step): readonly Difference[] {
  const [had, has] = [step, now].map(({ env }) => new Map(env.entries().map(([name, value]) => [name, textOf(value)])));
  const names = [...new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])].filter(name => had?.get(name) !== has?.get(name));
  const [when, whenNow] = [step, now].map(({ runs }) => conditionText(runs).replaceAll(/:\d+\b/g, ''));
  return [
    ...names.map(name => ({ what: `the variable ${name} of a step`, of: name })),
    ...(when === whenNow ? [] : [{ what: `when a step runs (${when} → ${whenNow})`, of: WHEN }]),
  ];
}

/** What a reader makes up for a place is named by its offset, and is written nowhere. */
function textOf(value: Value): string {
  const text = known(value);
  return text === undefined || value.span.file.text.includes(text) ? wordText(value) : text.replaceAll(/\d+/g, '');
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
  for (const [step, same] of matched(others, steps, changes)) if (same === undefined) return step;
  return undefined;
}

/** Each step outside of all changes with the one that it is in the other steps. */
function* matched(
  others: readonly Step[],
  steps: readonly Step[],
  changes: Changes,
): Iterable<readonly [step: Step, same: Step | undefined]> {
  let from = 0;
  for (const step of steps) {
    if (isTouched(step, changes)) continue;
    const { path } = step.span.file;
    const place = changes.get(path)?.moved(step.span.start) ?? step.span.start;
    const isSame = (other: Step) => other.span.start === place && other.span.file.path === path && described(other) === described(step);
    const at = others.findIndex((other, index) => index >= from && isSame(other));
    if (at !== -1) from = at + 1;
    yield [step, others[at]];
  }
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
