import { defineRule, fix, lookupOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'jq-raw-output-missing',
  summary: 'Take a URL from JSON with `jq -r`',
  severity: 'error',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['filter-json'],
  *check(run) {
    for (const download of stepsOf(run, 'download')) {
      const filter = lookupOf(download)?.filter;
      const [first] = download.url?.parts ?? [];
      // Only what a URL begins with is certainly a string: a number in the middle of one has no quotes.
      if (filter?.raw !== false || first?.kind !== 'reference' || first.to.name !== filter.prints?.name) continue;
      yield {
        on: filter,
        at: filter.words?.[0]?.span ?? filter.span,
        message: `\`jq\` prints the URL in quotes, and ${download.program} refuses it. Add \`-r\`.`,
        related: [{ at: download.url?.span ?? download.span, message: 'the URL is used here' }],
        fix: () => fix('safe', 'Add `-r`', filter.rewrite?.({ change: 'add', option: 'r' })),
      };
    }
  },
});
