import type { GroovyCall } from '../../formats/groovy.js';
import { pathIn } from '../../model/path.js';
import { reference } from '../../model/value.js';
import { withoutItems } from '../../source/lines.js';
import { containerConfig } from '../lowering.js';
import { closureOf, rootName, withoutTarget } from './calls.js';
import { credentialVariables } from './credentials.js';
import { dockerStep } from './docker-pipeline.js';
import { HARMLESS_STEPS, WRAPPERS } from './known-steps.js';
import { callClosure, inlineMethod, loadFile } from './methods.js';
import { type Binding, fieldsAt, methodFor, type Place } from './scope.js';
import { shellStep, variableOf } from './shell-step.js';
import type { StepReader } from './steps.js';
import { argument, GLOBALS, groovyValue, knownText, listItems } from './values.js';

/** Reads a call: a step of the Pipeline, a method of the file, a method of something. */
export function readCall(call: GroovyCall, place: Place, reader: StepReader): Binding | undefined {
  const docker = dockerStep(call, place, (node, inner) => reader.expression(node, inner));
  if (docker !== undefined) {
    reader.emit(place, ...docker.steps);
    if (docker.inside !== undefined) reader.closures(call, docker.inside);
    return docker.gives;
  }
  if (call.target !== undefined) return methodCall(call, place, reader);
  const inside = wrapped(call, place, reader);
  return inside === undefined ? plainStep(call, place, reader) : reader.closures(call, inside);
}

/** Where the closure of a step runs that changes something for it; `undefined` for any other step. */
function wrapped(call: GroovyCall, place: Place, reader: StepReader): Place | undefined {
  switch (call.name) {
    case 'node':
      // Inside a node another one is another machine.
      return { ...place, steps: reader.reading.beginJob(call.nameSpan, place.stage ?? 'node', argument(call, 'label', 0), place) };
    case 'dir':
      return { ...place, workingDirectory: directory(call, place, reader) };
    case 'stage':
      return { ...place, stage: knownText(argument(call, 'name', 0), place.scope) ?? place.stage ?? 'stage' };
    case 'withEnv': {
      const items = listItems(argument(call, 'overrides', 0), place.scope) ?? [];
      const spans = items.map(item => item.span);
      const set = items.map((item, index) => {
        return variableOf(item, place.scope).map(
          ([name, value]) => [name, { ...value, unset: () => withoutItems(spans, new Set([index])) }] as const,
        );
      });
      return { ...place, env: place.env.withAll(set.flat()) };
    }
    case 'withCredentials':
      return { ...place, env: place.env.withAll(credentialVariables(call, place.scope)) };
    case 'container': {
      const name = knownText(argument(call, 'name', 0), place.scope) ?? 'another container';
      return { ...place, env: place.env.with(...containerConfig(`the container ${name}`, call.nameSpan)) };
    }
    case 'catchError':
    case 'warnError':
      return { ...place, tolerated: true };
    case 'configFileProvider':
      reader.emit(place, { kind: 'restore-credentials', ...fieldsAt(place, call.nameSpan) });
      return place;
    case 'parallel':
      return place;
    default:
      return undefined;
  }
}

function directory(call: GroovyCall, place: Place, reader: StepReader): string | undefined {
  const node = argument(call, 'path', 0);
  return node === undefined ? undefined : pathIn(groovyValue(node, place.scope), place.workingDirectory, reader.reading.root);
}

function plainStep(call: GroovyCall, place: Place, reader: StepReader): Binding | undefined {
  switch (call.name) {
    case 'sh':
    case 'bat':
    case 'powershell':
    case 'pwsh':
      return shell(call, place, reader);
    case 'load':
      return loadFile(call, place, reader);
    case 'library':
      reader.reading.unread(call.span, 'a shared library lies elsewhere and is not read', 'remote');
      return undefined;
    default:
      return otherCall(call, place, reader);
  }
}

function shell(call: GroovyCall, place: Place, reader: StepReader): Binding | undefined {
  const step = shellStep(call, place, (node, scope) => reader.value(node, { ...place, scope }));
  if (step === undefined) return undefined;
  reader.emit(place, step);
  return step.prints === undefined ? undefined : { kind: 'value', value: reference(step.prints, call.span) };
}

function otherCall(call: GroovyCall, place: Place, reader: StepReader): Binding | undefined {
  const method = methodFor(place.scope.methods, call);
  if (method !== undefined) return inlineMethod(method, call, place, reader);
  const bound = place.scope.get(call.name);
  if (bound?.kind === 'closure') return callClosure(bound, call, place, reader);
  if (HARMLESS_STEPS.has(call.name)) {
    visitArguments(call, place, reader);
    return undefined;
  }
  if (!WRAPPERS.has(call.name)) opaque(call, call.name, place, reader);
  return reader.closures(call, place);
}

function opaque(call: GroovyCall, what: string, place: Place, reader: StepReader): void {
  reader.emit(place, { kind: 'opaque', ...fieldsAt(place, call.nameSpan), what });
}

function visitArguments(call: GroovyCall, place: Place, reader: StepReader): void {
  for (const { value } of call.arguments) if (value.kind !== 'closure') reader.expression(value, place);
}

/** methods of lists and maps whose closure runs for each item */
const FOR_EACH = new Set(['each', 'eachWithIndex', 'collect', 'collectEntries']);

/** `xs.each { }` goes through a list; anything else is read for the calls in its target and arguments. */
function methodCall(call: GroovyCall, place: Place, reader: StepReader): Binding | undefined {
  const { target } = call;
  if (target === undefined) return undefined;
  const body = closureOf(call);
  if (body !== undefined && FOR_EACH.has(call.name)) {
    reader.repeat(target, body.parameters, body.body, place, call.span);
    return undefined;
  }
  const root = rootName(target);
  if (root === 'this' || root === 'steps' || root === 'script') return readCall(withoutTarget(call), place, reader);
  const owner = root === undefined ? undefined : place.scope.get(root);
  const method = owner?.kind === 'module' ? methodFor(owner.methods, call) : undefined;
  if (method !== undefined) return inlineMethod(method, call, place, reader);
  if (call.name === 'call' && owner?.kind === 'closure') return callClosure(owner, call, place, reader);
  const given = reader.expression(target, place);
  visitArguments(call, place, reader);
  // What a step printed is still that behind `.trim()`.
  if (given?.kind === 'value' && SAME.has(call.name)) return given;
  if (root !== undefined && owner === undefined && !GLOBALS.has(root) && /^[a-z]/.test(root))
    opaque(call, `${root}.${call.name}`, place, reader);
  return undefined;
}

const SAME = new Set(['trim', 'toString', 'strip']);
