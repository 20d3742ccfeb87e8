import { ALWAYS, type Condition, not } from '../../model/condition.js';
import type { RunVariables } from '../../model/run-variables.js';
import { buildkiteCondition } from './conditions.js';

/** Variables and what conditions call them: https://buildkite.com/docs/pipelines/configure/environment-variables */
const NAMES: Readonly<Record<string, string>> = {
  BUILDKITE_BRANCH: 'build.branch',
  BUILDKITE_SOURCE: 'build.source',
  BUILDKITE_TAG: 'build.tag',
};

const PULL_REQUEST = 'build.env("BUILDKITE_PULL_REQUEST")';

/** Asked as `if` asks, so that equal questions have equal keys. */
export const runVariables: RunVariables = {
  filled(name): Condition | undefined {
    if (name === 'BUILDKITE_TAG') return buildkiteCondition('build.tag');
    if (name === 'BUILDKITE_PULL_REQUEST_BASE_BRANCH') return not(buildkiteCondition(`${PULL_REQUEST} == "false"`));
    return /^(?:CI|BUILDKITE|BUILDKITE_(?:BRANCH|SOURCE|PULL_REQUEST|COMMIT|BUILD_NUMBER))$/.test(name) ? ALWAYS : undefined;
  },
  equals(name, text): Condition | undefined {
    if (/["\\]/.test(text)) return undefined;
    if (name === 'BUILDKITE_PULL_REQUEST') return buildkiteCondition(`${PULL_REQUEST} == "${text}"`);
    const path = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    return path === undefined ? undefined : buildkiteCondition(`${path} == "${text}"`);
  },
};
