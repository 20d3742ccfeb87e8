import { assumptionsOf, type Condition, isNever, NEVER, not, unreadable } from '../../model/condition.js';
import { oncePer } from '../../model/once.js';
import { both, conditionKey, either } from '../../shell/conditions.js';
import type { Session } from './session.js';

/**
 * Conditions with more parts than this are given up for one assumption: a script with a hundred guards would else be nothing but
 * conditions, and no world that is played assumes something of more than a few.
 */
const MOST_PARTS = 40;

/** How many parts a condition has. */
export const sizeOf: (condition: Condition) => number = oncePer((condition: Condition): number => {
  switch (condition.kind) {
    case 'not':
      return sizeOf(condition.of);
    case 'all':
    case 'any':
      return condition.of.reduce((sum, part) => sum + sizeOf(part), 1);
    default:
      return 1;
  }
});

/** Does something under a further condition; afterwards all ways that still go on are together again. */
export function under(session: Session, condition: Condition, act: () => void): void {
  const before = session.runs;
  const inside = narrowed(session, condition);
  if (isNever(inside)) return;
  session.runs = inside;
  act();
  join(session, before, [
    { from: inside, to: session.runs },
    { from: NEVER, to: both(before, not(condition)) },
  ]);
}

/** What holds now, and a condition. */
export function narrowed(session: Session, condition: Condition): Condition {
  return bounded(session, both(session.runs, condition));
}

/** A way that was gone: the condition at its start, and the one under which it arrives at its end. */
export interface Way {
  readonly from: Condition;
  readonly to: Condition;
}

/** The ways that parted where `before` held come together. Where none has ended on the way, it is as it was. */
export function join(session: Session, before: Condition, ways: readonly Way[]): void {
  if (ways.every(({ from, to }) => from === to || isNever(from))) {
    session.runs = before;
    return;
  }
  const arriving = ways.map(way => way.to).filter(to => !isNever(to));
  const rest = either(...arriving.map(to => behind(before, to)));
  session.runs = arriving.length === 0 ? NEVER : bounded(session, both(before, rest));
}

/** What a condition that holds decides about another one; `undefined` where it says nothing. */
export function decided(condition: Condition, given: Condition): boolean | undefined {
  if (condition.kind === 'always') return true;
  if (isNever(condition)) return false;
  const keys = keysOf(given);
  if (keys.has(conditionKey(condition))) return true;
  if (keys.has(conditionKey(not(condition)))) return false;
  if (condition.kind === 'not') {
    const inner = decided(condition.of, given);
    return inner === undefined ? undefined : !inner;
  }
  if (condition.kind !== 'all' && condition.kind !== 'any') return undefined;
  const decisive = condition.kind === 'any';
  const parts = condition.of.map(part => decided(part, given));
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}

/** Asked of one condition for each value that is read under it. */
const keysOf = oncePer((condition: Condition): ReadonlySet<string> => new Set(partsOf(condition).map(conditionKey)));

/** What a condition asks for besides another, of which it is a narrower form. */
function behind(before: Condition, narrow: Condition): Condition {
  const known = keysOf(before);
  return both(...partsOf(narrow).filter(part => !known.has(conditionKey(part))));
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.of : [condition];
}

function bounded(session: Session, condition: Condition): Condition {
  if (sizeOf(condition) <= MOST_PARTS) return condition;
  session.reached += 1;
  return unreadable('this is reached', `js reached ${session.reached}${session.key}`);
}

/** Whether a condition is the same wherever it is asked, and not only at its place: one about variables. */
export function isStable(condition: Condition): boolean {
  return assumptionsOf(condition).every(key => !key.startsWith('js '));
}
