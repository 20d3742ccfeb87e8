import type { JobRun } from '../model/job-run.js';
import type { ExpandedJob } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import type { Problem, Rule } from '../rule.js';
import type { Span } from '../source/file.js';

/** A problem that shows whatever is assumed of what cannot be known. */
export interface CertainProblem {
  readonly problem: Problem;
  /** the step it is about, as the job has it; `undefined` for one about the job itself */
  readonly step: Step | undefined;
  readonly at: Span;
}

/** The worlds that a job was played in, by their event. */
export type Worlds = readonly (readonly JobRun[])[];

export function byEvent(runs: readonly JobRun[]): Worlds {
  const groups = new Map<string, JobRun[]>();
  for (const run of runs) {
    const group = groups.get(run.world.event);
    if (group === undefined) groups.set(run.world.event, [run]);
    else group.push(run);
  }
  return [...groups.values()];
}

/**
 * What a rule finds in a job for certain: a problem that, for one event, shows in every world in which its step runs.
 * @throws whatever the rule throws
 */
export function certainProblems(worldsByEvent: Worlds, rule: Rule, options: unknown): readonly CertainProblem[] {
  const found = new Map<string, CertainProblem>();
  for (const worlds of worldsByEvent) {
    for (const [key, { problem, shows, index }] of problemsIn(worlds, rule, options) ?? []) {
      const expected = index === undefined ? worlds.length : worlds.filter(run => runsStep(run, index)).length;
      if (shows < expected || found.has(key)) continue;
      const step = index === undefined ? undefined : worlds[0]?.job.steps[index];
      found.set(key, { problem, step, at: problem.at ?? problem.on.span });
    }
  }
  return [...found.values()];
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
      const key = keyOf(problem, index);
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

/** A rule may hand back a step as played or as the job has it. */
function indexOf(on: Problem['on'], job: ExpandedJob): number | undefined {
  if ('steps' in on) return undefined;
  if ('before' in on) return on.index;
  const index = job.steps.indexOf(on);
  return index === -1 ? undefined : index;
}

function runsStep(run: JobRun, index: number): boolean {
  let low = 0;
  let high = run.steps.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = run.steps[middle]?.index ?? 0;
    if (at === index) return true;
    if (at < index) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
