import { type Span, spanText } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import { textAround, type Value } from './value.js';

/**
 * The literal text of a value with its places; `$` stands where something else than a literal does. What is found in it by a pattern
 * without `$` is written in the files, and `spanOf` says where.
 */
export function literalText(value: Value): MappedText {
  const pieces = value.parts.map(part => ({ text: part.kind === 'literal' ? part.text : '$', source: part.span }));
  return MappedText.decoded(pieces, value.span);
}

/** What a search finds in the literal text of a value, with its places: they are worked out for what is found only, as mostly that is nothing. */
export function foundIn<Found extends { readonly start: number; readonly end: number }>(
  value: Value,
  search: (text: string) => readonly Found[],
): readonly { readonly found: Found; readonly at: Span }[] {
  const all = search(textAround(value, '$'));
  if (all.length === 0) return [];
  const text = literalText(value);
  return all.map(found => ({ found, at: text.spanOf(found.start, found.end) }));
}

/** Where a value is written: the definition of the variable that holds all of it, where the value is nothing else, or its own place. */
export function writtenAt(value: Value): Span {
  const [only, ...others] = value.parts;
  return only?.kind === 'literal' && others.length === 0 ? only.span : value.span;
}

/** The stretch from a text on to the next quote, bracket or blank, where a value is used: not where a variable in it is defined. */
export function writtenIn(value: Value | undefined, text: string): Span | undefined {
  if (value === undefined) return undefined;
  const { file, start } = value.span;
  const source = spanText(value.span);
  const from = source.indexOf(text);
  if (from === -1) return undefined;
  const length = /^[^"'\\)\s]*/.exec(source.slice(from))?.[0].length ?? text.length;
  return { file, start: start + from, end: start + from + length };
}
