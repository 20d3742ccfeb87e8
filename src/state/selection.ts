import type { Played } from '../model/job-run.js';
import type { Selection } from '../model/state.js';
import { endpointOf, sameEndpoint } from './endpoint.js';
import { startsClean } from './entry.js';
import { buildxFolder, sameFolder } from './folders.js';

/**
 * Which builder is current when a step starts: a selection, `none` (so `default` it is), `preconfigured` (none of this job's, on a
 * machine that is said to come with one), or `undefined` where it cannot be told.
 *
 * A selection belongs to the Docker endpoint it was made for, unless it is `--global`: a changed `DOCKER_HOST` or context drops it
 * (docker/buildx `store/store.go`, `Current`; https://docs.docker.com/reference/cli/docker/buildx/use/#global).
 */
export function currentSelection(step: Played): Selection | 'none' | 'preconfigured' | undefined {
  const { selections, opaque, run } = step.before;
  const folder = buildxFolder(step);
  for (const selection of selections) {
    const same = sameFolder(selection.folder, folder);
    if (same === false) continue;
    if (same === undefined || isAfter(opaque, selection.by)) return undefined;
    if (selection.global) return selection;
    const holds = sameEndpoint(selection.endpoint, endpointOf(step));
    return holds === undefined ? undefined : holds ? selection : 'none';
  }
  if (opaque !== undefined) return undefined;
  if (run.settings.preconfigured) return 'preconfigured';
  // Who connects to a cloud builder here and selects none starts from a machine where none is selected: see `State` in the architecture.
  return startsClean(run.job, run.settings) || run.connects ? 'none' : undefined;
}

/** The selection that would be in force when a step starts, had it not been made for another Docker endpoint than the step's. */
export function selectionForOtherEndpoint(step: Played): Selection | undefined {
  if (currentSelection(step) !== 'none') return undefined;
  const folder = buildxFolder(step);
  return step.before.selections.find(selection => sameFolder(selection.folder, folder) === true);
}

/** Whether nobody can see what became of an effect since. */
export function isAfter(opaque: Played | undefined, effect: Played): boolean {
  return opaque !== undefined && opaque.index > effect.index;
}
