import { MAX_DEPTH, type ParsedDocument, type ParsedNode, type ParsedScalar } from './yaml-parsed.js';
import { flowAt } from './yaml-quick-flow.js';
import {
  aliasAt,
  blockScalarAt,
  GiveUp,
  isBlankOrEnd,
  lineEnd,
  plainAt,
  plainEnd,
  propertiesAt,
  quotedAt,
  scalar,
  spacesEnd,
  startsPlain,
} from './yaml-quick-scalars.js';

/**
 * Reads the YAML that nearly all CI files are written in: one document of block maps and lists. For all else (tabs between words, CRLF,
 * several documents, explicit keys, whatever may be an error) it gives `undefined`, and the full parser is asked. What it reads it reads
 * just as that one does, the ends of collections behind comments included: `test/formats/yaml-quick.test.ts` compares the two.
 */
export function parseQuickly(text: string): readonly ParsedDocument[] | undefined {
  if (text.includes('\r') || text.includes('\ufeff')) return undefined;
  try {
    return [{ start: 0, contents: new Blocks(text).document(), errors: [] }];
  } catch (error) {
    if (error instanceof GiveUp) return undefined;
    throw error;
  }
}

/** What was read, and where what belongs to it ends. */
interface Read {
  readonly node: ParsedNode;
  /** behind its comments */
  readonly after: number;
  /** nothing is written: the comments behind it are its own */
  readonly isEmpty: boolean;
}

interface Comment {
  readonly column: number;
  readonly end: number;
}

interface Key {
  readonly key: ParsedScalar;
  readonly colon: number;
}

