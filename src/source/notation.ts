import type { Span } from './file.js';

/**
 * How text is written in the syntax around it: the escapes of a quoted string, the indentation of a block scalar, the `$$` of a recipe. A
 * piece of a `MappedText` that has one can be changed; one that has none (text from a variable, a template, a decoder that gave up)
 * cannot.
 */
export interface Notation {
  /** what stands between the quotes; for what has none, all of it */
  readonly inner: Span;
  /**
   * The source for a text that takes the place of a stretch of `inner` (offsets of the file, end exclusive; an empty one inserts).
   * `undefined`: it cannot be written there.
   * @param behind the source of what comes before the text in the same place
   */
  encode(text: string, start: number, end: number, behind?: string): string | undefined;
  /** where the whole is an entry of a list of commands, one to a line: what is to be known to add or take away entries */
  readonly item?: ListItem | undefined;
}

/** An entry of a list that stands on lines of its own. */
export interface ListItem {
  /** its lines, the last line's end included */
  readonly lines: Span;
  /** no other entry is in the list, so it cannot be taken away */
  readonly only: boolean;
  /**
   * A further entry as lines of its own; `undefined` where the text cannot stand in one.
   * @param secrets variables that have to be bound to secrets for it
   */
  line(text: string, secrets?: readonly string[]): string | undefined;
  /** the lines of an entry that signs in to Docker Hub, where the CI system has a form of its own for it */
  signIn?(): string;
  /** the lines of one that connects to a cloud builder and gives it a name */
  connect?(endpoint: string, name: string): string;
}

/** How a file ends its lines: as its first line does. */
export function lineEnd(text: string): '\r\n' | '\n' {
  return /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
}

/** Text that stands in a file as it is meant: a shell script. */
export function asWritten(inner: Span): Notation {
  return { inner, encode: text => text.replaceAll('\n', lineEnd(inner.file.text)) };
}

/** The same notation, where a reader behind it takes a character for something else unless it is written as another text. */
export function escaping(notation: Notation, character: string, escaped: string): Notation {
  const meant = (text: string) => text.split(character).join(escaped);
  const encoded: Notation = { inner: notation.inner, encode: (text, ...place) => notation.encode(meant(text), ...place) };
  return asItem(encoded, () => {
    const { item } = notation;
    return item && { ...item, line: (text, secrets) => item.line(meant(text), secrets) };
  });
}

/**
 * The same notation of a text that stands for a step of its own: `run: docker push x` and the entry around it.
 * @param find asked where the entry is needed, as of few texts it is
 */
export function asItem(notation: Notation, find: () => ListItem | undefined): Notation {
  return new ItemNotation(notation, find);
}

class ItemNotation implements Notation {
  readonly #notation: Notation;
  readonly #find: () => ListItem | undefined;
  #item: { readonly found: ListItem | undefined } | undefined;

  constructor(notation: Notation, find: () => ListItem | undefined) {
    this.#notation = notation;
    this.#find = find;
  }

  get inner(): Span {
    return this.#notation.inner;
  }

  encode(...asked: Parameters<Notation['encode']>): string | undefined {
    return this.#notation.encode(...asked);
  }

  get item(): ListItem | undefined {
    this.#item ??= { found: this.#find() };
    return this.#item.found;
  }
}
