import { defineRule, fix, known, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'trace-exposes-credentials',
  summary: 'Switch the trace of a script off where it signs in',
  severity: 'note',
  category: 'secrets',
  preset: 'strict',
  fixable: true,
  practice: 'https://docs.docker.com/reference/cli/docker/login/#password-stdin',
  notOn: { jenkins: 'its steps are traced by default, and it hides the credentials that it binds' },
  about: ['login'],
  *check(run) {
    if (run.pipeline.platform === 'jenkins') return;
    for (const login of stepsOf(run, 'login')) {
      const { password, passwordFrom } = login;
      if (login.traced === undefined || password === undefined || known(password.value) !== undefined) continue;
      // A trace shows the words of commands, and not what is redirected to them.
      if (passwordFrom !== 'flag' && !(passwordFrom === 'stdin' && password.value.span.start < login.span.start)) continue;
      yield {
        on: login,
        at: password.value.span,
        message:
          'With `set -x` the shell prints this with the token filled in, and the CI system hides only what it knows to be secret. Put `set +x` before it.',
        fix: () => fix('safe', 'Sign in without the trace', login.rewrite?.({ change: 'with-option', option: '+x' })),
      };
    }
  },
});
