import test from 'ava';
import type { Summary } from '../../src/model/report.js';
import { formatText } from '../../src/report/text.js';
import { SourceFile, span } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

const WORKFLOW = new SourceFile(
  '.github/workflows/ci.yml',
  `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - run: docker login
      - run: ./ci/build.sh
`,
);
const SCRIPT = new SourceFile('ci/build.sh', '#!/bin/sh\ndocker buildx build \\\n\t--tag acme/app .\n');

test('a finding is a head that tools can follow, the marked source, and what belongs to it, calls innermost first', t => {
  const found = finding(at(SCRIPT, '--tag acme/app'), {
    severity: 'warning',
    rule: 'some-rule',
    message: 'The tag is never pushed. Add --push.',
    pipelineFile: WORKFLOW.path,
    job: 'image',
    related: [{ at: at(WORKFLOW, 'docker login'), message: 'signed in here' }],
    via: [
      { at: at(WORKFLOW, './ci/build.sh'), callee: 'make image' },
      { at: at(SCRIPT, 'docker'), callee: 'ci/build.sh' },
    ],
    fix: { title: 'Add --push', safe: true, edits: [] },
  });
  const expected = `ci/build.sh:3:2 warning some-rule The tag is never pushed. Add --push.
    |
  3 |     --tag acme/app .
    |     ^^^^^^^^^^^^^^
  = signed in here: .github/workflows/ci.yml:6:14
  = ci/build.sh is called from ci/build.sh:2:1
  = make image is called from .github/workflows/ci.yml:7:14
  = runs in job image of .github/workflows/ci.yml
  = fix: Add --push

Found 1 warning.
1 CI file, 1 job, 1 build: 1 on Build Cloud.
`;
  t.is(formatText(report([found]), OPTIONS), expected);
});

test('several lines are each marked; of many the middle is left out', t => {
  const whole = at(SCRIPT, 'docker buildx build \\\n\t--tag acme/app .\n');
  t.is(
    frame(formatText(report([finding(whole)]), OPTIONS)),
    `    |
  2 | docker buildx build \\
    | ^^^^^^^^^^^^^^^^^^^^^
  3 |     --tag acme/app .
    |     ^^^^^^^^^^^^^^^^`,
  );
  const long = new SourceFile('a.sh', Array.from({ length: 20 }, (_, line) => `line ${line + 1}`).join('\n'));
  t.is(
    frame(formatText(report([finding(span(long, long.text.indexOf('line 8'), long.text.indexOf('line 19') + 7))]), OPTIONS)),
    `     |
   8 | line 8
     | ^^^^^^
   9 | line 9
     | ^^^^^^
  10 | line 10
     | ^^^^^^^
   … |
  19 | line 19
     | ^^^^^^^`,
  );
});

test('an empty place is marked where something is missing, at the end of a line too', t => {
  const file = new SourceFile('a.sh', 'docker push\n');
  t.regex(formatText(report([finding(span(file, 6, 6))]), OPTIONS), /\| docker push\n {4}\| {7}\^\n/);
  t.regex(formatText(report([finding(span(file, 11, 11))]), OPTIONS), /\| docker push\n {4}\| {12}\^\n/);
});

for (const [what, before, marked, columns] of [
  ['a tab', 'a\t', 'push', 4],
  ['two tabs', '\t\t', 'push', 8],
  ['wide characters', '日本 ', 'push', 5],
  ['an emoji of several code points', '👩‍👩‍👧 ', 'push', 3],
  ['a flag', '🇩🇪 ', 'push', 3],
  ['a combining mark', 'e\u0301 ', 'push', 2],
  ['half-width kana', 'ｱｲ ', 'push', 3],
] as const) {
  test(`the mark stands below its text behind ${what}`, t => {
    const file = new SourceFile('a.sh', `${before}${marked} x`);
    const [, source, marks] = frame(formatText(report([finding(at(file, marked))]), OPTIONS)).split('\n');
    t.is(marks, `    | ${' '.repeat(columns)}^^^^`);
    t.true(source?.endsWith('push x'));
  });
}

test('wide characters are marked in their width', t => {
  const file = new SourceFile('a.sh', 'echo 日本 👍');
  t.regex(formatText(report([finding(at(file, '日本 👍'))]), OPTIONS), /\| {6}\^{7}\n/);
});

test('a long line is cut around its mark', t => {
  const file = new SourceFile('a.sh', `${'a'.repeat(500)} --load ${'b'.repeat(100_000)}`);
  const [, source = '', marks = ''] = frame(formatText(report([finding(at(file, '--load'))]), OPTIONS)).split('\n');
  t.is(source, `  1 | …${'a'.repeat(31)} --load ${'b'.repeat(81)}…`);
  t.is(marks, `    | ${' '.repeat(33)}${'^'.repeat(6)}`);
  const end = frame(formatText(report([finding(span(file, 600, 100_000))]), OPTIONS)).split('\n');
  t.is(end[2], `    | ${' '.repeat(33)}${'^'.repeat(88)}`);
});

