import {
  defineRule,
  type Fix,
  fix,
  given,
  type JobRun,
  LOGIN_ACTION_WITH_OIDC,
  olderThan,
  type PlayedOf,
  registryOfLogin,
  type Span,
  stepsOf,
  versionNumbers,
} from '../src/rule.js';

export default defineRule({
  id: 'oidc-login-incomplete',
  summary: 'Give a sign-in by OpenID Connect all that it needs',
  severity: 'error',
  category: 'authentication',
  fixable: true,
  practice: 'https://docs.docker.com/enterprise/security/oidc-connections/create-manage/',
  notOn: {
    'gitlab-ci': "the sign-in is one of docker/login-action's",
    circleci: "the sign-in is one of docker/login-action's",
    buildkite: "the sign-in is one of docker/login-action's",
    jenkins: "the sign-in is one of docker/login-action's",
    'travis-ci': "the sign-in is one of docker/login-action's",
    'bitbucket-pipelines': "the sign-in is one of docker/login-action's",
    'shell-script': "the sign-in is one of docker/login-action's",
  },
  about: ['login'],
  *check(run) {
    for (const login of stepsOf(run, 'login')) {
      if (login.passwordFrom !== 'oidc' || registryOfLogin(login) !== 'docker.io') continue;
      for (const lack of lacks(login, run)) yield { on: login, ...lack };
    }
  },
});

interface Lack {
  readonly at: Span;
  readonly message: string;
  readonly fix?: () => Fix | undefined;
}

function* lacks(login: PlayedOf<'login'>, run: JobRun): Iterable<Lack> {
  const { component, username } = login;
  const at = component?.span ?? login.span;
  const own = versionNumbers(component?.version ?? '');
  if (own !== undefined && olderThan(own, LOGIN_ACTION_WITH_OIDC)) {
    const version = LOGIN_ACTION_WITH_OIDC.join('.');
    yield {
      at,
      message: `DOCKERHUB_OIDC_CONNECTIONID is set, but this version of docker/login-action does not know it. Use v${version} or later.`,
    };
  } else if (mayAskForToken(run) === false) {
    yield {
      at,
      message:
        'This signs in with an OpenID Connect token, which the job is not allowed to ask for. Add `id-token: write` to its `permissions`.',
      fix: () => permitted(run),
    };
  } else if (username === undefined || given(username) === undefined) {
    yield { at, message: 'This signs in with an OpenID Connect token, but for nobody. Give the name of the organization as `username`.' };
  }
}

/** What is written for the workflow gives its other jobs more than they need. */
function permitted({ job: { permit } }: JobRun): Fix | undefined {
  const edits = permit?.add('id-token', 'write');
  return permit?.isShared ? fix('suggested', 'Let the jobs ask for a token', edits) : fix('safe', 'Let the job ask for a token', edits);
}

/** Where nothing is said of permissions, tokens are not among them, but a workflow that is called may have them from its caller. */
function mayAskForToken({ job, world }: JobRun): boolean | undefined {
  if (job.permissions !== undefined) return job.permissions.get('id-token') === 'write';
  return world.event === 'call' ? undefined : false;
}
