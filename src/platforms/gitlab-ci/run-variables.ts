import type { Condition } from '../../model/condition.js';
import type { RunVariables } from '../../model/run-variables.js';
import { readExpression } from './expression.js';
import { presenceOf } from './predefined.js';

/** https://docs.gitlab.com/ci/variables/predefined_variables/; asked as `rules:if` asks, so that equal questions have equal keys. */
export const runVariables: RunVariables = {
  filled: presenceOf,
  equals(name, text): Condition | undefined {
    return isPredefined(name) && !text.includes('"') ? readExpression(`$${name} == "${text}"`).condition : undefined;
  },
};

function isPredefined(name: string): boolean {
  return presenceOf(name) !== undefined;
}
