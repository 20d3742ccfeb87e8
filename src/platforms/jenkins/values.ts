import { type GroovyArgument, type GroovyCall, type GroovyNode, pathOf } from '../../formats/groovy.js';
import { ALWAYS } from '../../model/condition.js';
import { ScriptBuilder } from '../../model/script-builder.js';
import type { Script } from '../../model/step.js';
import { concatenated, known, literal, literalFrom, reference, unknownValue, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { chosen } from '../lowering.js';
import { conditionOf } from './conditions.js';
import { type Binding, methodFor, Scope } from './scope.js';

/** String methods that change nothing a linter of commands would see. */
const SAME_TEXT = new Set(['trim', 'toString', 'stripIndent', 'stripMargin', 'strip', 'stripTrailing']);
/** Values lead to values by variables, maps and methods; nothing seen goes this deep but circles. */
const DEEPEST = 20;
/** names that Jenkins or Groovy themselves give a meaning */
export const GLOBALS = new Set('env params currentBuild scm docker System Math manager Jenkins it pipeline binding this'.split(' '));

/** A Groovy expression as a string, as far as the file tells. */
export function groovyValue(node: GroovyNode, scope: Scope, depth = 0): Value {
  if (depth > DEEPEST) return unknownValue(node.span);
  switch (node.kind) {
    case 'string':
      return concatenated(
        node.parts.map(part => (part.kind === 'text' ? literalFrom(part.text) : groovyValue(part.expression, scope, depth + 1))),
        node.span,
      );
    case 'constant':
      return literal(String(node.value), node.span);
    case 'name':
      return variable(node.name, scope, node.span);
    case 'property':
    case 'operation': {
      const entry = entryOf(node, scope);
      if (entry !== undefined) return { ...groovyValue(entry.node, entry.scope, depth + 1), span: node.span };
      return node.kind === 'property' ? property(pathOf(node), node.span) : operation(node, scope, depth);
    }
    case 'call':
      return callValue(node, scope, depth);
    default:
      return unknownValue(node.span);
  }
}

function variable(name: string, scope: Scope, at: Span): Value {
  const binding = scope.get(name);
  if (binding?.kind === 'value') return { ...binding.value, span: at };
  // A name that is no Groovy variable is looked up among the build's environment variables.
  return binding === undefined && !GLOBALS.has(name) ? reference({ scope: 'env', name }, at) : unknownValue(at);
}

function property(path: string | undefined, at: Span): Value {
  const [owner, name, ...rest] = path?.split('.') ?? [];
  if (name === undefined || rest.length > 0) return unknownValue(at);
  if (owner === 'env') return reference({ scope: 'env', name }, at);
  if (owner === 'params') return reference({ scope: 'parameter', name }, at);
  if (owner === 'currentBuild' || owner === 'scm') return reference({ scope: 'event', name: `${owner}.${name}` }, at);
  return unknownValue(at);
}

/** What `config.image`, `config['image']` and `list[0]` stand for, where the map or list is written in the file. */
function entryOf(node: GroovyNode, scope: Scope): { node: GroovyNode; scope: Scope } | undefined {
  const owner = node.kind === 'property' ? node.target : node.kind === 'operation' && node.operator === '[]' ? node.operands[0] : undefined;
  const binding = owner?.kind === 'name' ? scope.get(owner.name) : undefined;
  const key = node.kind === 'property' ? node.name : node.kind === 'operation' ? constantKey(node.operands[1]) : undefined;
  if (key === undefined) return undefined;
  if (binding?.kind === 'list') {
    const item = /^\d+$/.test(key) ? binding.items[Number(key)] : undefined;
    return item && { node: item, scope };
  }
  const entry = binding?.kind === 'map' ? binding.entries.get(key) : undefined;
  return entry !== undefined && binding?.kind === 'map' ? { node: entry, scope: binding.scope } : undefined;
}

function constantKey(node: GroovyNode | undefined): string | undefined {
  if (node?.kind === 'constant') return String(node.value);
  const [part, second] = node?.kind === 'string' ? node.parts : [];
  return part?.kind === 'text' && second === undefined ? part.text.value : undefined;
}

function operation({ operator, operands, span }: Extract<GroovyNode, { kind: 'operation' }>, scope: Scope, depth: number): Value {
  const [first, second, third] = operands;
  const inner = (node: GroovyNode): Value => groovyValue(node, scope, depth + 1);
  if (first === undefined || second === undefined) return unknownValue(span);
  if (operator === '+') return concatenated([inner(first), inner(second)], span);
  const [yes, no] = operator === '?:' ? [first, second] : [second, third];
  if ((operator !== '?' && operator !== '?:') || no === undefined) return unknownValue(span);
  return chosen(
    [
      { when: conditionOf(first, scope), value: inner(yes) },
      { when: ALWAYS, value: inner(no) },
    ],
    span,
  );
}

/** `'x'.trim()`, `['a', 'b'].join(' ')`, and methods of the file that only give a string. */
function callValue(call: GroovyCall, scope: Scope, depth: number): Value {
  const { target } = call;
  if (target !== undefined && SAME_TEXT.has(call.name)) return { ...groovyValue(target, scope, depth + 1), span: call.span };
  const joined = joinedList(call, scope);
  if (joined !== undefined) {
    const { items, separator } = joined;
    const values = items.flatMap((item, index) => [
      ...(index === 0 ? [] : [literal(separator, call.span)]),
      groovyValue(item, scope, depth + 1),
    ]);
    return concatenated(values, call.span);
  }
  const method = target === undefined ? methodFor(scope.methods, call) : undefined;
  const [only, second] = method?.body ?? [];
  const result = only?.kind === 'jump' ? only.value : only;
  if (method === undefined || result === undefined || second !== undefined) return unknownValue(call.span);
  const given = call.arguments.filter(item => item.label === undefined);
  const parameters = method.parameters.map(({ name, fallback }, index): [string, Binding] => {
    const node = given[index]?.value ?? fallback;
    return [name, { kind: 'value', value: node === undefined ? unknownValue(call.span) : groovyValue(node, scope, depth + 1) }];
  });
  return { ...groovyValue(result, new Scope(scope, parameters), depth + 1), span: call.span };
}

/** `[…].join(' ')`, of a list that is written there or kept in a variable. */
function joinedList(call: GroovyCall, scope: Scope): { items: readonly GroovyNode[]; separator: string } | undefined {
  if (call.target === undefined || call.name !== 'join') return undefined;
  const separator = constantKey(call.arguments[0]?.value);
  const items = listItems(call.target, scope);
  return separator === undefined || items === undefined ? undefined : { items, separator };
}

/** The items of a list that is written there or kept in a variable. */
export function listItems(node: GroovyNode | undefined, scope: Scope): readonly GroovyNode[] | undefined {
  if (node?.kind === 'list') return node.items;
  const binding = node?.kind === 'name' ? scope.get(node.name) : undefined;
  return binding?.kind === 'list' ? binding.items : undefined;
}

/** What an expression between the texts of a script is. */
type Evaluate = (node: GroovyNode, scope: Scope) => Value;

/** A Groovy expression as script text: strings and what is added to them; anything between is a hole. */
export function scriptOf(node: GroovyNode, scope: Scope, evaluate: Evaluate = groovyValue): Script {
  const script = new ScriptBuilder();
  addScript(script, node, { scope, evaluate, depth: 0 });
  return script.build(node.span);
}

interface ScriptPlace {
  readonly scope: Scope;
  readonly evaluate: Evaluate;
  readonly depth: number;
}

function addScript(script: ScriptBuilder, node: GroovyNode, place: ScriptPlace): void {
  const { scope, evaluate, depth } = place;
  const deeper = { ...place, depth: depth + 1 };
  const same = depth > DEEPEST ? undefined : sameText(node, scope);
  if (same !== undefined) addScript(script, same.node, { ...deeper, scope: same.scope });
  else if (node.kind === 'string') {
    for (const piece of node.parts) {
      if (piece.kind === 'text') script.text(piece.text);
      else script.hole(evaluate(piece.expression, scope), piece.span);
    }
  } else if (node.kind === 'operation' && node.operator === '+' && depth <= DEEPEST) {
    for (const operand of node.operands) addScript(script, operand, deeper);
  } else addOther(script, node, deeper);
}

function addOther(script: ScriptBuilder, node: GroovyNode, place: ScriptPlace): void {
  const joined = node.kind === 'call' && place.depth <= DEEPEST ? joinedList(node, place.scope) : undefined;
  if (joined === undefined) {
    script.hole(place.evaluate(node, place.scope), node.span);
    return;
  }
  for (const [index, item] of joined.items.entries()) {
    if (index > 0) script.made(joined.separator, item.span);
    addScript(script, item, place);
  }
}

/** The expression behind a variable, an entry of a map or a `.trim()`, where it is text that can be read. */
function sameText(node: GroovyNode, scope: Scope): { node: GroovyNode; scope: Scope } | undefined {
  if (node.kind === 'call' && node.target !== undefined && SAME_TEXT.has(node.name)) return { node: node.target, scope };
  if (node.kind === 'property' || node.kind === 'operation') return entryOf(node, scope);
  const binding = node.kind === 'name' ? scope.get(node.name) : undefined;
  return binding?.kind === 'value' && binding.node !== undefined ? { node: binding.node, scope } : undefined;
}

/** The argument with this label, or the one at this position among those without. A single map stands for labelled arguments. */
export function argument(call: GroovyCall, label: string | undefined, position?: number): GroovyNode | undefined {
  const list = spread(call.arguments);
  const labelled = label === undefined ? undefined : list.find(item => item.label === label);
  if (labelled !== undefined) return labelled.value;
  if (position === undefined) return undefined;
  return list.filter(item => item.label === undefined && item.value.kind !== 'closure')[position]?.value;
}

function spread(list: readonly GroovyArgument[]): readonly GroovyArgument[] {
  return list.flatMap(item => (item.label === undefined && item.value.kind === 'map' ? item.value.entries : [item]));
}

export function knownText(node: GroovyNode | undefined, scope: Scope): string | undefined {
  return node === undefined ? undefined : known(groovyValue(node, scope));
}
