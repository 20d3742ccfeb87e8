import type { GroovyCall, GroovyNode } from '../../formats/groovy.js';
import { ScriptBuilder } from '../../model/script-builder.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type { Command, PlannedStep, Script, Shell } from '../../model/step.js';
import { literal, unknownValue, type Value } from '../../model/value.js';
import { type Span, spanAround } from '../../source/file.js';
import { containerConfig } from '../lowering.js';
import { qualified, retagged } from './image-names.js';
import { withRegistry, withServer } from './registry.js';
import { type Binding, fieldsAt, type Place, Scope } from './scope.js';
import { argument, groovyValue, scriptOf } from './values.js';

/**
 * The Docker Pipeline plugin's steps by what they run (`Docker.groovy` of jenkinsci/docker-workflow-plugin; documented at
 * https://www.jenkins.io/doc/book/pipeline/docker/).
 */
export interface DockerOutcome {
  readonly steps: readonly PlannedStep[];
  /** where the closure that the step wraps is read; absent where there is none to read */
  readonly inside?: Place;
  readonly gives?: Binding;
}

type Evaluate = (node: GroovyNode, place: Place) => Binding | undefined;

/** `undefined` for a call that is none of the plugin's. */
export function dockerStep(call: GroovyCall, place: Place, evaluate: Evaluate): DockerOutcome | undefined {
  if (call.target === undefined) return plainStep(call, place);
  if (call.target.kind === 'name' && call.target.name === 'docker' && place.scope.get('docker') === undefined)
    return dockerMethod(call, place);
  if (!IMAGE_METHODS.has(call.name)) return undefined;
  const image = evaluatedImage(call.target, place, evaluate);
  if (image === undefined) return undefined;
  const outcome = imageMethod(call, image, place);
  return { ...outcome, steps: [...image.steps, ...outcome.steps] };
}

/** The steps that stand for themselves; `withDockerRegistry` does not put the registry's host before image names. */
function plainStep(call: GroovyCall, place: Place): DockerOutcome | undefined {
  switch (call.name) {
    case 'withDockerRegistry': {
      const { steps, inside } = withRegistry(call, argument(call, 'url'), argument(call, 'credentialsId'), place);
      const { registry: _, ...bare } = inside;
      return { steps, inside: place.registry === undefined ? bare : { ...bare, registry: place.registry } };
    }
    case 'withDockerServer':
      return { steps: [], inside: withServer(argument(call, 'uri', 0), place) };
    case 'withDockerContainer': {
      const image = argument(call, 'image', 0);
      return runInside(call, image === undefined ? unknownValue(call.span) : groovyValue(image, place.scope), place);
    }
    default:
      return undefined;
  }
}

function dockerMethod(call: GroovyCall, place: Place): DockerOutcome {
  const first = argument(call, undefined, 0);
  switch (call.name) {
    case 'build':
      return build(call, place);
    case 'image':
      return { steps: [], gives: { kind: 'image', id: nodeValue(first, place, call.span), isBuilt: false } };
    case 'withRegistry':
      return withRegistry(call, first, argument(call, undefined, 1), place);
    case 'withServer':
      return { steps: [], inside: withServer(first, place) };
    case 'withTool':
      return { steps: [], inside: place };
    default:
      return { steps: [] };
  }
}

const IMAGE_METHODS = new Set(['push', 'pull', 'inside', 'withRun', 'run', 'tag', 'imageName']);

interface Image {
  readonly id: Value;
  readonly isBuilt: boolean;
  /** what makes it, where the method is called on that: `docker.build(…).push()` */
  readonly steps: readonly PlannedStep[];
}

function evaluatedImage(target: GroovyNode, place: Place, evaluate: Evaluate): Image | undefined {
  if (target.kind === 'name') {
    const binding = place.scope.get(target.name);
    return binding?.kind === 'image' ? { ...binding, steps: [] } : undefined;
  }
  if (target.kind !== 'call') return undefined;
  const steps: PlannedStep[] = [];
  const given = evaluate(target, { ...place, steps });
  return given?.kind === 'image' ? { ...given, steps } : undefined;
}

