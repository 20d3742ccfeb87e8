import { builderOf, defineRule, fix, isCloud, type Played, staysUnnoticed, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'missing-errexit',
  summary: 'Stop the script where connecting to the cloud builder fails',
  severity: 'warning',
  category: 'reliability',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['create-builder'],
  *check(run) {
    for (const create of stepsOf(run, 'create-builder')) {
      if (isCloud(create) !== true) continue;
      const build = stepsOf(run, 'build').find(step => {
        const builder = builderOf(step);
        return builder?.how === 'selected' && builder.by?.index === create.index && staysUnnoticed(create, step);
      });
      if (build === undefined) continue;
      yield {
        // Where the build does not run, nothing comes of it.
        on: build,
        at: create.driver?.span ?? create.span,
        message:
          'Where this fails, the script goes on, and the build runs on the local builder instead. Put `set -e` at the top of the script.',
        related: [{ at: build.programSpan, message: 'this build then runs locally' }],
        fix: () =>
          fix(
            isOfBash(create) ? 'safe' : 'suggested',
            'Stop the script where a command fails',
            create.rewrite?.({ change: 'stop-at-failure' }),
          ),
      };
    }
  },
});

/** What a script of sh, or the script of a CI file, means to survive nobody can tell as well. */
function isOfBash({ span }: Played): boolean {
  return /^#![^\n]*\bbash\b/.test(span.file.text);
}
