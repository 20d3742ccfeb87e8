import { ALWAYS, all, type Condition, not } from '../model/condition.js';
import { conditionKey, decidedBy } from './conditions.js';

/** More ways than this to read one command are not told apart. */
const MOST_VARIANTS = 16;

/**
 * Decisions made while one command is expanded. `docker build $ARGS` is one command where `ARGS` is `--push` and another where it is
 * empty, so its expansion is done over for every way the conditions it meets can turn out.
 */
export class Choices {
  readonly #given: readonly Condition[];
  readonly #script: readonly boolean[] | undefined;
  readonly #made: { readonly condition: Condition; readonly holds: boolean }[] = [];
  /** more decisions than could lead to few variants */
  exhausted = false;

  /** @param script the decisions to make first; `undefined`: none is made at all */
  constructor(given: readonly Condition[], script: readonly boolean[] | undefined) {
    this.#given = given;
    this.#script = script;
  }

  /** Whether a condition holds in this variant; `undefined` where variants are not told apart. */
  decide(condition: Condition): boolean | undefined {
    const decided = decidedBy(condition, [...this.#given, this.when]);
    if (decided !== undefined || this.#script === undefined || this.exhausted) return decided;
    switch (condition.kind) {
      case 'not': {
        const inner = this.decide(condition.of);
        return inner === undefined ? undefined : !inner;
      }
      case 'all':
        return condition.of.every(part => this.decide(part));
      case 'any':
        return condition.of.some(part => this.decide(part));
      default: {
        if (this.#made.length === MOST_VARIANTS) {
          this.exhausted = true;
          return undefined;
        }
        const holds = this.#script[this.#made.length] ?? true;
        this.#made.push({ condition, holds });
        return holds;
      }
    }
  }

  get when(): Condition {
    return all(...this.#made.map(({ condition, holds }) => (holds ? condition : not(condition))));
  }

  get decisions(): readonly boolean[] {
    return this.#made.map(({ holds }) => holds);
  }
}

/** The results of an expansion for every way the conditions it meets can turn out, where they are few; else one, without decisions. */
export function variants<T>(given: readonly Condition[], expand: (choices: Choices) => T): readonly { when: Condition; result: T }[] {
  const found = new Map<string, { when: Condition; result: T }>();
  for (let script: boolean[] | undefined = []; script !== undefined && found.size < MOST_VARIANTS; ) {
    const choices = new Choices(given, script);
    const result = expand(choices);
    if (choices.exhausted) break;
    if (choices.decisions.length === 0) return [{ when: ALWAYS, result }];
    found.set(conditionKey(choices.when), { when: choices.when, result });
    script = next(choices.decisions);
    if (script === undefined) return [...found.values()];
  }
  return [{ when: all(), result: expand(new Choices(given, undefined)) }];
}

function next(decisions: readonly boolean[]): boolean[] | undefined {
  const last = decisions.lastIndexOf(true);
  return last < 0 ? undefined : [...decisions.slice(0, last), false];
}
