import { defineRule, fix, known, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'password-on-command-line',
  summary: 'Hand the token to `docker login` with --password-stdin',
  severity: 'warning',
  category: 'secrets',
  practice: 'https://docs.docker.com/reference/cli/docker/login/#password-stdin',
  fixable: true,
  about: ['login'],
  *check(run) {
    for (const login of stepsOf(run, 'login')) {
      const { password: setting, rewrite } = login;
      if (login.passwordFrom !== 'flag' || setting === undefined || login.component !== undefined) continue;
      const text = known(setting.value);
      // `-p -` asks for standard input, and an empty password is no secret
      if (text === '' || text === '-') continue;
      yield {
        on: login,
        at: setting.span,
        message:
          'A password among the arguments shows in the process list and in traces of the script. Pipe it to `docker login --password-stdin` instead.',
        fix: () => fix('safe', 'Pipe the password to `--password-stdin`', rewrite?.({ change: 'password-from-stdin', setting })),
      };
    }
  },
});
