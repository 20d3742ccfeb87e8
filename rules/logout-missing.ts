import { defineRule, keepsForOtherJobs, type PlayedOf, referencesIn, registryOfLogin, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'logout-missing',
  summary: 'Sign out where the machine keeps credentials for the jobs after this one',
  severity: 'note',
  category: 'secrets',
  preset: 'strict',
  practice: 'https://docs.docker.com/reference/cli/docker/login/#default-behavior',
  notOn: {
    'gitlab-ci': 'no file says which runners keep what jobs leave',
    'travis-ci': 'each job has a new machine',
    'bitbucket-pipelines': 'a runner starts a container for each step, unless its own settings say otherwise',
    'shell-script': 'a script may be for one person or one job',
  },
  *check(run) {
    if (run.job.steps.some(step => step.kind === 'logout' || step.kind === 'opaque')) return;
    for (const login of stepsOf(run, 'login')) {
      if (login.component !== undefined || login.passwordFrom === 'helper' || login.passwordFrom === 'prompt') continue;
      if (registryOfLogin(login) === undefined || !keepsForOtherJobs(login) || endsWithJob(login)) continue;
      yield {
        on: login,
        message:
          'The token stays in `~/.docker/config.json` of this machine, where the next job can read it. Sign out at the end, or sign in under a DOCKER_CONFIG of the job.',
      };
    }
  },
});

/** Tokens that the CI system makes for one job: https://docs.gitlab.com/ci/jobs/ci_job_token/, https://docs.github.com/en/actions/concepts/security/github_token */
function endsWithJob({ password }: PlayedOf<'login'>): boolean {
  return (
    password !== undefined &&
    referencesIn(password.value).some(({ name }) => /^(?:CI_JOB_TOKEN|CI_REGISTRY_PASSWORD|GITHUB_TOKEN)$/.test(name))
  );
}
