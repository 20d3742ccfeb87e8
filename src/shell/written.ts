import { append } from '../model/append.js';
import type { Hole } from '../model/step.js';
import type { Part, Value } from '../model/value.js';
import type { MappedText } from '../source/mapped-text.js';
import { firstIndexWhere } from '../source/search.js';

/** Which backslashes are taken away: all (`bare`), those before `$`, backtick, `"`, `\` (`double`), the same without `"` (`heredoc`). */
export type Escapes = 'none' | 'bare' | 'double' | 'heredoc';

/** Script text as the parser gets it, with the places and the template expressions of what was written. */
export interface Source {
  /** what is parsed: as long as `text.value`, but carriage returns are blanks */
  readonly code: string;
  readonly text: MappedText;
  /** sorted by offset */
  readonly holes: readonly Hole[];
}

export type Written = { readonly kind: 'text'; readonly parts: readonly Part[] } | { readonly kind: 'hole'; readonly value: Value };

const ESCAPED: Readonly<Record<Exclude<Escapes, 'bare'>, string>> = { none: '', double: '$`"\\\n', heredoc: '$`\\\n' };

/**
 * A stretch of script text without its escapes: literals that know where each character was written, and the values that template
 * expressions stand for.
 */
export function written(source: Source, start: number, end: number, escapes: Escapes): readonly Written[] {
  const found: Written[] = [];
  let parts: Part[] = [];
  let from = start;
  const keep = (to: number) => {
    if (to > from) append(parts, literals(source, from, to));
  };
  for (let at = start; at < end; ) {
    const hole = holeAt(source, at);
    if (hole !== undefined) {
      keep(at);
      if (parts.length > 0) found.push({ kind: 'text', parts });
      parts = [];
      found.push({ kind: 'hole', value: hole.value });
      at = from = Math.min(hole.end, end);
    } else if (source.code[at] === '\\' && at + 1 < end && isEscaped(source.code[at + 1] ?? '', escapes)) {
      keep(at);
      // A backslash before a line's end joins the lines: neither is kept.
      from = source.code[at + 1] === '\n' ? at + 2 : at + 1;
      at += 2;
    } else {
      at += 1;
    }
  }
  keep(end);
  if (parts.length > 0) found.push({ kind: 'text', parts });
  return found;
}

function isEscaped(character: string, escapes: Escapes): boolean {
  return escapes === 'bare' || ESCAPED[escapes].includes(character);
}

/** The hole that starts at an offset, or that an offset lies in (where a token starts inside of one). */
function holeAt(source: Source, at: number): Hole | undefined {
  return holeIn(source, at, at + 1);
}

/** The first hole that has a character in a stretch. */
export function holeIn(source: Source, start: number, end: number): Hole | undefined {
  const { holes } = source;
  const hole = holes[firstIndexWhere(holes.length, index => (holes[index]?.end ?? 0) > start)];
  return hole !== undefined && hole.start < end ? hole : undefined;
}

/** A stretch of script text as it stands, a literal for each of its pieces. */
export function literals({ code, text }: Source, start: number, end: number): Part[] {
  return text.piecesOf(start, end).map(({ at, length, source }): Part => {
    return { kind: 'literal', text: code.slice(at, at + length), span: source };
  });
}
