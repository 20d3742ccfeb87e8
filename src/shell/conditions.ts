import { ALWAYS, all, any, type Condition, isNever, NEVER } from '../model/condition.js';
import { oncePer } from '../model/once.js';

/** Text that is the same for two conditions only if they are certainly the same. */
export const conditionKey: (condition: Condition) => string = oncePer((condition: Condition): string => {
  switch (condition.kind) {
    case 'always':
      return '1';
    case 'event':
      return `e:${condition.events.join(',')}`;
    case 'unreadable':
      return `u:${condition.key.length}:${condition.key}`;
    case 'not':
      return `!${conditionKey(condition.of)}`;
    case 'all':
    case 'any':
      return `${condition.kind}(${condition.of.map(conditionKey).join(';')})`;
  }
});

export function isAlways(condition: Condition): boolean {
  return condition.kind === 'always';
}

/** All of them; NEVER where one of them denies another. */
export function both(...of: readonly Condition[]): Condition {
  const unique = distinct(all(...of), 'all');
  return denied(unique, 'all') ? NEVER : unique;
}

/** Any of them; ALWAYS where one of them denies another. */
export function either(...of: readonly Condition[]): Condition {
  const unique = distinct(any(...of), 'any');
  return denied(unique, 'any') ? ALWAYS : unique;
}

function distinct(condition: Condition, kind: 'all' | 'any'): Condition {
  if (condition.kind !== kind) return condition;
  const seen = new Map<string, Condition>();
  for (const part of condition.of) seen.set(conditionKey(part), part);
  if (seen.size === condition.of.length) return condition;
  return kind === 'all' ? all(...seen.values()) : any(...seen.values());
}

function denied(condition: Condition, kind: 'all' | 'any'): boolean {
  if (condition.kind !== kind) return false;
  const keys = new Set(condition.of.map(conditionKey));
  return condition.of.some(part => keys.has(denialKey(part)));
}

/** The key of `not(condition)`, which need not be made for it. */
function denialKey(condition: Condition): string {
  return condition.kind === 'not' ? conditionKey(condition.of) : `!${conditionKey(condition)}`;
}

/** What `given` decides about a condition: `undefined` where it says nothing. */
export function decidedBy(condition: Condition, given: readonly Condition[]): boolean | undefined {
  if (isAlways(condition)) return true;
  if (isNever(condition)) return false;
  const key = conditionKey(condition);
  const denial = denialKey(condition);
  for (const part of given.flatMap(known => (known.kind === 'all' ? known.of : [known]))) {
    const found = conditionKey(part);
    if (found === key) return true;
    if (found === denial) return false;
  }
  if (condition.kind === 'not') {
    const inner = decidedBy(condition.of, given);
    return inner === undefined ? undefined : !inner;
  }
  if (condition.kind !== 'all' && condition.kind !== 'any') return undefined;
  const decisive = condition.kind === 'any';
  const parts = condition.of.map(part => decidedBy(part, given));
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}
