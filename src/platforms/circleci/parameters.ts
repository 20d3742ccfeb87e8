import { asMap, entriesOf, textOf, type YamlNode, type YamlScalar } from '../../formats/yaml.js';
import { ScriptBuilder } from '../../model/script-builder.js';
import type { Script } from '../../model/step.js';
import { LONGEST_CONCATENATION, unknownValue } from '../../model/value.js';
import { substituted } from './substitution.js';

/** What a parameter was given: text in which further parameters are already replaced, or a list or map with the parameters in sight of it. */
export type Given =
  | { readonly kind: 'text'; readonly script: Script }
  | { readonly kind: 'node'; readonly node: YamlNode; readonly parameters: Parameters };

/** The parameters in sight: those of the job, command or executor, the cell of a matrix, and the pipeline's. */
export class Parameters {
  readonly #given: ReadonlyMap<string, Given>;
  readonly #matrix: ReadonlyMap<string, YamlNode>;
  readonly #pipeline: ReadonlyMap<string, YamlScalar>;

  private constructor(given: ReadonlyMap<string, Given>, matrix: ReadonlyMap<string, YamlNode>, pipeline: ReadonlyMap<string, YamlScalar>) {
    this.#given = given;
    this.#matrix = matrix;
    this.#pipeline = pipeline;
  }

  /** @param pipeline the pipeline's parameters with their defaults */
  static of(pipeline: ReadonlyMap<string, YamlScalar>): Parameters {
    return new Parameters(new Map(), new Map(), pipeline);
  }

  /** `parameters.x` and `matrix.x` */
  find(path: string): Given | undefined {
    const dot = path.indexOf('.');
    const name = path.slice(dot + 1);
    if (path.slice(0, dot) === 'parameters') return this.#given.get(name);
    const cell = path.slice(0, dot) === 'matrix' ? this.#matrix.get(name) : undefined;
    return cell?.kind === 'scalar' ? { kind: 'text', script: { text: cell.text, holes: [] } } : undefined;
  }

  /** The default of `pipeline.parameters.x`. */
  defaultOf(path: string): YamlScalar | undefined {
    return path.startsWith('pipeline.parameters.') ? this.#pipeline.get(path.slice('pipeline.parameters.'.length)) : undefined;
  }

  withMatrix(matrix: ReadonlyMap<string, YamlNode>): Parameters {
    return new Parameters(this.#given, matrix, this.#pipeline);
  }

  /** In sight of what is declared here are only its own parameters, and the pipeline's. */
  replaced(given: ReadonlyMap<string, Given>): Parameters {
    return new Parameters(given, new Map(), this.#pipeline);
  }
}

/** The defaults of the parameters that whoever starts the pipeline may set. */
export function pipelineParameters(declared: YamlNode | undefined): ReadonlyMap<string, YamlScalar> {
  const defaults = new Map<string, YamlScalar>();
  for (const { key, value } of entriesOf(declared)) {
    const node = asMap(value)?.get('default');
    if (node?.kind === 'scalar') defaults.set(key.decoded, node);
  }
  return defaults;
}

/**
 * The parameters of a job, command or executor: what the caller passes, else the declared default.
 * @param passed the map of arguments, written where `outside` is in sight
 */
export function bindParameters(declared: YamlNode | undefined, passed: YamlNode | undefined, outside: Parameters): Parameters {
  const given = new Map<string, Given>();
  const inside = outside.replaced(new Map());
  for (const { key, value } of entriesOf(declared)) {
    const argument = asMap(passed)?.get(key.decoded);
    const node = argument ?? asMap(value)?.get('default');
    if (node !== undefined) given.set(key.decoded, givenBy(node, argument === undefined ? inside : outside));
  }
  return outside.replaced(given);
}

function givenBy(node: YamlNode, parameters: Parameters): Given {
  if (node.kind !== 'scalar') return { kind: 'node', node, parameters };
  const whole = wholeParameter(node, parameters);
  if (whole !== undefined) return whole;
  const script = substituted(node.text, parameters);
  if (script.text.value.length <= LONGEST_CONCATENATION) return { kind: 'text', script };
  // Passed on by name again and again it would double each time.
  const at = node.text.spanOf();
  return { kind: 'text', script: new ScriptBuilder().hole(unknownValue(at), at).build(at) };
}

/** What `<< parameters.x >>` stands for where that is all of a scalar, and x is a list or map. */
export function wholeParameter(node: YamlNode, parameters: Parameters): Extract<Given, { kind: 'node' }> | undefined {
  const path = /^<<\s*(parameters\.[\w-]+)\s*>>$/.exec(textOf(node)?.trim() ?? '')?.[1];
  const given = path === undefined ? undefined : parameters.find(path);
  return given?.kind === 'node' ? given : undefined;
}
