import { type Edit, type SourceFile, type Span, sameSpan, span } from './file.js';
import { asWritten, type Notation } from './notation.js';

/**
 * A run of the value and the stretch of source it was written as. A verbatim piece has as many source characters as value
 * characters, so each maps to its own; in any other piece (an escape, a folded line break, a glue character) every character maps to
 * the whole stretch.
 */
export interface Piece {
  /** offset in the value where the piece starts */
  readonly at: number;
  /** number of value characters it covers */
  readonly length: number;
  readonly source: Span;
  /** how the stretch of source is written, where it can be changed */
  readonly notation?: Notation;
}

/** What takes the place of a stretch: text, and stretches of the same value (end exclusive), which are written again as they stand. */
export type Replacement = readonly (string | { readonly start: number; readonly end: number })[];

/**
 * Decoded or assembled text that still knows where each character was written. Pieces may come from several files; they are in order,
 * without gaps, and cover the whole value.
 */
export class MappedText {
  readonly value: string;
  readonly pieces: readonly Piece[];
  readonly #whole: Span;

  private constructor(value: string, pieces: readonly Piece[], whole: Span) {
    this.value = value;
    this.pieces = pieces;
    this.#whole = whole;
  }

  /** Text that stands in the file exactly as it is meant. */
  static verbatim(file: SourceFile, start: number, end: number, notation?: Notation): MappedText {
    const source = span(file, start, end);
    const piece: Piece = { at: 0, length: end - start, source, ...(notation && { notation }) };
    return new MappedText(file.text.slice(start, end), end > start ? [piece] : [], source);
  }

  /** A whole file whose text is meant as it stands: a script. */
  static ofFile(file: SourceFile): MappedText {
    return MappedText.verbatim(file, 0, file.text.length, asWritten(span(file, 0, file.text.length)));
  }

  /**
   * Text whose pieces a decoder (YAML, Groovy, JSON …) has worked out: each its own text and where that was written.
   * @param whole where the text as a whole stands, which is its place when it is empty
   * @param notation how it is written; a piece may bring one of its own
   */
  static decoded(
    pieces: Iterable<{ readonly text: string; readonly source: Span; readonly notation?: Notation | undefined }>,
    whole: Span,
    notation?: Notation,
  ): MappedText {
    let value = '';
    const mapped: Piece[] = [];
    for (const { text, source, notation: own = notation } of pieces) {
      if (text === '') continue;
      mapped.push({ at: value.length, length: text.length, source, ...(own && { notation: own }) });
      value += text;
    }
    return new MappedText(value, mapped, whole);
  }

  /** Text that no file holds, as a whole placed at `at` (a flag that an action's input stands for). */
  static synthetic(value: string, at: Span): MappedText {
    return new MappedText(value, value === '' ? [] : [{ at: 0, length: value.length, source: at }], at);
  }

