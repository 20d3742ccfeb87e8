import type { Finding, Severity } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { detailsOf, plainWording, type Wording } from './details.js';
import type { Formatter } from './formatter.js';
import { Redactor } from './redact.js';
import { adoptionHint, analysed, counted, PLURALS } from './text.js';
import { inert } from './visible.js';
import { worstFirst } from './worst-first.js';

/** A comment on GitHub holds 65,536 characters, a job summary 1 MiB. */
const MOST_CHARACTERS = 60_000;

/**
 * For a job summary or a comment on a merge request: a list, worst first. A list and no table: `|` and line breaks have no meaning in it,
 * so that no name can break out of its cell.
 */
export const formatMarkdown: Formatter = report => {
  const wording = markdownWording(plainWording(new Redactor(report.secrets)));
  const practices = new Map(report.rules.map(({ id, practice }) => [id, practice]));
  const items: string[] = [];
  let length = 0;
  for (const finding of worstFirst(report.findings)) {
    const item = itemFor(finding, practices.get(finding.rule), wording);
    length += item.length + 1;
    if (length > MOST_CHARACTERS) break;
    items.push(item);
  }
  const left = report.findings.length - items.length;
  if (left > 0) items.push(`- ${left} more`);
  const list = items.length === 0 ? '' : `${items.join('\n')}\n\n`;
  const hint = adoptionHint(report.summary);
  const more = hint === undefined ? '' : `\n\n${markdownText(hint)}`;
  return inert(`## dbc-lint: ${headline(report)}\n\n${list}${analysed(report.summary, report.unread.length)}${more}\n`);
};

function headline({ findings }: Report): string {
  const counts = (Object.keys(PLURALS) as Severity[]).flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity, PLURALS[severity])];
  });
  return counts.length === 0 ? 'no problems found' : counts.join(', ');
}

function itemFor(finding: Finding, practice: string | undefined, wording: Wording): string {
  const rule = practice === undefined ? finding.rule : `[${finding.rule}](${practice})`;
  const head = `- **${finding.severity}** ${wording.place(finding.at)} ${rule}: ${wording.text(finding.message)}`;
  return [head, ...detailsOf(finding, wording).map(detail => `  - ${detail}`)].join('\n');
}

function markdownWording({ text, place, path }: Wording): Wording {
  return { text: raw => markdownText(text(raw)), place: at => codeSpan(place(at)), path: raw => codeSpan(path(raw)) };
}

/** Prose, in which only code between backticks keeps its meaning; the mask of a credential is code too, or it would be emphasis. */
export function markdownText(text: string): string {
  let shown = '';
  let from = 0;
  for (const match of text.matchAll(/(?<!`)`(?!`)([^`]+)`(?!`)|\*{3}/g)) {
    shown += escaped(text.slice(from, match.index)) + codeSpan(match[1] ?? match[0]);
    from = match.index + match[0].length;
  }
  return shown + escaped(text.slice(from));
}

/** A fence longer than any in the text, and spaces, of which a reader takes one from each end (https://spec.commonmark.org/0.31.2/#code-spans). */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/**
 * A zero-width space keeps `@name` from sending somebody a notification and `#1` from leaving a mark in another issue. `$` has to be an
 * entity: GitHub looks for formulas before it looks for backslashes.
 */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&~|]/g, '\\$&')
    .replace(/[@#!](?=[\p{L}\p{N}])/gu, '$&&#8203;')
    .replaceAll('$', '&#36;');
}
