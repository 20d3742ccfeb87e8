import type { JsExport, JsFunction, JsImport, JsLoop, JsStatement, JsSwitch, JsTry } from '../../formats/javascript.js';
import { MOST_CALLS } from '../../model/call.js';
import { ALWAYS, type Condition, isNever, NEVER, not } from '../../model/condition.js';
import { both, either } from '../../shell/conditions.js';
import type { Span } from '../../source/file.js';
import { equal, truthOf } from './conditions.js';
import { isStable, join, narrowed, under, type Way } from './flow.js';
import { endsProcess } from './handlers.js';
import { property } from './members.js';
import { assign } from './patterns.js';
import type { Scope } from './scope.js';
import { assumption, type Session } from './session.js';
import { choiceOf, type FunctionValue, type JsValue, type Option, UNDEFINED, UNKNOWN } from './values.js';

export function execute(session: Session, body: readonly JsStatement[], scope: Scope): void {
  for (const statement of body) {
    if (statement.kind === 'function' && statement.of.name !== undefined) {
      scope.declare(statement.of.name, { kind: 'function', of: statement.of, scope, self: undefined }, session.runs);
    }
  }
  for (const statement of body) {
    session.budget -= 1;
    if (isNever(session.runs) || session.budget < 0) return;
    run(session, statement, scope);
  }
}

function run(session: Session, statement: JsStatement, scope: Scope): void {
  switch (statement.kind) {
    case 'expression':
      session.evaluate(statement.of, scope);
      return;
    case 'declaration':
      assign(session, statement.pattern, statement.value === undefined ? UNDEFINED : session.evaluate(statement.value, scope), scope, true);
      return;
    case 'function':
      return;
    case 'class':
      if (statement.of.name !== undefined) scope.declare(statement.of.name, session.evaluate(statement.of, scope), session.runs);
      return;
    case 'import':
      runImport(session, statement, scope);
      return;
    case 'export':
      runExport(session, statement, scope);
      return;
    case 'if':
      branch(session, truthOf(session, session.evaluate(statement.test, scope), statement.test.span), [
        () => session.execute(statement.met, scope.inner()),
        () => session.execute(statement.otherwise, scope.inner()),
      ]);
      return;
    case 'block':
      session.execute(statement.body, scope.inner());
      return;
    case 'switch':
      runSwitch(session, statement, scope);
      return;
    case 'loop':
      runLoop(session, statement, scope);
      return;
    case 'try':
      runTry(session, statement, scope);
      return;
    case 'jump':
      jump(session, statement, scope);
  }
}

/** Both arms, of which one may be impossible. */
function branch(session: Session, condition: Condition, [met, otherwise]: readonly [() => void, () => void]): void {
  const before = session.runs;
  const ways = [
    { from: narrowed(session, condition), act: met, when: condition },
    { from: narrowed(session, not(condition)), act: otherwise, when: not(condition) },
  ].map(({ from, act, when }) => {
    if (isNever(from)) return { from, to: from };
    session.runs = from;
    const left = { ...session.left };
    const steps = session.steps.length;
    act();
    // Who checks something and fails is expected not to: such a guard says nothing of when the rest runs.
    const isGuard =
      isNever(session.runs) && session.left.throws > left.throws && session.left.ends === left.ends && session.steps.length === steps;
    return isGuard && !isStable(when) ? { from: NEVER, to: NEVER, isGuard } : { from, to: session.runs };
  });
  join(session, before, ways);
}

function runImport(session: Session, { from, names, span }: JsImport, scope: Scope): void {
  const loaded = session.load(from, scope, span);
  for (const { imported, local } of names) {
    const value =
      imported === '*' ? loaded : imported === 'default' ? defaultOf(session, loaded, span) : property(session, loaded, imported, span);
    scope.declare(local, value, ALWAYS);
  }
}

function defaultOf(session: Session, loaded: JsValue, at: Span): JsValue {
  if (loaded.kind !== 'object') return loaded;
  return loaded.entries.has('default') ? property(session, loaded, 'default', at) : loaded;
}

