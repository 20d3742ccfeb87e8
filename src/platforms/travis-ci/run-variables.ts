import { ALWAYS, all, type Condition, NEVER, not, onEvents, unreadable } from '../../model/condition.js';
import type { RunVariables } from '../../model/run-variables.js';
import { TYPES } from './conditions.js';

const IS_PULL_REQUEST = onEvents('pull-request');
const IS_TAG = onEvents('tag');

/** https://docs.travis-ci.com/user/environment-variables/#default-environment-variables */
export const runVariables: RunVariables = {
  filled(name): Condition | undefined {
    if (name === 'TRAVIS_TAG') return IS_TAG;
    if (/^TRAVIS_PULL_REQUEST_(?:BRANCH|SHA|SLUG)$/.test(name)) return IS_PULL_REQUEST;
    return /^(?:TRAVIS|CI|TRAVIS_(?:PULL_REQUEST|BRANCH|EVENT_TYPE|COMMIT|REPO_SLUG|BUILD_NUMBER))$/.test(name) ? ALWAYS : undefined;
  },
  equals(name, text): Condition | undefined {
    if (name === 'TRAVIS_PULL_REQUEST') return pullRequestIs(text);
    if (name === 'TRAVIS_EVENT_TYPE') return onEvents(...(TYPES[text] ?? []));
    // The build of a tag has the tag for its branch.
    return name === 'TRAVIS_BRANCH' ? all(not(IS_TAG), unreadable(`branch = ${text}`)) : undefined;
  },
};

/** The number of the pull request, and `false` in all other builds. */
function pullRequestIs(text: string): Condition {
  if (text === 'false') return not(IS_PULL_REQUEST);
  return /^\d+$/.test(text) ? all(IS_PULL_REQUEST, unreadable(`pull request ${text}`)) : NEVER;
}
