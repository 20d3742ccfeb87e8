import type { GroovyCall, GroovyMethod, GroovyNode } from '../../formats/groovy.js';
import { unknownValue } from '../../model/value.js';
import { pathFrom } from '../../project/project.js';
import { readGroovy } from '../template.js';
import { type Binding, fieldsAt, type Place, Scope } from './scope.js';
import type { StepReader } from './steps.js';
import { argument, groovyValue, knownText } from './values.js';

/** Calls nest this deep at most. */
const DEEPEST = 20;

/** Reads a method of the file as if its body stood at the call, and tells what it returned. */
export function inlineMethod(method: GroovyMethod, call: GroovyCall, place: Place, reader: StepReader): Binding | undefined {
  const callee = `${method.name}()`;
  const isOpen = place.via.some(hop => hop.callee === callee && hop.at.start === call.nameSpan.start);
  if (isOpen || place.via.length >= DEEPEST || !reader.reading.spend()) {
    reader.reading.unread(call.nameSpan, `the method ${method.name} calls itself or nests too deep and is not followed here`, 'limit');
    return undefined;
  }
  const scope = new Scope(place.scope, parametersOf(method, call, place, reader));
  return reader.statements(method.body, { ...place, scope, via: [...place.via, { at: call.nameSpan, callee }] }).gives;
}

/** Labelled arguments are one map, the first parameter. */
function parametersOf(method: GroovyMethod, call: GroovyCall, place: Place, reader: StepReader): readonly (readonly [string, Binding])[] {
  const labelled = call.arguments.filter(item => item.label !== undefined);
  const entries = new Map(labelled.map(({ label = '', value }) => [label, value] as const));
  const named: readonly Binding[] = labelled.length === 0 ? [] : [{ kind: 'map', entries, scope: place.scope }];
  const others = call.arguments.filter(item => item.label === undefined).map(item => bound(item.value, place, reader));
  const given = [...named, ...others];
  return method.parameters.map(({ name, fallback }, index): readonly [string, Binding] => {
    const binding = given[index] ?? (fallback === undefined ? undefined : bound(fallback, place, reader));
    return [name, binding ?? { kind: 'value', value: unknownValue(call.span) }];
  });
}

function bound(node: GroovyNode, place: Place, reader: StepReader): Binding {
  if (node.kind === 'closure') return { kind: 'closure', closure: node, scope: place.scope };
  if (node.kind === 'list') return { kind: 'list', items: node.items };
  const given = reader.expression(node, place);
  if (given !== undefined) return given;
  return { kind: 'value', value: groovyValue(node, place.scope), node: frozen(node, place.scope) };
}

/** A node to read again later: only where it does not depend on variables, which may be others by then. */
function frozen(node: GroovyNode, scope: Scope): GroovyNode {
  const binding = node.kind === 'name' ? scope.get(node.name) : undefined;
  return binding?.kind === 'value' && binding.node !== undefined ? binding.node : node;
}

/** Reads a closure that is kept in a variable where it is called. */
export function callClosure(
  binding: Extract<Binding, { kind: 'closure' }>,
  call: GroovyCall,
  place: Place,
  reader: StepReader,
): Binding | undefined {
  if (place.via.length >= DEEPEST || !reader.reading.spend()) return undefined;
  const values = call.arguments.map(item => bound(item.value, place, reader));
  const { parameters } = binding.closure;
  const names = parameters.length === 0 ? ['it'] : parameters;
  const given = names.flatMap((name, index): (readonly [string, Binding])[] => {
    const value = values[index];
    return value === undefined ? [] : [[name, value]];
  });
  const via = [...place.via, { at: call.nameSpan, callee: `${call.name}()` }];
  return reader.run(binding.closure, { ...place, via }, binding.scope, given).gives;
}

/** `load 'path'`: a Groovy file of the repository, whose statements run and whose methods the result has. */
export function loadFile(call: GroovyCall, place: Place, reader: StepReader): Binding | undefined {
  const { reading } = reader;
  const node = argument(call, 'path', 0);
  const path = knownText(node, place.scope);
  const at = node?.span ?? call.span;
  const target = path === undefined ? undefined : pathFrom(place.workingDirectory ?? reading.root, path, reading.root);
  const file = target === undefined ? undefined : reading.project.read(target);
  if (path === undefined || file === undefined) {
    if (path === undefined) reading.unread(at, 'the loaded file is chosen when the build runs', 'dynamic');
    else reading.unread(at, `the loaded file ${path} is not in this repository`, 'missing');
    reader.emit(place, { kind: 'opaque', ...fieldsAt(place, call.nameSpan), what: 'load' });
    return undefined;
  }
  if (place.via.some(hop => hop.callee === path) || place.via.length >= DEEPEST || !reading.spend()) {
    reading.unread(at, `${path} loads itself and is not followed again`, 'limit');
    return undefined;
  }
  const { statements, notes } = readGroovy(file);
  for (const note of notes) reading.unread(note.at, note.why, note.kind);
  const scope = new Scope(undefined);
  reader.statements(statements, { ...place, file, scope, via: [...place.via, { at, callee: path }] });
  return { kind: 'module', methods: scope.methods };
}
