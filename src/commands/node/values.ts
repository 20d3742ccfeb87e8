import type { JsClass, JsFunction } from '../../formats/javascript.js';
import { append } from '../../model/append.js';
import { ALWAYS, all, type Condition, isNever, not } from '../../model/condition.js';
import { choice, literal, type Part, unknownValue, type Value } from '../../model/value.js';
import { both } from '../../shell/conditions.js';
import type { Span } from '../../source/file.js';
import { decided, sizeOf } from './flow.js';
import type { Scope } from './scope.js';

/** What an expression is, as far as the files tell. */
export type JsValue =
  | { readonly kind: 'text'; readonly value: Value }
  | { readonly kind: 'constant'; readonly value: number | boolean | null | undefined }
  /** `true` where the condition holds */
  | { readonly kind: 'truth'; readonly when: Condition }
  | ListValue
  | ObjectValue
  | FunctionValue
  | { readonly kind: 'class'; readonly of: JsClass; readonly scope: Scope; readonly statics: ObjectValue }
  /** something of Node or of a package that is known here by its path: `child_process.execSync`, `process.env`, `zx.$` */
  | NativeValue
  /** a process that was started: what it prints, and its steps, which a chained call may still change (`.nothrow()`) */
  | StartedValue
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'unknown' };

export type FunctionValue = {
  readonly kind: 'function';
  readonly of: JsFunction;
  readonly scope: Scope;
  readonly self: JsValue | undefined;
};
export type NativeValue = { readonly kind: 'native'; readonly path: string; readonly bound?: JsValue };
export type StartedValue = { readonly kind: 'started'; readonly output: Value; readonly steps: readonly number[] };

/** Lists and objects are changed in place, as in JavaScript; what is added under a condition says so. */
export interface ListValue {
  readonly kind: 'list';
  items: ListItem[];
}

export interface ListItem {
  readonly value: JsValue;
  readonly when: Condition;
  /** stands for any number of values */
  readonly rest?: true;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: Map<string, JsValue>;
  /** it may have entries that are not seen */
  open: boolean;
  /** all variables of the process are in it: `{ ...process.env }` */
  environment: boolean;
}

/** Conditions of the options of a choice exclude each other. */
export interface Option {
  readonly when: Condition;
  readonly value: JsValue;
}

export const UNKNOWN: JsValue = { kind: 'unknown' };
export const UNDEFINED: JsValue = { kind: 'constant', value: undefined };

export function text(value: Value): JsValue {
  return { kind: 'text', value };
}

export function native(path: string, bound?: JsValue): NativeValue {
  return bound === undefined ? { kind: 'native', path } : { kind: 'native', path, bound };
}

/** A list that is made of others again and again (`a = [...a, ...a]`) would fill the memory. */
const MOST_KEPT = 5_000;

/** Items of a list that was put together from others; past so many it holds what it likes. */
export function keptItems(items: ListItem[]): ListItem[] {
  return items.length <= MOST_KEPT ? items : [{ value: UNKNOWN, when: ALWAYS, rest: true }];
}

export function list(values: readonly JsValue[]): ListValue {
  return { kind: 'list', items: values.map(value => ({ value, when: ALWAYS })) };
}

export function object(entries: Iterable<readonly [string, JsValue]> = [], open = false): ObjectValue {
  return { kind: 'object', entries: new Map(entries), open, environment: false };
}

export function truthValue(when: Condition): JsValue {
  if (when.kind === 'always') return { kind: 'constant', value: true };
  return isNever(when) ? { kind: 'constant', value: false } : { kind: 'truth', when };
}

/** Cuts off what is nested in choices of choices: nobody writes more. */
const MOST_OPTIONS = 16;
const LONGEST_CONDITION = 200;

