import {
  defineRule,
  type Fix,
  fix,
  type JobRun,
  keepsForOtherJobs,
  known,
  type PlayedOf,
  referencesIn,
  registryOfLogin,
  stepsOf,
} from '../src/rule.js';

export default defineRule({
  id: 'logout-missing',
  summary: 'Sign out where the machine keeps credentials for the jobs after this one',
  severity: 'note',
  category: 'secrets',
  preset: 'strict',
  fixable: true,
  practice: 'https://docs.docker.com/reference/cli/docker/login/#default-behavior',
  notOn: {
    'gitlab-ci': 'no file says which runners keep what jobs leave',
    'travis-ci': 'each job has a new machine',
    'bitbucket-pipelines': 'a runner starts a container for each step, unless its own settings say otherwise',
    'shell-script': 'a script may be for one person or one job',
  },
  about: ['login'],
  *check(run) {
    if (run.job.steps.some(step => step.kind === 'logout' || step.kind === 'opaque')) return;
    const logins = stepsOf(run, 'login').filter(staysSignedIn);
    for (const login of logins) {
      yield {
        on: login,
        message:
          'The token stays in `~/.docker/config.json` of this machine, where the next job can read it. Sign out at the end, or sign in under a DOCKER_CONFIG of the job.',
        fix: () => signOut(logins, run),
      };
    }
  },
});

function staysSignedIn(login: PlayedOf<'login'>): boolean {
  if (login.component !== undefined || login.passwordFrom === 'helper' || login.passwordFrom === 'prompt') return false;
  return registryOfLogin(login) !== undefined && keepsForOtherJobs(login) && !endsWithJob(login);
}

/** At the end of the job, of all that it signs in to: once there is a sign-out, nobody is reminded of another. */
function signOut(logins: readonly PlayedOf<'login'>[], run: JobRun): Fix | undefined {
  if (logins.some(({ words = [], sudo }) => known(words[0]) !== 'docker' || sudo)) return undefined;
  const registries = new Set(logins.map(registryOfLogin));
  const commands = [...registries].map(registry => (registry === 'docker.io' ? 'docker logout' : `docker logout ${registry}`));
  return fix('suggested', 'Sign out at the end', run.job.rewrite?.({ change: 'at-end', command: commands.join('; ') }));
}

/** Tokens that the CI system makes for one job: https://docs.gitlab.com/ci/jobs/ci_job_token/, https://docs.github.com/en/actions/concepts/security/github_token */
function endsWithJob({ password }: PlayedOf<'login'>): boolean {
  return (
    password !== undefined &&
    referencesIn(password.value).some(({ name }) => /^(?:CI_JOB_TOKEN|CI_REGISTRY_PASSWORD|GITHUB_TOKEN)$/.test(name))
  );
}
