import { append } from '../../model/append.js';
import { ALWAYS, all, type Condition, type Event, NEVER, not, unreadable } from '../../model/condition.js';
import { booleanExpression, Tokens } from '../boolean-expression.js';
import { presenceOf, sourceCondition } from './predefined.js';

/** A condition, and the kinds of pipeline that its text speaks of. */
export interface Read {
  readonly condition: Condition;
  readonly named: readonly Event[];
}

type Operand =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  | { readonly kind: 'null' };

type Token = Operand | { readonly kind: 'operator'; readonly text: string };

const TOKEN = /\s*(?:(&&|\|\||==|!=|=~|!~|\(|\))|\$(\w+)|\$\{(\w+)\}|"([^"]*)"|'([^']*)'|\/((?:\\.|[^/\\\n])+)\/([a-zA-Z]*)|(null)\b)/y;

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const source = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) return undefined;
    const [, operator, name, braced, double, single, pattern, flags] = match;
    const variable = name ?? braced;
    const string = double ?? single;
    if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (variable !== undefined) tokens.push({ kind: 'variable', name: variable });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (pattern !== undefined) tokens.push({ kind: 'pattern', source: pattern, flags: flags ?? '' });
    else tokens.push({ kind: 'null' });
  }
  return tokens;
}

/**
 * The condition of a `rules:if` or `only:variables` expression, https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions.
 * What does not follow the grammar is one assumption.
 */
export function readExpression(text: string): Read {
  const named: Event[] = [];
  const note = (read: Read): Condition => {
    append(named, read.named);
    return read.condition;
  };
  const tokens = tokensOf(text);
  const condition = tokens && booleanExpression(new Tokens(tokens, operatorOf), rest => term(rest, note));
  return condition === undefined ? { condition: unreadable(text.trim()), named: [] } : { condition, named };
}

function operatorOf(token: Token): string | undefined {
  return token.kind === 'operator' ? token.text : undefined;
}

/** A comparison, or an operand alone. */
function term(tokens: Tokens<Token>, note: (read: Read) => Condition): Condition | undefined {
  const left = tokens.next();
  if (left === undefined || left.kind === 'operator') return undefined;
  const operator = COMPARISONS.find(candidate => tokens.accept(candidate));
  if (operator === undefined) return note(truth(left));
  const right = tokens.next();
  if (right === undefined || right.kind === 'operator') return undefined;
  const equal = note(operator.endsWith('~') ? matches(left, right) : equals(left, right));
  return operator.startsWith('!') ? not(equal) : equal;
}

const COMPARISONS = ['==', '!=', '=~', '!~'];

function simply(condition: Condition): Read {
  return { condition, named: [] };
}

/** A variable alone: it is set and not empty. */
function truth(operand: Operand): Read {
  if (operand.kind === 'string') return simply(operand.text === '' ? NEVER : ALWAYS);
  if (operand.kind === 'pattern') return simply(ALWAYS);
  if (operand.kind === 'null') return simply(NEVER);
  return simply(presenceOf(operand.name) ?? unreadable(textOf(operand)));
}

function equals(a: Operand, b: Operand): Read {
  const [left, right] = inOrder(a, b);
  if (left.kind !== 'variable') return simply(textOf(left) === textOf(right) ? ALWAYS : NEVER);
  const present = presenceOf(left.name);
  if (right.kind === 'null') return simply(present === undefined ? unreadable(`${textOf(left)} == null`) : not(present));
  if (left.name === 'CI_PIPELINE_SOURCE' && right.kind === 'string') return sourceCondition(source => source === right.text, right.text);
  if (right.kind === 'string' && (left.name === 'CI' || left.name === 'GITLAB_CI')) return simply(right.text === 'true' ? ALWAYS : NEVER);
  if (right.kind === 'string' && right.text === '' && present !== undefined) return simply(NEVER);
  return simply(all(present ?? ALWAYS, unreadable(`${textOf(left)} == ${textOf(right)}`)));
}

/**
 * A variable comes first, and of two the one that not all pipelines have, or whose name does, so that both ways to write a comparison
 * have one key.
 */
function inOrder(a: Operand, b: Operand): readonly [Operand, Operand] {
  if (a.kind !== 'variable' || b.kind !== 'variable') return b.kind === 'variable' ? [b, a] : [a, b];
  return isSometimesSet(a.name) === isSometimesSet(b.name) ? (b.name < a.name ? [b, a] : [a, b]) : isSometimesSet(a.name) ? [a, b] : [b, a];
}

function isSometimesSet(variable: string): boolean {
  const present = presenceOf(variable);
  return present !== undefined && present.kind !== 'always';
}

function matches(left: Operand, right: Operand): Read {
  const text = `${textOf(left)} =~ ${textOf(right)}`;
  if (left.kind === 'null') return simply(NEVER);
  if (left.kind !== 'variable') return simply(unreadable(text));
  const pattern = right.kind === 'pattern' ? compiled(right) : undefined;
  if (left.name === 'CI_PIPELINE_SOURCE' && pattern !== undefined) return sourceCondition(source => pattern.test(source), text);
  return simply(all(presenceOf(left.name) ?? ALWAYS, unreadable(text)));
}

/** GitLab takes RE2 patterns; those that are no pattern for JavaScript stay unread. Only GitLab's own short words are matched with it. */
function compiled(pattern: Extract<Operand, { kind: 'pattern' }>): RegExp | undefined {
  try {
    return new RegExp(pattern.source, pattern.flags.replace(/[^im]/g, ''));
  } catch {
    return undefined;
  }
}

function textOf(operand: Operand): string {
  switch (operand.kind) {
    case 'variable':
      return `$${operand.name}`;
    case 'string':
      return `"${operand.text}"`;
    case 'pattern':
      return `/${operand.source}/${operand.flags}`;
    case 'null':
      return 'null';
  }
}