test('what could act on a terminal or deceive a reader is shown instead', t => {
  const file = new SourceFile('ci\u001b[2J/\u202egpj.sh', 'echo \u001b]0;title\u0007 \u202e\u2066x\r\n\u009b31m\u200b\u{e0041} \ud800\n');
  const found = finding(span(file, 0, 3), {
    message: 'A \u001b[31mred\u001b[0m message\nand a line \u2028 \u007f.',
    related: [{ at: span(file, 25, 26), message: 'here\u001b[1m' }],
    via: [{ at: span(file, 0, 1), callee: 'a\u001b' }],
    pipelineFile: 'x\u001b.yml',
    job: 'j\u001b',
    fix: { title: '\u001b', safe: true, edits: [] },
  });
  const unread = [{ at: span(file, 0, 1), why: 'why\u001b\u202d', kind: 'dynamic' as const }];
  const text = formatText(report([found, finding(span(file, 25, 30))], { unread }), OPTIONS);
  t.notRegex(text, /[^\P{C}\n]/u);
  t.true(text.includes('echo ␛]0;title␇ <U+202E><U+2066>x\n'));
  t.true(text.includes('<U+009B>31m<U+200B><U+E0041> <U+D800>'));
  t.true(text.startsWith('ci␛[2J/<U+202E>gpj.sh:1:1 error'));
});

test('marks stay below their text behind neutralised characters', t => {
  const file = new SourceFile('a.sh', '\u202e push');
  t.regex(formatText(report([finding(at(file, 'push'))]), OPTIONS), /\| <U\+202E> push\n {4}\| {10}\^{4}\n/);
});

test('colours only when asked for, and they change nothing else', t => {
  const data = report([finding(at(WORKFLOW, 'docker login'))]);
  const plain = formatText(data, OPTIONS);
  const coloured = formatText(data, { ...OPTIONS, colour: true });
  t.false(plain.includes('\u001b'));
  t.true(coloured.includes('\u001b[31merror\u001b[39m'));
  t.is(coloured.replaceAll('\u001b', '').replaceAll(/\[\d+m/g, ''), plain);
});

test('what was not read is listed by reason and counted', t => {
  const unread = Array.from({ length: 40 }, (_, index) => ({
    at: span(WORKFLOW, index, index + 1),
    why: index >= 35 ? 'include of a remote project is not followed' : `reason ${String(index).padStart(2, '0')}`,
    kind: 'remote' as const,
  }));
  const text = formatText(report([], { unread }), OPTIONS);
  t.true(text.startsWith('Not read (40):\n  .github/workflows/ci.yml:4:12 include of a remote project is not followed (and 4 more)\n'));
  t.true(text.includes('reason 08\n  26 more\n\nNo problems found.\n'));
  t.false(text.includes('reason 09'));
  t.true(text.endsWith('; 40 constructs not read.\n'));
});

test('the summary says what was analysed and what was not', t => {
  const builders = { cloud: 3, docker: 1, legacy: 1, 'docker-container': 1, 'podman build': 1, never: 1, unknown: 1 };
  const summary = { files: 12, jobs: 31, builds: 9, buildsOnCloud: 3, builders, suppressed: 2 };
  const unread = [0, 1].map(index => ({ at: span(WORKFLOW, index, index + 1), why: 'x', kind: 'dynamic' as const }));
  const findings = (['error', 'note', 'note', 'warning'] as const).map(severity => finding(at(WORKFLOW, 'docker'), { severity }));
  t.regex(
    formatText(report(findings, { summary, unread }), OPTIONS),
    /\n\nFound 1 error, 1 warning, 2 notes; 2 silenced\.\n12 CI files, 31 jobs, 9 builds: 3 on Build Cloud, 1 on the machine's own builder, 1 on the legacy builder, 1 on a docker-container builder, 1 by podman build, 1 never run, 1 unknown; 2 constructs not read\.\n$/,
  );
  const nothing = { files: 0, jobs: 0, builds: 0, buildsOnCloud: 0 };
  t.is(formatText(report([], { summary: nothing }), OPTIONS), 'No problems found.\nNo CI files found.\n');
  const last = (counts: Partial<Summary>) =>
    formatText(report([], { summary: counts }), OPTIONS)
      .split('\n')
      .at(-2);
  t.is(last({ ...nothing, filesPassedOver: 1 }), '1 CI file, which builds no image.');
  t.is(last({ ...nothing, filesPassedOver: 4 }), '4 CI files, none of which builds an image.');
  t.is(last({ filesPassedOver: 4 }), '1 CI file, 1 job, 1 build: 1 on Build Cloud; 4 more CI files build no image.');
});

test('where no build is on Build Cloud, the summary says how to see what it would change', t => {
  const last = (summary: Partial<Summary>) => formatText(report([], { summary }), OPTIONS).split('\n').at(-2);
  const local = { builds: 2, buildsOnCloud: 0, builders: { docker: 1, unknown: 1 } };
  t.is(last(local), 'What Build Cloud would change: dbc-lint --preset adopt');
  t.regex(last({ ...local, checksAdoption: true }) ?? '', /^1 CI file/);
  t.regex(last({ builds: 3, buildsOnCloud: 1, builders: { docker: 2, cloud: 1 } }) ?? '', /^1 CI file/);
  t.regex(last({ builds: 0, buildsOnCloud: 0, builders: {} }) ?? '', /^1 CI file/);
});

test('paths are shown as was asked for', t => {
  const text = formatText(report([finding(at(WORKFLOW, 'docker'))]), { ...OPTIONS, shownPath: path => `../${path}` });
  t.true(text.startsWith('../.github/workflows/ci.yml:6:14 error'));
});

/** The code frame of the first finding. */
function frame(text: string): string {
  const lines = text.split('\n\n')[0]?.split('\n') ?? [];
  return lines.filter(line => / \|/.test(line.slice(0, 10))).join('\n');
}
