import {
  defineRule,
  type Fix,
  fix,
  isCloud,
  type JobRun,
  outputOf,
  type PlayedOf,
  runsWithoutItsSecret,
  stepsOf,
  worksOnImagesAlone,
} from '../src/rule.js';

export default defineRule({
  id: 'credentials-on-untrusted-pr',
  summary: 'Sign in only where the credentials are: not for pull requests from forks',
  severity: 'warning',
  category: 'policy',
  fixable: true,
  practice: 'https://docs.docker.com/build-cloud/ci/',
  notOn: {
    'gitlab-ci': 'the pipeline of a fork runs in the fork, with its own variables',
    circleci: 'settings of the project say whether forks are built and get secrets',
    buildkite: 'settings of the pipeline say whether forks are built and get secrets',
    jenkins: 'settings of the job say whether forks are built and get secrets',
    'bitbucket-pipelines': 'settings of the repository say whether forks are built and get secrets',
    'shell-script': 'a script does not know the event that started it',
  },
  about: ['login'],
  *check(run) {
    for (const login of stepsOf(run, 'login')) {
      if (login.tolerated || !runsWithoutItsSecret(login)) continue;
      yield {
        on: login,
        at: login.component?.span ?? login.password?.span ?? login.span,
        fix: () => leftOut(login, run),
        message:
          'This also runs for pull requests from forks, which get no secrets, so the sign-in fails there. Leave it out for them, and build without pushing.',
      };
    }
  },
});

/** The sign-in alone, where the rest of the job can do without; else the job, where forks miss nothing but its images. */
function leftOut(login: PlayedOf<'login'>, run: JobRun): Fix | undefined {
  const needsIt =
    run.steps.some(step => step.kind === 'push-image' || step.kind === 'create-builder') ||
    stepsOf(run, 'build').some(build => isCloud(build) !== false || outputOf(build).push !== false);
  if (needsIt ? !worksOnImagesAlone(run) : login.via.length > 0) return undefined;
  return !needsIt
    ? fix('suggested', 'Sign in for pull requests of this repository alone', login.rewrite?.({ change: 'not-for-forks' }))
    : fix('suggested', 'Run the job for pull requests of this repository alone', run.job.rewrite?.({ change: 'not-for-forks' }));
}
