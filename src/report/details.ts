import type { Finding } from '../model/finding.js';
import type { Span } from '../source/file.js';
import { placeText } from './place.js';
import type { Redactor } from './redact.js';
import { visibleLine } from './visible.js';

/** How a format writes the parts of a sentence. */
export interface Wording {
  readonly text: (text: string) => string;
  readonly place: (at: Span) => string;
  readonly path: (path: string) => string;
}

/** Parts as plain text in which no credential stands and nothing acts; a place is `path:line:column`. */
export function plainWording(redactor: Redactor, shownPath: (path: string) => string = path => path): Wording {
  const text = (raw: string) => visibleLine(redactor.text(raw));
  return { text, place: at => text(placeText(at, shownPath(at.file.path))), path: path => text(shownPath(path)) };
}

/** What belongs to a finding, a line each: related places, the calls that led there, innermost first, the job it runs in, the fix. */
export function detailsOf(finding: Finding, { text, place, path }: Wording): readonly string[] {
  const lines: string[] = [];
  for (const { message, at } of finding.related) lines.push(`${text(message)}: ${place(at)}`);
  for (const call of finding.via.toReversed()) lines.push(`${text(call.callee)} is called from ${place(call.at)}`);
  if (finding.at.file.path !== finding.pipelineFile) {
    const file = path(finding.pipelineFile);
    lines.push(finding.job === undefined ? `part of ${file}` : `runs in job ${text(finding.job)} of ${file}`);
  }
  if (finding.fix !== undefined) lines.push(`${finding.fix.safe ? 'fix' : 'suggested fix'}: ${text(finding.fix.title)}`);
  return lines;
}