/** `docker.build(image[, args])` runs `docker build -t IMAGE ARGS`, which a shell reads, with `.` where no arguments are given. */
function build(call: GroovyCall, place: Place): DockerOutcome {
  const [image, extra] = [argument(call, undefined, 0), argument(call, undefined, 1)];
  const script = new ScriptBuilder().made('docker build -t "', headOf(call));
  if (image !== undefined) script.script(scriptOf(image, place.scope));
  script.made('" ', image?.span ?? call.nameSpan);
  if (extra === undefined) script.made('.', call.nameSpan);
  else script.script(scriptOf(extra, place.scope));
  const id = nodeValue(image, place, call.span);
  return { steps: [shellStep(call, place, script.build(call.span))], gives: { kind: 'image', id, isBuilt: true } };
}

/** `docker.build` of the whole call. */
function headOf(call: GroovyCall): Span {
  return call.target === undefined ? call.nameSpan : spanAround(call.target.span, call.nameSpan);
}

function imageMethod(call: GroovyCall, image: Image, place: Place): DockerOutcome {
  const name = qualified(image.id, place.registry);
  switch (call.name) {
    case 'push':
    case 'tag': {
      // An image is tagged before it is pushed, with the tag of its own name where no other is given.
      const tag = argument(call, 'tagName', 0);
      const target = qualified(
        retagged(image.id, tag === undefined ? undefined : groovyValue(tag, place.scope), call.nameSpan),
        place.registry,
      );
      const tags = dockerCommand(call, place, 'tag', [image.id, target]);
      return { steps: call.name === 'tag' ? [tags] : [tags, dockerCommand(call, place, 'push', [target])] };
    }
    case 'pull':
      return { steps: [dockerCommand(call, place, 'pull', [name])] };
    case 'imageName':
      return { steps: [], gives: { kind: 'value', value: name } };
    case 'inside':
      return runInside(call, image.isBuilt ? image.id : name, place);
    default:
      return run(call, image.id, place);
  }
}

/** `run(args, command)`, and `withRun`, whose closure runs beside the container, not in it. */
function run(call: GroovyCall, image: Value, place: Place): DockerOutcome {
  const [options, command] = [argument(call, 'args', 0), argument(call, 'command', 1)];
  const at = call.nameSpan;
  const script = new ScriptBuilder().made('docker run -d ', at);
  if (options !== undefined) script.script(scriptOf(options, place.scope)).made(' ', at);
  script.hole(image, at);
  if (command !== undefined) script.made(' ', at).script(scriptOf(command, place.scope));
  const steps = [shellStep(call, place, script.build(at))];
  return call.name === 'run' ? { steps } : { steps, inside: withParameter(call, place) };
}

/** The closure's parameter is the container. */
function withParameter(call: GroovyCall, place: Place): Place {
  const closure = call.arguments.find(item => item.value.kind === 'closure')?.value;
  const name = closure?.kind === 'closure' ? closure.parameters[0] : undefined;
  return name === undefined
    ? place
    : { ...place, scope: new Scope(place.scope, [[name, { kind: 'value', value: unknownValue(call.span) }]]) };
}

/** The closure's steps run in a container of the image; what `withRegistry` has put aside is there too. */
function runInside(call: GroovyCall, image: Value, place: Place): DockerOutcome {
  const config = containerConfig(`the container at ${call.span.file.path}:${call.span.start}`, call.nameSpan);
  const env = place.env.get('DOCKER_CONFIG') === undefined ? place.env.with(...config) : place.env;
  return { steps: [dockerCommand(call, place, 'run', [image])], inside: { ...place, env } };
}

function shellStep(call: GroovyCall, place: Place, script: Script): Shell {
  const fields = fieldsAt(place, spanAround(call.target?.span ?? call.nameSpan, call.span));
  return { kind: 'shell', ...fields, script, dialect: 'sh', options: { ...NO_OPTIONS, errexit: true, xtrace: true } };
}

function dockerCommand(call: GroovyCall, place: Place, verb: string, rest: readonly Value[]): Command {
  const fields = fieldsAt(place, spanAround(call.target?.span ?? call.nameSpan, call.span));
  const head = [literal('docker', call.nameSpan), literal(verb, call.nameSpan)];
  return { kind: 'command', ...fields, words: [...head, ...rest], dialect: 'sh' };
}

function nodeValue(node: GroovyNode | undefined, place: Place, at: Span): Value {
  return node === undefined ? unknownValue(at) : groovyValue(node, place.scope);
}
