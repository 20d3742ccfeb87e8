import type { Report } from '../model/report.js';
import { Redactor } from '../report/redact.js';
import { visibleLine } from '../report/visible.js';
import type { Span } from '../source/file.js';

/** One thing that a run tells of a file. */
interface Entry {
  readonly at: Span;
  /** the rule, or `unread` and the kind of the note */
  readonly what: string;
  readonly text: string;
}

/**
 * A report as lines to compare: `path:line:column what text`, for each finding and each note of what was not read, sorted by place; above
 * them, behind `#`, what was counted. The same files give the same lines.
 */
export function corpusList(report: Pick<Report, 'findings' | 'unread' | 'summary' | 'secrets'>): readonly string[] {
  const redactor = new Redactor(report.secrets);
  const entries: readonly Entry[] = [
    ...report.findings.map(({ at, rule, message }) => ({ at, what: rule, text: message })),
    ...report.unread.map(({ at, kind, why }) => ({ at, what: `unread-${kind}`, text: why })),
  ];
  const counts = [
    ...Object.entries(report.summary).map(([what, count]) => `# ${what} ${count}`),
    ...[...countsOf(entries.map(({ what }) => what))].sort(byName).map(([what, count]) => `# ${what} ${count}`),
  ];
  const lines = [...entries].sort(byPlace).map(({ at, what, text }) => {
    const { line, column } = at.file.position(at.start);
    return visibleLine(redactor.text(`${at.file.path}:${line}:${column} ${what} ${text}`));
  });
  return [...counts, ...lines];
}

/** What went (`- `) and what came (`+ `) between two lists, in the order of the lists; the counts that changed come first. */
export function differences(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = without(before, after).map(line => `- ${line}`);
  const come = without(after, before).map(line => `+ ${line}`);
  return [...gone, ...come].sort((a, b) => compare(placeIn(a), placeIn(b)) || compare(b, a));
}

/** What a difference is sorted by: a count by what it counts, before all other lines. */
function placeIn(difference: string): string {
  const line = difference.slice(2);
  return line.startsWith('# ') ? `\0${line.replace(/ \d+$/, '')}` : line;
}

/** The lines of a list that another does not have as often. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = countsOf(others);
  return lines.filter(line => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function byPlace(a: Entry, b: Entry): number {
  return compare(a.at.file.path, b.at.file.path) || a.at.start - b.at.start || compare(a.what, b.what) || compare(a.text, b.text);
}

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
