import { type SourceFile, type Span, span } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import { lineEnd, type Notation } from '../source/notation.js';

/** A hole is still source text: where its expression starts and ends. */
export type RawPart =
  | { readonly kind: 'text'; readonly text: MappedText }
  | { readonly kind: 'hole'; readonly start: number; readonly end: number };

/** Characters that may still be searched in vain for the end of a hole: else each `${` that nothing closes would be a pass over the rest. */
export interface HoleBudget {
  left: number;
}

export interface RawString {
  readonly parts: readonly RawPart[];
  readonly end: number;
  readonly closed: boolean;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ' };
const BARE_HOLE = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;

/** Reads the string that `opening` (`'`, `"`, `'''`, `"""`, `/`, `$/`) begins at `start`; a one-line string ends at a newline, unclosed. */
export function readGroovyString(
  file: SourceFile,
  start: number,
  limit: number,
  opening: string,
  text: string,
  budget: HoleBudget,
): RawString {
  const closing = opening === '$/' ? '/$' : opening;
  const oneLine = opening === '"' || opening === "'";
  const holds = !opening.startsWith("'");
  const inner = { file, start: start + opening.length, end: limit };
  const notation: Notation = { inner, encode: encoder(opening, file) };
  const parts: RawPart[] = [];
  let pieces: { text: string; source: Span }[] = [];
  let plainFrom = start + opening.length;
  let at = plainFrom;
  const endPlain = (): void => {
    if (at > plainFrom) pieces.push({ text: text.slice(plainFrom, at), source: span(file, plainFrom, at) });
  };
  const endText = (): void => {
    endPlain();
    const [first] = pieces;
    if (first !== undefined) parts.push({ kind: 'text', text: MappedText.decoded(pieces, first.source, notation) });
    pieces = [];
  };
  while (at < limit) {
    if (text.startsWith(closing, at)) {
      // `"""a""""` ends with the last three quotes: the quote before them belongs to the text.
      if (closing.length === 3 && text[at + 3] === closing[0]) {
        at++;
        continue;
      }
      endText();
      inner.end = at;
      return { parts, end: at + closing.length, closed: true };
    }
    const char = text[at] ?? '';
    if (oneLine && (char === '\n' || char === '\r')) break;
    const escaped = escapeAt(text, at, opening);
    if (escaped !== undefined) {
      endPlain();
      pieces.push({ text: escaped.text, source: span(file, at, at + escaped.length) });
      at += escaped.length;
      plainFrom = at;
      continue;
    }
    const hole = holds && char === '$' ? holeAt(text, at, limit, budget) : undefined;
    if (hole === undefined) {
      at++;
      continue;
    }
    endText();
    parts.push({ kind: 'hole', start: hole.start, end: hole.end });
    at = hole.next;
    plainFrom = at;
  }
  endText();
  return { parts, end: at, closed: false };
}

/** How text is written between the quotes of a kind; slashy strings have no way to write all texts, so only plain ones are written. */
function encoder(opening: string, file: SourceFile): (text: string) => string | undefined {
  if (opening.endsWith('/')) return text => (/[\\/$\n]/.test(text) ? undefined : text);
  const special = opening.startsWith('"') ? /[\\"$]/g : /[\\']/g;
  const newline = opening.length === 1 ? '\\n' : lineEnd(file.text);
  return text => text.replaceAll(special, '\\$&').replaceAll('\n', newline);
}

/** An escape at `at` and the text it stands for; an empty text for an escaped line break. */
function escapeAt(text: string, at: number, opening: string): { text: string; length: number } | undefined {
  const next = text[at + 1];
  if (next === undefined) return undefined;
  if (opening === '$/') return text[at] === '$' && (next === '$' || next === '/') ? { text: next, length: 2 } : undefined;
  if (text[at] !== '\\') return undefined;
  if (opening === '/') return next === '/' ? { text: '/', length: 2 } : undefined;
  if (next === '\n') return { text: '', length: 2 };
  if (next === '\r') return { text: '', length: text[at + 2] === '\n' ? 3 : 2 };
  const unicode = next === 'u' ? /^u+([0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 12)) : null;
  if (unicode?.[1] !== undefined) return { text: String.fromCharCode(Number.parseInt(unicode[1], 16)), length: 1 + unicode[0].length };
  const octal = /^(?:[0-3][0-7]{2}|[0-7]{1,2})/.exec(text.slice(at + 1, at + 4));
  if (octal !== null) return { text: String.fromCharCode(Number.parseInt(octal[0], 8)), length: 1 + octal[0].length };
  return { text: ESCAPED[next] ?? next, length: 2 };
}

/** `${…}` with its braces counted and its own strings skipped, or `$a.b.c`; `start` and `end` hold the expression alone. */
function holeAt(text: string, at: number, limit: number, budget: HoleBudget): { start: number; end: number; next: number } | undefined {
  if (text[at + 1] !== '{') {
    BARE_HOLE.lastIndex = at + 1;
    const path = BARE_HOLE.exec(text)?.[0];
    if (path === undefined) return undefined;
    const end = at + 1 + path.length;
    return { start: at + 1, end, next: end };
  }
  const end = closingBrace(text, at + 2, limit, budget);
  return end === undefined ? undefined : { start: at + 2, end, next: end + 1 };
}

/**
 * The offset of the brace that closes what opened before `start`; strings inside are skipped with their own holes. A stack of what is open,
 * not a recursion: holes and strings may nest as deep as the text is long. `undefined` where a one-line string is broken or nothing closes.
 */
function closingBrace(text: string, start: number, limit: number, budget: HoleBudget): number | undefined {
  if (budget.left <= 0) return undefined;
  const open: string[] = ['{'];
  for (let at = start; at < limit; at++) {
    const char = text[at] ?? '';
    const inside = open.at(-1) ?? '{';
    if (inside === '{') {
      if (char === '"' || char === "'") {
        const quote = text.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
        open.push(quote);
        at += quote.length - 1;
      } else if (char === '{') open.push(char);
      else if (char === '}') {
        open.pop();
        if (open.length === 0) return at;
      }
    } else if (char === '\\') at++;
    else if (text.startsWith(inside, at)) {
      open.pop();
      at += inside.length - 1;
    } else if (inside[0] === '"' && text.startsWith('${', at)) {
      open.push('{');
      at++;
    } else if (inside.length === 1 && char === '\n') {
      budget.left -= at - start;
      return undefined;
    }
  }
  budget.left -= limit - start;
  return undefined;
}
