import type {
  JsAssignment,
  JsCall,
  JsChoice,
  JsClass,
  JsExpression,
  JsItem,
  JsObject,
  JsOperation,
  JsText,
} from '../../formats/javascript.js';
import { ALWAYS, not } from '../../model/condition.js';
import { concatenated, known } from '../../model/value.js';
import { both } from '../../shell/conditions.js';
import type { Span } from '../../source/file.js';
import { callValue } from './callables.js';
import { equal, isNothing, truthOf } from './conditions.js';
import { under } from './flow.js';
import { member } from './members.js';
import { methodOf } from './methods.js';
import { globalValue, tagNative } from './natives.js';
import { assign } from './patterns.js';
import type { Scope } from './scope.js';
import { assumption, type Session } from './session.js';
import {
  assigned,
  asText,
  choiceOf,
  type JsValue,
  keptItems,
  type ListItem,
  object,
  settled,
  text,
  truthValue,
  UNDEFINED,
  UNKNOWN,
} from './values.js';

export function evaluate(session: Session, node: JsExpression, scope: Scope): JsValue {
  session.budget -= 1;
  if (session.budget < 0) return UNKNOWN;
  return settled(evaluateAny(session, node, scope), session.runs);
}

function evaluateAny(session: Session, node: JsExpression, scope: Scope): JsValue {
  switch (node.kind) {
    case 'text':
      return text(written(session, node, scope));
    case 'constant':
      return { kind: 'constant', value: node.value };
    case 'name':
      return named(session, node.name, scope, node.span);
    case 'member':
      return member(session, session.evaluate(node.of, scope), node, scope);
    case 'call':
      return call(session, node, scope);
    case 'tagged':
      return tagNative(session, session.evaluate(node.tag, scope), pieces(session, node.text, scope), node.span, scope);
    case 'list':
      return { kind: 'list', items: items(session, node.items, scope) };
    case 'object':
      return objectValue(session, node, scope);
    case 'function':
      return { kind: 'function', of: node, scope, self: scope.self };
    case 'class':
      return classValue(session, node, scope);
    case 'choice':
      return chosen(session, node, scope);
    case 'operation':
      return operation(session, node, scope);
    case 'assignment':
      return assignment(session, node, scope);
    case 'other': {
      let last: JsValue = UNKNOWN;
      for (const inner of node.inside) last = session.evaluate(inner, scope);
      return node.inside.length > 1 ? last : UNKNOWN;
    }
  }
}

function classValue(session: Session, node: JsClass, scope: Scope): JsValue {
  const statics = object([], true);
  for (const { name, of, isStatic } of node.methods)
    if (isStatic) statics.entries.set(name, { kind: 'function', of, scope, self: undefined });
  for (const { name, value, isStatic } of node.fields) {
    if (isStatic) statics.entries.set(name, value === undefined ? UNDEFINED : session.evaluate(value, scope));
  }
  return { kind: 'class', of: node, scope, statics };
}

/** The pieces of a template: text as it is written, and what its expressions are. */
function pieces(
  session: Session,
  node: JsText,
  scope: Scope,
): readonly (JsValue | { readonly kind: 'written'; readonly value: JsValue })[] {
  return node.parts.map(part =>
    part.kind === 'written' ? { kind: 'written', value: text(part.value) } : session.evaluate(part.of, scope),
  );
}

function written(session: Session, node: JsText, scope: Scope) {
  const values = node.parts.map(part => {
    return part.kind === 'written' ? part.value : asText(session.evaluate(part.of, scope), part.of.span);
  });
  return concatenated(values, node.span);
}

function named(session: Session, name: string, scope: Scope, at: Span): JsValue {
  if (name === 'this') return scope.self ?? UNKNOWN;
  return scope.get(name, session.runs) ?? globalValue(name, scope, at);
}

function items(session: Session, nodes: readonly JsItem[], scope: Scope): ListItem[] {
  const made = nodes.flatMap(({ value, spreads }): readonly ListItem[] => {
    const found = session.evaluate(value, scope);
    return spreads ? spread(found) : [{ value: found, when: ALWAYS }];
  });
  return nodes.some(({ spreads }) => spreads) ? keptItems(made) : made;
}

/** `...x`: the items of a list, those of each list it may be under their conditions. */
function spread(value: JsValue): readonly ListItem[] {
  if (value.kind === 'list') return value.items;
  if (value.kind === 'choice') {
    return value.options.flatMap(option => spread(option.value).map(item => ({ ...item, when: both(item.when, option.when) })));
  }
  if (value.kind === 'constant' || value.kind === 'truth') return [];
  return [{ value: UNKNOWN, when: ALWAYS, rest: true }];
}

function objectValue(session: Session, node: JsObject, scope: Scope): JsValue {
  const made = object();
  for (const { key, value, spreads } of node.entries) {
    const found = session.evaluate(value, scope);
    const self = found.kind === 'function' ? { ...found, self: made } : found;
    if (key !== undefined) made.entries.set(key, self);
    else if (spreads) spreadInto(made, found, node.span);
    else made.open = true;
  }
  return made;
}

