import { ARCHITECTURE_NAMES } from '../knowledge/plugins.js';
import { flattened } from '../model/csv.js';
import { oncePer } from '../model/once.js';
import type { ExpandedPipeline } from '../model/pipeline.js';
import type { Step, StepOf } from '../model/step.js';
import { valueText } from '../model/value.js';
import { driverOf } from './builder-names.js';

/**
 * Whether a step makes one image of images that were built for one platform each: their names say for which, or a build of the pipeline
 * pushes by digest, as Docker's example of such a split does.
 * https://docs.docker.com/build/ci/github-actions/multi-platform/#distribute-build-across-multiple-runners
 */
export function mergesPlatforms(step: StepOf<'use-image'>, pipeline: ExpandedPipeline): boolean {
  if (step.how !== 'manifest' || step.newName === undefined) return false;
  const named = new Set(step.images.flatMap(image => architectureIn(valueText(image.value)) ?? []));
  return named.size > 1 || (named.size === 0 && hasBuildByDigest(pipeline));
}

/** Whether no job of the pipeline connects to a cloud builder. */
export const isWithoutCloud = oncePer(
  (pipeline: ExpandedPipeline) => !hasStep(pipeline, step => step.kind === 'create-builder' && driverOf(step) === 'cloud'),
);

/** Whether some job of the pipeline makes a list of images, which may be that of several platforms. */
export const makesList = oncePer((pipeline: ExpandedPipeline) =>
  hasStep(pipeline, step => step.kind === 'use-image' && step.how === 'manifest'),
);

const hasBuildByDigest = oncePer((pipeline: ExpandedPipeline) => hasStep(pipeline, pushesByDigest));

function hasStep({ jobs }: ExpandedPipeline, isIt: (step: Step) => boolean): boolean {
  return jobs.some(job => job.steps.some(isIt));
}

function pushesByDigest(step: Step): boolean {
  return step.kind === 'build' && step.outputs.some(({ value }) => /(^|,)"?push-by-digest=true"?(,|$)/.test(flattened(value)));
}

function architectureIn(image: string): string | undefined {
  for (const [name, architecture] of ARCHITECTURE_NAMES)
    if (new RegExp(`(?:^|[^a-z0-9])${name}(?![a-z0-9])`).test(image)) return architecture;
  return undefined;
}
