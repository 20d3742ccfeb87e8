import { defineRule, refusalOf, registryOfLogin } from '../src/rule.js';

export default defineRule({
  id: 'login-wrong-registry',
  summary: 'Sign in to Docker Hub, whatever registry the image goes to',
  severity: 'error',
  category: 'authentication',
  practice: 'https://docs.docker.com/build-cloud/ci/#setting-up-credentials-for-cicd',
  about: ['login'],
  *check(run) {
    const refusal = refusalOf(run);
    if (refusal === undefined || refusal.late !== undefined || refusal.elsewhere.length === 0) return;
    const { step, elsewhere } = refusal;
    const registries = [...new Set(elsewhere.map(registryOfLogin))].filter(registry => registry !== undefined);
    const where = registries.length === 0 ? 'another registry' : registries.join(' and ');
    yield {
      on: step,
      at: step.kind === 'build' ? step.programSpan : (step.driver?.span ?? step.span),
      message: `Only ${where} is signed in to before this, but Docker Build Cloud asks for credentials of Docker Hub. Sign in there too, without naming a registry.`,
      related: elsewhere.map(login => ({ at: login.registry?.span ?? login.span, message: 'this signs in elsewhere' })),
    };
  },
});
