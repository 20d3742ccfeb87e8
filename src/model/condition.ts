/** What made a CI system start a pipeline. `tag` is a push of a tag; `push` is a push of a branch. */
export type Event =
  | 'push'
  | 'pull-request'
  | 'pull-request-target'
  | 'tag'
  | 'release'
  | 'merge-queue'
  | 'schedule'
  | 'manual'
  | 'call'
  | 'other';

/**
 * When something runs. Three-valued: what we cannot read is neither true nor false.
 *
 * An `unreadable` condition is an assumption: nobody knows its value, but the same `key` has the same value all through a job. Give the
 * same key to conditions that are certainly the same (a step `if:` with the same text), a key of its own to every other (a shell `if`:
 * file and offset).
 */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'event'; readonly events: readonly Event[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'unreadable'; readonly key: string; readonly text: string };

/** One way a job can run: the event that started it, and what is assumed of the conditions nobody can read. */
export interface World {
  readonly event: Event;
  readonly assumed: ReadonlyMap<string, boolean>;
}

export const ALWAYS: Condition = { kind: 'always' };
export const NEVER: Condition = { kind: 'not', of: ALWAYS };

export function onEvents(...events: readonly Event[]): Condition {
  return { kind: 'event', events };
}

export function unreadable(text: string, key: string = text): Condition {
  return { kind: 'unreadable', key, text };
}

export function not(of: Condition): Condition {
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

export function all(...of: readonly Condition[]): Condition {
  const parts: Condition[] = [];
  for (const part of of) {
    if (isNever(part)) return NEVER;
    if (part.kind === 'all') parts.push(...part.of);
    else if (part.kind !== 'always') parts.push(part);
  }
  return parts.length === 0 ? ALWAYS : parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'all', of: parts };
}

export function any(...of: readonly Condition[]): Condition {
  const parts: Condition[] = [];
  for (const part of of) {
    if (part.kind === 'always') return ALWAYS;
    if (part.kind === 'any') parts.push(...part.of);
    else if (!isNever(part)) parts.push(part);
  }
  return parts.length === 0 ? NEVER : parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'any', of: parts };
}

/** Whether a condition is met in a world; `undefined` where the world assumes nothing of an unreadable part that decides. */
export function holds(condition: Condition, world: World): boolean | undefined {
  switch (condition.kind) {
    case 'always':
      return true;
    case 'event':
      return condition.events.includes(world.event);
    case 'not': {
      const inner = holds(condition.of, world);
      return inner === undefined ? undefined : !inner;
    }
    case 'unreadable':
      return world.assumed.get(condition.key);
    case 'all':
    case 'any': {
      const decisive = condition.kind === 'any';
      let unknown = false;
      for (const part of condition.of) {
        const value = holds(part, world);
        if (value === decisive) return decisive;
        unknown ||= value === undefined;
      }
      return unknown ? undefined : !decisive;
    }
  }
}

/** The keys of the unreadable parts of a condition. */
export function assumptionsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'always':
    case 'event':
      return [];
    case 'unreadable':
      return [condition.key];
    case 'not':
      return assumptionsOf(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(assumptionsOf);
  }
}

/** Whether a condition can be met at no time. */
export function isNever(condition: Condition): boolean {
  return condition.kind === 'not' && condition.of.kind === 'always';
}

/** A condition as a person would read it: `pull-request and not (github.ref == 'x')`. `not` binds closest, then `and`. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'always':
      return 'always';
    case 'event':
      return condition.events.length === 1 ? condition.events.join() : `(${condition.events.join(' or ')})`;
    case 'unreadable':
      return `(${condition.text})`;
    case 'not':
      if (condition.of.kind === 'always') return 'never';
      return condition.of.kind === 'all' ? `not (${conditionText(condition.of)})` : `not ${conditionText(condition.of)}`;
    case 'all':
      return condition.of.map(conditionText).join(' and ');
    case 'any':
      return `(${condition.of.map(conditionText).join(' or ')})`;
  }
}
