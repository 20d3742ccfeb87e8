import { work } from '../model/work.js';
import { type SourceFile, type Span, span } from '../source/file.js';
import { type YamlEntry, type YamlNode, type YamlScalar, yamlList, yamlMapOf, yamlScalar } from './yaml-nodes.js';
import {
  MAX_DEPTH,
  type ParsedAlias,
  type ParsedDocument,
  type ParsedList,
  type ParsedMap,
  type ParsedNode,
  type ParsedScalar,
} from './yaml-parsed.js';

export interface YamlProblem {
  readonly at: Span;
  /** one sentence without a full stop */
  readonly message: string;
  /** nothing is wrong here: it is more than is read */
  readonly isLimit?: boolean;
}

export interface YamlOptions {
  /**
   * Which value counts where a merge key and its map have the same key. `own`: the map's own, as the merge key type says
   * (https://yaml.org/type/merge.html). `last`: what is written last, as Ruby's Psych does it.
   */
  readonly merge?: 'own' | 'last';
  /** what is parsed in place of the file's text: as long as it, so that places are those of the file */
  readonly text?: string;
}

/** Entries that merge keys may add to one file: chains of merges would else need memory by the square of the file's size. */
const MAX_MERGED = 100_000;

/**
 * Nodes that aliases may stand for in one file, those in them counted anew for each: a few lines of nested aliases (a "billion laughs")
 * would else be a tree that no walk comes to the end of.
 */
const MAX_ALIASED = 500_000;

/** A node together with how many levels lie below it. */
interface Read<N = YamlNode> {
  readonly node: N;
  readonly height: number;
  /** nodes in it and it itself, those of aliases counted for each */
  readonly size: number;
}

/** Turns the parser's nodes into ours. Offsets of the parser count from `#base`. */
export class YamlReader {
  readonly documents: YamlNode[] = [];
  readonly problems: YamlProblem[] = [];
  readonly #file: SourceFile;
  readonly #base: number;
  readonly #merge: 'own' | 'last';
  readonly #text: string | undefined;
  #anchors = new Map<string, Read>();
  /** anchors of the collections that are being read */
  readonly #open = new Set<string>();
  #merged = 0;
  #aliased = 0;

  constructor(file: SourceFile, base: number, { merge, text }: YamlOptions) {
    this.#file = file;
    this.#base = base;
    this.#merge = merge ?? 'own';
    this.#text = text;
  }

