import { defineRule, runsWithoutItsSecret, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'credentials-on-untrusted-pr',
  summary: 'Sign in only where the credentials are: not for pull requests from forks',
  severity: 'warning',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  notOn: {
    'gitlab-ci': 'the pipeline of a fork runs in the fork, with its own variables',
    circleci: 'settings of the project say whether forks are built and get secrets',
    buildkite: 'settings of the pipeline say whether forks are built and get secrets',
    jenkins: 'settings of the job say whether forks are built and get secrets',
    'bitbucket-pipelines': 'settings of the repository say whether forks are built and get secrets',
    'shell-script': 'a script does not know the event that started it',
  },
  *check(run) {
    for (const login of stepsOf(run, 'login')) {
      if (login.tolerated || !runsWithoutItsSecret(login)) continue;
      yield {
        on: login,
        at: login.component?.span ?? login.password?.span ?? login.span,
        message:
          'This also runs for pull requests from forks, which get no secrets, so the sign-in fails there. Leave it out for them, and build without pushing.',
      };
    }
  },
});
