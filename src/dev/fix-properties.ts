import { type Fixed, type FixOptions, fix, withFiles } from '../fix.js';
import type { ExpandedPipeline } from '../model/pipeline.js';
import type { Report } from '../model/report.js';
import type { Step } from '../model/step.js';
import { valueText } from '../model/value.js';
import type { Project } from '../project/project.js';
import { type Edit, SourceFile } from '../source/file.js';

/** What fixing a project came to, and what about it is not as it has to be. */
export interface Checked extends Fixed {
  /** one clause each: `.gitlab-ci.yml: a job is gone` */
  readonly broken: readonly string[];
}

type Lint = (project: Project) => Promise<Report>;

/**
 * Fixes a project in memory and asks of the result: every file still parses, the same jobs are there with all steps that no edit touched,
 * what was fixed is gone, no new error is there, fixing again changes nothing, and no line changed that no edit touched.
 */
export async function fixChecked(project: Project, lint: Lint, options: FixOptions): Promise<Checked> {
  const before = await lint(project);
  const fixed = await fix(project, lint, options);
  if (fixed.fixed.length === 0) return { ...fixed, broken: [] };
  const files = new Map([...fixed.files].map(([path, text]) => [path, new SourceFile(path, text)]));
  const again = await fix(withFiles(project, files), lint, options);
  const touched = touchedLines(fixed);
  return {
    ...fixed,
    broken: [
      ...fixed.refused.map(({ rule, at }) => `${at.file.path}: the fix of ${rule} cannot be parsed`),
      ...lostJobs(before.pipelines, fixed.report.pipelines),
      ...lostSteps(before.pipelines, fixed.report.pipelines, touched),
      ...remaining(before, fixed, project),
      ...newErrors(before, fixed.report),
      ...again.fixed.map(({ rule, at }) => `${at.file.path}: fixing again changes something (${rule})`),
      ...changedElsewhere(project, fixed, touched),
    ],
  };
}

/** The lines of the files as they were that edits of any pass may have changed; those of later passes by their number, give or take. */
function touchedLines({ fixed, files }: Fixed): ReadonlyMap<string, ReadonlySet<number>> {
  const touched = new Map<string, Set<number>>([...files.keys()].map(path => [path, new Set()]));
  for (const { fix: made } of fixed) {
    for (const edit of made?.edits ?? []) for (const line of linesOf(edit)) touched.get(edit.span.file.path)?.add(line);
  }
  return touched;
}

function* linesOf({ span: { file, start, end } }: Edit): Iterable<number> {
  const last = file.position(end).line;
  for (let line = file.position(start).line; line <= last; line++) yield line;
}

function jobsOf(pipelines: readonly ExpandedPipeline[]): ReadonlyMap<string, readonly Step[]> {
  return new Map(
    pipelines.flatMap(pipeline =>
      pipeline.jobs.map(job => [[pipeline.file.path, ...job.path, job.combination ?? ''].join(' '), job.steps] as const),
    ),
  );
}

function lostJobs(before: readonly ExpandedPipeline[], after: readonly ExpandedPipeline[]): readonly string[] {
  const [had, has] = [[...jobsOf(before).keys()], [...jobsOf(after).keys()]];
  return had.join('\n') === has.join('\n') ? [] : [`${had[0] ?? ''}: the jobs are not the same`];
}

/** Steps that no edit touched have to come in the same order as before, whatever else there is now. */
function lostSteps(
  before: readonly ExpandedPipeline[],
  after: readonly ExpandedPipeline[],
  touched: ReadonlyMap<string, ReadonlySet<number>>,
): readonly string[] {
  const now = jobsOf(after);
  const isTouched = ({ span: { file, start, end } }: Step) => {
    const lines = touched.get(file.path);
    const [first, last] = [file.position(start).line, file.position(end).line];
    // Swapped entries begin on the line behind.
    return lines !== undefined && [...lines].some(line => line >= first - 1 && line <= last + 1);
  };
  return [...jobsOf(before)].flatMap(([job, steps]) => {
    const rest = (now.get(job) ?? []).map(signature);
    const missing = steps.find(step => {
      if (isTouched(step)) return false;
      const at = rest.indexOf(signature(step));
      if (at === -1) return true;
      rest.splice(0, at + 1);
      return false;
    });
    return missing === undefined ? [] : [`${job}: a step is gone or moved: ${signature(missing)}`];
  });
}

function signature({ kind, words, component, name }: Step): string {
  // What a command prints is named by its place.
  return [kind, component?.name ?? '', name ?? '', ...(words ?? []).map(valueText)].join(' ').replaceAll(/[:@#]\d+/g, '');
}

function countBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/** What a later pass fixed was not there before: a fix brought it to light. */
function remaining(before: Report, { fixed, report }: Fixed, project: Project): readonly string[] {
  const [had, has] = [countBy(before.findings, one => one.rule), countBy(report.findings, one => one.rule)];
  const first = fixed.filter(one => project.read(one.at.file.path) === one.at.file);
  return [...countBy(first, one => one.rule)].flatMap(([rule]) => {
    return (has.get(rule) ?? 0) < (had.get(rule) ?? 0)
      ? []
      : [`${fixed[0]?.at.file.path}: findings of ${rule} were fixed, and are there again`];
  });
}

function newErrors(before: Report, after: Report): readonly string[] {
  const errors = (report: Report) =>
    countBy(
      report.findings.filter(one => one.severity === 'error'),
      one => `${one.at.file.path}: ${one.rule}`,
    );
  const had = errors(before);
  return [...errors(after)].flatMap(([key, number]) => (number > (had.get(key) ?? 0) ? [`${key} is a new error`] : []));
}

/** Lines that no edit of the first pass touched are all there still, in order. */
function changedElsewhere(project: Project, { files, fixed }: Fixed, touched: ReadonlyMap<string, ReadonlySet<number>>): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    const file = project.read(path);
    const inOnePass = fixed.every(one => one.fix?.edits.every(edit => edit.span.file.path !== path || edit.span.file === file));
    if (file === undefined || !inOnePass) return [];
    const now = text.split('\n');
    for (const [index, line] of `${file.byteOrderMark ? '\ufeff' : ''}${file.text}`.split('\n').entries()) {
      if (touched.get(path)?.has(index + 1)) continue;
      const at = now.indexOf(line);
      if (at === -1) return [`${path}:${index + 1} changed, and no edit touches it`];
      now.splice(0, at + 1);
    }
    return [];
  });
}
