import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../rules/index.js';
import { lint } from '../src/lint.js';
import type { Preset } from '../src/model/rule-info.js';
import { projectIn, top } from './support/fixtures.js';

/** A line of the review of an example: what is odd there, and the rules that say so. */
interface Row {
  readonly line: string;
  readonly verdict: string;
  /** `rule severity` */
  readonly told: readonly { readonly finding: string; readonly strict: boolean }[];
  /** why no rule tells it */
  readonly reason?: string;
}

const document = readFileSync(join(top, 'fixtures/projects/README.md'), 'utf8');

const reviews = new Map(
  document
    .split(/^## /m)
    .slice(1)
    .map(section => [section.slice(0, section.indexOf('\n')), rowsOf(section)]),
);

function rowsOf(section: string): readonly Row[] {
  return [...section.matchAll(/^\| `([^`]+)` \| (\w+) \| [^|]+ \| ([^|]+) \|$/gm)].map(([, line = '', verdict = '', told = '']) => {
    if (told.startsWith('nothing: ')) return { line, verdict, told: [], reason: told.slice('nothing: '.length) };
    return {
      line,
      verdict,
      told: told.split('; ').map(one => {
        const [, rule, severity, strict] = /^`([a-z-]+)` (error|warning|note)(, strict)?$/.exec(one) ?? [];
        return { finding: `${line} ${rule} ${severity}`, strict: strict !== undefined };
      }),
    };
  });
}

/** `file:line rule severity` of each finding. */
async function findingsOf(name: string, preset: Preset): Promise<readonly string[]> {
  const { findings } = await lint(projectIn(`fixtures/projects/documented-${name}`), rules, { preset });
  return findings.map(({ at, rule, severity }) => `${at.file.path}:${at.file.position(at.start).line} ${rule} ${severity}`).sort();
}

test('every example is reviewed', t => {
  t.deepEqual(
    [...reviews.keys()],
    ['github-actions', 'gitlab-ci', 'circleci', 'buildkite', 'jenkins', 'travis-ci', 'bitbucket-pipelines', 'shell-script', 'compose'],
  );
  t.is([...reviews.values()].flat().length, [...document.matchAll(/^\| `/gm)].length, 'a row that cannot be read');
});

for (const [name, rows] of reviews) {
  test(`the findings in the documented form of ${name} are those of the review`, async t => {
    const told = rows.flatMap(row => row.told);
    t.deepEqual(await findingsOf(name, 'strict'), told.map(({ finding }) => finding).sort());
    t.deepEqual(await findingsOf(name, 'recommended'), told.flatMap(({ finding, strict }) => (strict ? [] : [finding])).sort());
  });

  test(`in the documented form of ${name} what is a bug is an error, and nothing else is`, t => {
    for (const { line, verdict, told, reason } of rows) {
      t.true(['BUG', 'RISK', 'DEV'].includes(verdict), line);
      t.is(
        told.some(({ finding }) => finding.endsWith(' error')),
        verdict === 'BUG',
        line,
      );
      t.true(told.length > 0 || (reason ?? '').length > 20, `${line} has neither a rule nor a reason`);
    }
  });

  test(`the lines of the review of ${name} are there`, t => {
    const project = projectIn(`fixtures/projects/documented-${name}`);
    for (const { line } of rows) {
      const [path = '', number = ''] = line.split(':');
      t.not((project.read(path)?.text ?? '').split('\n')[Number(number) - 1]?.trim() ?? '', '', line);
    }
  });
}
