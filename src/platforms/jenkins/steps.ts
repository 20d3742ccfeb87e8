import type { GroovyCall, GroovyNode } from '../../formats/groovy.js';
import { ALWAYS, all, any, type Condition, NEVER, not, unreadable } from '../../model/condition.js';
import type { PlannedStep } from '../../model/step.js';
import { concatenated, literalFrom, unknownValue, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { mentions } from './calls.js';
import { conditionOf } from './conditions.js';
import { readCall } from './pipeline-steps.js';
import { type Binding, fieldsAt, joinBindings, keepMethods, type Place, type Reading, Scope } from './scope.js';
import { groovyValue, listItems } from './values.js';

/** A list of this many items is gone through item by item; a longer one once, with its variable unknown. */
const UNROLLED = 16;

/** How statements end: when control leaves them (`return`, `throw`, `error`), and what the last of them gave. */
export interface Ending {
  readonly leaves: Condition;
  readonly gives?: Binding | undefined;
}

const GOES_ON: Ending = { leaves: NEVER };

/** Reads Groovy statements in order: each call of a Pipeline step becomes steps at `place`. */
export class StepReader {
  readonly reading: Reading;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  emit(place: Place, ...steps: readonly PlannedStep[]): void {
    const [first] = steps;
    if (first !== undefined) (place.steps ?? this.reading.outsideNodes(first.span)).push(...steps);
  }

  /** What stands behind a `return` that only some builds reach runs in the others. */
  statements(nodes: readonly GroovyNode[], place: Place): Ending {
    keepMethods(nodes, place.scope);
    let leaves: Condition = NEVER;
    let gives: Binding | undefined;
    for (const node of nodes) {
      const ending = this.#statement(node, { ...place, runs: all(place.runs, not(leaves)) });
      gives = ending.gives;
      if (ending.leaves.kind === 'always') return { leaves: ALWAYS, gives };
      leaves = any(leaves, ending.leaves);
    }
    return { leaves, gives };
  }

  #statement(node: GroovyNode, place: Place): Ending {
    switch (node.kind) {
      case 'assignment':
        this.#assignment(node, place);
        return GOES_ON;
      case 'branch':
        return this.#branch(node, place);
      case 'loop':
        if (node.over !== undefined) this.expression(node.over, place);
        this.repeat(node.over, node.variable === undefined ? [] : [node.variable], node.body, place, node.span);
        return GOES_ON;
      case 'try':
        return this.#try(node, place);
      case 'method':
        return GOES_ON;
      case 'jump': {
        const gives = node.value === undefined ? undefined : this.#given(node.value, place);
        return node.how === 'return' || node.how === 'throw' ? { leaves: ALWAYS, gives } : GOES_ON;
      }
      case 'annotation':
        if (node.name === 'Library') this.reading.unread(node.span, 'a shared library lies elsewhere and is not read', 'remote');
        return GOES_ON;
      default: {
        const gives = this.#given(node, place);
        return isError(node) ? { leaves: ALWAYS, gives } : { ...GOES_ON, gives };
      }
    }
  }

  /** What an expression gives: what its call gave, else its text. */
  #given(node: GroovyNode, place: Place): Binding | undefined {
    const given = this.expression(node, place);
    if (given !== undefined || node.kind === 'closure') return given;
    return { kind: 'value', value: groovyValue(node, place.scope), node };
  }

  #try(node: Extract<GroovyNode, { kind: 'try' }>, place: Place): Ending {
    const inner = (nodes: readonly GroovyNode[], more: Partial<Place> = {}): Ending =>
      this.statements(nodes, { ...place, scope: new Scope(place.scope), ...more });
    const tried = inner(node.body, { tolerated: place.tolerated || node.handlers.length > 0 });
    const failed = unreadable('an earlier step failed', `${node.span.file.path}:${node.span.start}:catch`);
    for (const { variable, body } of node.handlers) {
      inner(body, { runs: all(place.runs, failed), scope: withUnknowns(variable === undefined ? [] : [variable], place, node.span) });
    }
    inner(node.last);
    return node.handlers.length === 0 ? tried : GOES_ON;
  }

  /** Reads the calls inside an expression and tells what a call gave. */
  expression(node: GroovyNode, place: Place): Binding | undefined {
    switch (node.kind) {
      case 'call':
        return readCall(node, place, this);
      case 'operation':
        for (const operand of node.operands) this.expression(operand, place);
        return undefined;
      case 'assignment':
        this.#assignment(node, place);
        return undefined;
      case 'list':
        for (const item of node.items) this.expression(item, place);
        return undefined;
      case 'map':
        for (const { value } of node.entries) this.expression(value, place);
        return undefined;
      case 'string':
        for (const part of node.parts) if (part.kind === 'hole') this.expression(part.expression, place);
        return undefined;
      case 'other':
        for (const inside of node.inside) if (inside.kind !== 'closure') this.expression(inside, place);
        return undefined;
      case 'closure':
        // A block of its own, or one in a list or map that is handed on; a closure kept in a variable runs where it is called.
        this.statements(node.body, { ...place, scope: withUnknowns(node.parameters, place, node.span) });
        return undefined;
      case 'name':
        return place.scope.get(node.name);
      default:
        return undefined;
    }
  }

  /** An expression as a string; the calls in it are read, and what they gave is in it. */
  value(node: GroovyNode, place: Place): Value {
    if (node.kind === 'string') {
      const parts = node.parts.map(part => (part.kind === 'text' ? literalFrom(part.text) : this.value(part.expression, place)));
      return concatenated(parts, node.span);
    }
    if (node.kind === 'operation' && node.operator === '+')
      return concatenated(
        node.operands.map(operand => this.value(operand, place)),
        node.span,
      );
    const given = node.kind === 'closure' ? undefined : this.expression(node, place);
    return given?.kind === 'value' && node.kind !== 'name' ? given.value : groovyValue(node, place.scope);
  }

  #assignment({ name, operator, declares, value: node }: Extract<GroovyNode, { kind: 'assignment' }>, place: Place): void {
    const binding = this.#bindingOf(name, operator, node, place);
    const variable = name.startsWith('env.') ? name.slice(4) : undefined;
    if (variable === undefined) {
      if (declares) place.scope.declare(name, binding);
      else place.scope.assign(name, binding);
    } else if (binding.kind === 'value' && node !== undefined) {
      // `env.X = …` sets X for every step from here on (https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#setting-environment-variables-dynamically).
      if (place.steps === undefined) this.reading.setForAll(variable, binding.value);
      else place.steps.push({ kind: 'set-env', ...fieldsAt(place, node.span), variable, value: binding.value, exported: true });
    }
  }

  #bindingOf(name: string, operator: string, node: GroovyNode | undefined, place: Place): Binding {
    if (node === undefined) return { kind: 'value', value: unknownValue({ file: place.file, start: 0, end: 0 }) };
    if (node.kind === 'closure') return { kind: 'closure', closure: node, scope: place.scope };
    if (node.kind === 'list') return { kind: 'list', items: node.items };
    if (node.kind === 'map') return mapBinding(node, place.scope);
    const isText = node.kind === 'string' || (node.kind === 'operation' && node.operator === '+');
    const given = isText ? undefined : this.expression(node, place);
    if (given !== undefined) return given;
    const value = isText ? this.value(node, place) : groovyValue(node, place.scope);
    const before = place.scope.get(name);
    if (operator === '+=' && before?.kind === 'value') return { kind: 'value', value: concatenated([before.value, value], node.span) };
    // A text that is made of itself (`a = a + 'b'`) is known by its value only.
    return operator === '=' && !mentions(node, name) ? { kind: 'value', value, node } : { kind: 'value', value };
  }

  #branch({ arms, span }: Extract<GroovyNode, { kind: 'branch' }>, place: Place): Ending {
    const before = place.scope.snapshot();
    const results: { when: Condition; after: ReadonlyMap<string, Binding> }[] = [];
    const leaving: Condition[] = [];
    let others: Condition = ALWAYS;
    for (const { condition, body } of arms) {
      if (condition !== undefined) this.expression(condition, place);
      const met = condition === undefined ? ALWAYS : conditionOf(condition, place.scope);
      const when = all(others, met);
      others = all(others, not(met));
      for (const [name, binding] of before) place.scope.assign(name, binding);
      const { leaves } = this.statements(body, { ...place, scope: new Scope(place.scope), runs: all(place.runs, when) });
      leaving.push(all(when, leaves));
      // Where an arm leaves for good, what it has set is seen by nobody.
      if (leaves.kind !== 'always') results.push({ when, after: place.scope.snapshot() });
    }
    results.push({ when: others, after: before });
    for (const [name, binding] of joinBindings(before, results, span)) place.scope.assign(name, binding);
    return { leaves: any(...leaving) };
  }

  /** Goes through a list or map that is written in the file, else once with unknown variables. */
  repeat(over: GroovyNode | undefined, variables: readonly string[], body: readonly GroovyNode[], place: Place, at: Span): void {
    const [name = 'it', second] = variables;
    const items = roundsOf(over, place.scope);
    if (items === undefined || items.length > UNROLLED) {
      const runs = all(place.runs, unreadable('the loop has something to go through', `${at.file.path}:${at.start}`));
      this.statements(body, { ...place, scope: withUnknowns([name, ...variables.slice(1)], place, at), runs });
      return;
    }
    for (const { first, other } of items) {
      const bindings: [string, Binding][] = [[name, first]];
      if (second !== undefined) bindings.push([second, other ?? { kind: 'value', value: unknownValue(at) }]);
      if (this.reading.spend()) this.statements(body, { ...place, scope: new Scope(place.scope, bindings) });
    }
  }

  /** Reads what a step wraps, labelled closures and those of a map (`parallel a: { }`) included. */
  closures(call: GroovyCall, inside: Place): undefined {
    for (const { label, value } of call.arguments) {
      const place = label === undefined ? inside : { ...inside, stage: label };
      if (value.kind === 'closure') this.run(value, place);
      else if (value.kind === 'map') for (const entry of value.entries) this.#passed(entry.value, place);
      else this.#passed(value, place);
    }
    return undefined;
  }

  #passed(node: GroovyNode, place: Place): void {
    const given = node.kind === 'closure' ? undefined : this.expression(node, place);
    if (node.kind === 'closure') this.run(node, place);
    else if (given?.kind === 'closure') this.run(given.closure, place, given.scope);
    else if (given?.kind === 'map') {
      for (const entry of given.entries.values()) if (entry.kind === 'closure') this.run(entry, place, given.scope);
    }
  }

  /** Reads a closure where it runs, with the variables in sight where it is written. */
  run(
    closure: Extract<GroovyNode, { kind: 'closure' }>,
    place: Place,
    scope = place.scope,
    given: Iterable<readonly [string, Binding]> = [],
  ): Ending {
    const unknown = withUnknowns(closure.parameters, { ...place, scope }, closure.span);
    const { gives } = this.statements(closure.body, { ...place, scope: new Scope(unknown, given) });
    return { leaves: NEVER, gives };
  }
}

