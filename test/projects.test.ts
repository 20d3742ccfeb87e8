import test from 'ava';
import { rules } from '../rules/index.js';
import { lint } from '../src/lint.js';
import { formatText } from '../src/report/text.js';
import { expectedText, foldersIn, projectIn } from './support/fixtures.js';

const names = foldersIn('fixtures/projects');

for (const name of names) {
  const folder = `fixtures/projects/${name}`;

  test(`the report of ${folder} is as expected`, async t => {
    const report = await lint(projectIn(folder), rules);
    t.true(report.files.length > 0);
    const text = formatText(report, { colour: false, version: '0' });
    t.is(text, expectedText(`${folder}/expected.txt`, text));
  });
}

/** https://docs.docker.com/build-cloud/ci/#ci-platform-examples */
const DOCUMENTED = [
  'github-actions',
  'gitlab-ci',
  'circleci',
  'buildkite',
  'jenkins',
  'travis-ci',
  'bitbucket-pipelines',
  'shell-script',
  'compose',
];

/** Faults that the documented examples have themselves: as they stand there they cannot work. */
const DOCUMENTED_FAULTS: Readonly<Record<string, readonly string[]>> = {
  'bitbucket-pipelines': ['unnamespaced-image-tag'],
  buildkite: ['plugin-path-mismatch'],
  compose: ['asset-not-in-release', 'jq-nonportable-path', 'jq-raw-output-missing'],
};

for (const name of DOCUMENTED) {
  const faults = DOCUMENTED_FAULTS[name] ?? [];

  test(`every placeholder of the documented form of ${name} is found`, async t => {
    const project = projectIn(`fixtures/projects/placeholders-${name}`);
    const { findings } = await lint(project, rules);
    const placeholders = project.paths.flatMap(path => [...(project.read(path)?.text ?? '').matchAll(/<[A-Z_]+>|username\/repo/g)]);
    t.true(placeholders.length > 0);
    t.is(findings.filter(finding => finding.rule === 'unreplaced-placeholder').length, placeholders.length);
    t.deepEqual(
      [...new Set(findings.filter(finding => finding.severity === 'error').map(finding => finding.rule))].sort(),
      [...faults, 'unreplaced-placeholder'].sort(),
    );
  });
}

test('every documented example is there, filled in and not', t => {
  const wanted = DOCUMENTED.flatMap(name => [`documented-${name}`, `placeholders-${name}`]);
  t.deepEqual(
    wanted.filter(name => !names.includes(name)),
    [],
  );
});
