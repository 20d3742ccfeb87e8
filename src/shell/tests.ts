import { ALWAYS, type Condition, NEVER, not, unreadable } from '../model/condition.js';
import { known, type Value, valueText } from '../model/value.js';
import type { Span } from '../source/file.js';
import { both, either } from './conditions.js';
import { filledCondition, loneVariable, stableKey } from './parameters.js';
import { matches, type Pattern, prefixOf } from './patterns.js';
import { assumption, type Place } from './session.js';
import type { ShellState } from './state.js';
import type { TestExpression } from './syntax.js';
import { casesOf, mayBeSeveral } from './values.js';
import type { Expander } from './words.js';

/** What `[[ … ]]` and `[ … ]` hang on: decided where both sides are known, an assumption where the files do not tell. */
export interface TestContext {
  readonly state: ShellState;
  readonly place: Place;
  readonly at: Span;
}

/** `[[ … ]]`. */
export function testCondition(expression: TestExpression, expander: Expander, context: TestContext): Condition {
  switch (expression.kind) {
    case 'all':
      return both(...expression.of.map(part => testCondition(part, expander, context)));
    case 'any':
      return either(...expression.of.map(part => testCondition(part, expander, context)));
    case 'not':
      return not(testCondition(expression.of, expander, context));
    case 'unary':
      return unary(expression.operator, expander.value(expression.operand), { ...context, at: expression.span });
    case 'binary': {
      const left = expander.value(expression.left);
      const right = expander.value(expression.right);
      const inner = { ...context, at: expression.span };
      const isPattern = /^!?==?$/.test(expression.operator) && hasGlob(expression.right);
      if (isPattern) return like(left, expander.pattern(expression.right), right, expression.operator === '!=', inner);
      return binary(left, expression.operator, right, inner);
    }
  }
}

function hasGlob(word: Extract<TestExpression, { kind: 'binary' }>['right']): boolean {
  return word.parts.some(part => part.kind === 'glob' || (part.kind !== 'text' && !('quoted' in part && part.quoted)));
}

