import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { documents } from '../../src/dev/docs.js';
import { bodyOf, examplesIn, headerOf, ruleTable, withHeader } from '../../src/dev/documents.js';
import { outdated, write } from '../../src/dev/generated.js';
import type { RuleInfo } from '../../src/model/rule-info.js';
import { top } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';

const rule: RuleInfo = {
  id: 'some-rule',
  summary: 'Do this',
  severity: 'warning',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/',
};

test('a header names the rule, and taking it off gives the body back', t => {
  const document = withHeader(rule, '## Why\n\nBecause.\n');
  t.true(document.startsWith('# some-rule\n\nDo this.\n'));
  t.regex(document, /\| warning \| output \| always \| no \| <https:\/\/docs\.docker\.com\/build-cloud\/> \|/);
  t.is(bodyOf(document).trim(), '## Why\n\nBecause.');
});

test('a header says when a rule is on, and where it cannot show', t => {
  const reason = 'a script is one job';
  t.regex(headerOf({ ...rule, offByDefault: true }), /\| output \| once configured \|/);
  t.regex(headerOf({ ...rule, preset: 'strict' }), /\| output \| `--preset strict` \|/);
  t.true(
    headerOf({ ...rule, notOn: { 'travis-ci': reason, jenkins: 'it is so', 'shell-script': reason } }).includes(
      '\nCannot show on Jenkins (it is so); Travis CI, Shell script (a script is one job).\n\n<!--',
    ),
  );
});

test('a new header takes the place of the old one, and the body stays', t => {
  const once = withHeader(rule, '## Why\n');
  const twice = withHeader({ ...rule, severity: 'error', fixable: true }, once);
  t.is(twice, `${headerOf({ ...rule, severity: 'error', fixable: true })}\n## Why\n`);
});

test('the table lists the rules by id', t => {
  const rows = ruleTable([
    { ...rule, id: 'z-rule' },
    { ...rule, id: 'a-rule' },
  ])
    .split('\n')
    .filter(line => line.startsWith('| ['));
  t.deepEqual(
    rows.map(row => row.split(' | ')[0]),
    ['| [a-rule](a-rule.md)', '| [z-rule](z-rule.md)'],
  );
});

test('examples are the fenced blocks that say what they are', t => {
  const text = 'x\n\n```yaml title=".gitlab-ci.yml" wrong\na: 1\n```\n\n```sh\nnot one\n```\n\n```sh title="build.sh" right\necho\n```\n';
  t.deepEqual(examplesIn(text), [
    { path: '.gitlab-ci.yml', kind: 'wrong', text: 'a: 1\n', line: 3 },
    { path: 'build.sh', kind: 'right', text: 'echo\n', line: 11 },
  ]);
});

test('writing mends what is out of date and nothing else', t => {
  const folder = folderWith(t, { 'rules/some-rule.md': '## Why\n', 'rules/README.md': ruleTable([rule]) });
  const files = documents(folder, [rule]);
  const missing = ['rules/some-rule.md', 'rules/config.schema.json'];
  t.deepEqual(outdated(folder, files), missing);
  t.deepEqual(write(folder, files), missing);
  t.is(readFileSync(join(folder, 'rules/some-rule.md'), 'utf8'), withHeader(rule, '## Why\n'));
  t.deepEqual(outdated(folder, documents(folder, [rule])), []);
});

test('our own documents are up to date', t => {
  t.deepEqual(outdated(top, documents(top)), []);
});