class Blocks {
  readonly #text: string;
  /** the first character behind the indentation of the line that comes next, or the node behind a `-`, and its column; -1 at the end */
  #at = 0;
  #column = -1;
  /** comments that stand before that line and belong to no node yet */
  #comments: Comment[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  document(): ParsedNode {
    this.#toLine(0);
    if (this.#column === 0 && this.#isMarker() && this.#text.charAt(this.#at) === '-') this.#toLine(this.#restOfLine(this.#at + 3).next);
    this.#comments = [];
    if (this.#column !== 0 || this.#isMarker()) throw new GiveUp();
    const { node } = this.#block(-1, 0);
    if (this.#at < this.#text.length || node.kind === 'scalar' || node.kind === 'alias') throw new GiveUp();
    return node;
  }

  /** @param parent the column of the collection around the node */
  #block(parent: number, depth: number): Read {
    if (depth > MAX_DEPTH) throw new GiveUp();
    if (this.#isDash()) return this.#list(depth);
    const key = this.#keyAt(this.#at);
    return key === undefined ? this.#value(this.#at, parent, depth) : this.#map(key, depth);
  }

  #map(first: Key, depth: number): Read {
    const column = this.#column;
    const start = this.#at;
    const pairs: { key: ParsedNode; value: ParsedNode }[] = [];
    let next: Key | undefined = first;
    for (;;) {
      const read = this.#entry(next.colon + 1, column, depth, false);
      pairs.push({ key: next.key, value: read.node });
      if (this.#column < column) {
        const { end, after } = this.#ends(read, column);
        return { node: { kind: 'map', pairs, start, end, flow: false }, after, isEmpty: false };
      }
      next = this.#column === column ? this.#keyAt(this.#at) : undefined;
      if (next === undefined) throw new GiveUp();
      this.#comments = [];
    }
  }

  #list(depth: number): Read {
    const column = this.#column;
    const start = this.#at;
    const items: ParsedNode[] = [];
    for (;;) {
      const read = this.#entry(this.#at + 1, column, depth, true);
      items.push(read.node);
      if (this.#column > column) throw new GiveUp();
      // A list may stand in the column of the key that it is the value of, whose map goes on.
      if (this.#column < column || !this.#isDash()) {
        const { end, after } = this.#ends(read, column);
        return { node: { kind: 'list', items, start, end, flow: false }, after, isEmpty: false };
      }
      this.#comments = [];
    }
  }

  /** Where a collection itself ends, and where what is written for it does: its last comments, unless they are indented less. */
  #ends({ after: end, isEmpty }: Read, column: number): { readonly end: number; readonly after: number } {
    const last = this.#comments.at(-1);
    if (last === undefined) return { end, after: end };
    if (!isEmpty && (column === 0 || this.#comments.every(comment => comment.column < column))) return { end, after: end };
    this.#comments = [];
    return { end: isEmpty ? last.end : end, after: last.end };
  }

  /** What stands behind a `:` or `-`, in its line or below. */
  #entry(behind: number, column: number, depth: number, isItem: boolean): Read {
    if (!isBlankOrEnd(this.#text, behind)) throw new GiveUp();
    const at = spacesEnd(this.#text, behind);
    if (!this.#isLineEnd(at)) {
      if (!isItem) return this.#value(at, column, depth + 1);
      this.#column += at - this.#at;
      this.#at = at;
      return this.#block(column, depth + 1);
    }
    this.#comments = [];
    const { commentEnd, next } = this.#restOfLine(at);
    if (commentEnd !== undefined) this.#comments.push({ column: Number.POSITIVE_INFINITY, end: commentEnd });
    this.#toLine(next);
    if (!this.#isBelow(column, isItem)) return { node: scalar('plain', at, at, ''), after: at, isEmpty: true };
    const isCommented = this.#comments.some(comment => comment.column < column);
    this.#comments = [];
    const read = this.#block(column, depth + 1);
    // The library takes a text that stands below comments which are indented less for a fault.
    if (isCommented && read.node.kind === 'scalar') throw new GiveUp();
    return read;
  }

  #isBelow(column: number, isItem: boolean): boolean {
    return this.#column > column || (!isItem && this.#column === column && this.#isDash());
  }

  /** A node that is neither a block map nor a block list, unless these stand below its properties. */
  #value(start: number, parent: number, depth: number): Read {
    const properties = propertiesAt(this.#text, start);
    const at = properties?.end ?? start;
    const read = properties !== undefined && this.#isLineEnd(at) ? this.#below(at, parent, depth) : this.#bare(at, parent);
    if (properties === undefined) return read;
    const { end: _, ...named } = properties;
    const { node } = read;
    if (node.kind === 'alias' || ('anchor' in node && 'anchor' in named) || 'tag' in node) throw new GiveUp();
    const tagged = node.kind === 'scalar' && named.tag !== undefined ? { ...node, value: node.decoded } : node;
    return { ...read, node: { ...tagged, ...named } };
  }

  #below(at: number, parent: number, depth: number): Read {
    this.#toLine(this.#restOfLine(at).next);
    if (this.#column <= parent) throw new GiveUp();
    this.#comments = [];
    return this.#block(parent, depth + 1);
  }

  #bare(at: number, parent: number): Read {
    const character = this.#text.charAt(at);
    if (character === '|' || character === '>') {
      const node = blockScalarAt(this.#text, at, parent);
      this.#comments = [];
      this.#toLine(node.end);
      return { node, after: node.end, isEmpty: false };
    }
    const node = this.#inline(character, at, parent);
    const { commentEnd, next } = this.#restOfLine(node.end);
    this.#comments = [];
    this.#toLine(next);
    return { node, after: this.#takeComments(parent) ?? commentEnd ?? node.end, isEmpty: false };
  }

  #inline(character: string, at: number, parent: number): ParsedNode {
    switch (character) {
      case '"':
      case "'":
        return quotedAt(this.#text, at, parent);
      case '[':
      case '{':
        return flowAt(this.#text, at, parent);
      case '*':
        return aliasAt(this.#text, at);
      default:
        return plainAt(this.#text, at, parent);
    }
  }

  /** Comments right below that are indented more than the collection are taken for a part of its entry. */
  #takeComments(column: number): number | undefined {
    let end: number | undefined;
    while ((this.#comments[0]?.column ?? -1) > column) end = this.#comments.shift()?.end;
    return end;
  }

  #keyAt(at: number): Key | undefined {
    const character = this.#text.charAt(at);
    if (character === '"' || character === "'") {
      // What goes on in the next line is no key.
      const end = /"(?:[^"\\\n]|\\[^\n])*"|'[^'\n]*'/y;
      end.lastIndex = at;
      if (!end.test(this.#text)) return undefined;
      const colon = spacesEnd(this.#text, end.lastIndex);
      if (this.#text.charAt(colon) !== ':' || !isBlankOrEnd(this.#text, colon + 1)) return undefined;
      return { key: quotedAt(this.#text, at, -1), colon };
    }
    if (character === '?' && isBlankOrEnd(this.#text, at + 1)) throw new GiveUp();
    if (!startsPlain(this.#text, at)) return undefined;
    const { end, colon } = plainEnd(this.#text, at);
    if (colon === -1) return undefined;
    // Longer keys are an error.
    if (colon - at > 1000 || end === at) throw new GiveUp();
    return { key: scalar('plain', at, end, this.#text.slice(at, end)), colon };
  }

  #isDash(): boolean {
    return this.#text.charAt(this.#at) === '-' && isBlankOrEnd(this.#text, this.#at + 1);
  }

  #isMarker(): boolean {
    const marker = this.#text.slice(this.#at, this.#at + 3);
    return (marker === '---' || marker === '...') && isBlankOrEnd(this.#text, this.#at + 3);
  }

  #isLineEnd(at: number): boolean {
    const character = this.#text.charAt(at);
    return character === '' || character === '\n' || character === '#';
  }

  /** Nothing but a comment may follow in the line. */
  #restOfLine(from: number): { readonly commentEnd: number | undefined; readonly next: number } {
    const at = spacesEnd(this.#text, from);
    if (!this.#isLineEnd(at)) throw new GiveUp();
    if (this.#text.charAt(at) !== '#') return { commentEnd: undefined, next: at + 1 };
    if (this.#text.charAt(at - 1) !== ' ') throw new GiveUp();
    const end = lineEnd(this.#text, at);
    return { commentEnd: end, next: end + 1 };
  }

  /** Goes on to the next line that is neither empty nor a comment. */
  #toLine(from: number): void {
    for (let start = from; ; ) {
      const at = spacesEnd(this.#text, start);
      const character = this.#text.charAt(at);
      if (character === '\t') throw new GiveUp();
      if (character === '#') {
        const end = lineEnd(this.#text, at);
        this.#comments.push({ column: at - start, end });
        start = end + 1;
      } else if (character === '\n') start = at + 1;
      else {
        this.#at = at;
        this.#column = character === '' ? -1 : at - start;
        if (from > 0 && this.#column === 0 && this.#isMarker()) throw new GiveUp();
        return;
      }
    }
  }
}
