import type { JobRun, PlayedOf } from '../model/job-run.js';
import type { CloudBuilder, Toolchain } from '../recipes/recipe.js';
import type { Edit, Span } from '../source/file.js';
import { builderOf } from '../state/builders.js';
import { stepsOf } from '../state/steps.js';

/** What a move to Build Cloud is to lead to. */
export interface Destination {
  readonly builder: CloudBuilder;
  readonly toolchain: Toolchain;
}

/** Something that is left for a person, with its place. */
export interface Left {
  readonly at: Span;
  /** a clause without a full stop */
  readonly why: string;
}

/** How a job is connected to the builder: the edits, or why it cannot be done. */
export type Plan = { readonly edits: readonly Edit[] } | Left;

export function isLeft(plan: Plan): plan is Left {
  return 'why' in plan;
}

type Build = PlayedOf<'build'>;

/** The builds of a run that Build Cloud could take over: those that are built, on a builder that is not a cloud one. */
export function localBuilds(run: JobRun): readonly Build[] {
  return stepsOf(run, 'build').filter(build => !build.inspectsOnly && builderOf(build)?.kind !== 'cloud');
}
