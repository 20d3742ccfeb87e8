import { sameSpan } from '../source/file.js';
import { DEFAULT_LIMITS } from './limits.js';
import type { Call } from './step.js';

/** Functions of a Node script and targets of a Makefile that are nested deeper than this are not followed. */
export const MOST_CALLS = DEFAULT_LIMITS.depth;

/** Whether the last of these calls is one that is already going on: it leads back to itself. */
export function repeats(via: readonly Call[]): boolean {
  const last = via.at(-1);
  return last !== undefined && via.slice(0, -1).some(({ at, callee }) => callee === last.callee && sameSpan(at, last.at));
}
