import type { Edit, Span } from './file.js';

/*
 * The comment of a step, a command or a key: the lines right above it, with its indentation and no empty line between. What is put before
 * the step stands above its comment, and where the step goes its comment goes too.
 */

interface Line {
  readonly start: number;
  /** without the blanks around it */
  readonly text: string;
}

/** Speaks of the next statement, wherever it stands. */
const DIRECTIVE = /dbc-lint:[ \t]*ignore\[|\bshellcheck[ \t]+\w+=/;

/** `# push and deploy` */
const SEVERAL = /\b(?:and|then)\b|[,;&+]\s/i;

/** An insertion before something that begins its line, above the comment that belongs to it. */
export function aboveComment(edit: Edit): Edit {
  const { file, start, end } = edit.span;
  const line = lineStart(file.text, start);
  if (start !== end || file.text.slice(line, start).trim() !== '') return edit;
  const comment = commentAbove(file.text, line);
  const own = isHeader(file.text, comment) ? comment.slice(directivesFrom(comment)) : comment;
  const at = (own[0]?.start ?? line) + start - line;
  return { span: { file, start: at, end: at }, text: edit.text };
}

/**
 * Lines with the comment that belongs to what they hold. The one at the head of a list or block is about all of it, unless what comes
 * later has comments of its own as well; one that names several things is about what follows without a gap, too; an entry that somebody
 * has switched off is no comment about the next.
 */
export function withComment(lines: Span): Span {
  const { text } = lines.file;
  const comment = commentAbove(text, lines.start);
  const isEntryOff = isEntry(text, lines.start) && comment.some(line => /^#[ \t]*- /.test(line.text));
  const isOfAll = isHeader(text, comment) || (isAtHead(lines, comment[0]?.start ?? lines.start) && !hasCommentBehind(lines));
  const isOfMore = comment.some(line => SEVERAL.test(line.text)) && isFollowed(lines);
  const own = isEntryOff || isOfAll || isOfMore ? comment.slice(directivesFrom(comment)) : comment;
  return { ...lines, start: own[0]?.start ?? lines.start };
}

/** Lines go with their comment, and of the empty lines before and behind them those before. */
export function removalOf(lines: Span): Edit {
  return { span: withGap(withComment(lines)), text: '' };
}

/** At the end of the file the line end before goes as well where the file ends without one. */
function withGap(lines: Span): Span {
  const { file, start, end } = lines;
  const before = file.text.slice(0, start);
  const gap = /(?<=\n)(?:[ \t]*\r?\n)+$/.exec(before)?.[0].length ?? 0;
  const behind = /^[ \t]*\r?\n/.exec(file.text.slice(end, end + 1000))?.[0].length ?? 0;
  if (start === 0) return { ...lines, end: end + behind };
  if (end < file.text.length) return behind > 0 ? { ...lines, start: start - gap } : lines;
  const unended = file.text.endsWith('\n') ? 0 : (/\r?\n$/.exec(before.slice(0, start - gap))?.[0].length ?? 0);
  return { ...lines, start: start - gap - unended };
}

/** From the first line to the last, which is the one above an offset. */
function commentAbove(text: string, at: number): readonly Line[] {
  const indent = indentAt(text, at);
  const lines: Line[] = [];
  for (let end = at; end > 0; end = lines[0]?.start ?? 0) {
    const start = lineStart(text, end - 1);
    const line = text.slice(start, end);
    if (!isComment(line, indent)) break;
    lines.unshift({ start, text: line.trim() });
  }
  return lines;
}

/** A comment that is for the file as a whole belongs to nothing in it, and the last line of a text in quotes is none. */
function isComment(line: string, indent: string): boolean {
  const text = line.slice(indent.length).trimEnd();
  if (!line.startsWith(indent) || !/^(?:#(?!!)|\/\/)/.test(text) || /dbc-lint:[ \t]*ignore-file/.test(text)) return false;
  const quote = /["'`]$/.exec(text)?.[0];
  return quote === undefined || text.split(quote).length % 2 === 1;
}

/** At the top of a file, or of a script behind its shebang: about the whole of it. */
function isHeader(text: string, [first]: readonly Line[]): boolean {
  return first !== undefined && (first.start === 0 || /^[ \t]*#!/.test(text.slice(lineStart(text, first.start - 1), first.start)));
}

/** The index from which all lines are directives. */
function directivesFrom(lines: readonly Line[]): number {
  return lines.findLastIndex(line => !DIRECTIVE.test(line.text)) + 1;
}

/** Whether nothing of the same list or block is before an offset. The entries of a list may stand in the column of its key. */
function isAtHead({ file: { text }, start }: Span, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  const line = before.slice(lineStart(before, before.length));
  const [outer, own] = [indentAt(line, 0).length, indentAt(text, start).length];
  return outer < own || (outer === own && isEntry(text, start) && !isEntry(line, 0));
}

/** Whether a comment stands in the same column before the list or block ends. */
function hasCommentBehind({ file: { text }, start, end }: Span): boolean {
  const indent = indentAt(text, start);
  for (const line of text.slice(end).split('\n')) {
    if (line.trim() === '') continue;
    if (isComment(line, indent)) return true;
    const own = indentAt(line, 0);
    if (own.length < indent.length || (own === indent && isEntry(text, start) && !isEntry(line, 0))) return false;
  }
  return false;
}

/** Whether something without a comment of its own comes right behind, in the same column. */
function isFollowed({ file: { text }, start, end }: Span): boolean {
  const indent = indentAt(text, start);
  const next = text.slice(end, end + 1000);
  return indentAt(next, 0) === indent && !/^\s*(?:$|\n)/.test(next) && !isComment(next.split('\n')[0] ?? '', indent);
}

function isEntry(text: string, at: number): boolean {
  return /^[ \t]*-(?:\s|$)/.test(text.slice(at, at + 1000));
}

function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(at, at + 1000))?.[0] ?? '';
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}