  /**
   * Texts one after another, with `separator` between them (list items of a `script:` joined to one shell script).
   * @throws RangeError on no texts at all: nothing says where the result would stand
   */
  static joined(texts: readonly MappedText[], separator = ''): MappedText {
    const [first] = texts;
    if (first === undefined) throw new RangeError('no texts to join');
    const pieces: Piece[] = [];
    let value = '';
    texts.forEach((text, index) => {
      if (index > 0 && separator !== '') {
        const before = (texts[index - 1] ?? text).spanOf();
        pieces.push({ at: value.length, length: separator.length, source: span(before.file, before.end, before.end) });
        value += separator;
      }
      for (const piece of text.pieces) pieces.push({ ...piece, at: piece.at + value.length });
      value += text.value;
    });
    return new MappedText(value, pieces, first.#whole);
  }

  /** Whether both are the same text, written in the same places in the same way. */
  isSameAs(other: MappedText): boolean {
    if (this === other) return true;
    if (this.value !== other.value || this.pieces.length !== other.pieces.length || !sameSpan(this.#whole, other.#whole)) return false;
    return this.pieces.every((piece, index) => {
      const beside = other.pieces[index];
      return beside !== undefined && piece.at === beside.at && piece.notation === beside.notation && sameSpan(piece.source, beside.source);
    });
  }

  /** The same text with the given stretches of the value (end exclusive) overwritten by as many `_`. Places do not move. */
  masked(stretches: Iterable<{ readonly start: number; readonly end: number }>, mask = '_'): MappedText {
    // One pass: a text may have a stretch every few characters.
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
      if (end <= at) continue;
      parts.push(this.value.slice(at, start), mask.repeat(end - Math.max(at, start)));
      at = end;
    }
    return new MappedText(parts.join('') + this.value.slice(at), this.pieces, this.#whole);
  }

  slice(start: number, end: number = this.value.length): MappedText {
    const pieces = this.piecesOf(start, end).map(piece => ({ ...piece, at: piece.at - start }));
    return new MappedText(this.value.slice(start, end), pieces, this.spanOf(start, start));
  }

  /** The pieces of a stretch, cut to it; their offsets are of the whole value. */
  piecesOf(start: number, end: number): readonly Piece[] {
    const pieces: Piece[] = [];
    for (let index = Math.max(0, this.#indexAt(start)); index < this.pieces.length; index += 1) {
      const piece = this.pieces[index];
      if (piece === undefined || piece.at >= end) break;
      const from = Math.max(start, piece.at);
      const to = Math.min(end, piece.at + piece.length);
      if (from >= to) continue;
      const source = isVerbatim(piece)
        ? span(piece.source.file, piece.source.start + from - piece.at, piece.source.start + to - piece.at)
        : piece.source;
      const { notation } = piece;
      pieces.push(notation === undefined ? { at: from, length: to - from, source } : { at: from, length: to - from, source, notation });
    }
    return pieces;
  }

  /** What a stretch stands for in the text of a further reader: `$` for the `$$` of make. */
  standingFor(value: string, start: number, end: number): MappedText {
    const source = this.spanOf(start, end);
    return MappedText.decoded([{ text: value, source, notation: this.placeOf(start, end)?.notation }], source);
  }

  /** The same text, written in another way: with what a reader beside the syntax asks of it. */
  withNotation(change: (notation: Notation) => Notation): MappedText {
    const changed = new Map<Notation, Notation>();
    const pieces = this.pieces.map(piece => {
      if (piece.notation === undefined) return piece;
      const notation = changed.get(piece.notation) ?? change(piece.notation);
      changed.set(piece.notation, notation);
      return { ...piece, notation };
    });
    return new MappedText(this.value, pieces, this.#whole);
  }

  /**
   * The edit of the file that puts something in the place of a stretch of the value (end exclusive; an empty stretch inserts).
   * `undefined` where the place is not written in one piece in the file, or the syntax there does not take the text.
   * @param beside whether an insertion stands right `behind` the character before the offset, or right `before` the one at it
   */
  edit(start: number, end: number, replacement: Replacement, beside: 'behind' | 'before' = 'behind'): Edit | undefined {
    const inserts = start === end;
    const from = inserts ? this.#between(start, beside) : this.#placeIn(start, 'before');
    const to = inserts ? from : this.#placeIn(end, 'behind');
    if (from === undefined || to === undefined || from.notation !== to.notation || to.offset < from.offset) return undefined;
    const { notation } = from;
    let text = '';
    for (const part of replacement) {
      const written = typeof part === 'string' ? notation.encode(part, from.offset, to.offset, text) : this.#writtenIn(notation, part);
      if (written === undefined) return undefined;
      text += written;
    }
    if (text === '' && !inserts && notation.encode('', from.offset, to.offset) === undefined) return undefined;
    return { span: span(notation.inner.file, from.offset, to.offset), text };
  }

  /** How a stretch is written, where all of it is written in one piece, and where its ends are in the file. */
  placeOf(start: number, end: number): { readonly notation: Notation; readonly start: number; readonly end: number } | undefined {
    const from = this.#placeIn(start, 'before');
    const to = this.#placeIn(end, 'behind');
    if (from === undefined || to === undefined || from.notation !== to.notation || to.offset < from.offset) return undefined;
    return { notation: from.notation, start: from.offset, end: to.offset };
  }

  /** A stretch as it stands in the file, to be written again in the same notation. */
  #writtenIn(notation: Notation, { start, end }: { readonly start: number; readonly end: number }): string | undefined {
    const place = this.placeOf(start, end);
    return place?.notation === notation ? notation.inner.file.text.slice(place.start, place.end) : undefined;
  }

  #between(offset: number, beside: 'behind' | 'before') {
    return this.#placeIn(offset, beside) ?? this.#placeIn(offset, beside === 'behind' ? 'before' : 'behind');
  }

  /** The place in the file `before` the character at an offset, or `behind` the one in front of it. */
  #placeIn(offset: number, side: 'before' | 'behind'): { readonly offset: number; readonly notation: Notation } | undefined {
    const character = side === 'before' ? offset : offset - 1;
    const piece = character < 0 || character >= this.value.length ? undefined : this.#pieceAt(character);
    if (piece?.notation === undefined) return undefined;
    const isEdge = side === 'before' ? offset === piece.at : offset === piece.at + piece.length;
    if (!isVerbatim(piece) && !isEdge) return undefined;
    return { offset: sourceOffset(piece, offset, side === 'before' ? 'start' : 'end'), notation: piece.notation };
  }

  /**
   * Where a stretch of the value (the whole by default, end exclusive) was written. A stretch whose pieces lie in several files is cut
   * to the file of its first character, one that goes on before its first character to the piece that holds it. An empty stretch gives an empty span at that character's place.
   */
  spanOf(start = 0, end: number = this.value.length): Span {
    const first = this.#pieceAt(start);
    if (first === undefined) return this.#whole;
    const from = sourceOffset(first, start, 'start');
    if (end <= start) return span(first.source.file, from, from);
    let last = this.#pieceAt(end - 1) ?? first;
    if (last.source.file !== first.source.file) {
      last = this.pieces.findLast(piece => piece.at < end && piece.source.file === first.source.file) ?? first;
    }
    const to = sourceOffset(last, Math.min(end, last.at + last.length), 'end');
    // Text whose parts stand in the file in another order (an alias between other lines) is placed where it begins.
    return span(first.source.file, from, to < from ? Math.max(from, first.source.end) : to);
  }

  #pieceAt(offset: number): Piece | undefined {
    return this.pieces[this.#indexAt(offset)];
  }

  /** The index of the piece that an offset lies in; 0 where there is none. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.pieces[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function isVerbatim(piece: Piece): boolean {
  return piece.source.end - piece.source.start === piece.length;
}

function sourceOffset(piece: Piece, offset: number, side: 'start' | 'end'): number {
  if (isVerbatim(piece)) return piece.source.start + Math.min(offset - piece.at, piece.length);
  if (side === 'start') return offset >= piece.at + piece.length ? piece.source.end : piece.source.start;
  return offset <= piece.at ? piece.source.start : piece.source.end;
}
