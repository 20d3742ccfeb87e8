import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast';
import { ExpressionError } from '@actions/expressions/errors';
import { Lexer, type Token } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';

import { LONGEST_EXPRESSION } from '../../knowledge/github-actions.js';

// The only file that knows GitHub's own expression parser; the rest of the folder works with `Expression`.
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions

/** A GitHub expression. Names of contexts and functions are lower-cased, as both are case-insensitive. */
export type Expression =
  /** `'a'`, `1`, `true`, `null`; `start` and `end` are offsets in the expression's text, quotes left out where nothing is escaped */
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly start: number; readonly end: number }
  /** `github.event.action`, `steps['meta'].outputs.tags`, `github.event.commits.*.message` */
  | { readonly kind: 'access'; readonly context: string; readonly path: readonly string[] }
  /** `matrix[inputs.name]`, `fromJSON('[1]')[0]` */
  | { readonly kind: 'index'; readonly of: Expression; readonly by: Expression | '*' }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly of: readonly Expression[] }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

export type Parsed =
  | { readonly expression: Expression }
  /** `start` and `end` are offsets in the expression's text */
  | { readonly problem: string; readonly start: number; readonly end: number; readonly isLimit?: boolean };

const CONTEXTS = ['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs'];

/** Functions the workflow adds to the language's own (https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions). */
const FUNCTIONS = [
  { name: 'always', minArgs: 0, maxArgs: 0 },
  { name: 'cancelled', minArgs: 0, maxArgs: 0 },
  { name: 'success', minArgs: 0, maxArgs: 255 },
  { name: 'failure', minArgs: 0, maxArgs: 255 },
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];

/** Expressions repeat within a file and between files; a run meets each text once. */
const parsed = new Map<string, Parsed>();

export function parseExpression(text: string): Parsed {
  let result = parsed.get(text);
  if (result === undefined) {
    result = parse(text);
    parsed.set(text, result);
  }
  return result;
}

function parse(text: string): Parsed {
  if (text.length > LONGEST_EXPRESSION)
    return {
      problem: `an expression of more than ${LONGEST_EXPRESSION} characters is not read`,
      start: 0,
      end: text.length,
      isLimit: true,
    };
  const starts = [0, ...[...text.matchAll(/\n/g)].map(found => found.index + 1)];
  const offset = (position: { line: number; column: number }): number => (starts[position.line] ?? 0) + position.column;
  try {
    const { tokens } = new Lexer(text).lex();
    if (tokens.length <= 1) return { problem: 'an expression is empty', start: 0, end: text.length };
    const tree = new Parser(tokens, CONTEXTS, FUNCTIONS).parse();
    return { expression: convert(tree, token => ({ start: offset(token.range.start), end: offset(token.range.end) })) };
  } catch (error) {
    if (error instanceof ExpressionError) {
      const start = Math.min(offset(error.pos), text.length);
      const end = start + (/^(?:[\w-]+|\S)/.exec(text.slice(start))?.[0].length ?? 0);
      return { problem: `an expression cannot be parsed (${error.message})`, start, end };
    }
    // The lexer throws a plain error whose message alone holds the place, counted from one.
    const message = error instanceof Error ? error.message : String(error);
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 1) - 1;
    return { problem: 'an expression cannot be parsed (unexpected symbol)', start: Math.min(position, text.length), end: text.length };
  }
}

type Place = (token: Token) => { start: number; end: number };

