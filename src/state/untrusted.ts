import { all, assumptionsOf, holds } from '../model/condition.js';
import type { JobRun, PlayedOf } from '../model/job-run.js';
import { referencesIn } from '../model/value.js';

/** The systems that, by their documentation, start a pipeline for a fork's pull request, and withhold its secrets. */
const WITHOUT_SECRETS: ReadonlySet<JobRun['pipeline']['platform']> = new Set([
  // https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
  'github-actions',
  // https://docs.travis-ci.com/user/pull-requests/#pull-requests-and-security-restrictions
  'travis-ci',
]);

/**
 * Whether a sign-in also runs for pull requests from forks, which get no secrets, and needs one. Where a condition stands before it that
 * cannot be read, it may be the one that leaves forks out.
 */
export function runsWithoutItsSecret(login: PlayedOf<'login'>): boolean {
  const { run } = login.before;
  if (
    run.settings.forks === false ||
    !run.events.includes('pull-request') ||
    !WITHOUT_SECRETS.has(run.pipeline.platform) ||
    !needsSecret(login, run)
  )
    return false;
  const needed = run.pipeline.jobs.filter(job => run.job.needs.includes(job.name));
  if (assumptionsOf(all(run.job.runs, login.runs, ...needed.map(job => job.runs))).length > 0) return false;
  return needed.every(job => holds(job.runs, { ...run.world, event: 'pull-request' }) === true);
}

/** GitHub's own token is there for forks as well, and may read. What Travis CI keeps in its settings are variables like any other. */
function needsSecret({ password }: PlayedOf<'login'>, { pipeline }: JobRun): boolean {
  const references = password === undefined ? [] : referencesIn(password.value);
  return references.some(({ scope, name }) => {
    return (scope === 'secret' && name !== 'GITHUB_TOKEN') || (scope === 'env' && pipeline.platform === 'travis-ci');
  });
}
