import { defineRule, type Fix, fix, type Played, refusalOf } from '../src/rule.js';

export default defineRule({
  id: 'login-missing',
  summary: 'Sign in to Docker Hub before you connect to a cloud builder',
  severity: 'error',
  category: 'authentication',
  practice: 'https://docs.docker.com/build-cloud/ci/#setting-up-credentials-for-cicd',
  fixable: true,
  // These say where the sign-in is that does not count here.
  after: ['gitlab-default-before-script-overridden', 'docker-config-mismatch', 'setup-in-other-job', 'login-scope-hides-credentials'],
  about: ['create-builder', 'build'],
  *check(run) {
    const refusal = refusalOf(run);
    if (refusal === undefined || refusal.late !== undefined || refusal.elsewhere.length > 0) return;
    const { step } = refusal;
    yield step.kind === 'build'
      ? {
          on: step,
          at: step.programSpan,
          message:
            'This build runs on a cloud builder, but by now nothing is signed in to Docker Hub. Sign in with an access token before it.',
          fix: () => signedInBefore(step),
        }
      : {
          on: step,
          at: step.driver?.span ?? step.span,
          message: 'This connects to a cloud builder, but nothing signs in to Docker Hub before it. Sign in with an access token first.',
          fix: () => signedInBefore(step),
        };
  },
});

/** How the job gets at the token is to be seen to. */
function signedInBefore({ rewrite }: Played): Fix | undefined {
  return fix('suggested', 'Sign in to Docker Hub with DOCKER_USER and DOCKER_PAT', rewrite?.({ change: 'sign-in-before' }));
}