/** Names are bound once the module has run: what they stand for may be set after the `export`. */
function runExport(session: Session, { from, names, fallback, span }: JsExport, scope: Scope): void {
  const { named } = scope.module;
  if (fallback !== undefined) named.entries.set('default', session.evaluate(fallback, scope));
  const source = from === undefined ? undefined : session.load(from, scope, span);
  for (const { local, exported } of names) {
    if (source === undefined) named.entries.set(exported, scope.get(local, session.runs) ?? UNKNOWN);
    else if (local !== '*') named.entries.set(exported, property(session, source, local, span));
    else if (exported !== '*') named.entries.set(exported, source);
    else if (source.kind === 'object') for (const [name, value] of source.entries) if (name !== 'default') named.entries.set(name, value);
  }
}

function runSwitch(session: Session, { subject, cases }: JsSwitch, scope: Scope): void {
  const before = session.runs;
  const value = session.evaluate(subject, scope);
  const inner = scope.inner();
  const tests = cases.map(({ test }) => (test === undefined ? undefined : matching(session, value, test, inner)));
  const none = not(either(...tests.flatMap(test => test ?? [])));
  const ways: Way[] = cases.some(one => one.test === undefined) ? [] : [{ from: NEVER, to: both(before, none) }];
  const taken: Condition[] = [];
  let falls: Condition = NEVER;
  for (const [index, { body }] of cases.entries()) {
    const test = tests[index];
    const rest = both(before, not(either(...taken)));
    // What falls into a last `default` and what no case is for are together all that no case has taken.
    const isLast = test === undefined && index === cases.length - 1;
    const arm = isLast ? rest : either(falls, test === undefined ? both(before, none) : both(rest, test));
    falls = NEVER;
    if (isNever(arm)) continue;
    const left = { ...session.left };
    session.runs = arm;
    session.execute(body, inner);
    if (!isNever(session.runs)) falls = session.runs;
    else if (test !== undefined) taken.push(test);
    // `break` leaves the switch, not the function.
    ways.push({ from: arm, to: hasLeft(session, left) ? session.runs : arm });
  }
  join(session, before, ways);
}

/** Whether a way has ended its function or the process since. */
function hasLeft({ left }: Session, since: Session['left']): boolean {
  return left.returns !== since.returns || left.throws !== since.throws || left.ends !== since.ends;
}

function matching(session: Session, value: JsValue, test: Parameters<Session['evaluate']>[0], scope: Scope): Condition {
  return equal(session, value, session.evaluate(test, scope), test.span);
}

/** A loop over more items than this is read once, for an item nobody knows. */
const MOST_ITEMS = 32;

function runLoop(session: Session, loop: JsLoop, scope: Scope): void {
  const inner = scope.inner();
  const before = session.runs;
  const left = { ...session.left };
  session.execute(loop.before, inner);
  if (loop.over === undefined) runWhile(session, loop, inner);
  else runOver(session, loop, loop.over, inner);
  // `break` and `continue` end no more than the loop.
  if (!hasLeft(session, left)) session.runs = before;
}

/** The body once: what a second time would do is the same, or nobody knows it. */
function runWhile(session: Session, loop: JsLoop, scope: Scope): void {
  if (loop.update !== undefined) {
    for (const name of changedBy(loop.update)) scope.assign(name, UNKNOWN, session.runs, loop.span);
  }
  const test = loop.test === undefined ? ALWAYS : truthOf(session, session.evaluate(loop.test, scope), loop.test.span);
  under(session, loop.atLeastOnce ? ALWAYS : test, () => session.execute(loop.body, scope.inner()));
}

function changedBy(update: NonNullable<JsLoop['update']>): readonly string[] {
  if (update.kind === 'assignment' && update.target.kind === 'name') return [update.target.name];
  return update.kind === 'other' ? update.inside.flatMap(inside => (inside.kind === 'name' ? [inside.name] : [])) : [];
}

function runOver(session: Session, loop: JsLoop, over: NonNullable<JsLoop['over']>, scope: Scope): void {
  const values = session.evaluate(over.values, scope);
  const items = values.kind === 'list' && !over.keysOnly && values.items.length <= MOST_ITEMS ? values.items : undefined;
  const key = session.key;
  const once = (value: JsValue, when: Condition, index: number): void => {
    session.key = `${key}#${index}`;
    under(session, when, () => {
      const before = session.runs;
      const left = { ...session.left };
      const inner = scope.inner();
      assign(session, over.variable, value, inner, true);
      session.execute(loop.body, inner);
      // `continue` goes on with the next item.
      if (!hasLeft(session, left)) session.runs = before;
    });
  };
  const open = assumption(session, loop.span, 'there are items');
  if (items === undefined) once(UNKNOWN, open, 0);
  else for (const [index, item] of items.entries()) once(item.rest ? UNKNOWN : item.value, item.rest ? open : item.when, index);
  session.key = key;
}

