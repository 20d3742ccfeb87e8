import { rules } from '../../../rules/index.js';
import { lintWhole } from '../../lint.js';
import type { WholeReport } from '../../model/report.js';
import { memoryProject } from '../../project/memory.js';
import { type FormatName, formatters } from '../../report/index.js';
import type { Span } from '../../source/file.js';
import { corpusList } from '../corpus-list.js';
import { checkFormat } from './formats.js';

export type Files = Readonly<Record<string, string>>;

/**
 * Lints files and checks what holds whatever they say: nothing is thrown, every place lies inside its file, all is sorted, each format is
 * valid, and another order of the same files gives the same.
 * @throws an error that says what does not hold
 */
export async function checkInvariants(files: Files): Promise<void> {
  const report = await lintAll(files, Object.keys(files).sort());
  for (const at of placesOf(report)) {
    const isInside = at.start >= 0 && at.start <= at.end && at.end <= at.file.text.length;
    if (!isInside) throw new Error(`${at.file.path}: ${at.start}–${at.end} is no place in ${at.file.text.length} characters`);
  }
  checkSorted(report.findings.map(({ at, rule }) => [at, rule]));
  checkSorted(report.unread.map(({ at }) => [at, '']));
  const reversed = await lintAll(files, Object.keys(files).sort().reverse());
  if (corpusList(report).join('\n') !== corpusList(reversed).join('\n')) throw new Error('another order of the files gives another report');
  for (const [name, load] of Object.entries(formatters) as [FormatName, (typeof formatters)[FormatName]][]) {
    const text = (await load())(report, { colour: false, version: '0.0.0' });
    checkFormat(name, text);
  }
}

async function lintAll(files: Files, paths: readonly string[]): Promise<WholeReport> {
  const severities = new Map(rules.map(rule => [rule.id, rule.severity]));
  const failures: unknown[] = [];
  const report = await lintWhole(memoryProject(files), rules, {
    paths,
    severities,
    today: '2026-01-01',
    onFailure: error => failures.push(error),
  });
  if (failures.length > 0) throw failures[0];
  const failed = report.unread.find(({ why }) => why.startsWith('dbc-lint failed'));
  if (failed !== undefined) throw new Error(failed.why);
  return report;
}

function placesOf({ findings, unread, pipelines, secrets }: WholeReport): readonly Span[] {
  return [
    ...findings.flatMap(({ at, related, via }) => [at, ...related.map(one => one.at), ...via.map(call => call.at)]),
    ...unread.map(note => note.at),
    ...pipelines.flatMap(({ jobs }) => jobs.flatMap(job => [job.span, ...job.steps.map(step => step.span)])),
    ...secrets,
  ];
}

function checkSorted(entries: readonly (readonly [Span, string])[]): void {
  for (const [index, [at, rule]] of entries.entries()) {
    const [before, ruleBefore] = entries[index - 1] ?? [at, rule];
    const order = compare(before.file.path, at.file.path) || before.start - at.start || compare(ruleBefore, rule);
    if (order > 0) throw new Error(`${at.file.path}:${at.start} ${rule} stands behind ${before.file.path}:${before.start} ${ruleBefore}`);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
