import { type Span, spanAround } from '../source/file.js';
import { type Part, textAround, type Value } from './value.js';

/** Stands for a part that is not literal, so that a value can be searched as one string. */
const HOLE = '\ufffc';

/** The value as one string in which each part that is not literal is a single character; `slice` takes its offsets. */
export function flattened(value: Value): string {
  return textAround(value, HOLE);
}

/** Whether the stretch of a flattened value is written out. */
export function isWritten(text: string): boolean {
  return !text.includes(HOLE);
}

/** A stretch of a value by offsets in its flattened text, end exclusive, with places kept. */
export function slice(value: Value, start: number, end: number = Number.POSITIVE_INFINITY): Value {
  const parts: Part[] = [];
  let at = 0;
  for (const part of value.parts) {
    const length = part.kind === 'literal' ? part.text.length : 1;
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (from < to) parts.push(part.kind === 'literal' ? sliceLiteral(part, from, to) : part);
    at += length;
  }
  return { parts, span: spanOfParts(parts) ?? emptySpan(value, start >= at) };
}

function sliceLiteral(part: Extract<Part, { kind: 'literal' }>, from: number, to: number): Part {
  const { text, span } = part;
  const verbatim = span.end - span.start === text.length;
  const at = verbatim ? { file: span.file, start: span.start + from, end: span.start + to } : span;
  return { ...part, text: text.slice(from, to), span: at };
}

function emptySpan({ span }: Value, atEnd: boolean): Span {
  const at = atEnd ? span.end : span.start;
  return { file: span.file, start: at, end: at };
}

function spanOfParts(parts: readonly Part[]): Span | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  return first && last ? spanAround(first.span, last.span) : undefined;
}

/**
 * The fields of one CSV record with RFC 4180 quotes, as Docker reads `--output`, `--cache-to`, `--secret` … `undefined` where the quotes
 * are broken, which Docker refuses; no fields at all where the value is empty.
 * What is not written out may hold commas of its own; it is taken as part of its field.
 */
export function csvFields(value: Value): readonly Value[] | undefined {
  const text = flattened(value).replace(/\r?\n$/, '');
  if (text === '') return [];
  const fields: Value[] = [];
  let at = 0;
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at) : bareField(text, at);
    if (field === undefined) return undefined;
    const pieces = field.pieces.map(([start, end]) => slice(value, start, end));
    fields.push(pieces.length === 1 && pieces[0] ? pieces[0] : joined(pieces, value));
    if (field.end >= text.length) return fields;
    at = field.end + 1;
  }
}

interface Field {
  /** stretches of the text that make the field */
  readonly pieces: readonly (readonly [number, number])[];
  /** the offset of the comma behind it, or the length of the text */
  readonly end: number;
}

function bareField(text: string, start: number): Field | undefined {
  const comma = text.indexOf(',', start);
  const end = comma === -1 ? text.length : comma;
  return text.slice(start, end).includes('"') ? undefined : { pieces: [[start, end]], end };
}

function quotedField(text: string, start: number): Field | undefined {
  const pieces: [number, number][] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return undefined;
    if (text[quote + 1] !== '"') {
      pieces.push([from, quote]);
      const end = quote + 1;
      return end === text.length || text[end] === ',' ? { pieces, end } : undefined;
    }
    pieces.push([from, quote + 1]);
    from = quote + 2;
  }
}

function joined(pieces: readonly Value[], whole: Value): Value {
  const parts = pieces.flatMap(piece => piece.parts);
  return { parts, span: spanOfParts(parts) ?? whole.span };
}

/** `key=value` of a field; `key` is undefined where it is not written out, and the whole is undefined where there is no `=`. */
export function keyAndValue(field: Value): { readonly key: string | undefined; readonly value: Value } | undefined {
  const text = flattened(field);
  const equals = text.indexOf('=');
  if (equals === -1) return undefined;
  const key = text.slice(0, equals);
  return { key: isWritten(key) ? key : undefined, value: slice(field, equals + 1) };
}
