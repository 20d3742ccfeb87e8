import type { Played } from '../model/job-run.js';
import type { Settings } from '../model/settings.js';
import { known, type Value } from '../model/value.js';
import { cloudName, isCloudName } from './builder-names.js';
import { builderNamed } from './builders.js';
import { fits } from './pattern.js';
import { given } from './steps.js';

/** What the configuration's `builder` says of an endpoint; a part that it does not name may be anything. */
export function builderPatterns({ builder }: Settings): readonly string[] {
  return builder === undefined ? [] : [`${builder.org ?? '*'}/${builder.name ?? '*'}`];
}

/**
 * The cloud builder that a step connects to, or that it names although the job does not connect to it, where that is certainly none of
 * those allowed (`acme/*`).
 */
export function builderNotAllowed(step: Played, allowed: readonly string[]): Value | undefined {
  if (step.kind === 'create-builder') {
    const endpoint = given(step.endpoint);
    const text = known(endpoint)?.replace(/^cloud:\/\//, '');
    return text === undefined || allowed.some(pattern => fits(text, pattern)) ? undefined : endpoint;
  }
  if (step.kind !== 'build' && step.kind !== 'use-builder') return undefined;
  const name = given(step.builder);
  const text = known(name);
  if (name === undefined || text === undefined || !isCloudName(name) || builderNamed(name, step) !== 'gone') return undefined;
  return allowed.some(pattern => fits(text, cloudName(pattern))) ? undefined : name;
}
