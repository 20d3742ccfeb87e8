import type { World } from '../model/condition.js';
import { oncePer } from '../model/once.js';
import type { Step } from '../model/step.js';
import { mapValues, valuesOf } from '../model/step-values.js';
import { holdsChoice, inWorld } from '../model/value.js';

/** Whether a value of the step depends on the world. */
export const hasChoice = oncePer((step: Step) => valuesOf(step).some(holdsChoice));

/** The step with the choices in its values and variables made. */
export function settle<S extends Step>(step: S, world: World): S {
  const env = step.env.inWorld(world);
  if (hasChoice(step)) return { ...mapValues(step, value => inWorld(value, world)), env };
  return env === step.env ? step : { ...step, env };
}