function convert(tree: Expr, place: Place): Expression {
  if (tree instanceof Grouping) return convert(tree.group, place);
  if (tree instanceof Literal) return convertLiteral(tree, place);
  if (tree instanceof ContextAccess) return { kind: 'access', context: tree.name.lexeme.toLowerCase(), path: [] };
  if (tree instanceof IndexAccess) return convertIndex(tree, place);
  if (tree instanceof Unary) return { kind: 'not', of: convert(tree.expr, place) };
  if (tree instanceof Logical) {
    return { kind: 'logical', operator: tree.operator.lexeme === '&&' ? '&&' : '||', of: tree.args.map(part => convert(part, place)) };
  }
  if (tree instanceof Binary) {
    const operator = tree.operator.lexeme as Comparison;
    return { kind: 'compare', operator, left: convert(tree.left, place), right: convert(tree.right, place) };
  }
  if (tree instanceof FunctionCall) {
    const name = tree.functionName.lexeme.toLowerCase();
    return { kind: 'call', name, arguments: tree.args.map(part => convert(part, place)) };
  }
  throw new TypeError(`no such expression: ${tree.constructor.name}`);
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function convertLiteral(tree: Literal, place: Place): Expression {
  const { start, end } = place(tree.token);
  const value = tree.token.value ?? WORDS.get(tree.token.lexeme) ?? (tree.token.lexeme === 'null' ? null : tree.token.lexeme);
  if (typeof value === 'string' && tree.token.lexeme.length === value.length + 2)
    return { kind: 'literal', value, start: start + 1, end: end - 1 };
  return { kind: 'literal', value, start, end };
}

function convertIndex(tree: IndexAccess, place: Place): Expression {
  const of = convert(tree.expr, place);
  const name = tree.index instanceof Star ? '*' : tree.index instanceof Literal ? tree.index.literal.coerceString() : undefined;
  if (of.kind === 'access' && name !== undefined) return { ...of, path: [...of.path, name] };
  return { kind: 'index', of, by: tree.index instanceof Star ? '*' : convert(tree.index, place) };
}

/** The expression in one normal form, so that texts that differ only in spaces, case of names or `a['b']` for `a.b` are equal. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? `'${expression.value.replaceAll("'", "''")}'` : String(expression.value);
    case 'access':
      return [expression.context, ...expression.path].join('.').toLowerCase();
    case 'index':
      return `${expressionText(expression.of)}[${expression.by === '*' ? '*' : expressionText(expression.by)}]`;
    case 'not':
      return `!(${expressionText(expression.of)})`;
    case 'logical':
      return `(${expression.of.map(expressionText).join(` ${expression.operator} `)})`;
    case 'compare':
      return `${expressionText(expression.left)} ${expression.operator} ${expressionText(expression.right)}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(expressionText).join(', ')})`;
  }
}

/** Whether one of the functions is called anywhere in the expression. */
export function callsAny(expression: Expression, names: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'access':
      return false;
    case 'index':
      return callsAny(expression.of, names) || (expression.by !== '*' && callsAny(expression.by, names));
    case 'not':
      return callsAny(expression.of, names);
    case 'logical':
      return expression.of.some(part => callsAny(part, names));
    case 'compare':
      return callsAny(expression.left, names) || callsAny(expression.right, names);
    case 'call':
      return names.has(expression.name) || expression.arguments.some(part => callsAny(part, names));
  }
}

/** One `${{ … }}` in a text: `start` and `end` hold the marks, `innerStart` and `innerEnd` what is between them. */
export interface Template {
  readonly start: number;
  readonly end: number;
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly closed: boolean;
  /** what stands beyond the last one that is read: the rest of the text, whatever it holds */
  readonly isRest?: true;
}

/** With twice as many the shortest of them alone are longer than GitHub takes a text for. */
const MOST_TEMPLATES = 1_000;

/** The `${{ … }}` of a text. A `}}` inside a quoted string does not end one, as in GitHub's own reader. */
export function findTemplates(text: string): readonly Template[] {
  const found: Template[] = [];
  for (let start = text.indexOf('${{'); start >= 0; ) {
    if (found.length >= MOST_TEMPLATES) {
      found.push({ start, end: text.length, innerStart: start, innerEnd: text.length, closed: true, isRest: true });
      break;
    }
    const innerStart = start + 3;
    let quoted = false;
    let at = innerStart;
    while (at < text.length && (quoted || !text.startsWith('}}', at))) {
      if (text[at] === "'") quoted = !quoted;
      at += 1;
    }
    const closed = at < text.length;
    const end = closed ? at + 2 : text.length;
    found.push({ start, end, innerStart, innerEnd: at, closed });
    start = text.indexOf('${{', end);
  }
  return found;
}