function runTry(session: Session, { body, caught, handler, last, span }: JsTry, scope: Scope): void {
  const before = session.runs;
  const { tolerated } = session;
  const { throws } = session.left;
  const ends = handler !== undefined && endsProcess(handler);
  session.tolerated = tolerated || (handler !== undefined && !ends);
  session.execute(body, scope.inner());
  session.tolerated = tolerated;
  const after = session.runs;
  if (handler !== undefined) {
    const fails = both(before, assumption(session, span, 'it fails'));
    session.runs = fails;
    const inner = scope.inner();
    if (caught !== undefined) assign(session, caught, UNKNOWN, inner, true);
    session.execute(handler, inner);
    // A failure that is caught ends nothing.
    if (session.runs === fails && !isNever(fails)) {
      session.left.throws = throws;
      session.runs = before;
    } else session.runs = after;
  }
  if (last.length === 0) return;
  const end = session.runs;
  session.runs = before;
  session.execute(last, scope.inner());
  if (session.runs === before) session.runs = end;
}

function jump(session: Session, { how, value }: Extract<JsStatement, { kind: 'jump' }>, scope: Scope): void {
  const given = value === undefined ? UNDEFINED : session.evaluate(value, scope);
  if (how === 'return') {
    session.left.returns += 1;
    session.returns?.push({ when: session.runs, value: given });
  } else if (how === 'throw') session.left.throws += 1;
  session.runs = NEVER;
}

/** A function, read where it is called, with what it is called with; without arguments where something calls it back that nobody sees. */
export function call(session: Session, called: FunctionValue, args: readonly JsValue[] | undefined, at: Span): JsValue {
  const { of } = called;
  session.called.add(of);
  if (session.calls.includes(of) || session.calls.length >= MOST_CALLS) return tooDeep(session, of, at);
  const { runs, key, returns, left } = session;
  const own: Option[] = [];
  const scope = called.scope.inner(called.self);
  session.returns = own;
  session.left = { returns: 0, throws: 0, ends: 0 };
  session.calls.push(of);
  session.key += `@${at.start}`;
  bind(session, of, args, scope);
  session.execute(of.body, scope);
  session.calls.pop();
  const falls: Option = { when: session.runs, value: UNDEFINED };
  const { throws, ends } = session.left;
  session.key = key;
  session.returns = returns;
  session.left = { ...left, throws: left.throws + throws, ends: left.ends + ends };
  if (throws + ends === 0) session.runs = runs;
  else
    join(
      session,
      runs,
      [falls.when, ...own.map(option => option.when)].map(to => ({ from: NEVER, to })),
    );
  const [first, second] = own;
  if (first === undefined) return UNDEFINED;
  if (second === undefined && isNever(falls.when)) return first.value;
  return choiceOf(isNever(falls.when) ? own : [...own, falls], at);
}

function bind(session: Session, of: JsFunction, args: readonly JsValue[] | undefined, scope: Scope): void {
  of.parameters.forEach((parameter, index) => {
    const isRest = parameter.kind === 'rest';
    const items = args?.slice(index).map(value => ({ value, when: ALWAYS })) ?? [{ value: UNKNOWN, when: ALWAYS, rest: true as const }];
    const given = args === undefined ? UNKNOWN : (args[index] ?? UNDEFINED);
    assign(session, parameter, isRest ? { kind: 'list', items } : given, scope, true);
  });
}

function tooDeep(session: Session, of: JsFunction, at: Span): JsValue {
  if (session.mentions) {
    const why = session.calls.includes(of)
      ? 'a function that calls itself is read once'
      : `functions are nested more than ${MOST_CALLS} deep`;
    session.context.unread({ at, why, kind: 'limit' });
  }
  return UNKNOWN;
}
