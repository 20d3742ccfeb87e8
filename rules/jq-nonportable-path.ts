import { defineRule, fetchedPlugins, fix, hasCurrentJq, literalText, OLD_JQ } from '../src/rule.js';

export default defineRule({
  id: 'jq-nonportable-path',
  summary: `Write jq paths so that jq ${OLD_JQ.version} reads them`,
  severity: 'error',
  category: 'portability',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['filter-json'],
  *check(run) {
    if (hasCurrentJq(run.job)) return;
    for (const { lookup } of fetchedPlugins(run)) {
      if (lookup?.filter.filter === undefined) continue;
      const text = literalText(lookup.filter.filter);
      // A filter is a line that people read.
      if (text.value.length > 5_000) continue;
      // Of the same length, so that places stay: strings may hold anything.
      const path = text.value.replaceAll(/"(?:[^"\\]|\\.)*"/g, string => '_'.repeat(string.length));
      const match = /(?<=[\w\]])\.\[/.exec(path);
      if (match === null) continue;
      const at = text.spanOf(match.index, match.index + match[0].length);
      yield {
        on: lookup.filter,
        at,
        message: `A dot before \`[\` is a syntax error in jq ${OLD_JQ.version}, which ${OLD_JQ.on.join(' and ')} have. Leave the dot out.`,
        fix: () => fix('safe', 'Leave the dot out', lookup.filter.rewrite?.({ change: 'text', at, text: '[' })),
      };
    }
  },
});
