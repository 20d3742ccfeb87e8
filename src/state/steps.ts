import { all, type Event, holds } from '../model/condition.js';
import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import { oncePer } from '../model/once.js';
import type { Setting, Step } from '../model/step.js';
import { known, truth as truthOf, type Value } from '../model/value.js';
import { firstIndexWhere } from '../source/search.js';

/** Every rule asks each run for its builds: a run's steps are sorted by kind once. */
const byKind = oncePer((run: JobRun) => {
  const groups = new Map<Step['kind'], Played[]>();
  for (const step of run.steps) {
    const group = groups.get(step.kind);
    if (group === undefined) groups.set(step.kind, [step]);
    else group.push(step);
  }
  return groups;
});

/** The steps of one kind that run in this world, in order. */
export function stepsOf<K extends Step['kind']>(run: JobRun, kind: K): readonly PlayedOf<K>[] {
  // Each list holds steps of its kind alone.
  return (byKind(run).get(kind) as readonly PlayedOf<K>[] | undefined) ?? [];
}

/** Whether a step runs for an event whatever is assumed of the conditions nobody can read: one of them may speak of the event. */
export function surelyRunsOn(run: JobRun, step: Step, event: Event): boolean {
  return holds(all(run.job.runs, step.runs), { event, assumed: new Map() }) === true;
}

/** The steps that run after this one. */
export function laterSteps(run: JobRun, step: Played): readonly Played[] {
  const { steps } = run;
  return steps.slice(firstIndexWhere(steps.length, at => (steps[at]?.index ?? 0) > step.index));
}

/**
 * Whether a flag or input is on: what is absent or empty says `fallback`; what is not known, or neither true nor false, `undefined`.
 * The words are those Docker's flags take: https://pkg.go.dev/strconv#ParseBool
 */
export function truth(setting: Setting | undefined, fallback: boolean): boolean | undefined {
  const value = given(setting);
  return value === undefined ? fallback : truthOf(value);
}

/** The value of a setting that is there and not certainly empty: CI systems take an empty input for none. */
export function given(setting: Setting | undefined): Value | undefined {
  return setting === undefined || known(setting.value) === '' ? undefined : setting.value;
}

/** A variable that the step sees and that is not certainly empty. */
export function variable(step: Step, name: string): Value | undefined {
  const value = step.env.get(name);
  return value === undefined || known(value) === '' ? undefined : value;
}
