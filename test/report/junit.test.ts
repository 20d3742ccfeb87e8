import test from 'ava';
import type { Report } from '../../src/model/report.js';
import { formatJunit } from '../../src/report/junit.js';
import { SourceFile } from '../../src/source/file.js';
import { at, finding, OPTIONS, RULES, report } from '../support/reports.js';
import { readXml, type XmlElement } from '../support/xml.js';

const SCRIPT = new SourceFile('ci/build.sh', 'set -e\ndocker buildx build --push .\n');

function suites(data: Report): readonly XmlElement[] {
  const root = readXml(formatJunit(data, OPTIONS));
  if (root.name !== 'testsuites') throw new Error(root.name);
  return root.children;
}

function tests(data: Report): readonly XmlElement[] {
  return suites(data).flatMap(({ children }) => children);
}

test('a file is a suite, a rule a test; what was not found passes', t => {
  const data = report([finding(at(SCRIPT, 'docker'))], { files: [new SourceFile('a.yml', '')] });
  t.deepEqual(
    suites(data).map(({ attributes: { name, tests, failures, errors }, children }) => [name, tests, failures, errors, children.length]),
    [
      ['a.yml', '2', '0', '0', 2],
      ['ci/build.sh', '2', '1', '0', 2],
    ],
  );
  t.deepEqual(readXml(formatJunit(data, OPTIONS)).attributes, { name: 'dbc-lint', tests: '4', failures: '1', errors: '0' });
  const failed = tests(data).filter(({ children }) => children.length > 0);
  t.deepEqual(
    failed.map(({ attributes }) => attributes),
    [{ name: 'login-missing', classname: 'ci/build.sh', file: 'ci/build.sh', line: '2' }],
  );
});

test('a failure says what, where and what belongs to it', t => {
  const found = finding(at(SCRIPT, 'docker'), { related: [{ at: at(SCRIPT, 'set -e'), message: 'started here' }] });
  const [failure] = tests(report([found]))[0]?.children ?? [];
  t.is(failure?.name, 'failure');
  t.deepEqual(failure?.attributes, { message: found.message, type: 'error' });
  t.is(failure?.text, `ci/build.sh:2:1: ${found.message}\nstarted here: ci/build.sh:1:1`);
});

test('errors and warnings fail, a note passes with output', t => {
  const severities = (['error', 'warning', 'note'] as const).map(severity => finding(at(SCRIPT, 'docker'), { severity }));
  const data = report(severities);
  const results = tests(data).map(({ children: [child] }) => [child?.name, child?.attributes.type]);
  t.deepEqual(results, [
    ['failure', 'error'],
    ['failure', 'warning'],
    ['system-out', undefined],
    [undefined, undefined],
  ]);
  t.is(suites(data)[0]?.attributes.failures, '2');
});

test('no two tests of a suite have one name, and a report of nothing has tests', t => {
  const several = report([finding(at(SCRIPT, 'set')), finding(at(SCRIPT, 'docker')), finding(at(SCRIPT, '--push'))]);
  t.deepEqual(
    tests(several).map(({ attributes }) => attributes.name),
    ['login-missing', 'login-missing (2)', 'login-missing (3)', 'literal-credential'],
  );
  t.is(tests(report([])).length, RULES.length);
});

test('hostile names and messages stay text in well-formed XML', t => {
  const hostile = '"/><failure>&amp;]]>\'\u0000\u001b[2J\u202e\ufffe\ud800\r\n\t';
  const file = new SourceFile(hostile, 'on: push');
  const data = report([finding(at(file, 'on'), { message: hostile, related: [{ at: at(file, 'on'), message: hostile }] })]);
  t.notRegex(formatJunit(data, OPTIONS), /[^\P{C}\n]/u);
  const [failed] = tests(data);
  const shown = '"/><failure>&amp;]]>\'␀␛[2J<U+202E><U+FFFE><U+D800>␍␊␉';
  t.is(failed?.attributes.file, shown);
  t.deepEqual(
    failed?.children.map(({ name, attributes }) => [name, attributes.message]),
    [['failure', shown]],
  );
});
