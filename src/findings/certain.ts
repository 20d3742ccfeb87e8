import type { JobRun } from '../model/job-run.js';
import { oncePer } from '../model/once.js';
import type { ExpandedJob } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import type { Problem, Rule } from '../rule.js';
import { type Span, sameSpan } from '../source/file.js';
import { firstIndexWhere } from '../source/search.js';

/** A problem that shows whatever is assumed of what cannot be known. */
export interface CertainProblem {
  readonly problem: Problem;
  /** the step it is about, as the job has it; `undefined` for one about the job itself */
  readonly step: Step | undefined;
  readonly at: Span;
}

/** The worlds of one event that a job was played in, and some of them in which every step runs that runs in any. */
interface WorldsOfEvent {
  readonly all: readonly JobRun[];
  readonly covering: readonly JobRun[];
}

/** The worlds that a job was played in, by their event. */
export type Worlds = readonly WorldsOfEvent[];

export function byEvent(runs: readonly JobRun[]): Worlds {
  const groups = new Map<string, JobRun[]>();
  for (const run of runs) {
    const group = groups.get(run.world.event);
    if (group === undefined) groups.set(run.world.event, [run]);
    else group.push(run);
  }
  return [...groups.values()].map(all => ({ all, covering: coveringOf(all) }));
}

/** The fullest world, and each other that has a step which none before it has. */
function coveringOf(all: readonly JobRun[]): readonly JobRun[] {
  if (all.length === 1) return all;
  const covered = new Set<number>();
  return [...all]
    .sort((a, b) => b.steps.length - a.steps.length)
    .filter((run, at) => {
      const before = covered.size;
      for (const { index } of run.steps) covered.add(index);
      return at === 0 || covered.size > before;
    });
}

/**
 * What a rule finds in a job for certain: a problem that, for one event, shows in every world in which its step runs.
 * @throws whatever the rule throws
 */
export function certainProblems(worldsByEvent: Worlds, rule: Rule, options: unknown): readonly CertainProblem[] {
  let found: Map<string, CertainProblem> | undefined;
  for (const { all: worlds, covering } of worldsByEvent) {
    // What is certain shows wherever its step runs, so in one of these at least.
    if (covering.length < worlds.length && covering.every(run => isSilent(rule, run, options))) continue;
    const shown = problemsIn(worlds, rule, options);
    if (shown === undefined) continue;
    found ??= new Map();
    for (const [key, { problem, shows, index }] of shown) {
      const at = problem.at ?? problem.on.span;
      const job = worlds[0]?.job;
      const step = index === undefined ? undefined : job?.steps[index];
      const forms = index === undefined || job === undefined ? undefined : formsWith(at, index, job);
      const expected = forms === undefined ? worlds.length : worlds.filter(run => forms.some(one => runsStep(run, one))).length;
      if (shows < expected || found.has(key)) continue;
      found.set(key, { problem, step, at });
    }
  }
  return found === undefined ? NOTHING : [...found.values()];
}

const NOTHING: readonly CertainProblem[] = [];

function isSilent(rule: Rule, run: JobRun, options: unknown): boolean {
  for (const _ of rule.check(run, options)) return false;
  return true;
}

interface Shown {
  readonly problem: Problem;
  readonly index: number | undefined;
  /** in how many worlds */
  readonly shows: number;
}

/** Most rules find nothing in most jobs, in any world: nothing is made for that. */
function problemsIn(worlds: readonly JobRun[], rule: Rule, options: unknown): ReadonlyMap<string, Shown> | undefined {
  let shown: Map<string, Shown> | undefined;
  for (const run of worlds) {
    let here: Set<string> | undefined;
    for (const problem of rule.check(run, options)) {
      const index = indexOf(problem.on, run.job);
      const key = keyOf(problem, index === undefined ? undefined : formsWith(problem.at ?? problem.on.span, index, run.job)[0]);
      here ??= new Set();
      if (here.size === here.add(key).size) continue;
      shown ??= new Map();
      const before = shown.get(key);
      shown.set(key, { problem: before?.problem ?? problem, index, shows: (before?.shows ?? 0) + 1 });
    }
  }
  return shown;
}

function keyOf({ at, on, subject = '' }: Problem, index: number | undefined): string {
  const { file, start, end } = at ?? on.span;
  return [index, file.path, start, end, subject].join('\0');
}

/**
 * The forms of a step's command that have the place a problem points at, the step among them. What is said of a place that they share is
 * certain only if it holds for all of them: `docker buildx build $ARGS` where a condition nobody can read puts `--push` into ARGS.
 */
function formsWith(at: Span, index: number, job: ExpandedJob): readonly number[] {
  return job.steps[index]?.formOf === undefined ? [index] : formsIn(job)(at, index);
}

/** In every world the same is asked of the same places, and a command may have hundreds of forms. */
const formsIn = oncePer(({ steps }: ExpandedJob) => {
  const known = new Map<string, readonly number[]>();
  return (at: Span, index: number): readonly number[] => {
    const key = `${index}:${at.start}:${at.file.path}`;
    let forms = known.get(key);
    if (forms === undefined) {
      const step = steps[index];
      forms = step === undefined ? [index] : steps.flatMap((other, of) => (of === index || isFormWith(other, step, at) ? [of] : []));
      known.set(key, forms);
    }
    return forms;
  };
});

function isFormWith(other: Step, step: Step, { file, start }: Span): boolean {
  if (other.formOf !== step.formOf || other.kind !== step.kind || targetOf(other) !== targetOf(step) || !sameSpan(other.span, step.span))
    return false;
  const isThere = (place: Span) => place.start === start && place.file === file;
  return isThere(other.span) || other.words?.some(word => isThere(word.span) || word.parts.some(part => isThere(part.span))) === true;
}

function targetOf(step: Step): string | undefined {
  return step.kind === 'build' ? step.target : undefined;
}

/** A rule may hand back a step as played or as the job has it. */
function indexOf(on: Problem['on'], job: ExpandedJob): number | undefined {
  if ('steps' in on) return undefined;
  if ('before' in on) return on.index;
  const index = job.steps.indexOf(on);
  return index === -1 ? undefined : index;
}

function runsStep(run: JobRun, index: number): boolean {
  const { steps } = run;
  return steps[firstIndexWhere(steps.length, at => (steps[at]?.index ?? 0) >= index)]?.index === index;
}
