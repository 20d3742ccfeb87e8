import test from 'ava';
import { rules } from '../../rules/index.js';
import { lint } from '../../src/lint.js';
import { formatSarif } from '../../src/report/sarif.js';
import { foldersIn, projectIn } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';
import { multitool } from '../support/multitool.js';

// Needs nothing but npm's packages; it is here for the half minute it takes.
test("Microsoft's Multitool finds no error and no warning in the log of any fixture", async t => {
  t.timeout(300_000);
  const fixtures = [
    'fixtures/readme',
    ...foldersIn('fixtures/projects').map(name => `fixtures/projects/${name}`),
    ...foldersIn('fixtures/rules').map(name => `fixtures/rules/${name}/bad`),
  ];
  const logs: Record<string, string> = {};
  let results = 0;
  for (const fixture of fixtures) {
    const report = await lint(projectIn(fixture), rules);
    results += report.findings.length + report.silenced.length;
    logs[`${fixture.replaceAll('/', '.')}.sarif`] = formatSarif(report, { colour: false, version: '1.0.0', suppressed: true });
  }
  t.true(results > 500, `${results} results`);
  const { scanned, broken } = multitool(t, folderWith(t, logs));
  t.is(scanned, fixtures.length);
  t.deepEqual(broken, []);
});