function spreadInto(made: ReturnType<typeof object>, value: JsValue, at: Span): void {
  if (value.kind === 'object') {
    for (const [key, entry] of value.entries) made.entries.set(key, entry);
    made.open ||= value.open;
    made.environment ||= value.environment;
  } else if (value.kind === 'native' && value.path === 'process.env') {
    made.environment = true;
  } else if (value.kind === 'choice') {
    for (const option of value.options) {
      if (option.value.kind !== 'object') continue;
      made.open ||= option.value.open;
      for (const [key, entry] of option.value.entries)
        made.entries.set(key, assigned(made.entries.get(key) ?? UNDEFINED, entry, option.when, at));
    }
  } else if (value.kind !== 'constant' && value.kind !== 'truth') made.open = true;
}

function call(session: Session, node: JsCall, scope: Scope): JsValue {
  const { callee } = node;
  if (callee.kind === 'name' && (callee.name === 'import' || callee.name === 'require') && scope.get(callee.name, ALWAYS) === undefined) {
    const [from] = node.arguments.map(argument => session.evaluate(argument.value, scope));
    const path = from === undefined ? undefined : known(asText(from, node.span));
    return path === undefined ? UNKNOWN : session.load(path, scope, node.span);
  }
  const self = callee.kind === 'member' ? session.evaluate(callee.of, scope) : undefined;
  const called = callee.kind === 'member' && self !== undefined ? member(session, self, callee, scope) : session.evaluate(callee, scope);
  const given = items(session, node.arguments, scope);
  if (callee.kind === 'member' && self !== undefined && called.kind !== 'function' && called.kind !== 'native') {
    const name = callee.name;
    const found = name === undefined ? undefined : methodOf(session, { self, name, items: given, at: node.span });
    if (found !== undefined) return found;
  }
  const args = given.map(item => (item.rest ? UNKNOWN : item.value));
  return callValue(session, called, args, node, scope);
}

function chosen(session: Session, node: JsChoice, scope: Scope): JsValue {
  const test = session.evaluate(node.test, scope);
  const isMet = node.how === '??' ? not(nothing(session, test, node.test.span)) : truthOf(session, test, node.test.span);
  const one = (branch: JsExpression | undefined, when: typeof isMet): JsValue => {
    if (branch === undefined) return test;
    let value: JsValue = UNKNOWN;
    under(session, when, () => {
      value = session.evaluate(branch, scope);
    });
    return value;
  };
  if (isMet.kind === 'always') return one(node.met, isMet);
  if (isMet.kind === 'not' && isMet.of.kind === 'always') return one(node.otherwise, not(isMet));
  const options = [
    { when: isMet, value: one(node.met, isMet) },
    { when: not(isMet), value: node.otherwise === undefined ? falsy(test) : one(node.otherwise, not(isMet)) },
  ];
  return choiceOf(options, node.span);
}

/** What `a && b` is where `a` is not met: with `a` a test, `false`; with anything else nothing that becomes a word. */
function falsy(test: JsValue): JsValue {
  return test.kind === 'text' || test.kind === 'unknown' || test.kind === 'native' ? UNDEFINED : { kind: 'constant', value: false };
}

function nothing(session: Session, value: JsValue, at: Span) {
  if (isNothing(value)) return ALWAYS;
  if (value.kind === 'text') return equal(session, value, UNDEFINED, at);
  if (value.kind === 'unknown' || value.kind === 'choice' || value.kind === 'native') return assumption(session, at, 'is null');
  return not(ALWAYS);
}

function operation(session: Session, { operator, operands, span }: JsOperation, scope: Scope): JsValue {
  const [first, second] = operands.map(operand => session.evaluate(operand, scope));
  if (first === undefined) return UNKNOWN;
  switch (operator) {
    case '!':
      return truthValue(not(truthOf(session, first, operands[0]?.span ?? span)));
    case '+':
      return second === undefined ? UNKNOWN : added(first, second, span);
    case '===':
    case '==':
      return second === undefined ? UNKNOWN : truthValue(equal(session, first, second, span));
    case '!==':
    case '!=':
      return second === undefined ? UNKNOWN : truthValue(not(equal(session, first, second, span)));
    case 'void':
      return UNDEFINED;
    default:
      return UNKNOWN;
  }
}

function added(a: JsValue, b: JsValue, at: Span): JsValue {
  if (a.kind === 'constant' && b.kind === 'constant') {
    return typeof a.value === 'number' && typeof b.value === 'number' ? { kind: 'constant', value: a.value + b.value } : UNKNOWN;
  }
  const isText = [a, b].some(value => value.kind === 'text' || value.kind === 'started');
  return isText ? text(concatenated([asText(a, at), asText(b, at)], at)) : UNKNOWN;
}

function assignment(session: Session, node: JsAssignment, scope: Scope): JsValue {
  const { target, operator, span } = node;
  const value = session.evaluate(node.value, scope);
  if (operator === '=') {
    assign(session, target, value, scope, false);
    return value;
  }
  const before =
    target.kind === 'name'
      ? named(session, target.name, scope, span)
      : target.kind === 'member'
        ? session.evaluate(target.of, scope)
        : UNKNOWN;
  const after =
    operator === '+=' ? added(before, value, span) : /^(?:\|\||\?\?)=$/.test(operator) ? defaulted(session, before, value, span) : UNKNOWN;
  assign(session, target, after, scope, false);
  return after;
}

function defaulted(session: Session, before: JsValue, value: JsValue, at: Span): JsValue {
  const isMet = truthOf(session, before, at);
  return choiceOf(
    [
      { when: isMet, value: before },
      { when: not(isMet), value },
    ],
    at,
  );
}
