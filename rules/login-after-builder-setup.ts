import { defineRule, fix, refusalOf, swapped } from '../src/rule.js';

export default defineRule({
  id: 'login-after-builder-setup',
  summary: 'Sign in to Docker Hub first, then connect to the cloud builder',
  severity: 'error',
  category: 'authentication',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['login'],
  *check(run) {
    const refusal = refusalOf(run);
    if (refusal?.late === undefined) return;
    const { step, late } = refusal;
    yield {
      on: step,
      at: step.kind === 'build' ? step.programSpan : (step.driver?.span ?? step.span),
      message:
        'This needs credentials for Docker Hub already, but the sign-in comes only after it. Sign in first, then connect to the cloud builder.',
      related: [{ at: late.span, message: 'the sign-in comes here' }],
      fix: () => fix('suggested', 'Sign in first', swapped(step.lines?.(), late.lines?.())),
    };
  },
});
