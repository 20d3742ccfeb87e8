import { asMap, oneOrMore, textOf, type YamlNode } from '../../formats/yaml.js';
import { ALWAYS, all, any, type Condition, type Event, NEVER, not, onEvents, unreadable } from '../../model/condition.js';
import { booleanExpression, LONGEST_CONDITION, type Tokens, wordTokens } from '../boolean-expression.js';

/** What `type` says of a build (https://docs.travis-ci.com/user/conditions-v1). */
export const TYPES: Readonly<Record<string, readonly Event[]>> = {
  push: ['push', 'tag'],
  pull_request: ['pull-request'],
  cron: ['schedule'],
  api: ['manual'],
};

/** Attributes that only builds of some kind have. */
const HELD_BY: Readonly<Record<string, Condition>> = {
  tag: onEvents('tag'),
  head_branch: onEvents('pull-request'),
  head_repo: onEvents('pull-request'),
};

/** What `env(NAME)` is, where the file tells. */
export type EnvLookup = (name: string) => string | undefined;

/** A pattern stands unquoted behind its operator, up to a blank or a parenthesis that closes one of the expression's. */
const TOKEN =
  /(?<=[=!]~\s*)(?:\/(?:[^/\\]|\\.)*\/|[^\s/]\S*?(?=\)*(?:\s|$)))|"[^"]*"|'[^']*'|(?:env|concat)\((?:[^()]|\([^()]*\))*\)|!=|=~|!~|==?|&&|\|\||[!(),]|[^\s(),=!~]+/gi;

/**
 * `if: branch = main AND type IN (push, api)`. A comparison that only the run can tell is an assumption; so is a text that is not well
 * formed, as a whole.
 */
export function travisCondition(text: string | undefined, env: EnvLookup): Condition {
  if (text === undefined || text.trim() === '') return ALWAYS;
  if (text.length > LONGEST_CONDITION) return unreadable(text.slice(0, 100), text);
  return booleanExpression(wordTokens(text.match(TOKEN) ?? []), tokens => term(tokens, env)) ?? unreadable(text.trim());
}

const COMPARISONS = ['=', '==', '!=', '=~', '!~'];

function term(tokens: Tokens, env: EnvLookup): Condition | undefined {
  const token = tokens.next();
  if (token === undefined) return undefined;
  const left = operand(token, env);
  if (tokens.accept('is')) return predicate(left, tokens);
  if (tokens.accept('in', '(')) return membership(left, tokens, env);
  if (tokens.accept('not', 'in', '(')) {
    const inside = membership(left, tokens, env);
    return inside && not(inside);
  }
  const operator = COMPARISONS.find(candidate => tokens.accept(candidate));
  if (operator === undefined) return present(left);
  const right = tokens.next();
  if (right === undefined) return undefined;
  const equal = operator.includes('~') ? matches(left, right) : equals(left, operand(right, env));
  return operator.startsWith('!') ? not(equal) : equal;
}

/** A side of a comparison: its text where that is known, and how the file writes it. */
interface Operand {
  readonly known: string | undefined;
  readonly text: string;
}

const ATTRIBUTES = new Set('type repo branch tag commit_message sender fork head_repo head_branch os language sudo dist group'.split(' '));

function operand(token: string, env: EnvLookup): Operand {
  const variable = /^env\(\s*["']?(\w+)["']?\s*\)$/i.exec(token)?.[1];
  if (variable !== undefined) return { known: env(variable), text: `env(${variable})` };
  if (/^\w+\(/.test(token)) return { known: undefined, text: token };
  if (/^["']/.test(token)) return { known: token.slice(1, -1), text: token.slice(1, -1) };
  const name = token.toLowerCase();
  return ATTRIBUTES.has(name) ? { known: undefined, text: name } : { known: token, text: token };
}

/** A value on its own is true where it is not blank and not `false`. */
function present({ known, text }: Operand): Condition {
  if (known !== undefined) return known === '' || known === 'false' ? NEVER : ALWAYS;
  return HELD_BY[text] ?? (text === 'type' || text === 'branch' || text === 'repo' ? ALWAYS : unreadable(`${text} IS present`));
}

function predicate(left: Operand, tokens: Tokens): Condition | undefined {
  const negated = tokens.accept('not');
  const word = tokens.next()?.toLowerCase();
  if (word !== 'present' && word !== 'blank') return undefined;
  return (word === 'present') === negated ? not(present(left)) : present(left);
}

function membership(left: Operand, tokens: Tokens, env: EnvLookup): Condition | undefined {
  const options: Condition[] = [];
  for (;;) {
    const option = tokens.next();
    if (option === undefined) return undefined;
    options.push(equals(left, operand(option, env)));
    if (tokens.accept(')')) return any(...options);
    if (!tokens.accept(',')) return undefined;
  }
}

function equals(a: Operand, b: Operand): Condition {
  const [left, right] = a.known !== undefined && b.known === undefined ? [b, a] : [a, b];
  if (left.known !== undefined && right.known !== undefined) return left.known === right.known ? ALWAYS : NEVER;
  const events = left.text === 'type' && right.known !== undefined ? TYPES[right.known] : undefined;
  if (events !== undefined) return onEvents(...events);
  return all(HELD_BY[left.text] ?? ALWAYS, unreadable(`${left.text} = ${right.text}`));
}

function matches(left: Operand, pattern: string): Condition {
  return all(HELD_BY[left.text] ?? ALWAYS, unreadable(`${left.text} =~ ${pattern.replace(/^\/(.*)\/$/, '$1')}`));
}

/**
 * `branches: only` and `except`, names or `/patterns/`. The build of a tag has the tag for its branch, so a name without a pattern keeps
 * tags out (https://docs.travis-ci.com/user/customizing-the-build/#safelisting-or-blocklisting-branches).
 */
export function branchesCondition(node: YamlNode | undefined): Condition {
  const map = asMap(node);
  const only = map === undefined ? node : map.get('only');
  const named = (list: YamlNode | undefined): Condition => any(...oneOrMore(list).map(branchNamed));
  const excluded = not(named(map?.get('except')));
  return only === undefined ? excluded : all(named(only), excluded);
}

function branchNamed(node: YamlNode): Condition {
  const text = textOf(node) ?? '';
  const pattern = /^\/(.*)\/$/.exec(text)?.[1];
  if (pattern === undefined) return all(not(onEvents('tag')), unreadable(`branch = ${text}`));
  return /^\^?\.[*+]\$?$/.test(pattern) ? ALWAYS : unreadable(`branch =~ ${pattern}`);
}
