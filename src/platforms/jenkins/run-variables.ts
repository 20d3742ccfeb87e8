import type { Condition } from '../../model/condition.js';
import type { RunVariables } from '../../model/run-variables.js';
import { variableIs, variableIsSet } from './conditions.js';

/** Asked as Groovy asks, so that equal questions have equal keys. */
export const runVariables: RunVariables = {
  filled: variableIsSet,
  equals(name, text): Condition | undefined {
    return name === 'BRANCH_NAME' || variableIsSet(name) !== undefined ? variableIs(name, text) : undefined;
  },
};
