import type { Setting, Step, StepOf } from '../model/step.js';
import { sameText } from './same-text.js';

type Build = Extract<StepOf<'build'>, Step>;

/**
 * Whether two builds certainly make the same image: of the same files, by the same Dockerfile, stage and arguments. For which platforms, under
 * which tags and to where is another matter. Variables are the same in all jobs of a pipeline.
 */
export function makesSameImage(a: Build, b: Build): boolean {
  if (a.opaque || b.opaque || a.workingDirectory !== b.workingDirectory || a.target !== b.target) return false;
  const single = [[a.context, b.context] as const, [a.dockerfile, b.dockerfile] as const, [a.stage, b.stage] as const];
  return single.every(([left, right]) => isSame(left, right)) && areSame(a.buildArguments, b.buildArguments);
}

function isSame(a: Setting | undefined, b: Setting | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameText(a.value, b.value) === true;
}

function areSame(a: readonly Setting[], b: readonly Setting[]): boolean {
  return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
}
