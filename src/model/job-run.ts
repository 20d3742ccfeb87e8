import type { Event, World } from './condition.js';
import type { ExpandedJob, ExpandedPipeline } from './pipeline.js';
import type { Settings } from './settings.js';
import type { State } from './state.js';
import type { Step, StepOf } from './step.js';

/**
 * One job played in one world: only the steps that run in it, in order, each with the state before it. Choices in values are made, so a
 * value holds literals, references and unknown parts only.
 */
export interface JobRun {
  readonly pipeline: ExpandedPipeline;
  readonly job: ExpandedJob;
  readonly settings: Settings;
  readonly world: World;
  /** all the events for which the job runs just like this; `world.event` is the first of them */
  readonly events: readonly Event[];
  /** the job itself connects to a cloud builder, so its author keeps that in this file and not on the machine */
  readonly connects: boolean;
  readonly steps: readonly Played[];
}

/**
 * - `index`: the step's place among all steps of the job, those that do not run in this world included
 * - `origin`: the step without its state, one object for all worlds in which its values are the same, whatever its variables are: what is
 *   worked out from the values alone need be worked out but once
 */
export type Played<S extends Step = Step> = S & { readonly before: State; readonly index: number; readonly origin: Step };
/** The step itself, where it was played. */
export function originOf(step: Step | Played): Step {
  return 'origin' in step ? step.origin : step;
}

export type PlayedOf<K extends Step['kind']> = Played<Extract<StepOf<K>, Step>>;