  problem(start: number, end: number, message: string): void {
    this.problems.push({ at: this.#span(start, Math.max(start, end)), message });
  }

  limit(start: number, end: number, message: string): void {
    this.problems.push({ at: this.#span(start, Math.max(start, end)), message, isLimit: true });
  }

  document({ contents, start, errors }: ParsedDocument): void {
    for (const error of errors) this.problem(error.start, error.end, sentence(error.message));
    this.#anchors = new Map();
    this.documents.push(this.#node(contents, start, 0).node);
  }

  #span(start: number, end: number): Span {
    const last = this.#file.text.length;
    return span(this.#file, Math.min(start + this.#base, last), Math.min(end + this.#base, last));
  }

  #node(node: ParsedNode | undefined, position: number, depth: number): Read {
    work.yamlNodes++;
    if (node === undefined) return this.#nothing(position);
    if (node.kind === 'alias') return this.#alias(node, depth);
    if (node.kind === 'scalar') return this.#anchored(node.anchor, this.#scalar(node));
    if (depth >= MAX_DEPTH) {
      this.limit(position, position, `more than ${MAX_DEPTH} levels of nesting are not read`);
      return this.#nothing(position);
    }
    const { anchor } = node;
    if (anchor !== undefined) this.#open.add(anchor);
    const read = node.kind === 'map' ? this.#map(node, depth) : this.#list(node, depth);
    if (anchor !== undefined) this.#open.delete(anchor);
    return this.#anchored(anchor, read);
  }

  /** An anchor counts from the end of its node on, so no node holds itself. */
  #anchored(anchor: string | undefined, read: Read): Read {
    if (anchor !== undefined) this.#anchors.set(anchor, read);
    return read;
  }

  #nothing(position: number): Read<YamlScalar> {
    const at = this.#span(position, position);
    return { node: yamlScalar(at, at.end, 'plain', '', null), height: 0, size: 1 };
  }

  #alias({ name, start, end }: ParsedAlias, depth: number): Read {
    const target = this.#anchors.get(name);
    if (target === undefined) this.problem(start, end, this.#withoutAnchor(name));
    else if (depth + target.height > MAX_DEPTH) this.limit(start, end, `more than ${MAX_DEPTH} levels of nesting are not read`);
    else if (this.#aliased + target.size > MAX_ALIASED)
      this.limit(start, end, `this alias is not read: aliases of this file stand for more than ${MAX_ALIASED} nodes`);
    else {
      this.#aliased += target.size;
      return target;
    }
    return this.#nothing(start);
  }

  #withoutAnchor(name: string): string {
    if (this.#open.has(name)) return `alias *${name} stands inside the node it is the alias of`;
    return `alias *${name} has no anchor before it`;
  }

  #scalar(scalar: ParsedScalar): Read<YamlScalar> {
    const { start, end, style, decoded, value } = scalar;
    const at = this.#span(start, style === 'literal' || style === 'folded' ? this.#trimmed(start, end) : end);
    const node = yamlScalar(at, this.#span(start, end).end, style, decoded, value, propertiesOf(scalar), this.#text);
    return { node, height: 0, size: 1 };
  }

  /** `end` without the white space before it. */
  #trimmed(start: number, end: number): number {
    const text = this.#text ?? this.#file.text;
    let last = end;
    while (last > start && isBlank(text.charCodeAt(last - 1 + this.#base))) last--;
    return last;
  }

  #list(list: ParsedList, depth: number): Read {
    const at = this.#collectionSpan(list);
    let height = 0;
    let size = 1;
    const items: YamlNode[] = [];
    for (const item of list.items) {
      const read = this.#node(item, list.start, depth + 1);
      items.push(read.node);
      height = Math.max(height, read.height + 1);
      size += read.size;
    }
    return { node: yamlList(at, items, propertiesOf(list)), height, size };
  }

  /** A block collection ends for the parser where the next key starts. */
  #collectionSpan({ start, end, flow }: ParsedList | ParsedMap): Span {
    return this.#span(start, flow ? end : this.#trimmed(start, end));
  }

  #map(map: ParsedMap, depth: number): Read {
    const at = this.#collectionSpan(map);
    const entries = new Map<string, YamlEntry>();
    const own = new Set<string>();
    let height = 0;
    let size = 1;
    for (const pair of map.pairs) {
      const key = this.#key(pair.key, map.start, depth);
      const merges = key.decoded === '<<' && key.style === 'plain';
      const value = this.#node(pair.value, key.span.end - this.#base, merges ? depth : depth + 1);
      height = Math.max(height, merges ? value.height : value.height + 1);
      size += value.size + 1;
      const isAlias = pair.value?.kind === 'alias';
      const valueSpan = pair.value?.kind === 'alias' ? this.#span(pair.value.start, pair.value.end) : value.node.span;
      if (merges) {
        for (const entry of this.#mergedEntries(value.node, valueSpan)) {
          if (this.#merge === 'last' || !entries.has(entry.key.decoded)) entries.set(entry.key.decoded, entry);
        }
        continue;
      }
      if (own.has(key.decoded)) this.#duplicate(key);
      own.add(key.decoded);
      const entry = { key, value: value.node, span: span(this.#file, key.span.start, Math.max(key.span.end, valueSpan.end)) };
      entries.set(key.decoded, isAlias ? { ...entry, aliasSpan: valueSpan } : entry);
    }
    return { node: yamlMapOf(at, entries, propertiesOf(map)), height, size };
  }

  #duplicate(key: YamlScalar): void {
    this.problems.push({ at: key.span, message: `key '${key.decoded}' is set more than once in one map; the last one counts` });
  }

  /** A key that is no scalar (`{{ name }}: …` in a template) becomes one: its text. */
  #key(key: ParsedNode | undefined, position: number, depth: number): YamlScalar {
    const { node } = this.#node(key, position, depth + 1);
    if (node.kind === 'scalar') return node;
    const { start, end, file } = node.span;
    const text = file.text.slice(start, end);
    return yamlScalar(node.span, end, 'plain', text, text);
  }

  #mergedEntries(value: YamlNode, at: Span): readonly YamlEntry[] {
    const sources = value.kind === 'list' ? value.items : [value];
    const entries = new Map<string, YamlEntry>();
    for (const source of sources) {
      if (source.kind !== 'map') {
        if (source.kind === 'list' || source.value !== null) this.problems.push({ at, message: 'a merge key (<<) takes maps only' });
        continue;
      }
      for (const entry of source.entries) {
        if (!entries.has(entry.key.decoded)) entries.set(entry.key.decoded, { ...entry, mergedAt: at });
      }
    }
    this.#merged += entries.size;
    if (this.#merged <= MAX_MERGED) return [...entries.values()];
    this.problems.push({ at, message: `merge keys that add more than ${MAX_MERGED} entries are not read`, isLimit: true });
    return [];
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

const NO_PROPERTIES = {};

function propertiesOf(node: { readonly tag?: string; readonly anchor?: string }): { tag?: string; anchor?: string } {
  const { tag, anchor } = node;
  if (tag === undefined && anchor === undefined) return NO_PROPERTIES;
  return {
    ...(tag === undefined || tag.startsWith('tag:yaml.org,2002:') ? {} : { tag }),
    ...(anchor === undefined ? {} : { anchor }),
  };
}

const LONGEST_MESSAGE = 500;

/** The parser's message without the source text it quotes, which may hold a secret. */
function sentence(message: string): string {
  const line = message
    .slice(0, LONGEST_MESSAGE)
    .replace(/\s+/g, ' ')
    .replace(/(?: in YAML stream)?: ".*$/, '')
    .replace(/[.:\s]+$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
