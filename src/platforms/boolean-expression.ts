import { all, any, type Condition, not } from '../model/condition.js';

/** A condition is a line that people read: one of more characters is not taken apart. */
export const LONGEST_CONDITION = 10_000;

/** The tokens of an expression, taken one by one by whoever knows what stands next. */
export class Tokens<T = string> {
  readonly #tokens: readonly T[];
  readonly #wordOf: (token: T) => string | undefined;
  #index = 0;

  /** @param wordOf what an operator or keyword is compared with; `undefined` for a token that is neither */
  constructor(tokens: readonly T[], wordOf: (token: T) => string | undefined) {
    this.#tokens = tokens;
    this.#wordOf = wordOf;
  }

  get atEnd(): boolean {
    return this.#index >= this.#tokens.length;
  }

  peek(by = 0): T | undefined {
    return this.#tokens[this.#index + by];
  }

  next(): T | undefined {
    return this.#tokens[this.#index++];
  }

  /** Takes the words where they stand next, one after another. */
  accept(...words: readonly string[]): boolean {
    const stands = words.every((word, by) => {
      const token = this.peek(by);
      return token !== undefined && this.#wordOf(token) === word;
    });
    if (stands) this.#index += words.length;
    return stands;
  }
}

/** Tokens of a language whose operators and keywords may be written in any case. */
export function wordTokens(tokens: readonly string[]): Tokens {
  return new Tokens(tokens, token => token.toLowerCase());
}

/** What the terms of an expression are made into. */
export interface Algebra<R> {
  all(...parts: readonly R[]): R;
  any(...options: readonly R[]): R;
  not(of: R): R;
}

const CONDITIONS: Algebra<Condition> = { all, any, not };

/** Parentheses and negations in each other, beyond which an expression is not read: it is read by recursion. */
const DEEPEST = 50;

/**
 * Reads `a && (b || !c)`; `and`, `or` and `not` mean the same. Negation binds closest, then `and`. `term` reads what stands between the
 * operators.
 * @returns `undefined` for text that is not well formed
 */
export function booleanExpression<T>(tokens: Tokens<T>, term: (tokens: Tokens<T>) => Condition | undefined): Condition | undefined {
  return expressionOf(tokens, term, CONDITIONS);
}

/** The same, of whatever the terms are. */
export function expressionOf<T, R>(tokens: Tokens<T>, term: (tokens: Tokens<T>) => R | undefined, algebra: Algebra<R>): R | undefined {
  const result = new Reader(tokens, term, algebra).alternatives(0);
  return tokens.atEnd ? result : undefined;
}

class Reader<T, R> {
  readonly #tokens: Tokens<T>;
  readonly #term: (tokens: Tokens<T>) => R | undefined;
  readonly #algebra: Algebra<R>;

  constructor(tokens: Tokens<T>, term: (tokens: Tokens<T>) => R | undefined, algebra: Algebra<R>) {
    this.#tokens = tokens;
    this.#term = term;
    this.#algebra = algebra;
  }

  alternatives(depth: number): R | undefined {
    const options = this.#separated(['or', '||'], () => this.#conjunction(depth));
    return options && joined(options, this.#algebra.any);
  }

  #conjunction(depth: number): R | undefined {
    const parts = this.#separated(['and', '&&'], () => this.#negation(depth));
    return parts && joined(parts, this.#algebra.all);
  }

  #separated(operators: readonly string[], read: () => R | undefined): readonly R[] | undefined {
    const parts: R[] = [];
    do {
      const part = read();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (operators.some(operator => this.#tokens.accept(operator)));
    return parts;
  }

  #negation(depth: number): R | undefined {
    if (depth > DEEPEST) return undefined;
    if (this.#tokens.accept('not') || this.#tokens.accept('!')) {
      const inner = this.#negation(depth + 1);
      return inner === undefined ? undefined : this.#algebra.not(inner);
    }
    if (!this.#tokens.accept('(')) return this.#term(this.#tokens);
    const inner = this.alternatives(depth + 1);
    return this.#tokens.accept(')') ? inner : undefined;
  }
}

function joined<R>(parts: readonly R[], join: (...parts: readonly R[]) => R): R {
  const [only, second] = parts;
  return only !== undefined && second === undefined ? only : join(...parts);
}
