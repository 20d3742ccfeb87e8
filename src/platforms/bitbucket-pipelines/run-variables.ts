import { ALWAYS, all, any, type Condition, not, onEvents, unreadable } from '../../model/condition.js';
import type { RunVariables } from '../../model/run-variables.js';

/** A pipeline that is started by hand or on a schedule runs for a branch or for a tag, as whoever starts it chooses. */
const IS_TAG = any(onEvents('tag'), all(onEvents('manual', 'schedule'), unreadable('BITBUCKET_TAG')));

/** https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/#Default-variables */
export const runVariables: RunVariables = {
  filled(name): Condition | undefined {
    if (name === 'BITBUCKET_TAG') return IS_TAG;
    if (name === 'BITBUCKET_BRANCH') return not(IS_TAG);
    if (name === 'BITBUCKET_PR_ID' || name === 'BITBUCKET_PR_DESTINATION_BRANCH') return onEvents('pull-request');
    return /^(?:CI|BITBUCKET_(?:COMMIT|BUILD_NUMBER|REPO_SLUG|WORKSPACE))$/.test(name) ? ALWAYS : undefined;
  },
  equals(name, text): Condition | undefined {
    // As the pipelines of `branches` ask, so that equal questions have equal keys.
    return name === 'BITBUCKET_BRANCH' ? all(not(IS_TAG), unreadable(`branches ${text}`)) : undefined;
  },
};
