import type { World } from './condition.js';
import { oncePer } from './once.js';
import { holdsChoice, inWorld, type Value } from './value.js';

/** So many layers are laid on one another before they are made fewer. */
const MOST_LAYERS = 8;

/**
 * Environment variables as far as the files tell: a name that is not set here may still be set by the CI system's settings.
 * Immutable; `with` shares what it does not change.
 */
export class Env {
  static #empty: Env | undefined;

  // Not a static field: TypeScript 7.0.2 writes `static empty = new _a(…)` for it and sets `_a` only behind the class.
  static get empty(): Env {
    Env.#empty ??= new Env(undefined, new Map());
    return Env.#empty;
  }

  readonly #outer: Env | undefined;
  readonly #own: ReadonlyMap<string, Value | undefined>;
  readonly #depth: number;
  #settled: { readonly world: World; readonly env: Env } | undefined;
  #hasChoice: boolean | undefined;

  private constructor(outer: Env | undefined, own: ReadonlyMap<string, Value | undefined>) {
    this.#outer = outer;
    this.#own = own;
    this.#depth = outer === undefined ? 0 : outer.#depth + 1;
  }

  static of(entries: Iterable<readonly [string, Value]>): Env {
    return Env.empty.withAll(entries);
  }

  get(name: string): Value | undefined {
    for (let env: Env | undefined = this; env !== undefined; env = env.#outer) {
      if (env.#own.has(name)) return env.#own.get(name);
    }
    return undefined;
  }

  with(name: string, value: Value): Env {
    return this.withAll([[name, value]]);
  }

  without(name: string): Env {
    return this.#layered(new Map([[name, undefined]]));
  }

  /** Later entries win. */
  withAll(entries: Iterable<readonly [string, Value]>): Env {
    const own = new Map<string, Value | undefined>(entries);
    return own.size === 0 ? this : this.#layered(own);
  }

  /** A chain as long as a script has assignments would make every look-up linear in it; one map anew for each, every assignment. */
  #layered(own: ReadonlyMap<string, Value | undefined>): Env {
    if (this.#depth < MOST_LAYERS) return new Env(this, own);
    let outer: Env | undefined = this;
    let merged = own;
    while (outer !== undefined && outer.#own.size <= merged.size) {
      merged = new Map([...outer.#own, ...merged]);
      outer = outer.#outer;
    }
    return new Env(outer, merged);
  }

  #flat(): Map<string, Value | undefined> {
    const layers: Env[] = [];
    for (let env: Env | undefined = this; env !== undefined; env = env.#outer) layers.push(env);
    const flat = new Map<string, Value | undefined>();
    for (const layer of layers.reverse()) for (const [name, value] of layer.#own) flat.set(name, value);
    return flat;
  }

  /** The same variables with the choices in their values made; this very object where there are none. */
  inWorld(world: World): Env {
    if (!this.hasChoice) return this;
    // Steps share their environments, and a job is played world by world.
    if (this.#settled?.world !== world) {
      const own = hasChoiceIn(this.#own)
        ? new Map([...this.#own].map(([name, value]) => [name, value && inWorld(value, world)]))
        : this.#own;
      this.#settled = { world, env: new Env(this.#outer?.inWorld(world), own) };
    }
    return this.#settled.env;
  }

  /** Whether some value depends on the world. */
  get hasChoice(): boolean {
    this.#hasChoice ??= hasChoiceIn(this.#own) || (this.#outer?.hasChoice ?? false);
    return this.#hasChoice;
  }

  /**
   * A question about single variables, asked of environments: the answers by name. Environments share most of their variables, and each is
   * asked about once.
   * @param question gives `undefined` where it has nothing to say of a variable
   */
  static asking<T>(question: (name: string, value: Value) => T | undefined): (env: Env) => ReadonlyMap<string, T> {
    const none: ReadonlyMap<string, T> = new Map();
    const answers: (env: Env) => ReadonlyMap<string, T> = oncePer((env: Env) => {
      const outer = env.#outer === undefined ? none : answers(env.#outer);
      let found: Map<string, T> | undefined;
      for (const [name, value] of env.#own) {
        const answer = value && question(name, value);
        if (answer === undefined && !(found ?? outer).has(name)) continue;
        found ??= new Map(outer);
        if (answer === undefined) found.delete(name);
        else found.set(name, answer);
      }
      return found ?? outer;
    });
    return answers;
  }

  /** All variables that are set, each once. */
  entries(): readonly (readonly [string, Value])[] {
    const set: [string, Value][] = [];
    for (const [name, value] of this.#flat()) if (value !== undefined) set.push([name, value]);
    return set;
  }
}

function hasChoiceIn(variables: ReadonlyMap<string, Value | undefined>): boolean {
  for (const value of variables.values()) if (value !== undefined && holdsChoice(value)) return true;
  return false;
}
