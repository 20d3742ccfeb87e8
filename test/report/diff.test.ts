import test from 'ava';
import fc from 'fast-check';
import { unifiedDiff } from '../../src/report/diff.js';

test('nothing changed, nothing shown', t => t.is(unifiedDiff('a', 'x\n', 'x\n'), ''));

test('a change with three lines around it, and the line numbers of both sides', t => {
  const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].join('\n');
  t.is(
    unifiedDiff('ci/a.sh', `${before}\n`, `${before.replace('5', 'five\nsix')}\n`),
    '--- a/ci/a.sh\n+++ b/ci/a.sh\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+six\n 6\n 7\n 8\n',
  );
});

test('changes that are far apart are hunks of their own', t => {
  const lines = Array.from({ length: 30 }, (_, index) => `${index}\n`);
  const changed = lines.map((line, index) => (index === 2 || index === 25 ? 'x\n' : line));
  t.is(unifiedDiff('a', lines.join(''), changed.join('')).match(/^@@/gm)?.length, 2);
});

test('a missing line end and a carriage return are told', t => {
  t.is(unifiedDiff('a', 'x', 'x\r\n'), '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\r\n');
});

test('an added and an emptied file have ranges that stand behind a line', t => {
  t.regex(unifiedDiff('a', '', 'x\n'), /@@ -0,0 \+1 @@/);
  t.regex(unifiedDiff('a', 'x\n', ''), /@@ -1 \+0,0 @@/);
});

/** What `patch` makes of it. */
function patched(before: string, diff: string): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  let ended = true;
  for (const line of diff.split(/(?<=\n)/).slice(2)) {
    const range = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (range !== null) {
      const from = Number(range[1]) - (range[2] === '0' ? 0 : 1);
      out.push(...lines.slice(at, from));
      at = from;
    } else if (line.startsWith('\\')) {
      if (ended) out.push((out.pop() ?? '').slice(0, -1));
    } else {
      if (line[0] !== '+') at++;
      if (line[0] !== '-') out.push(line.slice(1));
      ended = line[0] !== '-';
    }
  }
  return [...out, ...lines.slice(at)].join('');
}

const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', '-x\n'), { maxLength: 30 }).map(lines => lines.join(''));
const ends = fc.constantFrom('', 'end');

test('a patch of the old text is the new text', t => {
  t.notThrows(() =>
    fc.assert(
      fc.property(text, ends, text, ends, (before, end, after, otherEnd) => {
        const [old, next] = [before + end, after + otherEnd];
        return patched(old, unifiedDiff('a', old, next)) === next;
      }),
      { numRuns: 300 },
    ),
  );
});
