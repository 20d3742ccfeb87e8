import { ALWAYS, all, type Condition } from '../../model/condition.js';
import { concatenated, isKept, known, literal, type Part, unknownValue, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';

/**
 * What an HCL expression comes to. `choice`: one of several by condition, the first that holds; `failed`: Bake refuses it, which `try` and
 * `can` ask for; `unknown`: nobody can tell, a failure not excluded. A string may be known in part.
 */
export type HclData =
  | { readonly kind: 'string'; readonly value: Value }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly HclData[]; readonly span: Span }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, HclData>; readonly span: Span }
  | { readonly kind: 'choice'; readonly options: readonly Alternative[]; readonly span: Span }
  | { readonly kind: 'failed'; readonly span: Span }
  | { readonly kind: 'unknown'; readonly span: Span };

export interface Alternative {
  readonly when: Condition;
  readonly data: HclData;
}

export type DataOf<K extends HclData['kind']> = Extract<HclData, { kind: K }>;

/** Combinations of choices that are told apart; what has more is not known. */
const MOST_ALTERNATIVES = 32;

export function string(value: Value): HclData {
  return { kind: 'string', value: isKept(value) ? value : unknownValue(value.span) };
}

export function written(text: string, at: Span): HclData {
  return string(literal(text, at));
}

export function number(value: number, at: Span): HclData {
  return Number.isFinite(value) ? { kind: 'number', value, span: at } : failed(at);
}

export function bool(value: boolean | undefined, at: Span): HclData {
  return value === undefined ? unknown(at) : { kind: 'bool', value, span: at };
}

export function nothing(at: Span): HclData {
  return { kind: 'null', span: at };
}

/** Longer lists are not kept: `concat(a, a)` again and again would fill the memory. */
const MOST_ITEMS = 10_000;

export function list(items: readonly HclData[], at: Span): HclData {
  if (items.length > MOST_ITEMS) return unknown(at);
  return { kind: 'list', items, span: at };
}

export function object(entries: ReadonlyMap<string, HclData>, at: Span): HclData {
  return { kind: 'object', entries, span: at };
}

export function failed(at: Span): HclData {
  return { kind: 'failed', span: at };
}

export function unknown(at: Span): HclData {
  return { kind: 'unknown', span: at };
}

/** A string of which nothing is known. */
export function unknownText(at: Span): HclData {
  return string(unknownValue(at));
}

export function spanOf(data: HclData): Span {
  return data.kind === 'string' ? data.value.span : data.span;
}

/** The same as it is used somewhere else: a variable's value is written there, and stands here. */
export function standingAt(data: HclData, at: Span): HclData {
  switch (data.kind) {
    case 'string':
      return string({ ...data.value, span: at });
    case 'list':
    case 'object':
      return data;
    default:
      return { ...data, span: at };
  }
}

/** The text that a template makes of it; `undefined` for what has none. */
export function asText(data: HclData): Value | undefined {
  switch (data.kind) {
    case 'string':
      return data.value;
    case 'number':
    case 'bool':
      return literal(String(data.value), data.span);
    case 'unknown':
      return unknownValue(data.span);
    case 'choice': {
      const options = data.options.map(({ when, data: one }) => ({ when, value: asText(one) ?? unknownValue(data.span) }));
      return { parts: [{ kind: 'choice', options, span: data.span }], span: data.span };
    }
    default:
      return undefined;
  }
}

/** The whole text, where all of it is known. */
export function knownText(data: HclData | undefined): string | undefined {
  return data === undefined ? undefined : known(asText(data));
}

