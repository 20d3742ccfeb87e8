import { defineRule, fix, given, isUnattended, type PlayedOf, registryOfLogin, signedIn, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'interactive-login',
  summary: 'Hand `docker login` a user name and a token: nobody answers its questions in CI',
  severity: 'error',
  category: 'authentication',
  practice: 'https://docs.docker.com/build-cloud/ci/#setting-up-credentials-for-cicd',
  fixable: true,
  notOn: {
    'shell-script': 'people run scripts, too, and they can answer',
  },
  about: ['login'],
  *check(run) {
    if (!isUnattended(run)) return;
    for (const login of stepsOf(run, 'login')) {
      if (login.passwordFrom !== 'prompt' || login.component !== undefined || login.tolerated || mayUseStored(login)) continue;
      yield {
        on: login,
        at: login.username?.span ?? login.span,
        message: messageOf(login),
        fix: () =>
          login.password && fix('suggested', 'Read the token from the pipe', login.rewrite?.({ change: 'add', option: 'password-stdin' })),
      };
    }
  },
});

/** With neither a user name nor a password, credentials that are there already are tried first. */
function mayUseStored(login: PlayedOf<'login'>): boolean {
  if (given(login.username) !== undefined) return false;
  const registry = registryOfLogin(login);
  return registry === undefined || signedIn(login, registry) !== false;
}

function messageOf(login: PlayedOf<'login'>): string {
  if (login.password !== undefined)
    return 'What is piped to `docker login` is read only with `--password-stdin`, so the sign-in fails. Add the flag.';
  const asks = login.username === undefined ? 'to be signed in by a person, in a browser or at a terminal' : 'for a password at a terminal';
  return `This asks ${asks}, and in CI it fails. Pipe a token to \`docker login --username USER --password-stdin\`.`;
}
