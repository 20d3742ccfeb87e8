import type { Finding, Severity } from '../model/finding.js';
import type { Unread } from '../model/pipeline.js';
import type { Report, Summary } from '../model/report.js';
import { detailsOf, plainWording } from './details.js';
import type { Formatter } from './formatter.js';
import { codeFrame } from './frame.js';
import { placeText } from './place.js';
import { Redactor } from './redact.js';
import { type Style, styleFor } from './style.js';
import { inert, visibleLine } from './visible.js';

/** Kinds of unread notes listed; the rest is counted. */
const MOST_NOTES = 10;

/**
 * For people. A finding begins with a line of its own that editors and terminals can follow, `path:line:column severity rule message`;
 * then comes the marked source, then the places that belong to it and the calls that led there, innermost first.
 */
export const formatText: Formatter = (report, options) => {
  const context = {
    redactor: new Redactor(report.secrets),
    style: styleFor(options.colour),
    shownPath: options.shownPath ?? (path => path),
  };
  const blocks = report.findings.map(finding => findingBlock(finding, context));
  if (report.unread.length > 0) blocks.push(unreadBlock(report.unread, context));
  blocks.push(summaryBlock(report, context));
  return inert(`${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`);
};

interface Context {
  readonly redactor: Redactor;
  readonly style: Style;
  readonly shownPath: (path: string) => string;
}

function findingBlock(finding: Finding, context: Context): readonly string[] {
  const { redactor, style } = context;
  const paint = style[finding.severity];
  const head = `${place(finding, context)} ${paint(finding.severity)} ${style.strong(finding.rule)} ${safe(finding.message, context)}`;
  const lines = [head, ...codeFrame(finding.at, redactor, style, paint)];
  const wording = plainWording(context.redactor, context.shownPath);
  for (const detail of detailsOf(finding, { ...wording, place: at => style.place(wording.place(at)) })) {
    lines.push(`  ${style.faint('=')} ${detail}`);
  }
  return lines;
}

function unreadBlock(unread: readonly Unread[], context: Context): readonly string[] {
  const groups = groupedByReason(unread);
  const lines = [context.style.strong(`Not read (${unread.length}):`)];
  for (const [first, ...others] of groups.slice(0, MOST_NOTES)) {
    if (first === undefined) continue;
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    lines.push(`  ${place(first, context)} ${safe(first.why, context)}${more}`);
  }
  const left = groups.slice(MOST_NOTES).reduce((sum, notes) => sum + notes.length, 0);
  if (left > 0) lines.push(`  ${left} more`);
  return lines;
}

/** The reasons, the most frequent first. */
function groupedByReason(unread: readonly Unread[]): readonly (readonly Unread[])[] {
  const groups = new Map<string, Unread[]>();
  for (const note of unread) {
    const group = groups.get(note.why);
    if (group === undefined) groups.set(note.why, [note]);
    else group.push(note);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

export const PLURALS: Record<Severity, string> = { error: 'errors', warning: 'warnings', note: 'notes' };

function summaryBlock(report: Report, { style }: Context): readonly string[] {
  const counts = (Object.keys(PLURALS) as Severity[]).flatMap(severity => {
    const count = report.findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : [style[severity](counted(count, severity, PLURALS[severity]))];
  });
  const { suppressed, baselined } = report.summary;
  const accepted = [
    ...(suppressed === baselined ? [] : [`${suppressed - baselined} silenced`]),
    ...(baselined === 0 ? [] : [`${baselined} in the baseline`]),
  ];
  const silenced = accepted.length === 0 ? '' : `; ${accepted.join(', ')}`;
  const hint = adoptionHint(report.summary);
  return [
    `${counts.length === 0 ? 'No problems found' : `Found ${counts.join(', ')}`}${silenced}.`,
    analysed(report.summary, report.unread.length),
    ...(hint === undefined ? [] : [style.faint(hint)]),
  ];
}

/** What was and what was not looked at, so that nobody takes silence for a clean bill. */
export function analysed(summary: Summary, unread: number): string {
  const passedOver = summary.filesPassedOver;
  if (summary.files === 0) return noneRead(passedOver);
  const files = counted(summary.files, 'CI file', 'CI files');
  const jobs = counted(summary.jobs, 'job', 'jobs');
  const builds = counted(summary.builds, 'build', 'builds');
  const shares = Object.entries(summary.builders).map(([ground, count]) => `${count} ${groundText(ground)}`);
  const more = passedOver === 0 ? '' : `; ${counted(passedOver, 'more CI file builds', 'more CI files build')} no image`;
  const notRead = unread === 0 ? '' : `; ${counted(unread, 'construct', 'constructs')} not read`;
  return `${files}, ${jobs}, ${builds}${shares.length === 0 ? '' : `: ${shares.join(', ')}`}${notRead}${more}.`;
}

/** Docker's drivers: https://docs.docker.com/build/builders/drivers/ */
const GROUNDS: Readonly<Record<string, string>> = {
  cloud: 'on Build Cloud',
  docker: "on the machine's own builder",
  'docker-container': 'on a docker-container builder',
  kubernetes: 'on a Kubernetes builder',
  remote: 'on a remote builder',
  legacy: 'on the legacy builder',
  executor: 'by kaniko',
  never: 'never run',
  unknown: 'unknown',
};

function groundText(ground: string): string {
  return Object.hasOwn(GROUNDS, ground) ? (GROUNDS[ground] ?? '') : `by ${ground}`;
}

/** Where no build is known to run on Build Cloud and nobody asked what it would change: how to ask. */
export function adoptionHint({ builds, buildsOnCloud, checksAdoption }: Summary): string | undefined {
  if (builds === 0 || buildsOnCloud > 0 || checksAdoption) return undefined;
  return 'What Build Cloud would change: dbc-lint --preset adopt';
}

function noneRead(passedOver: number): string {
  if (passedOver === 0) return 'No CI files found.';
  return passedOver === 1 ? '1 CI file, which builds no image.' : `${passedOver} CI files, none of which builds an image.`;
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function place({ at }: Pick<Finding, 'at'>, context: Context): string {
  return context.style.place(safe(placeText(at, context.shownPath(at.file.path)), context));
}

function safe(text: string, { redactor }: Context): string {
  return visibleLine(redactor.text(text));
}
