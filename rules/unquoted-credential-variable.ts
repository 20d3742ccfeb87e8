import { defineRule, fix, isPredefinedUserName, type PlayedOf, referencesIn, sameSpan, stepsOf, type Value } from '../src/rule.js';

export default defineRule({
  id: 'unquoted-credential-variable',
  summary: 'Quote the variables that sign in',
  severity: 'note',
  category: 'reliability',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['login'],
  *check(run) {
    for (const login of stepsOf(run, 'login')) {
      const { username } = login;
      if (username === undefined || login.component !== undefined || !vanishesWhenEmpty(login, username.value)) continue;
      if (referencesIn(username.value).some(({ name }) => isPredefinedUserName(name))) continue;
      yield {
        on: login,
        at: username.value.span,
        message:
          'Where this variable is empty, no word is left of it, and docker takes the next one for the user name. Put it in double quotes.',
        fix: () => fix('safe', 'Put the variable in double quotes', login.rewrite?.({ change: 'quote', value: username.value })),
      };
    }
  },
});

/** A word of its own without quotes; of `--username=$X` the flag is left. */
function vanishesWhenEmpty({ words }: PlayedOf<'login'>, value: Value): boolean {
  return value.parts.every(part => part.splits) && (words ?? []).some(word => sameSpan(word.span, value.span));
}