/** `true`, `"true"` and `"1"`, as cty converts them. */
export function asBool(data: HclData): boolean | undefined {
  if (data.kind === 'bool') return data.value;
  const text = data.kind === 'string' ? known(data.value) : undefined;
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

export function asNumber(data: HclData): number | undefined {
  if (data.kind === 'number') return data.value;
  const text = data.kind === 'string' ? known(data.value) : undefined;
  return text !== undefined && /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** One of several; where all are the same there is no choice. */
export function choiceOf(options: readonly Alternative[], at: Span): HclData {
  const flat = options.flatMap(({ when, data }) =>
    data.kind === 'choice' ? data.options.map(inner => ({ when: all(when, inner.when), data: inner.data })) : [{ when, data }],
  );
  const [first, ...others] = flat;
  if (first === undefined || flat.length > MOST_ALTERNATIVES) return unknown(at);
  const isTotal = flat.at(-1)?.when.kind === 'always';
  if (isTotal && others.every(other => equal(first.data, other.data) === true)) return first.data;
  return { kind: 'choice', options: flat, span: at };
}

/** What `make` gives for each combination of what the arguments may be. */
export function combined(args: readonly HclData[], at: Span, make: (args: readonly HclData[]) => HclData): HclData {
  let rows: readonly { readonly when: readonly Condition[]; readonly args: readonly HclData[] }[] = [{ when: [], args: [] }];
  for (const arg of args) {
    const options = alternativesOf(arg);
    if (rows.length * options.length > MOST_ALTERNATIVES) return unknown(at);
    if (options.length === 1) rows = rows.map(row => ({ ...row, args: [...row.args, options[0]?.data ?? arg] }));
    else rows = rows.flatMap(row => options.map(({ when, data }) => ({ when: [...row.when, when], args: [...row.args, data] })));
  }
  const [only, second] = rows;
  if (only !== undefined && second === undefined) return make(only.args);
  return choiceOf(
    rows.map(row => ({ when: all(...row.when), data: make(row.args) })),
    at,
  );
}

/** What something may be, without choices; a string with a choice in it is as many strings. */
export function alternativesOf(data: HclData): readonly Alternative[] {
  if (data.kind === 'choice') return data.options.flatMap(({ when, data: one }) => withCondition(when, alternativesOf(one)));
  if (data.kind !== 'string' || !data.value.parts.some(part => part.kind === 'choice')) return [{ when: ALWAYS, data }];
  let rows: readonly { readonly when: readonly Condition[]; readonly values: readonly Value[] }[] = [{ when: [], values: [] }];
  for (const part of data.value.parts) {
    const options = optionsOf(part);
    if (rows.length * options.length > MOST_ALTERNATIVES) return [{ when: ALWAYS, data: unknownText(data.value.span) }];
    rows = rows.flatMap(row =>
      options.map(({ when, value }) => ({ when: when === ALWAYS ? row.when : [...row.when, when], values: [...row.values, value] })),
    );
  }
  return rows.flatMap(({ when, values }) => {
    return withCondition(all(...when), alternativesOf(string(concatenated(values, data.value.span))));
  });
}

function optionsOf(part: Part): readonly { readonly when: Condition; readonly value: Value }[] {
  return part.kind === 'choice' ? part.options : [{ when: ALWAYS, value: { parts: [part], span: part.span } }];
}

function withCondition(when: Condition, options: readonly Alternative[]): readonly Alternative[] {
  return options.map(option => ({ when: all(when, option.when), data: option.data }));
}

/** HCL's `==`: values of different types differ. `undefined` where it cannot be told. */
export function equal(a: HclData, b: HclData): boolean | undefined {
  if (isOpen(a) || isOpen(b)) return undefined;
  if (a.kind === 'string' && b.kind === 'string') return equalText(a.value, b.value);
  if (a.kind === 'number' && b.kind === 'number') return a.value === b.value;
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value;
  if (a.kind === 'list' && b.kind === 'list') {
    if (a.items.length !== b.items.length) return false;
    return every(a.items.map((item, index) => equal(item, b.items[index] ?? nothing(b.span))));
  }
  if (a.kind === 'object' && b.kind === 'object') {
    if (a.entries.size !== b.entries.size) return false;
    return every([...a.entries].map(([key, item]) => (b.entries.has(key) ? equal(item, b.entries.get(key) ?? item) : false)));
  }
  return a.kind === b.kind;
}

function isOpen(data: HclData): boolean {
  return data.kind === 'unknown' || data.kind === 'failed' || data.kind === 'choice';
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function equalText(a: Value, b: Value): boolean | undefined {
  const [left, right] = [known(a), known(b)];
  if (left !== undefined && right !== undefined) return left === right;
  const [text, other] = left === undefined ? [right, a] : [left, b];
  if (text === undefined) return undefined;
  const first = other.parts[0];
  const last = other.parts.at(-1);
  if (first?.kind === 'literal' && !text.startsWith(first.text)) return false;
  return last?.kind === 'literal' && !text.endsWith(last.text) ? false : undefined;
}
