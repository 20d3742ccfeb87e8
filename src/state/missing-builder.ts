import type { PlayedOf } from '../model/job-run.js';
import type { Step } from '../model/step.js';
import { known, type Value } from '../model/value.js';
import { isCloudName, nameOfCreated } from './builder-names.js';
import { builderNamed, isCloud } from './builders.js';
import { startsClean } from './entry.js';
import { sameText } from './same-text.js';
import { given, stepsOf, variable } from './steps.js';

/** A builder that is named although the machine certainly has none of that name. */
export interface MissingBuilder {
  readonly name: Value;
  /** the cloud builder that this job has connected to before, the last one; absent where it has not */
  readonly connected: PlayedOf<'create-builder'> | undefined;
}

/**
 * The builder that a step names and that is not there: Buildx then ends with `no builder "x" found`.
 * https://docs.docker.com/reference/cli/docker/buildx/#builder
 *
 * Nothing is said after a step that nobody can read, and of a machine that may keep builders of earlier jobs only where this job connects
 * to a cloud builder itself, without a look whether it is there already.
 */
export function missingBuilder(step: PlayedOf<'build' | 'use-builder'>): MissingBuilder | undefined {
  const name = given(step.builder) ?? variable(step, 'BUILDX_BUILDER');
  const { opaque, run } = step.before;
  if (name === undefined || opaque !== undefined || run.settings.preconfigured) return undefined;
  if (!startsClean(run.job, run.settings) && !run.connects) return undefined;
  // A context's own builder is called after it; a variable may hold `default`, a name like `cloud-$ORG-default` cannot.
  if (known(name) === 'default' || makesContext(run.job.steps) || (known(name) === undefined && !isCloudName(name))) return undefined;
  if (builderNamed(name, step) !== 'gone' || isMadeSomewhere(name, run.job.steps)) return undefined;
  return { name, connected: stepsOf(run, 'create-builder').findLast(made => made.index < step.index && isCloud(made) === true) };
}

/** `docker context create` and `use`; https://docs.docker.com/engine/manage-resources/contexts/ */
function makesContext(steps: readonly Step[]): boolean {
  return steps.some(
    step => step.kind === 'use-context' || (step.kind === 'other' && step.words?.slice(0, 2).map(known).join(' ') === 'docker context'),
  );
}

/** `docker buildx use x || docker buildx create --name x`: where it is made in another case it is there in this one. */
function isMadeSomewhere(name: Value, steps: readonly Step[]): boolean {
  return steps.some(step => {
    if (step.kind !== 'create-builder') return false;
    const made = nameOfCreated(step);
    return made !== undefined && sameText(made, name) !== false;
  });
}
