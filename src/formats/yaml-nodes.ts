import type { Span } from '../source/file.js';
import type { MappedText } from '../source/mapped-text.js';
import { type ScalarStyle, scalarText } from './yaml-scalar.js';

export type YamlNode = YamlMap | YamlList | YamlScalar;

interface NodeBase {
  /** an alias is the node it stands for, so this is where that node is written */
  readonly span: Span;
  /** a tag of the application, `!reference`; YAML's own (`!!str`) are not kept */
  readonly tag?: string;
  readonly anchor?: string;
}

export interface YamlMap extends NodeBase {
  readonly kind: 'map';
  /** each key once, merge keys (`<<`) applied */
  readonly entries: readonly YamlEntry[];
  get(key: string): YamlNode | undefined;
  entry(key: string): YamlEntry | undefined;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
  /** key and value as written here; where the value is an alias, up to the alias */
  readonly span: Span;
  /** where the value is written as an alias: `*name` */
  readonly aliasSpan?: Span;
  /** where the entry comes from a merge: the value of the `<<` key */
  readonly mergedAt?: Span;
}

export interface YamlList extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  /** the decoded text, whatever type the value has: `1.10` is `1.10` */
  readonly text: MappedText;
  /** `text.value`, without the work of finding the places */
  readonly decoded: string;
  /** the value by the YAML 1.2 core schema; for what is neither of these types the text */
  readonly value: string | number | boolean | null;
  readonly style: ScalarStyle;
}

interface Properties {
  readonly tag?: string;
  readonly anchor?: string;
}

function properties({ tag, anchor }: Properties): Properties {
  return { ...(tag === undefined ? {} : { tag }), ...(anchor === undefined ? {} : { anchor }) };
}

/** A map of given entries, for formats that merge maps by rules of their own as well. Of equal keys the last wins. */
export function yamlMap(at: Span, entries: Iterable<YamlEntry>, more: Properties = {}): YamlMap {
  const byKey = new Map<string, YamlEntry>();
  for (const entry of entries) byKey.set(entry.key.decoded, entry);
  return new MapNode(at, byKey, more);
}

/** The same of entries that are already by their keys. */
export function yamlMapOf(at: Span, byKey: ReadonlyMap<string, YamlEntry>, more: Properties = {}): YamlMap {
  return new MapNode(at, byKey, more);
}

class MapNode implements YamlMap {
  readonly kind = 'map';
  readonly span: Span;
  declare readonly tag?: string;
  declare readonly anchor?: string;
  readonly entries: readonly YamlEntry[];
  readonly #byKey: ReadonlyMap<string, YamlEntry>;

  constructor(at: Span, entries: ReadonlyMap<string, YamlEntry>, more: Properties) {
    this.span = at;
    this.entries = [...entries.values()];
    this.#byKey = entries;
    assign(this, more);
  }

  get(key: string): YamlNode | undefined {
    return this.#byKey.get(key)?.value;
  }

  entry(key: string): YamlEntry | undefined {
    return this.#byKey.get(key);
  }
}

function assign(node: { tag?: string; anchor?: string }, { tag, anchor }: Properties): void {
  if (tag !== undefined) node.tag = tag;
  if (anchor !== undefined) node.anchor = anchor;
}

export function yamlList(at: Span, items: readonly YamlNode[], more: Properties = {}): YamlList {
  return { kind: 'list', ...properties(more), span: at, items };
}

/**
 * @param end where the scalar ends for the parser: behind the empty lines that follow a block scalar, which may belong to it
 * @param value of any type; one that is none of YAML's core types is replaced by the text
 * @param source what was parsed, where it was not the file's own text
 */
export function yamlScalar(
  at: Span,
  end: number,
  style: ScalarStyle,
  decoded: string,
  value: unknown,
  more: Properties = {},
  source?: string,
): YamlScalar {
  return new ScalarNode(at, end, style, decoded, value, more, source);
}

/** A scalar whose text was changed after it was read (a template expression in it was replaced). It is a string. */
export function withText(scalar: YamlScalar, text: MappedText): YamlScalar {
  return { kind: 'scalar', ...properties(scalar), span: scalar.span, text, decoded: text.value, value: text.value, style: scalar.style };
}

class ScalarNode implements YamlScalar {
  readonly kind = 'scalar';
  readonly span: Span;
  readonly decoded: string;
  readonly value: string | number | boolean | null;
  readonly style: ScalarStyle;
  declare readonly tag?: string;
  declare readonly anchor?: string;
  readonly #end: number;
  readonly #source: string | undefined;
  #text: MappedText | undefined;

  constructor(at: Span, end: number, style: ScalarStyle, decoded: string, value: unknown, more: Properties, source?: string) {
    this.span = at;
    this.decoded = decoded;
    this.value = isCoreValue(value) ? value : decoded;
    this.style = style;
    this.#end = end;
    this.#source = source;
    assign(this, more);
  }

  /** Worked out when asked for: most scalars of a file are never looked at. */
  get text(): MappedText {
    this.#text ??= scalarText(this.span.file, this.span.start, this.#end, this.style, this.decoded, this.#source);
    return this.#text;
  }
}

function isCoreValue(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export function asMap(node: YamlNode | undefined): YamlMap | undefined {
  return node?.kind === 'map' ? node : undefined;
}

/** Whether a document holds something, and that is no map: most formats have a map at their root. */
export function isNoMap(top: YamlNode | undefined): top is YamlList | YamlScalar {
  return top !== undefined && top.kind !== 'map' && (top.kind !== 'scalar' || top.value !== null);
}

export function asList(node: YamlNode | undefined): YamlList | undefined {
  return node?.kind === 'list' ? node : undefined;
}

export function asScalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' ? node : undefined;
}

/** The text of a scalar that is not null (`key:`, `~`). */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.decoded : undefined;
}

/** The entries of a map; none for anything else. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list; none for anything else. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The items of a list, or the node itself, for keys that take one thing or a list; none for what is absent or null. */
export function oneOrMore(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return [];
  return node.kind === 'list' ? node.items : [node];
}
