import {
  ALWAYS,
  all,
  any,
  assumptionsOf,
  type Condition,
  type Event,
  holds,
  NEVER,
  not,
  onEvents,
  unreadable,
} from '../../model/condition.js';
import { choice, literal, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { asText, isTruthy, type Json } from './data.js';

/** What an expression gives in one case, as far as the files tell. */
export interface Datum {
  /** as it stands in a text that the expression is part of */
  readonly value: Value;
  /** where the whole of it is known */
  readonly data?: { readonly json: Json };
  /** when it counts as true */
  readonly truth: Condition;
  /** what it is where it does not count as true */
  readonly falsy: Json;
  /** the same for what is certainly the same, all through a job */
  readonly key: string;
  /** what it certainly begins with: `refs/tags/` */
  readonly prefix?: string;
  /** all that it can be, where that is known */
  readonly oneOf?: readonly string[];
}

/** What an expression gives: exactly one of the cases holds in each world. */
export type Cases = readonly { readonly when: Condition; readonly datum: Datum }[];

/** More cases, or more conditions that nobody can read in one of them, are taken as one thing that nobody knows. */
const MOST_CASES = 24;
export const MOST_ASSUMPTIONS = 12;

export function certain(datum: Datum): Cases {
  return [{ when: ALWAYS, datum }];
}

export function knownDatum(json: Json, at: Span): Datum {
  return {
    value: literal(asText(json), at),
    data: { json },
    truth: isTruthy(json) ? ALWAYS : NEVER,
    falsy: json,
    key: typeof json === 'string' ? `'${json}'` : (JSON.stringify(json) ?? ''),
  };
}

export function unknownDatum(value: Value, key: string, more: Partial<Datum> = {}): Datum {
  return { value, key, truth: unreadable(withoutPrefix(key), key), falsy: '', ...more };
}

let shortenedKeys = 0;

/** A key of its own for one that is absurdly long: nested calls would else double it each time. */
export function shortened(key: string): string {
  if (key.length <= 4_000) return key;
  shortenedKeys += 1;
  return `${key.slice(0, 100)}… (${shortenedKeys})`;
}

/** A key begins with the path of calls that its names belong to; people need not see it. */
export function withoutPrefix(key: string): string {
  return key.replace(/(?<!\S)\S+ » /g, '');
}

/** `true` where the condition holds, else `false`. */
export function fromCondition(condition: Condition, events: readonly Event[], at: Span): Cases {
  const cases = [
    { when: condition, datum: knownDatum(true, at) },
    { when: not(condition), datum: knownDatum(false, at) },
  ];
  return tidy(cases, events, () => knownDatum(null, at));
}

/** When the expression counts as true. */
export function truthOf(cases: Cases, events: readonly Event[]): Condition {
  return simplified(any(...cases.map(({ when, datum }) => all(when, datum.truth))), events);
}

/** The same condition with as few words as the events that can occur allow. */
export function simplified(condition: Condition, events: readonly Event[]): Condition {
  if (condition.kind === 'always' || condition.kind === 'unreadable') return condition;
  const met: Event[] = [];
  for (const event of events) {
    const value = holds(condition, { event, assumed: new Map() });
    if (value === undefined) return withoutImpossible(condition, events);
    if (value) met.push(event);
  }
  return met.length === 0 ? NEVER : met.length === events.length ? ALWAYS : onEvents(...met);
}

/** Leaves out parts that no event can meet, and parts that every event meets. */
function withoutImpossible(condition: Condition, events: readonly Event[]): Condition {
  if (condition.kind === 'all') return all(...unique(condition.of.map(part => simplified(part, events))));
  if (condition.kind === 'any') return any(...unique(condition.of.map(part => simplified(part, events))));
  if (condition.kind === 'not') return not(simplified(condition.of, events));
  return condition;
}

function unique(conditions: readonly Condition[]): readonly Condition[] {
  const seen = new Map(conditions.map(condition => [JSON.stringify(condition), condition]));
  return [...seen.values()];
}

/** Cases that cannot occur left out, cases with the same truth value or nothing at all put together, and a bound on their number. */
export function tidy(cases: Cases, events: readonly Event[], otherwise: () => Datum): Cases {
  const merged = new Map<unknown, { when: Condition; datum: Datum }>();
  for (const { when, datum } of cases) {
    const condition = simplified(when, events);
    if (isNever(condition)) continue;
    const json = datum.data?.json;
    const key = typeof json === 'boolean' || json === null ? json : Symbol();
    const same = merged.get(key);
    merged.set(
      key,
      same === undefined ? { when: condition, datum } : { when: simplified(any(same.when, condition), events), datum: same.datum },
    );
  }
  const left = [...merged.values()];
  if (left.length <= MOST_CASES && left.every(({ when }) => new Set(assumptionsOf(when)).size <= MOST_ASSUMPTIONS) && left.length > 0)
    return left;
  return certain(otherwise());
}

export function isNever(condition: Condition): boolean {
  return condition.kind === 'not' && condition.of.kind === 'always';
}

/** The cases as one value: a choice where they differ. */
export function asValue(cases: Cases, events: readonly Event[], at: Span): Value {
  const options: { when: Condition; value: Value }[] = [];
  for (const { when, datum } of cases) {
    const same = options.find(option => sameValue(option.value, datum.value));
    if (same === undefined) options.push({ when, value: datum.value });
    else same.when = simplified(any(same.when, when), events);
  }
  const last = options.at(-1);
  if (last === undefined) return literal('', at);
  if (options.length === 1) return { parts: last.value.parts, span: at };
  // The cases leave nothing out and the first that holds counts, so the last needs no condition.
  last.when = ALWAYS;
  return choice(options, at);
}

function sameValue(a: Value, b: Value): boolean {
  if (a.parts.length !== b.parts.length) return false;
  return a.parts.every((part, index) => {
    const other = b.parts[index];
    if (part.kind === 'literal') return other?.kind === 'literal' && part.text === other.text;
    return part.kind === 'reference' && other?.kind === 'reference' && part.to.scope === other.to.scope && part.to.name === other.to.name;
  });
}
