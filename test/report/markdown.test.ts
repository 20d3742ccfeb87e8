import test from 'ava';
import { formatMarkdown, markdownText } from '../../src/report/markdown.js';
import { SourceFile } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

const SCRIPT = new SourceFile('ci/build.sh', 'set -e\n docker build .\n');

test('a heading with the counts, a list, worst first, and what was read', t => {
  const data = report([
    finding(at(SCRIPT, 'set'), { severity: 'note', rule: 'no-such-rule', message: 'Write `a|b`.' }),
    finding(at(SCRIPT, 'docker'), { related: [{ at: at(SCRIPT, 'set'), message: 'started here' }] }),
  ]);
  t.is(
    formatMarkdown(data, OPTIONS),
    `## dbc-lint: 1 error, 1 note

- **error** \`ci/build.sh:2:2\` [login-missing](https://docs.docker.com/build-cloud/ci/): The build runs before anything signs in. Sign in first.
  - started here: \`ci/build.sh:1:1\`
- **note** \`ci/build.sh:1:1\` no-such-rule: Write \`a|b\`.

1 CI file, 1 job, 1 build: 1 on Build Cloud.
`,
  );
  t.true(formatMarkdown(report([]), OPTIONS).startsWith('## dbc-lint: no problems found\n\n1 CI file'));
});

test('where no build is on Build Cloud, it says how to see what that would change', t => {
  const summary = { builds: 1, buildsOnCloud: 0, builders: { docker: 1 } };
  t.true(
    formatMarkdown(report([], { summary }), OPTIONS).endsWith(
      "1 build: 1 on the machine's own builder.\n\nWhat Build Cloud would change: dbc-lint --preset adopt\n",
    ),
  );
});

test('prose has no structure but code', t => {
  t.is(
    markdownText('a **b** _c_ [d](e) <img src=x> &lt; ~~f~~ g|h \\i'),
    'a \\*\\*b\\*\\* \\_c\\_ \\[d\\](e) \\<img src=x\\> \\&lt; \\~\\~f\\~\\~ g\\|h \\\\i',
  );
  t.is(markdownText('use `--push` and ``x`` or `y'), 'use `--push` and \\`\\`x\\`\\` or \\`y');
  t.is(markdownText('set $A or $B'), 'set &#36;A or &#36;B');
  t.is(markdownText('the password *** here'), 'the password `***` here');
});

test('nobody is notified and no other issue is marked', t => {
  t.is(markdownText('ask @acme/team about #12 and !3'), 'ask @&#8203;acme/team about #&#8203;12 and !&#8203;3');
});

test('a hostile name cannot leave its code, nor a message its item', t => {
  const file = new SourceFile('`a``b`\n# <b>.yml', 'on: push');
  const shown = formatMarkdown(report([finding(at(file, 'on'), { message: 'A\n\n# heading\n```\n\u202e\u001b[2J' })]), OPTIONS);
  const [item, ...others] = shown.split('\n').slice(2, -3);
  t.is(
    item,
    '- **error** ``` `a``b`␊# <b>.yml:1:1 ``` [login-missing](https://docs.docker.com/build-cloud/ci/): A␊␊# heading␊\\`\\`\\`␊\\<U+202E\\>␛\\[2J',
  );
  t.deepEqual(others, []);
});

test('it fits into a comment, and counts what does not', t => {
  const many = Array.from({ length: 3_000 }, () => finding(at(SCRIPT, 'set')));
  const shown = formatMarkdown(report(many), OPTIONS);
  t.true(shown.length < 65_536);
  const items = shown.split('\n').filter(line => line.startsWith('- **error**')).length;
  t.true(items > 100);
  t.true(shown.includes(`\n- ${3_000 - items} more\n`));
});
