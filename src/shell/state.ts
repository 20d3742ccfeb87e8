import { ALWAYS, type Condition, isNever, NEVER, not } from '../model/condition.js';
import type { Env } from '../model/env.js';
import { oncePer } from '../model/once.js';
import type { ShellOptions } from '../model/step.js';
import { type Part, reference, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { both, either } from './conditions.js';
import type { Node } from './syntax.js';
import { bounded, type Content, joinContents, joinValues, type Variable } from './variables.js';

/**
 * What must hold for the reading to be here. `usual` takes ordinary commands to succeed: after `docker login || exit 1` the rest runs
 * as usual, though exactly it runs only if the sign-in worked.
 */
export interface Guard {
  readonly exact: Condition;
  readonly usual: Condition;
}

/** How a command ended, as conditions of its success. */
export type Status = Guard;

export const SUCCESS: Status = { exact: ALWAYS, usual: ALWAYS };
export const FAILURE: Status = { exact: NEVER, usual: NEVER };

export function certainly(condition: Condition): Status {
  return { exact: condition, usual: condition };
}

export function negated(status: Status): Status {
  return { exact: not(status.exact), usual: not(status.usual) };
}

/** What to take a command's success for: ordinary ones succeed, unless that is exactly what is asked about (`! docker pull`). */
export function expected(status: Status): Condition {
  return isNever(status.usual) ? status.exact : status.usual;
}

const NOWHERE: readonly Guard[] = [];
const conditionsOf = oncePer((path: readonly Guard[]): readonly Condition[] => path.map(guard => guard.exact));

export interface Arguments {
  readonly content: Extract<Content, { kind: 'array' }>;
  /** nobody knows how the script is called, so what is not listed may still be there */
  readonly open: boolean;
}

/** What a shell process holds at one point of its script. Mutable: the interpreter forks it where ways part and joins it where they meet. */
export class ShellState {
  #variables = new Map<string, Variable>();
  #functions = new Map<string, Node>();
  /** the maps are this state's alone; forks share them until one of them writes */
  #owned = true;
  readonly #outside: Env;
  #env: Env | undefined;
  path: readonly Guard[] = NOWHERE;
  /** false behind an `exit`: nothing runs any more on this way */
  alive = true;
  options: ShellOptions;
  exportsAll = false;
  arguments: Arguments;
  directory: string | undefined;
  previousDirectory: string | undefined;
  directories: readonly (string | undefined)[] = [];
  /** what `echo` and the like printed so far, where something keeps it (`$(…)`, a pipe, an environment file) */
  printed: Value | undefined;
  stdin: Value | undefined;
  stdout: Value | undefined;

  constructor(outside: Env, directory: string | undefined, options: ShellOptions, args: Arguments) {
    this.#outside = outside;
    this.directory = directory;
    this.options = options;
    this.arguments = args;
  }

  fork(guard?: Guard): ShellState {
    const copy = new ShellState(this.#outside, this.directory, this.options, this.arguments);
    copy.#share(this);
    copy.path = guard === undefined || guard.exact.kind === 'always' ? this.path : [...this.path, guard];
    copy.alive = this.alive;
    copy.exportsAll = this.exportsAll;
    copy.previousDirectory = this.previousDirectory;
    copy.directories = this.directories;
    copy.printed = this.printed;
    copy.stdin = this.stdin;
    copy.stdout = this.stdout;
    return copy;
  }

  #share(other: ShellState): void {
    this.#variables = other.#variables;
    this.#functions = other.#functions;
    this.#env = other.#env;
    this.#owned = other.#owned = false;
  }

  #own(): void {
    if (this.#owned) return;
    this.#variables = new Map(this.#variables);
    this.#functions = new Map(this.#functions);
    this.#owned = true;
  }

  /** The conditions under which what comes next runs. */
  get conditions(): readonly Condition[] {
    return conditionsOf(this.path);
  }

  /** The variables a program started here sees. */
  get env(): Env {
    if (this.#env === undefined) {
      const set: (readonly [string, Value])[] = [];
      let env = this.#outside;
      for (const [name, variable] of this.#variables) {
        const value = exportedValue(variable);
        if (value !== undefined) set.push([name, value]);
        else if (env.get(name) !== undefined) env = env.without(name);
      }
      this.#env = env.withAll(set);
    }
    return this.#env;
  }

  /** What a variable holds; `undefined` where nothing in the files sets it, so that the CI system's settings may. */
  get(name: string): Content | undefined {
    const variable = this.#variables.get(name);
    if (variable !== undefined) return variable.content;
    const value = this.#outside.get(name);
    return value === undefined ? undefined : { kind: 'scalar', value };
  }

  isExported(name: string): boolean {
    return this.#variables.get(name)?.exported ?? this.#outside.get(name) !== undefined;
  }

  set(name: string, content: Content, exported: boolean = this.exportsAll || this.isExported(name)): void {
    this.restore(name, { content: bounded(content), exported });
  }

  /** The variable as this script left it, to put it back later. */
  saved(name: string): Variable | undefined {
    return this.#variables.get(name);
  }

  restore(name: string, variable: Variable | undefined): void {
    this.#own();
    if (variable === undefined) this.#variables.delete(name);
    else this.#variables.set(name, variable);
    if (this.#env === undefined) return;
    const value = variable === undefined ? this.#outside.get(name) : exportedValue(variable);
    if (value !== undefined) this.#env = this.#env.with(name, value);
    else if (this.#env.get(name) !== undefined) this.#env = this.#env.without(name);
  }

  /** From here on nobody knows what the variable holds. */
  forget(name: string, at: Span): void {
    const unknown: Part = { kind: 'unknown', span: at };
    const before = this.get(name);
    const items = [{ kind: 'value', value: { parts: [{ ...unknown, splits: true }], span: at } }] as const;
    this.set(name, before?.kind === 'array' ? { kind: 'array', items } : { kind: 'scalar', value: { parts: [unknown], span: at } });
  }

  function(name: string): Node | undefined {
    return this.#functions.get(name);
  }

  define(name: string, body: Node): void {
    this.#own();
    this.#functions.set(name, body);
  }

  removeFunction(name: string): void {
    this.#own();
    this.#functions.delete(name);
  }

  /**
   * Where ways meet that parted from this state: each differs from it by the guards it took since. What differs becomes a choice by these
   * guards. Ways that left (`exit`) do not arrive; then what follows runs only under the guards of those that do.
   * @param exhaustive no way left since they parted, so that one of those that arrive was certainly gone
   */
  join(ways: readonly ShellState[], exhaustive: boolean): void {
    const depth = this.path.length;
    const arriving = ways.filter(way => way.alive);
    const [first] = arriving;
    if (first === undefined) {
      this.alive = false;
      return;
    }
    const taken = arriving.map(way => way.path.slice(depth));
    if (arriving.length === 1) this.#adopt(first);
    else this.#meet(arriving.map((state, index) => ({ state, when: both(...(taken[index] ?? []).map(guard => guard.exact)) })));
    if (exhaustive) return;
    const usual = either(...taken.map(guards => both(...guards.map(guard => guard.usual))));
    const exact = either(...taken.map(guards => both(...guards.map(guard => guard.exact))));
    const rest = isNever(usual) ? exact : usual;
    if (isNever(rest)) this.alive = false;
    else if (rest.kind !== 'always') this.path = [...this.path, { exact: rest, usual: rest }];
  }

  #adopt(other: ShellState): void {
    this.#share(other);
    this.options = other.options;
    this.exportsAll = other.exportsAll;
    this.arguments = other.arguments;
    this.directory = other.directory;
    this.previousDirectory = other.previousDirectory;
    this.directories = other.directories;
    this.printed = other.printed;
  }

  #meet(ways: readonly Way[]): void {
    const [first, ...others] = ways;
    if (first === undefined) return;
    const [variables, functions, env] = [this.#variables, this.#functions, this.#env];
    // Forks share both maps until one of them writes.
    const isAsBefore = ways.every(({ state }) => state.#variables === variables);
    const changed = isAsBefore ? [] : this.#changedIn(ways);
    const { state } = first;
    for (const { state: other } of others) {
      if (other.directory !== state.directory) state.directory = undefined;
      if (other.previousDirectory !== state.previousDirectory) state.previousDirectory = undefined;
      if (other.directories !== state.directories) state.directories = [];
      if (other.arguments !== state.arguments) state.arguments = { content: { kind: 'array', items: [] }, open: true };
      state.options = commonOptions(state.options, other.options);
    }
    const { printed } = state;
    if (printed !== undefined) {
      state.printed = joinValues(ways.map(way => ({ when: way.when, value: way.state.printed ?? { parts: [], span: printed.span } })));
    }
    this.#adopt(state);
    if (isAsBefore) return;
    // What no way has changed stays as it was before they parted, with the environment that was made of it.
    this.#variables = variables;
    this.#functions = functions;
    this.#env = env;
    this.#own();
    this.#functions = new Map(ways.flatMap(way => [...way.state.#functions]));
    for (const [name, variable] of changed) this.restore(name, variable);
  }

  /** The variables that are not as they were when the ways parted. */
  #changedIn(ways: readonly Way[]): readonly (readonly [string, Variable | undefined])[] {
    const changed: [string, Variable | undefined][] = [];
    for (const name of new Set([this, ...ways.map(({ state }) => state)].flatMap(state => [...state.#variables.keys()]))) {
      const variables = ways.map(({ state }) => state.#variables.get(name));
      const [first] = variables;
      if (variables.every(variable => variable === first)) {
        if (first !== this.#variables.get(name)) changed.push([name, first]);
        continue;
      }
      const contents = ways.map(({ state, when }) => ({ when, content: state.get(name) ?? neverSet(name, variables) }));
      changed.push([name, { content: joinContents(contents), exported: ways.some(({ state }) => state.isExported(name)) }]);
    }
    return changed;
  }
}

/** One of the ways that meet, and the condition under which it was gone. */
interface Way {
  readonly state: ShellState;
  readonly when: Condition;
}

function neverSet(name: string, variables: readonly (Variable | undefined)[]): Content {
  const content = variables.find(variable => variable !== undefined)?.content;
  // Arrays cannot come from the environment.
  if (content === undefined || content.kind === 'array') return { kind: 'array', items: [] };
  return { kind: 'scalar', value: reference({ scope: 'env', name }, content.kind === 'scalar' ? content.value.span : content.at) };
}

function commonOptions(a: ShellOptions, b: ShellOptions): ShellOptions {
  return { errexit: a.errexit && b.errexit, pipefail: a.pipefail && b.pipefail, xtrace: a.xtrace && b.xtrace };
}

/** What a program started here sees of a variable: nothing of one that is not exported, and nothing of arrays. */
function exportedValue({ content, exported }: Variable): Value | undefined {
  return exported && content.kind === 'scalar' ? content.value : undefined;
}
