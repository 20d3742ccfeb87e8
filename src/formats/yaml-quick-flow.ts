import { MAX_DEPTH, type ParsedNode } from './yaml-parsed.js';
import { aliasAt, GiveUp, isBlankOrEnd, lineEnd, propertiesAt, quotedAt, scalar, spacesEnd, startsPlain } from './yaml-quick-scalars.js';

/** A list in `[]` or a map in `{}`. Every entry has its key and value. @param parent the column of the collection around it */
export function flowAt(text: string, start: number, parent: number): ParsedNode {
  return new Flow(text, start, parent).collection(0);
}

class Flow {
  readonly #text: string;
  readonly #parent: number;
  #at: number;

  constructor(text: string, start: number, parent: number) {
    this.#text = text;
    this.#at = start;
    this.#parent = parent;
  }

  collection(depth: number): ParsedNode {
    if (depth > MAX_DEPTH) throw new GiveUp();
    const start = this.#at;
    const isMap = this.#text.charAt(start) === '{';
    const close = isMap ? '}' : ']';
    const items: ParsedNode[] = [];
    const pairs: { key: ParsedNode; value: ParsedNode }[] = [];
    this.#at++;
    for (let next = this.#next(depth); next !== close; next = this.#next(depth)) {
      if (isMap) pairs.push(this.#pair(depth));
      else items.push(this.#node(depth));
      const behind = this.#next(depth);
      if (behind === close) break;
      if (behind !== ',') throw new GiveUp();
      this.#at++;
    }
    const end = ++this.#at;
    return isMap ? { kind: 'map', pairs, start, end, flow: true } : { kind: 'list', items, start, end, flow: true };
  }

  #pair(depth: number): { key: ParsedNode; value: ParsedNode } {
    const key = this.#scalar();
    this.#at = spacesEnd(this.#text, this.#at);
    if (this.#text.charAt(this.#at) !== ':') throw new GiveUp();
    this.#at++;
    if (key.style === 'plain' && !isBlankOrEnd(this.#text, this.#at)) throw new GiveUp();
    const next = this.#next(depth);
    if (next === ',' || next === '}') throw new GiveUp();
    return { key, value: this.#node(depth) };
  }

  #node(depth: number): ParsedNode {
    const properties = propertiesAt(this.#text, this.#at);
    if (properties === undefined) return this.#bare(depth);
    this.#at = properties.end;
    const node = this.#bare(depth);
    if (node.kind === 'alias') throw new GiveUp();
    const { end: _, ...named } = properties;
    return node.kind === 'scalar' && named.tag !== undefined ? { ...node, value: node.decoded, ...named } : { ...node, ...named };
  }

  #bare(depth: number): ParsedNode {
    const character = this.#text.charAt(this.#at);
    if (character === '[' || character === '{') return this.collection(depth + 1);
    if (character !== '*') return this.#scalar();
    const alias = aliasAt(this.#text, this.#at);
    this.#at = alias.end;
    return alias;
  }

  #scalar() {
    const start = this.#at;
    const character = this.#text.charAt(start);
    if (character === '"' || character === "'") {
      const quoted = quotedAt(this.#text, start, this.#parent);
      this.#at = quoted.end;
      return quoted;
    }
    if (!startsPlain(this.#text, start)) throw new GiveUp();
    const plain = /(?:[^\n\t,[\]{}:#]|:(?![\s,[\]{}]|$)|(?<! )#)+/y;
    plain.lastIndex = start;
    const written = plain.exec(this.#text)?.[0].trimEnd() ?? '';
    if (written === '') throw new GiveUp();
    this.#at = start + written.length;
    return scalar('plain', start, this.#at, written);
  }

  /** The next character that is no blank and no comment. Lines are indented more than the collection around; the last bracket may be as much. */
  #next(depth: number): string {
    for (;;) {
      const from = this.#at;
      this.#at = spacesEnd(this.#text, from);
      const character = this.#text.charAt(this.#at);
      if (character === '#') {
        if (this.#at === from) throw new GiveUp();
        this.#at = lineEnd(this.#text, this.#at);
      } else if (character !== '\n') return character;
      else this.#newline(depth);
    }
  }

  #newline(depth: number): void {
    const lineStart = this.#at + 1;
    this.#at = spacesEnd(this.#text, lineStart);
    const column = this.#at - lineStart;
    const character = this.#text.charAt(this.#at);
    const isLast = depth === 0 && column === this.#parent && (character === ']' || character === '}');
    if (character !== '\n' && character !== '#' && column <= this.#parent && !isLast) throw new GiveUp();
    // The comment needs the blank before it.
    if (character === '#') this.#at = lineEnd(this.#text, this.#at);
  }
}
