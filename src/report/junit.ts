import type { Finding } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { findingsByPath } from './by-file.js';
import { detailsOf, plainWording, type Wording } from './details.js';
import type { Formatter } from './formatter.js';
import { Redactor } from './redact.js';
import { xmlAttributes, xmlText } from './xml.js';

/**
 * JUnit XML, which has no standard; this is what Jenkins, GitLab, CircleCI, Buildkite and Azure Pipelines agree on
 * (https://github.com/testmoapp/junitxml). A suite for each file and a test for each rule, passed ones too: a file without tests is an
 * error for some readers. Errors and warnings fail; a note passes and says what it has to say as output.
 */
export const formatJunit: Formatter = report => {
  const wording = plainWording(new Redactor(report.secrets));
  const suites = suitesOf(report).map(({ path, findings }) => suite(wording.path(path), testsOf(report, findings), wording));
  const counts = { tests: sum(suites, 'tests'), failures: sum(suites, 'failures'), errors: 0 };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'dbc-lint', ...counts })}>`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
};

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly lines: readonly string[];
}

interface Test {
  readonly name: string;
  readonly finding?: Finding;
}

/** The files that were read and those in which something was found. */
function suitesOf(report: Report): readonly { readonly path: string; readonly findings: readonly Finding[] }[] {
  const byPath = findingsByPath(report.findings);
  for (const { path } of report.files) if (!byPath.has(path)) byPath.set(path, []);
  const suites = [...byPath].map(([path, findings]) => ({ path, findings }));
  if (suites.length === 0) return [{ path: 'dbc-lint', findings: [] }];
  return suites.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Readers take tests of one name in one suite for one test: a rule's second finding is numbered. */
function testsOf(report: Report, findings: readonly Finding[]): readonly Test[] {
  const counts = new Map<string, number>();
  const failing = findings.map((finding): Test => {
    const count = (counts.get(finding.rule) ?? 0) + 1;
    counts.set(finding.rule, count);
    return { name: count === 1 ? finding.rule : `${finding.rule} (${count})`, finding };
  });
  return [...failing, ...report.rules.filter(({ id }) => !counts.has(id)).map(({ id }): Test => ({ name: id }))];
}

function suite(path: string, tests: readonly Test[], wording: Wording): Suite {
  const failures = tests.filter(({ finding }) => finding !== undefined && fails(finding)).length;
  const attributes = { name: path, tests: tests.length, failures, errors: 0, skipped: 0 };
  const lines = [
    `  <testsuite${xmlAttributes(attributes)}>`,
    ...tests.map(test => `    ${testCase(path, test, wording)}`),
    '  </testsuite>',
  ];
  return { tests: tests.length, failures, lines };
}

function fails(finding: Finding): boolean {
  return finding.severity !== 'note';
}

function testCase(path: string, { name, finding }: Test, wording: Wording): string {
  if (finding === undefined) return `<testcase${xmlAttributes({ name, classname: path, file: path })}/>`;
  const message = wording.text(finding.message);
  const text = [`${wording.place(finding.at)}: ${message}`, ...detailsOf(finding, wording)].map(xmlText).join('\n');
  const { line } = finding.at.file.position(finding.at.start);
  const result = fails(finding)
    ? `<failure${xmlAttributes({ message, type: finding.severity })}>${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `<testcase${xmlAttributes({ name, classname: path, file: path, line })}>${result}</testcase>`;
}

function sum(suites: readonly Suite[], what: 'tests' | 'failures'): number {
  return suites.reduce((total, one) => total + one[what], 0);
}