/** `error 'x'` fails the build, so nothing behind it runs. */
function isError(node: GroovyNode): boolean {
  return node.kind === 'call' && node.target === undefined && node.name === 'error';
}

function withUnknowns(names: readonly string[], place: Place, at: Span): Scope {
  return new Scope(
    place.scope,
    names.map(name => [name, { kind: 'value', value: unknownValue(at) }]),
  );
}

function mapBinding(node: Extract<GroovyNode, { kind: 'map' }>, scope: Scope): Binding {
  const entries = new Map(node.entries.flatMap(({ label, value }) => (label === undefined ? [] : [[label, value] as const])));
  return { kind: 'map', entries, scope };
}

/** The rounds of a loop: an item, or a key and its value. */
function roundsOf(over: GroovyNode | undefined, scope: Scope): readonly { first: Binding; other?: Binding }[] | undefined {
  const bound = (node: GroovyNode, from: Scope): Binding =>
    node.kind === 'map' ? mapBinding(node, from) : { kind: 'value', value: groovyValue(node, from), node };
  const items = listItems(over, scope);
  if (items !== undefined) return items.map(item => ({ first: bound(item, scope) }));
  const binding = over?.kind === 'map' ? mapBinding(over, scope) : over?.kind === 'name' ? scope.get(over.name) : undefined;
  if (binding?.kind !== 'map') return undefined;
  return [...binding.entries].map(([key, node]) => ({
    first: { kind: 'value', value: { parts: [{ kind: 'literal', text: key, span: node.span }], span: node.span } },
    other: bound(node, binding.scope),
  }));
}
