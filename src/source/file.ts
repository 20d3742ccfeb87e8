import { firstIndexWhere } from './search.js';
import { withoutAtEnd } from './trim-end.js';

/** A place in a file as people count it: both numbers are one-based, columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * One file of the linted project, read once. `text` has no byte order mark, so offset 0 is the first visible character;
 * `byteOrderMark` tells a writer to put it back.
 */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  readonly byteOrderMark: boolean;
  #lineStarts: number[] | undefined;

  /** @param path relative to the project's base folder, with `/` between its parts */
  constructor(path: string, text: string) {
    this.path = path;
    this.byteOrderMark = text.charCodeAt(0) === 0xfeff;
    this.text = this.byteOrderMark ? text.slice(1) : text;
  }

  /** Offsets at which lines start; a line ends with LF, CRLF or a lone CR. */
  get lineStarts(): readonly number[] {
    if (this.#lineStarts === undefined) {
      this.#lineStarts = [0];
      for (const end of this.text.matchAll(/\r\n|\n|\r/g)) this.#lineStarts.push(end.index + end[0].length);
    }
    return this.#lineStarts;
  }

  /** The place of an offset; offsets outside the text are clamped into it. */
  position(offset: number): Position {
    const starts = this.lineStarts;
    const inside = Math.max(0, Math.min(offset, this.text.length));
    const line = firstIndexWhere(starts.length, index => (starts[index] ?? 0) > inside);
    return { line, column: inside - (starts[line - 1] ?? 0) + 1 };
  }

  /** The text of a one-based line without its line end; empty for a line the file does not have. */
  line(number: number): string {
    const start = this.lineStarts[number - 1];
    if (start === undefined) return '';
    return withoutAtEnd(this.text.slice(start, this.lineStarts[number] ?? this.text.length), '\r\n');
  }
}

/** A stretch of a file by offset, end exclusive. Only reporters speak of lines. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A change of a file's text; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export function span(file: SourceFile, start: number, end: number): Span {
  return { file, start, end };
}

/** The smallest span that holds both. They must lie in one file; where they do not, the first is returned. */
export function spanAround(first: Span, last: Span): Span {
  if (first.file !== last.file) return first;
  return { file: first.file, start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}

export function spanText(at: Span): string {
  return at.file.text.slice(at.start, at.end);
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}
