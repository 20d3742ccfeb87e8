import { type SourceFile, type Span, span } from '../source/file.js';

/**
 * A comment that silences findings:
 *
 *     # dbc-lint: ignore[login-missing, load-then-push] until=2027-01-31 -- the runner is signed in
 *     // dbc-lint: ignore-file[unreplaced-placeholder] -- a template that is filled in later
 */
export interface IgnoreComment {
  readonly file: SourceFile;
  /** one-based */
  readonly line: number;
  /** from its `#` or `//` to its end */
  readonly at: Span;
  readonly scope: 'statement' | 'file';
  /** nothing else stands on its line */
  readonly alone: boolean;
  readonly rules: readonly RuleName[];
  readonly until?: { readonly date: string; readonly at: Span };
  /** why; absent where nobody gave a reason */
  readonly reason?: string;
}

export interface RuleName {
  readonly id: string;
  readonly at: Span;
}

/** A comment that means to be one of ours and cannot be read. */
export interface MalformedComment {
  readonly at: Span;
  /** full sentences: what is wrong, then what to do */
  readonly message: string;
}

export interface CommentsOfFile {
  readonly comments: readonly IgnoreComment[];
  readonly malformed: readonly MalformedComment[];
}

/** What begins like one of ours, well written or not. */
const ANY = /(#|\/\/|\/\*)[ \t]*dbc[-_]?lint(?::|[-_ \t]+(?:ignore|disable))/g;
const BODY = /^dbc-lint:[ \t]*ignore(?<file>-file)?\[(?<rules>[^\]]*)\](?:[ \t]+until=(?<until>\S*))?(?:[ \t]+--(?<reason>.*))?$/;
const FORM = 'Write `dbc-lint: ignore[rule-id] -- reason`.';

/** Files in which `//` begins no comment: there it is a path or a part of a URL. */
const ONLY_HASH = /\.(?:ya?ml|sh|bash|ksh|zsh|mk)$|(?:^|\/)(?:GNU)?[Mm]akefile$/;

/** Each finding of a file is held against each of its comments. */
const MOST_COMMENTS = 5_000;
const LONGEST_LINE = 5_000;

export function commentsIn(file: SourceFile): CommentsOfFile {
  const comments: IgnoreComment[] = [];
  const malformed: MalformedComment[] = [];
  // Most files have none: one look at the text saves the walk over its lines.
  if (!/dbc[-_]?lint/.test(file.text)) return { comments, malformed };
  for (let line = 1; line <= file.lineStarts.length; line++) {
    const at = commentOn(file, line);
    if (at === undefined) continue;
    if (comments.length + malformed.length === MOST_COMMENTS) {
      malformed.push({
        at,
        message: `More than ${MOST_COMMENTS} comments of one file are not read. Silence the rule in the configuration.`,
      });
      break;
    }
    const comment = read(file, line, at);
    if ('message' in comment) malformed.push(comment);
    else comments.push(comment);
  }
  return { comments, malformed };
}

/** Where the first comment of ours on a line stands. A comment begins at the line's start or behind white space, outside of quotes. */
function commentOn(file: SourceFile, line: number): Span | undefined {
  // What stands far behind in a line of a megabyte nobody wrote for others to read.
  const text = file.line(line).slice(0, LONGEST_LINE);
  const lineStart = file.lineStarts[line - 1] ?? 0;
  for (const match of text.matchAll(ANY)) {
    const before = text.slice(0, match.index);
    if (match[1] !== '#' && ONLY_HASH.test(file.path)) continue;
    if (/\S$/.test(before) || isQuoted(text, match.index)) continue;
    return span(file, lineStart + match.index, lineStart + text.trimEnd().length);
  }
  return undefined;
}

/**
 * Whether a place lies in a quoted string that ends on the same line. A quote opens only where a word begins, so that the apostrophe of
 * `don't` opens nothing.
 */
function isQuoted(text: string, offset: number): boolean {
  let open = '';
  for (let at = 0; at < offset; at++) {
    const character = text.charAt(at);
    if (open !== '') {
      if (character === '\\' && open === '"') at++;
      else if (character === open) open = '';
    } else if ((character === '"' || character === "'") && !/[\w.)\]}]/.test(text.charAt(at - 1))) open = character;
  }
  return open !== '' && text.includes(open, offset);
}

function read(file: SourceFile, line: number, at: Span): IgnoreComment | MalformedComment {
  const written = file.text.slice(at.start, at.end);
  const leader = /^(?:#|\/\/|\/\*)[ \t]*/.exec(written)?.[0].length ?? 0;
  if (written.startsWith('/*')) return { at, message: 'A comment between `/*` and `*/` silences nothing. Write it behind `//`.' };
  const body = BODY.exec(written.slice(leader));
  if (body?.groups === undefined) return { at, message: `This comment is not in a form that silences anything. ${FORM}` };
  const { file: wholeFile, rules = '', until, reason } = body.groups;
  const rulesStart = at.start + written.indexOf('[') + 1;
  const names = ruleNames(file, rules, rulesStart);
  if (names.length === 0) return { at, message: `This comment names no rule, so it silences nothing. ${FORM}` };
  const untilStart = at.start + written.indexOf('until=') + 'until='.length;
  const before = file.text.slice(file.lineStarts[line - 1] ?? 0, at.start);
  return {
    file,
    line,
    at,
    scope: wholeFile === undefined ? 'statement' : 'file',
    alone: /^[\s-]*$/.test(before),
    rules: names,
    ...(until === undefined ? {} : { until: { date: until, at: span(file, untilStart, untilStart + until.length) } }),
    ...(reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

function ruleNames(file: SourceFile, list: string, start: number): readonly RuleName[] {
  const names = new Map<string, RuleName>();
  for (const match of list.matchAll(/[^,\s]+/g)) {
    const at = span(file, start + match.index, start + match.index + match[0].length);
    if (!names.has(match[0])) names.set(match[0], { id: match[0], at });
  }
  return [...names.values()];
}

/** Whether a text is a day of the calendar, as ISO 8601 writes it. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
