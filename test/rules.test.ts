import test from 'ava';
import { rules } from '../rules/index.js';
import { lint } from '../src/lint.js';
import { formatText } from '../src/report/text.js';
import type { Rule } from '../src/rule.js';
import { optionsFor } from './support/configured.js';
import { expectedIn, expectedText, foldersIn, foundIn, projectIn } from './support/fixtures.js';
import { platformsExcepted, platformsToShow } from './support/rule-platforms.js';

/** Only the rule under test, and the causes before which it keeps silent. */
function alone(rule: Rule): readonly Rule[] {
  return rules.filter(other => other === rule || rule.after?.includes(other.id));
}

for (const rule of rules) {
  const folder = `fixtures/rules/${rule.id}`;

  test(`${rule.id} reports what its bad fixtures expect, and nothing else`, async t => {
    const project = projectIn(`${folder}/bad`);
    const report = await lint(project, alone(rule), optionsFor(project, rule));
    const expected = expectedIn(project);
    t.deepEqual(foundIn(report.findings), expected);
    for (const { heading, files } of platformsToShow(rule)) {
      t.true(
        expected.some(line => files.test(line.split(':')[0] ?? '')),
        `nothing is expected on ${heading}`,
      );
    }
    for (const { heading, files } of platformsExcepted(rule)) {
      t.false(
        expected.some(line => files.test(line.split(':')[0] ?? '')),
        `it shows on ${heading}, although \`notOn\` says that it cannot`,
      );
    }
    const text = formatText(report, { colour: false, version: '0' });
    t.is(text, expectedText(`${folder}/expected.txt`, text));
  });

  test(`${rule.id} is silent on its good fixtures`, async t => {
    const project = projectIn(`${folder}/good`);
    const { findings, files: read } = await lint(project, alone(rule), optionsFor(project, rule));
    t.deepEqual(foundIn(findings), []);
    for (const { heading, files } of platformsToShow(rule)) {
      t.true(
        read.some(({ path }) => files.test(path)),
        `no pipeline was read on ${heading}`,
      );
    }
  });

  test(`${rule.id} is named by its file, and its words have the form of the others`, t => {
    t.regex(rule.summary, /^[A-Z].*[^.]$/);
    t.regex(rule.practice, /^https:\/\/docs\./);
  });
}

test('every folder of fixtures belongs to a rule', t => {
  t.deepEqual(
    foldersIn('fixtures/rules'),
    rules.map(rule => rule.id),
  );
});
