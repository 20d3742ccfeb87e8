import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { Severity } from '../../src/model/finding.js';
import { formatNames, formatters } from '../../src/report/index.js';
import { SourceFile } from '../../src/source/file.js';
import { top } from '../support/fixtures.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

const FILE = new SourceFile('ci.yml', 'on: push\n');

/** Where a report says how bad its only finding is. */
const WORD: Readonly<Record<string, RegExp>> = {
  sarif: /"ruleId"[\s\S]*?"level": "(\w+)"/,
  github: /^::(\w+) /,
  gitlab: /"severity": "(\w+)"/,
  bitbucket: /"severity": "(\w+)"/,
  azure: /^##vso\[task\.logissue type=(\w+)|: (note): /,
  rdjson: /"severity": "(\w+)"/,
  junit: /<(failure|system-out)/,
  checkstyle: /severity="(\w+)"/,
};

/** The table of `src/report/README.md`: format → our severity → their word. */
function documented(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const text = readFileSync(join(top, 'src/report/README.md'), 'utf8');
  const [, table = ''] = /^\| Format \| `error` \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/m.exec(text) ?? [];
  return new Map(
    table
      .trim()
      .split('\n')
      .map(row => {
        const [format = '', ...words] = [...row.matchAll(/\| `?([^|`]+)`?[^|]*(?= \|)/g)].map(match => match[1] ?? '');
        return [format, new Map(['error', 'warning', 'note'].map((severity, index) => [severity, words[index] ?? '']))] as const;
      }),
  );
}

test('the documented words for our severities are those that the formats write', async t => {
  const table = documented();
  t.deepEqual([...table.keys()].sort(), Object.keys(WORD).sort());
  for (const [name, words] of table) {
    const format = await formatters[name as keyof typeof formatters]();
    for (const [severity, word] of words) {
      const text = format(report([finding(at(FILE, 'on'), { severity: severity as Severity })]), OPTIONS);
      const said = WORD[name]?.exec(text);
      t.is(said?.[1] ?? said?.[2], word, `${name}, ${severity}`);
    }
  }
});

test('every format has its row in the table of formats, with who reads it and how it is checked', t => {
  const text = readFileSync(join(top, 'src/report/README.md'), 'utf8');
  for (const name of formatNames) t.regex(text, new RegExp(`^\\| \`${name}\` \\|(?: [^|]+ \\|){3}$`, 'm'), name);
});
