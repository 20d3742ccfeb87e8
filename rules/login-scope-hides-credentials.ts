import { allBut, defineRule, fix, given, refusalOf, registryOfLogin, signInsBefore } from '../src/rule.js';

export default defineRule({
  id: 'login-scope-hides-credentials',
  summary: 'Sign in to Docker Hub without a `scope`, so that Build Cloud finds the credentials',
  severity: 'warning',
  category: 'authentication',
  practice: 'https://docs.docker.com/build-cloud/ci/#setting-up-credentials-for-cicd',
  fixable: true,
  notOn: allBut('github-actions', 'it speaks of an action of GitHub'),
  about: ['login'],
  *check(run) {
    const refusal = refusalOf(run);
    if (refusal === undefined || refusal.late !== undefined) return;
    const scoped = signInsBefore(refusal.step).find(login => registryOfLogin(login) === 'docker.io' && given(login.scope) !== undefined);
    if (scoped === undefined) return;
    yield {
      on: refusal.step,
      at: scoped.scope?.span ?? scoped.span,
      message:
        'With a `scope` the credentials are kept apart for some images, and connecting to a cloud builder does not see them. Sign in once without it.',
      related: [{ at: refusal.step.span, message: 'this needs credentials for Docker Hub' }],
      fix: () => scoped.scope && fix('suggested', 'Sign in without a scope', scoped.rewrite?.({ change: 'remove', setting: scoped.scope })),
    };
  },
});
