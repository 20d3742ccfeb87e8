import { type ImageName, parseImage } from '../model/image.js';
import type { Component } from '../model/step.js';
import { known, type Value } from '../model/value.js';

/** The version in the tag of an official image: `docker:24.0-dind` gives 24 and 0; `undefined` for other images and tags. */
export function literalVersion(image: Value | undefined, name: string): readonly number[] | undefined {
  const text = known(image);
  const parsed = text === undefined ? undefined : parseImage(text);
  if (parsed?.registry !== 'docker.io' || parsed.repository !== `library/${name}`) return undefined;
  return tagNumbers(parsed);
}

/** `24.0-dind` gives 24 and 0. */
function tagNumbers({ tag = '' }: ImageName): readonly number[] | undefined {
  return /^v?(\d+(?:\.\d+)*)(?:-|$)/.exec(tag)?.[1]?.split('.').map(Number);
}

/** `v4.5.0` gives 4, 5 and 0, `v4` gives 4; `undefined` for a branch or a commit. */
export function versionNumbers(version: string): readonly number[] | undefined {
  return /^v?(\d+(?:\.\d+){0,2})$/.exec(version)?.[1]?.split('.').map(Number);
}

/** Whether every version the numbers can stand for is older: 28 may be 28.5, so it is not older than 28.3. */
export function olderThan(version: readonly number[], limit: readonly number[]): boolean {
  for (const [index, number] of limit.entries()) {
    const own = version[index];
    if (own === undefined) return false;
    if (own !== number) return own < number;
  }
  return false;
}

/** Whether an action, plugin, orb or pipe is the one of a name, and surely older than a version of it. */
export function isOlderComponent(component: Component, name: string, version: string): boolean {
  const [own, limit] = [versionNumbers(component.version), versionNumbers(version)];
  if (own === undefined || limit === undefined || component.name.toLowerCase() !== name.toLowerCase()) return false;
  return olderThan(own, limit);
}

/** The same of an image: `docker` is `docker.io/library/docker`. */
export function isOlderImage(image: Value, name: string, version: string): boolean {
  const [own, wanted] = [parseImage(known(image) ?? ''), parseImage(name)];
  if (own === undefined || wanted === undefined || own.registry !== wanted.registry || own.repository !== wanted.repository) return false;
  const [numbers, limit] = [tagNumbers(own), versionNumbers(version)];
  return numbers !== undefined && limit !== undefined && olderThan(numbers, limit);
}
