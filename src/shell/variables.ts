import { ALWAYS, type Condition } from '../model/condition.js';
import { isKept, MOST_PARTS, type Part, unknownValue, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { samePart, sameValue } from './values.js';

export interface Variable {
  readonly content: Content;
  readonly exported: boolean;
}

export type Content =
  | { readonly kind: 'scalar'; readonly value: Value }
  | { readonly kind: 'array'; readonly items: readonly Item[] }
  /** `unset A`: certainly not set, whatever the CI system's settings say */
  | { readonly kind: 'unset'; readonly at: Span };

/** An element of an array, or some elements that are there by condition: `if …; then ARGS+=(--push); fi`. */
export type Item =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'choice'; readonly options: readonly ItemsOption[] };

export interface ItemsOption {
  readonly when: Condition;
  readonly items: readonly Item[];
}

/** The content, or an unknown one of its kind where it has grown beyond the bound. */
export function bounded(content: Content): Content {
  if (content.kind === 'scalar') return isKept(content.value) ? content : { kind: 'scalar', value: unknownValue(content.value.span) };
  if (content.kind === 'unset' || content.items.length <= MOST_PARTS) return content;
  const first = content.items.find(item => item.kind === 'value');
  if (first === undefined) return content;
  const { span } = first.value;
  return { kind: 'array', items: [{ kind: 'value', value: { parts: [{ kind: 'unknown', span, splits: true }], span } }] };
}

interface Option<T> {
  readonly when: Condition;
  readonly value: T;
}

/** More alternatives than this in one variable are given up: it is unknown then. */
const MOST_ALTERNATIVES = 32;

/** What a variable holds where ways meet; the conditions exclude each other and one of them holds. */
export function joinContents(ways: readonly { readonly when: Condition; readonly content: Content }[]): Content {
  const [first] = ways;
  if (first === undefined || ways.every(({ content }) => content === first.content)) return first?.content ?? { kind: 'array', items: [] };
  if (ways.every(({ content }) => content.kind === 'unset')) return first.content;
  if (ways.every(({ content }) => content.kind !== 'array')) {
    const values = ways.map(({ when, content }) => ({ when, value: content.kind === 'scalar' ? content.value : emptyAt(content) }));
    return { kind: 'scalar', value: joinValues(values) };
  }
  const scalar = ways.map(({ content }) => content).find(content => content.kind === 'scalar');
  if (scalar !== undefined) return { kind: 'scalar', value: unknownValue(scalar.value.span) };
  return {
    kind: 'array',
    items: joinItems(ways.map(({ when, content }) => ({ when, value: content.kind === 'array' ? content.items : [] }))),
  };
}

function emptyAt(content: Content): Value {
  return { parts: [], span: (content as Extract<Content, { kind: 'unset' }>).at };
}

/** Only what really differs becomes a choice: `ARGS="$ARGS --push"` under a condition keeps what stood before. */
export function joinValues(ways: readonly Option<Value>[]): Value {
  const [first] = ways;
  if (first === undefined) throw new RangeError('no values to join');
  if (ways.every(({ value }) => sameValue(value, first.value))) return first.value;
  const shortest = Math.min(...ways.map(({ value }) => value.parts.length));
  let same = 0;
  while (same < shortest && ways.every(({ value }) => sameAt(value, first.value, same))) same += 1;
  const rests = ways.map(({ when, value }) => ({ when, value: { parts: value.parts.slice(same), span: value.span } }));
  const prefix = first.value.parts.slice(0, same);
  const choice: Part = { kind: 'choice', options: lastAlways(rests), span: first.value.span };
  if (alternatives(choice) > MOST_ALTERNATIVES) return unknownValue(first.value.span);
  return { parts: [...prefix, choice], span: first.value.span };
}

function sameAt(a: Value, b: Value, index: number): boolean {
  const part = a.parts[index];
  return part !== undefined && samePart(part, b.parts[index]);
}

function joinItems(ways: readonly Option<readonly Item[]>[]): readonly Item[] {
  const [first] = ways;
  if (first === undefined) return [];
  const shortest = Math.min(...ways.map(({ value }) => value.length));
  let same = 0;
  while (same < shortest && ways.every(({ value }) => value[same] === first.value[same])) same += 1;
  if (ways.every(({ value }) => value.length === same)) return first.value;
  const options = lastAlways(ways).map(({ when, value }) => ({ when, items: value.slice(same) }));
  return [...first.value.slice(0, same), { kind: 'choice', options }];
}

function lastAlways<T>(ways: readonly Option<T>[]): Option<T>[] {
  return ways.map((way, index) => (index === ways.length - 1 ? { ...way, when: ALWAYS } : way));
}

function alternatives(part: Part): number {
  if (part.kind !== 'choice') return 1;
  return part.options.reduce((sum, { value }) => sum + value.parts.reduce((most, inner) => most * alternatives(inner), 1), 0);
}
