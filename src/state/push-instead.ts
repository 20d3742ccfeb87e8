import type { PlayedOf } from '../model/job-run.js';
import { entryDestination, isInvalid, parseOutput } from '../model/output.js';
import type { Change } from '../model/rewrite.js';
import type { Value } from '../model/value.js';
import { isWithoutNamespace } from './image-names.js';
import { truth } from './steps.js';

/**
 * Lets a build push from the builder what it would load; nothing where its program cannot push, or the push would be denied.
 * @param names what it is to push, its tags by default
 */
export function pushInstead(
  { load, push, outputs, program, tags }: PlayedOf<'build'>,
  names: readonly Value[] = tags.map(tag => tag.value),
): readonly Change[] {
  // Nothing is pushed that has no name. https://docs.docker.com/reference/cli/docker/compose/build/ has `--push`, version 1 of Compose had not
  if (names.length === 0 || program.startsWith('docker-compose') || names.some(isWithoutNamespace)) return [];
  const loading = outputs.find(({ value }) => {
    const entry = parseOutput(value);
    return entry !== undefined && !isInvalid(entry) && entry.type === 'docker' && entryDestination(entry) === undefined;
  });
  if (loading !== undefined) return [{ change: 'replace', setting: loading, value: 'type=registry' }];
  const pushes: Change = push === undefined ? { change: 'add', option: 'push' } : { change: 'replace', setting: push, value: 'true' };
  return load !== undefined && truth(load, false) === true ? [{ change: 'remove', setting: load }, pushes] : [pushes];
}
