import { ALWAYS, type Condition } from '../../model/condition.js';
import type { RunVariables } from '../../model/run-variables.js';
import { pipelineValueIs, pipelineValueIsSet } from './pipeline-values.js';

/** https://circleci.com/docs/reference/variables/#built-in-environment-variables */
export const runVariables: RunVariables = {
  filled(name): Condition | undefined {
    const path = pathOf(name);
    if (path !== undefined) return pipelineValueIsSet(path);
    return name === 'CI' || name === 'CIRCLECI' || name === 'CIRCLE_SHA1' ? ALWAYS : undefined;
  },
  equals(name, text): Condition | undefined {
    const path = pathOf(name);
    return path === undefined ? undefined : pipelineValueIs(path, text);
  },
};

function pathOf(name: string): string | undefined {
  if (name === 'CIRCLE_BRANCH') return 'pipeline.git.branch';
  return name === 'CIRCLE_TAG' ? 'pipeline.git.tag' : undefined;
}
