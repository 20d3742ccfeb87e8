import { ALWAYS, all, any, type Condition, type Event, NEVER, not, onEvents, unreadable } from '../../model/condition.js';
import { booleanExpression, LONGEST_CONDITION, Tokens } from '../boolean-expression.js';

/** `build.source`: https://buildkite.com/docs/pipelines/configure/conditionals#variable-and-syntax-reference-variables */
const SOURCES: Readonly<Record<string, readonly Event[]>> = {
  webhook: ['push', 'pull-request', 'tag'],
  schedule: ['schedule'],
  ui: ['manual'],
  api: ['manual'],
  trigger_job: ['call'],
};

const TOKEN =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|build\.env\(\s*(?:"[^"]*"|'[^']*')\s*\)|\/(?:[^/\\\n]|\\.)+\/[a-z]*|[()]|!=|=~|!~|==|&&|\|\||!|[\w.$-]+/g;

/** `if: build.branch == "main" && build.pull_request.id == null` */
export function buildkiteCondition(text: string | undefined): Condition {
  const code = text?.replaceAll(/(?:^|(?<=\s))\/\/.*$/gm, '').trim() ?? '';
  if (code === '') return ALWAYS;
  if (code.length > LONGEST_CONDITION) return unreadable(code.slice(0, 100), code);
  const tokens: readonly string[] = code.match(TOKEN) ?? [];
  const isWhole = tokens.join('').replaceAll(/\s/g, '') === code.replaceAll(/\s/g, '');
  const condition = isWhole ? booleanExpression(new Tokens(tokens, token => token), term) : undefined;
  return condition ?? unreadable(code.replaceAll(/\s+/g, ' '));
}

const COMPARISONS = ['==', '!=', '=~', '!~', 'includes'];

function term(tokens: Tokens): Condition | undefined {
  const left = tokens.next();
  if (left === undefined) return undefined;
  const operator = COMPARISONS.find(candidate => tokens.accept(candidate));
  if (operator === undefined) return present(left);
  const right = tokens.next();
  if (right === undefined) return undefined;
  if (operator === '=~' || operator === '!~' || operator === 'includes') {
    const matches = all(holderOf(left), unreadable(`${left} ${operator === 'includes' ? operator : '=~'} ${right}`));
    return operator === '!~' ? not(matches) : matches;
  }
  const equal = isLiteral(left) && !isLiteral(right) ? equals(right, left) : equals(left, right);
  return operator === '!=' ? not(equal) : equal;
}

function isLiteral(token: string): boolean {
  return /^(?:["'/]|\d|(?:true|false|null)$)/.test(token);
}

/** A value on its own: `build.pull_request.draft`, `true`. */
function present(token: string): Condition {
  if (isLiteral(token)) return ['false', 'null', '""', "''"].includes(token) ? NEVER : ALWAYS;
  return isPullRequestItself(token) || token === 'build.tag' ? holderOf(token) : all(holderOf(token), unreadable(token));
}

function equals(left: string, right: string): Condition {
  const text = right.replace(/^(["'])(.*)\1$/, '$2');
  if (isLiteral(left)) return left.replace(/^(["'])(.*)\1$/, '$2') === text ? ALWAYS : NEVER;
  // BUILDKITE_PULL_REQUEST is `false` for what is none, and BUILDKITE_TAG empty.
  const isNothing = right === 'null' || text === '' || (text === 'false' && /BUILDKITE_PULL_REQUEST["')]/.test(left));
  if (isNothing && (isPullRequestItself(left) || isTag(left))) return not(holderOf(left));
  const events = left === 'build.source' ? SOURCES[text] : undefined;
  if (events !== undefined) return onEvents(...events);
  return all(isNothing ? ALWAYS : holderOf(left), unreadable(`${left} == ${right}`));
}

function isPullRequestItself(name: string): boolean {
  return /^build\.pull_request(?:\.id)?$|BUILDKITE_PULL_REQUEST["')]/.test(name);
}

function isTag(name: string): boolean {
  return name === 'build.tag' || /BUILDKITE_TAG\b/.test(name);
}

/** What only a pull request, or only a tag, has. */
function holderOf(name: string): Condition {
  if (isTag(name)) return onEvents('tag');
  return /^build\.pull_request\b|BUILDKITE_PULL_REQUEST/.test(name) ? onEvents('pull-request') : ALWAYS;
}

/**
 * `branches: "main release/* !wip"`, patterns of which one has to fit, and none of those with a mark
 * (https://buildkite.com/docs/pipelines/configure/workflows/branch-configuration).
 */
export function branchesCondition(text: string | undefined): Condition {
  const patterns = text?.split(/\s+/).filter(pattern => pattern !== '') ?? [];
  const named = patterns.filter(pattern => !pattern.startsWith('!'));
  const excluded = patterns.filter(pattern => pattern.startsWith('!')).map(pattern => branchFits(pattern.slice(1)));
  return all(named.length === 0 ? ALWAYS : any(...named.map(branchFits)), not(any(...excluded)));
}

function branchFits(pattern: string): Condition {
  if (pattern === '*') return ALWAYS;
  return unreadable(/[*]/.test(pattern) ? `build.branch fits ${pattern}` : `build.branch == "${pattern}"`);
}
