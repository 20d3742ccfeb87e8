import { defineRule, isCloud, referencesIn, registryOfLogin, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'account-password-credential',
  summary: 'Sign in to Docker Hub with an access token, not with the password of an account',
  severity: 'note',
  category: 'authentication',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/ci/#setting-up-credentials-for-cicd',
  about: ['login'],
  *check(run) {
    // Elsewhere it is nobody's question here: a token may lie under any name.
    if (!run.connects && !stepsOf(run, 'build').some(build => isCloud(build))) return;
    for (const login of stepsOf(run, 'login')) {
      const { password } = login;
      if (password === undefined || registryOfLogin(login) !== 'docker.io') continue;
      const named = referencesIn(password.value).find(({ name }) => /(?:^|_|\b)(?:PASSWORD|PASSWD|PASS|PWD)$/i.test(name));
      if (named === undefined) continue;
      yield {
        on: login,
        at: password.value.span,
        message: `${named.name} is by its name the password of an account, which opens all of it. Make an access token for CI, and keep it under a name that says so.`,
      };
    }
  },
});
