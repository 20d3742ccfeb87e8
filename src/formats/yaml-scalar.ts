import type { SourceFile } from '../source/file.js';
import { span } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import { decodeBlock } from './yaml-block-scalar.js';
import { scalarNotation } from './yaml-notation.js';
import { PieceBuilder } from './yaml-pieces.js';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/**
 * The text of a YAML scalar with the place of each character.
 *
 * The parser tells only the decoded text and the stretch it stands in, so decoding is done once more here, step for step as the parser
 * does it (its `resolve-flow-scalar` and `resolve-block-scalar`), with places. Where the two do not agree the parser is right about the
 * text and the whole scalar is its place: a coarse place is better than a wrong one.
 * @param start where the scalar starts: its first character, quote or block indicator
 * @param decoded the text as the parser decoded it
 * @param source what was parsed, where it was not the file's own text
 */
export function scalarText(
  file: SourceFile,
  start: number,
  end: number,
  style: ScalarStyle,
  decoded: string,
  source: string = file.text,
): MappedText {
  const builder = new PieceBuilder(file);
  if (!decodeInto(builder, source.slice(start, end), start, style, decoded)) {
    return MappedText.decoded([{ text: decoded, source: span(file, start, end) }], span(file, start, end));
  }
  // What was parsed in the file's place is not what an edit would change.
  const notation = source === file.text ? scalarNotation(span(file, start, writtenEnd(source, start, end)), style) : undefined;
  return MappedText.decoded(builder.pieces, span(file, start, end), notation);
}

/** The parser counts the empty lines behind a block scalar as its own. */
function writtenEnd(source: string, start: number, end: number): number {
  return start + source.slice(start, end).trimEnd().length;
}

/** Takes a text piece by piece, with the places of the pieces. */
export interface Taker {
  add(text: string, start: number, end: number): void;
}

function decodeInto(to: PieceBuilder, source: string, offset: number, style: ScalarStyle, decoded: string): boolean {
  switch (style) {
    case 'plain':
      if (source === decoded) to.add(source, offset, offset + source.length);
      else unfold(to, source, offset);
      return to.value === decoded;
    case 'single':
      decodeSingleQuoted(to, source, offset);
      return to.value === decoded;
    case 'double':
      decodeDoubleQuoted(to, source, offset);
      return to.value === decoded;
    case 'literal':
    case 'folded':
      return decodeBlock(to, source, offset, decoded);
  }
}

/** Joins the lines of a plain or single-quoted scalar: a line break is a space, `n` empty lines are `n` line breaks. */
export function unfold(to: Taker, source: string, offset: number): void {
  const line = /(.*?)\r?\n/sy;
  let match = line.exec(source);
  if (match === null) {
    to.add(source, offset, offset + source.length);
    return;
  }
  const first = trimmedEnd(match[1] ?? '');
  to.add(first, offset, offset + first.length);
  let contentEnd = offset + first.length;
  let separator = ' ';
  let position = line.lastIndex;
  for (match = line.exec(source); match !== null; match = line.exec(source)) {
    const written = match[1] ?? '';
    const blank = /^[ \t]*/.exec(written)?.[0].length ?? 0;
    const content = trimmedEnd(written.slice(blank));
    const start = offset + position + blank;
    if (content === '') separator = separator === ' ' ? '\n' : `${separator}\n`;
    else {
      to.add(separator, contentEnd, start);
      to.add(content, start, start + content.length);
      contentEnd = start + content.length;
      separator = ' ';
    }
    position = line.lastIndex;
  }
  const last = /([ \t]*)(.*)/sy;
  last.lastIndex = position;
  const rest = last.exec(source);
  const start = offset + position + (rest?.[1]?.length ?? 0);
  to.add(separator, contentEnd, start);
  to.add(rest?.[2] ?? '', start, start + (rest?.[2]?.length ?? 0));
}

function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(0, end);
}

function decodeSingleQuoted(to: PieceBuilder, source: string, offset: number): void {
  const withQuotes = {
    add(text: string, start: number, end: number): void {
      let from = 0;
      for (let quote = text.indexOf("''"); quote !== -1; quote = text.indexOf("''", from)) {
        to.add(text.slice(from, quote), start + from, start + quote);
        to.add("'", start + quote, start + quote + 2);
        from = quote + 2;
      }
      to.add(text.slice(from), start + from, end);
    },
  };
  unfold(withQuotes, source.slice(1, -1), offset + 1);
}

/** https://yaml.org/spec/1.2.2/#57-escaped-characters */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

export function decodeDoubleQuoted(to: Taker, source: string, offset: number): void {
  const end = source.length - 1;
  let at = 1;
  while (at < end) {
    const run = plainRun(source, at, end);
    if (run > at) {
      to.add(source.slice(at, run), offset + at, offset + run);
      at = run;
      continue;
    }
    const start = at;
    const character = source[at] ?? '';
    let text = '';
    if (character === '\\') [text, at] = readEscape(source, at);
    else if (character === '\n') [text, at] = foldLineBreak(source, at);
    else if (character === '\r' && source[at + 1] === '\n') at++;
    else if (character === ' ' || character === '\t') {
      at = blanksEnd(source, at);
      if (!breaksAt(source, at)) text = source.slice(start, at);
    } else {
      text = character;
      at++;
    }
    to.add(text, offset + start, offset + at);
  }
}

/** The end of the characters from `at` on that stand for themselves whatever surrounds them. */
function plainRun(source: string, at: number, end: number): number {
  let run = at;
  while (run < end) {
    const code = source.charCodeAt(run);
    if (code === 0x5c || code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) break;
    run++;
  }
  return run;
}

function blanksEnd(source: string, at: number): number {
  let end = at;
  while (source[end] === ' ' || source[end] === '\t') end++;
  return end;
}

function breaksAt(source: string, at: number): boolean {
  return source[at] === '\n' || (source[at] === '\r' && source[at + 1] === '\n');
}

/** What the escape at `at` stands for, and where it ends. */
function readEscape(source: string, at: number): [string, number] {
  const next = source[at + 1] ?? '';
  const simple = Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : undefined;
  if (simple !== undefined) return [simple, at + 2];
  if (breaksAt(source, at + 1)) return ['', blanksEnd(source, at + (next === '\r' ? 3 : 2))];
  const length = CODE_LENGTHS[next];
  if (length === undefined) return [source.slice(at, at + 2), at + 2];
  const digits = source.slice(at + 2, at + 2 + length);
  const code = digits.length === length && /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  const text = code <= 0x10ffff ? String.fromCodePoint(code) : source.slice(at, at + 2 + length);
  return [text, at + 2 + length];
}

function foldLineBreak(source: string, at: number): [string, number] {
  let fold = '';
  let next = at + 1;
  for (; ; next++) {
    const character = source[next];
    if (character === '\n') fold += '\n';
    else if (character === '\r' && source[next + 1] !== '\n') break;
    else if (character !== ' ' && character !== '\t' && character !== '\r') break;
  }
  return [fold === '' ? ' ' : fold, next];
}
