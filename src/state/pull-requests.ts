import type { JobRun } from '../model/job-run.js';
import type { Step } from '../model/step.js';
import { surelyRunsOn } from './steps.js';

/** Where the files themselves say what a pull request runs. Elsewhere the CI system's settings do. */
const PLATFORMS: ReadonlySet<JobRun['pipeline']['platform']> = new Set(['github-actions', 'gitlab-ci', 'travis-ci', 'bitbucket-pipelines']);

/**
 * Whether a step runs for pull requests, whatever is assumed of conditions that nobody can read: one of them may be the guard that leaves
 * them out.
 */
export function runsOnPullRequests(run: JobRun, step: Step): boolean {
  return run.events.includes('pull-request') && PLATFORMS.has(run.pipeline.platform) && surelyRunsOn(run, step, 'pull-request');
}