/** One of several values; texts become one text that is chosen. */
export function choiceOf(options: readonly Option[], at: Span): JsValue {
  const flat = options.flatMap(({ when, value }): readonly Option[] => {
    if (value.kind !== 'choice') return [{ when, value }];
    return value.options.map(inner => ({ when: both(when, inner.when), value: inner.value }));
  });
  const possible = flat.filter(option => !isNever(option.when));
  const [first] = possible;
  if (first === undefined || possible.length > MOST_OPTIONS || possible.some(option => sizeOf(option.when) > LONGEST_CONDITION))
    return UNKNOWN;
  if (possible.every(({ value }) => same(value, first.value))) return first.value;
  if (possible.some(({ value }) => value.kind === 'text') && possible.every(({ value }) => TEXT_LIKE.has(value.kind))) {
    return text(
      choice(
        possible.map(({ when, value }) => ({ when, value: asText(value, at) })),
        at,
      ),
    );
  }
  return { kind: 'choice', options: possible };
}

/** What can stand in a text beside one that is known. */
const TEXT_LIKE: ReadonlySet<JsValue['kind']> = new Set(['text', 'unknown', 'native', 'started']);

function same(a: JsValue, b: JsValue): boolean {
  if (a === b) return true;
  return a.kind === 'constant' && b.kind === 'constant' && a.value === b.value;
}

/** What template literals and `+` make of a value. */
export function asText(value: JsValue, at: Span): Value {
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'constant':
      return literal(String(value.value), at);
    case 'truth':
      return choice(
        [
          { when: value.when, value: literal('true', at) },
          { when: ALWAYS, value: literal('false', at) },
        ],
        at,
      );
    case 'started':
      return value.output;
    case 'choice':
      return choice(
        value.options.map(({ when, value: option }) => ({ when, value: asText(option, at) })),
        at,
      );
    case 'list':
      return joinedItems(value.items, ',', at);
    default:
      return unknownValue(at);
  }
}

/** The texts of a list with a separator between them. */
export function joinedItems(items: readonly ListItem[], separator: string, at: Span): Value {
  const parts: Part[] = [];
  items.forEach(({ value, when, rest }, index) => {
    const own: readonly Part[] = rest ? [{ kind: 'unknown', span: at, splits: true }] : asText(value, at).parts;
    const before = index === 0 ? [] : literal(separator, at).parts;
    if (when.kind === 'always') append(parts, [...before, ...own]);
    else
      parts.push({
        kind: 'choice',
        options: [
          { when, value: { parts: [...before, ...own], span: at } },
          { when: ALWAYS, value: { parts: [], span: at } },
        ],
        span: at,
      });
  });
  return { parts, span: at };
}

/** The value as it is where `given` holds: choices that this decides are made. */
export function settled(value: JsValue, given: Condition): JsValue {
  if (given.kind === 'always') return value;
  if (value.kind === 'text') return { kind: 'text', value: settledText(value.value, given) };
  if (value.kind === 'truth') {
    const holds = decided(value.when, given);
    return holds === undefined ? value : { kind: 'constant', value: holds };
  }
  if (value.kind !== 'choice') return value;
  const open = value.options.filter(option => decided(option.when, given) !== false);
  const certain = open.find(option => decided(option.when, given) === true) ?? (open.length === 1 ? open[0] : undefined);
  if (certain !== undefined) return settled(certain.value, given);
  return open.length === value.options.length ? value : { kind: 'choice', options: open };
}

function settledText(value: Value, given: Condition): Value {
  if (!value.parts.some(part => part.kind === 'choice')) return value;
  const parts = value.parts.flatMap((part): readonly Part[] => {
    if (part.kind !== 'choice') return [part];
    const open = part.options.filter(option => decided(option.when, given) !== false);
    const [first] = open;
    if (first !== undefined && (open.length === 1 || decided(first.when, given) === true)) return settledText(first.value, given).parts;
    return [{ ...part, options: open }];
  });
  return { parts, span: value.span };
}

/** A value that is assigned under a condition: what it was before stays where the condition does not hold. */
export function assigned(before: JsValue, after: JsValue, when: Condition, at: Span): JsValue {
  if (when.kind === 'always') return after;
  return choiceOf(
    [
      { when, value: after },
      ...(before.kind === 'choice' ? before.options : [{ when: ALWAYS, value: before }]).map(option => ({
        when: all(option.when, not(when)),
        value: option.value,
      })),
    ],
    at,
  );
}