/** The words between `[` and `]`, or behind `test`. */
export function testWords(words: readonly Value[], context: TestContext): Condition {
  if (words.some(mayBeSeveral)) return assumption(context.at, context.place);
  const reader = new TestWords(words, context);
  return reader.read();
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/test.html, with the `-a`, `-o` and brackets that shells add. */
class TestWords {
  readonly #words: readonly Value[];
  readonly #context: TestContext;
  #at = 0;

  constructor(words: readonly Value[], context: TestContext) {
    this.#words = words;
    this.#context = context;
  }

  read(): Condition {
    if (this.#words.length === 0) return NEVER;
    const condition = this.#any();
    return this.#at === this.#words.length ? condition : assumption(this.#context.at, this.#context.place);
  }

  #any(): Condition {
    let condition = this.#all();
    while (this.#takes('-o')) condition = either(condition, this.#all());
    return condition;
  }

  #all(): Condition {
    let condition = this.#one();
    while (this.#takes('-a')) condition = both(condition, this.#one());
    return condition;
  }

  #one(): Condition {
    const left = this.#words[this.#at];
    if (left === undefined) return NEVER;
    const operator = known(this.#words[this.#at + 1]);
    const right = this.#words[this.#at + 2];
    if (operator !== undefined && right !== undefined && BINARY.has(operator)) {
      this.#at += 3;
      return binary(left, operator, right, this.#context);
    }
    const first = known(left);
    if (first === '!' && this.#at + 1 < this.#words.length) {
      this.#at += 1;
      return not(this.#one());
    }
    if (first === '(' && this.#words.some(word => known(word) === ')')) {
      this.#at += 1;
      const inside = this.#any();
      this.#takes(')');
      return inside;
    }
    const operand = this.#words[this.#at + 1];
    if (first !== undefined && /^-[a-zA-Z]$/.test(first) && operand !== undefined && !/^-[ao]$/.test(first)) {
      this.#at += 2;
      return unary(first, operand, this.#context);
    }
    this.#at += 1;
    return filled(left, this.#context);
  }

  #takes(word: string): boolean {
    if (known(this.#words[this.#at]) !== word) return false;
    this.#at += 1;
    return true;
  }
}

const BINARY: ReadonlySet<string> = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

function unary(operator: string, operand: Value, context: TestContext): Condition {
  if (operator === '-n') return filled(operand, context);
  if (operator === '-z') return not(filled(operand, context));
  const name = operator === '-v' ? known(operand) : undefined;
  if (name !== undefined) {
    const content = context.state.get(name);
    if (content === undefined) return unreadable(`[ -v ${name} ]`, `-v env:${name}`);
    if (content.kind !== 'array') return content.kind === 'scalar' ? ALWAYS : NEVER;
  }
  return assumption(context.at, context.place);
}

function filled(operand: Value, context: TestContext): Condition {
  return filledCondition(operand, context.place) ?? assumption(context.at, context.place);
}

const COMPARED: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

function binary(left: Value, operator: string, right: Value, context: TestContext): Condition {
  if (operator === '!=') return not(binary(left, '=', right, context));
  if (operator === '=' || operator === '==') return equal(left, right, context);
  const compare = Object.hasOwn(COMPARED, operator) ? COMPARED[operator] : undefined;
  if (compare !== undefined) {
    const decided = pairs(left, right, (a, b) => (/^-?\d+$/.test(a) && /^-?\d+$/.test(b) ? compare(Number(a), Number(b)) : undefined));
    if (decided !== undefined) return decided;
  }
  const variable = operator === '=~' && !fitsEmpty(known(right)) ? loneVariable(left) : undefined;
  return onlyFilled(variable, compared(left, operator, right, context), context);
}

/** Whether a regular expression may fit a text that is empty. */
function fitsEmpty(source: string | undefined): boolean {
  try {
    return source === undefined || new RegExp(source).test('');
  } catch {
    return true;
  }
}

/** Whether two strings are the same; `undefined` where a string is not known. */
function equal(left: Value, right: Value, context: TestContext): Condition {
  const decided = pairs(left, right, (a, b) => a === b);
  if (decided !== undefined) return decided;
  // `[ "x$A" = x ]` is an old way to ask whether A is empty.
  const empty = isEmptyText(right) ? left : isEmptyText(left) ? right : undefined;
  if (empty !== undefined) return not(filled(empty, context));
  const [variable, text] = [loneVariable(left) ?? loneVariable(right), known(right) ?? known(left)];
  const told = variable === undefined || text === undefined ? undefined : context.place.runVariables?.equals(variable, text);
  return told ?? onlyFilled(variable, compared(left, '=', right, context), context);
}

/** What holds of a text that is not empty, and so of no variable that is. */
function onlyFilled(variable: string | undefined, condition: Condition, { place }: TestContext): Condition {
  const set = variable === undefined ? undefined : place.runVariables?.filled(variable);
  return set === undefined ? condition : both(set, condition);
}

function isEmptyText(value: Value): boolean {
  return known(value) === '';
}

/** `$A == pattern`. */
function like(left: Value, pattern: Pattern | undefined, right: Value, negated: boolean, context: TestContext): Condition {
  const decided = pattern === undefined ? undefined : pairs(left, { parts: [], span: right.span }, text => matches(pattern, text));
  const condition = decided ?? variableLike(left, pattern, right, context);
  return negated ? not(condition) : condition;
}

function variableLike(left: Value, pattern: Pattern | undefined, right: Value, context: TestContext): Condition {
  const variable = loneVariable(left);
  const prefix = pattern === undefined ? undefined : prefixOf(pattern);
  if (variable !== undefined && prefix !== undefined && prefix !== '') {
    const told = context.place.runVariables?.startsWith?.(variable, prefix);
    if (told !== undefined) return told;
  }
  const takesEmpty = pattern === undefined || matches(pattern, '');
  return onlyFilled(takesEmpty ? undefined : variable, compared(left, 'like', right, context), context);
}

function pairs(left: Value, right: Value, decide: (a: string, b: string) => boolean | undefined): Condition | undefined {
  const [lefts, rights] = [casesOf(left), casesOf(right)];
  if (lefts === undefined || rights === undefined) return undefined;
  const holding: Condition[] = [];
  for (const a of lefts) {
    for (const b of rights) {
      const holds = decide(a.text, b.text);
      if (holds === undefined) return undefined;
      if (holds) holding.push(both(a.when, b.when));
    }
  }
  return either(...holding);
}

/** A comparison that only a run would decide; the same comparison of the same things is the same assumption. */
function compared(left: Value, operator: string, right: Value, { place, at }: TestContext): Condition {
  const keys = [stableKey(left, place), stableKey(right, place)];
  if (keys.includes(undefined)) return assumption(at, place);
  if (operator === '=') keys.sort();
  return unreadable(
    `[ ${valueText(left)} ${operator === 'like' ? '=' : operator} ${valueText(right)} ]`,
    `${keys[0]} ${operator} ${keys[1]}`,
  );
}

/** Whether a `case` subject fits one of the patterns of an arm. */
export function armCondition(
  subject: Value,
  patterns: readonly { pattern: Pattern | undefined; value: Value; exact: boolean }[],
  context: TestContext,
): Condition {
  return either(
    ...patterns.map(({ pattern, value, exact }) => {
      if (pattern?.length === 1 && pattern[0]?.kind === 'star') return ALWAYS;
      return exact ? equal(subject, value, context) : like(subject, pattern, value, false, context);
    }),
  );
}
