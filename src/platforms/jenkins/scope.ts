import type { GroovyCall, GroovyClosure, GroovyMethod, GroovyNode } from '../../formats/groovy.js';
import type { Condition } from '../../model/condition.js';
import type { Env } from '../../model/env.js';
import type { PipelineRoom } from '../../model/limits.js';
import type { Unread } from '../../model/pipeline.js';
import type { Call, PlannedStep, StepFields } from '../../model/step.js';
import { choice, unknownValue, type Value } from '../../model/value.js';
import type { Project } from '../../project/project.js';
import type { SourceFile, Span } from '../../source/file.js';

/** What a Groovy variable stands for. */
export type Binding =
  /** a string; `node` is the expression that made it, so that a script kept in a variable keeps its places */
  | { readonly kind: 'value'; readonly value: Value; readonly node?: GroovyNode }
  /** what `docker.build` and `docker.image` give; `isBuilt`: it is in the local store */
  | { readonly kind: 'image'; readonly id: Value; readonly isBuilt: boolean }
  | { readonly kind: 'list'; readonly items: readonly GroovyNode[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, GroovyNode>; readonly scope: Scope }
  /** a block kept for later */
  | { readonly kind: 'closure'; readonly closure: GroovyClosure; readonly scope: Scope }
  /** what `load` gives: the methods of the loaded file */
  | { readonly kind: 'module'; readonly methods: Methods };

/** By name; more than one where a method is overloaded. */
export type Methods = ReadonlyMap<string, readonly GroovyMethod[]>;

/** The Groovy variables and methods in sight. Variables are shared by reference, as closures do. */
export class Scope {
  readonly #variables: Map<string, Binding>;
  readonly #outer: Scope | undefined;
  readonly methods: Map<string, readonly GroovyMethod[]>;

  constructor(outer?: Scope, variables: Iterable<readonly [string, Binding]> = []) {
    this.#outer = outer;
    this.#variables = new Map(variables);
    this.methods = outer?.methods ?? new Map();
  }

  get(name: string): Binding | undefined {
    return this.#variables.get(name) ?? this.#outer?.get(name);
  }

  declare(name: string, binding: Binding): void {
    this.#variables.set(name, binding);
  }

  assign(name: string, binding: Binding): void {
    const owner = this.#ownerOf(name);
    (owner ?? this).#variables.set(name, binding);
  }

  /** All variables in sight as they are now. */
  snapshot(): Map<string, Binding> {
    const all = this.#outer?.snapshot() ?? new Map<string, Binding>();
    for (const [name, binding] of this.#variables) all.set(name, binding);
    return all;
  }

  #ownerOf(name: string): Scope | undefined {
    if (this.#variables.has(name)) return this;
    return this.#outer === undefined ? undefined : this.#outer.#ownerOf(name);
  }
}

/** The methods among statements, which may be called before they stand there. */
export function keepMethods(statements: readonly GroovyNode[], scope: Scope): void {
  for (const node of statements) {
    if (node.kind !== 'method') continue;
    const others = (scope.methods.get(node.name) ?? []).filter(other => other !== node);
    scope.methods.set(node.name, [...others, node]);
  }
}

/** The method a call means: of those of its name, the one that takes as many arguments; labelled ones are one map. */
export function methodFor(methods: Methods, { name, arguments: given }: GroovyCall): GroovyMethod | undefined {
  const named = methods.get(name) ?? [];
  const unlabelled = given.filter(item => item.label === undefined).length;
  const count = unlabelled < given.length ? unlabelled + 1 : unlabelled;
  const fitting = named.findLast(({ parameters }) => {
    return count <= parameters.length && count >= parameters.filter(parameter => parameter.fallback === undefined).length;
  });
  return fitting ?? named.at(-1);
}

/** Where in the pipeline a step stands. */
export interface Place {
  readonly file: SourceFile;
  readonly scope: Scope;
  /** variables set around the step: `environment`, `withEnv`, `withCredentials` */
  readonly env: Env;
  readonly runs: Condition;
  readonly via: readonly Call[];
  readonly workingDirectory: string | undefined;
  readonly tolerated: boolean;
  readonly stage?: string;
  /** the host that Docker Pipeline puts before image names inside `withRegistry` */
  readonly registry?: Value;
  /** where steps go; a `node` block outside any job begins one */
  readonly steps: PlannedStep[] | undefined;
}

/** What the reading of one pipeline shares. */
export interface Reading {
  readonly project: Project;
  readonly root: string;
  readonly room: PipelineRoom;
  unread(at: Span, why: string, kind: Unread['kind']): void;
  /** begins a job for a `node` block and gives the list its steps go to */
  beginJob(at: Span, name: string, label: GroovyNode | undefined, place: Place): PlannedStep[];
  /** where steps go that stand in no node: the agent is somebody else's choice */
  outsideNodes(at: Span): PlannedStep[];
  /** `env.X = …` outside of any node: a variable of all jobs */
  setForAll(name: string, value: Value): void;
  /** a bound on inlined methods and unrolled loops: false once it is used up */
  spend(): boolean;
}

export function fieldsAt(place: Place, span: Span): StepFields {
  return {
    span,
    runs: place.runs,
    env: place.env,
    workingDirectory: place.workingDirectory,
    via: place.via,
    tolerated: place.tolerated,
    ...(place.stage === undefined ? {} : { name: place.stage }),
  };
}

/** Variables after an `if`: what every arm gave where all are strings, else unknown. */
export function joinBindings(
  before: ReadonlyMap<string, Binding>,
  arms: readonly { readonly when: Condition; readonly after: ReadonlyMap<string, Binding> }[],
  at: Span,
): readonly (readonly [string, Binding])[] {
  const names = new Set(arms.flatMap(arm => [...arm.after.keys()]));
  const joined: [string, Binding][] = [];
  for (const name of names) {
    const results = arms.map(arm => ({ when: arm.when, binding: arm.after.get(name) }));
    if (results.every(result => result.binding === before.get(name))) continue;
    const options = results.flatMap(({ when, binding }) => (binding?.kind === 'value' ? [{ when, value: binding.value }] : []));
    const value = options.length === results.length ? choice(options, at) : unknownValue(at);
    joined.push([name, { kind: 'value', value }]);
  }
  return joined;
}
