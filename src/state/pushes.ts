import { flattened, isWritten } from '../model/csv.js';
import { registryOf } from '../model/image.js';
import type { Played } from '../model/job-run.js';
import type { Value } from '../model/value.js';
import { withoutAtEnd } from '../source/trim-end.js';
import { outputOf, tagValues } from './outputs.js';
import { fits } from './pattern.js';

/** The images that a step sends to a registry, as far as that is certain. A list of platforms that is made of pushed images is one. */
export function pushedBy(step: Played): readonly Value[] {
  if (step.kind === 'push-image') return step.images.map(image => image.value);
  if (step.kind === 'use-image') return step.how === 'manifest' && step.newName !== undefined ? [step.newName.value] : [];
  return step.kind === 'build' && outputOf(step).push === true ? tagValues(step) : [];
}

/**
 * Whether an image lies under a registry or a part of one: `ghcr.io`, `ghcr.io/acme`, `docker.io/acme`; `*` stands for any text without
 * a slash. `undefined` where that cannot be told.
 */
export function liesUnder(image: Value, place: string): boolean | undefined {
  const registry = registryOf(image);
  if (registry === undefined) return undefined;
  const [wantedRegistry = '', ...wanted] = withoutAtEnd(place, '/').split('/');
  if (!fits(registry, wantedRegistry)) return false;
  const text = flattened(image);
  const written = isWritten(text.split('/', 1)[0] ?? '') && registryOf(image) === text.split('/', 1)[0];
  const parts = (written ? text.slice(text.indexOf('/') + 1) : text).replace(/[:@][^/]*$/, '').split('/');
  const repository = registry === 'docker.io' && parts.length === 1 && isWritten(parts[0] ?? '') ? ['library', ...parts] : parts;
  for (const [index, part] of wanted.entries()) {
    const own = repository[index];
    // What is not written may hold slashes, so from there on nothing is known.
    if (own !== undefined && !isWritten(own)) return undefined;
    if (own === undefined || !fits(own, part)) return false;
  }
  return true;
}
