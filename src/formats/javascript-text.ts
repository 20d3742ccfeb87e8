import { append } from '../model/append.js';
import type { Script } from '../model/step.js';
import { literalFrom, type Part, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import type { Notation } from '../source/notation.js';

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** https://tc39.es/ecma262/#prod-EscapeSequence and line continuations, which stand for nothing. */
const ESCAPE = /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-7]{1,3})|(\r\n|[\n\r\u2028\u2029])|([\s\S]))|\r\n?/g;

/**
 * The string that stands between `start` and `end` (without its quotes), with the place of each character, and what the CI system puts into
 * it as parts that are not literal.
 */
export function stringValue(script: Script, start: number, end: number): Value {
  const holes = script.holes.filter(hole => hole.start >= start && hole.end <= end);
  const parts: Part[] = [];
  let from = start;
  const notation = notationOf(script.text, start, end);
  const literals = (to: number): readonly Part[] => {
    const text = literalFrom(decoded(script.text, from, to));
    return notation === undefined ? text.parts : text.parts.map(part => (part.kind === 'literal' ? { ...part, notation } : part));
  };
  for (const hole of holes) {
    append(parts, [...literals(hole.start), ...hole.value.parts]);
    from = hole.end;
  }
  parts.push(...literals(end));
  return { parts, span: script.text.spanOf(start, end) };
}

/** How the string is written: in its quotes, and with them in whatever the program stands in. */
function notationOf(text: MappedText, start: number, end: number): Notation | undefined {
  const place = text.placeOf(start, end);
  if (place === undefined) return undefined;
  const quote = text.value[start - 1];
  const special = quote === '"' ? /[\\"]/g : quote === "'" ? /[\\']/g : /[\\`$]/g;
  const { notation, ...span } = place;
  const inner = { ...span, file: notation.inner.file };
  return {
    inner,
    encode: (added, ...place) => notation.encode(added.replaceAll(special, '\\$&').replaceAll('\n', '\\n'), ...place),
  };
}

function decoded(text: MappedText, start: number, end: number): MappedText {
  const source = text.value.slice(start, end);
  if (!/[\\\r]/.test(source)) return text.slice(start, end);
  const pieces: { text: string; source: Span }[] = [];
  let from = 0;
  const plain = (to: number): void => {
    const slice = text.slice(start + from, start + to);
    for (const piece of slice.pieces) pieces.push({ text: slice.value.slice(piece.at, piece.at + piece.length), source: piece.source });
  };
  for (const match of source.matchAll(ESCAPE)) {
    plain(match.index);
    from = match.index + match[0].length;
    pieces.push({ text: character(match), source: text.spanOf(start + match.index, start + from) });
  }
  plain(source.length);
  return MappedText.decoded(pieces, text.spanOf(start, end));
}

function character(match: RegExpExecArray): string {
  const [, braced, four, two, octal, lineEnd, other] = match;
  const code = braced ?? four ?? two;
  if (code !== undefined) return codePoint(Number.parseInt(code, 16));
  if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
  if (lineEnd !== undefined) return '';
  return other === undefined ? '\n' : (ESCAPED[other] ?? other);
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
