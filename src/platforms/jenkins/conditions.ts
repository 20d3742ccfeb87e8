import { type GroovyNode, pathOf } from '../../formats/groovy.js';
import { ALWAYS, all, any, type Condition, NEVER, not, onEvents, unreadable } from '../../model/condition.js';
import { known } from '../../model/value.js';
import { spanText } from '../../source/file.js';
import type { Scope } from './scope.js';

/** A Groovy condition. */
export function conditionOf(node: GroovyNode, scope: Scope): Condition {
  const text = constantText(node);
  if (node.kind === 'string' && text !== undefined) return text === '' ? NEVER : ALWAYS;
  const bound = node.kind === 'name' ? scope.get(node.name) : undefined;
  // What a variable was last given decides, where that is written in the file.
  if (bound?.kind === 'value' && bound.node !== undefined && isWritten(bound.node)) return conditionOf(bound.node, scope);
  if (node.kind === 'constant') return node.value === null || node.value === false || node.value === 0 ? NEVER : ALWAYS;
  if (node.kind === 'operation') {
    const [first, second] = node.operands;
    if (first !== undefined && node.operator === '!') return not(conditionOf(first, scope));
    if (first !== undefined && second !== undefined) {
      if (node.operator === '&&') return all(conditionOf(first, scope), conditionOf(second, scope));
      if (node.operator === '||') return any(conditionOf(first, scope), conditionOf(second, scope));
      const comparison = comparisonOf(node.operator, first, second, scope);
      if (comparison !== undefined) return comparison;
    }
  }
  return variableIsSet(variableOf(node)) ?? assumption(node, scope);
}

/** `undefined` for a comparison of anything but an environment variable with a constant. */
function comparisonOf(operator: string, left: GroovyNode, right: GroovyNode, scope: Scope): Condition | undefined {
  if (operator !== '==' && operator !== '!=') return undefined;
  const [first, second] = [writtenText(left, scope), writtenText(right, scope)];
  if (first !== undefined && second !== undefined) return (first === second) === (operator === '==') ? ALWAYS : NEVER;
  const [variable, other] = variableOf(left) === undefined ? [variableOf(right), left] : [variableOf(left), right];
  const bare = variable === undefined || (!variable.startsWith('params.') && scope.get(variable) !== undefined);
  if (variable === undefined || bare) return undefined;
  const text = constantText(other);
  if (text === undefined) return undefined;
  const equal = variableIs(variable, text);
  return operator === '!=' ? not(equal) : equal;
}

/** `X` of `env.X` and of a name in capitals, `params.X`. */
function variableOf(node: GroovyNode): string | undefined {
  const path = pathOf(node);
  if (path === undefined) return undefined;
  if (/^params\.\w+$/.test(path)) return path;
  return /^(?:env\.)?(\w+)$/.exec(path)?.[1];
}

function isWritten(node: GroovyNode): boolean {
  return node.kind === 'constant' || (node.kind === 'string' && constantText(node) !== undefined);
}

/** The text of a constant, or of a variable that was last given a text that is known. */
function writtenText(node: GroovyNode, scope: Scope): string | undefined {
  const bound = node.kind === 'name' ? scope.get(node.name) : undefined;
  if (bound?.kind === 'value') return known(bound.value);
  return constantText(node);
}

/** The text of a constant, empty for `null`; `undefined` for anything else. */
function constantText(node: GroovyNode): string | undefined {
  if (node.kind === 'constant') return node.value === null ? '' : String(node.value);
  if (node.kind !== 'string' || node.parts.some(part => part.kind === 'hole')) return undefined;
  return node.parts.map(part => (part.kind === 'text' ? part.text.value : '')).join('');
}

/**
 * What only pull requests, or only tags, have set (https://www.jenkins.io/doc/book/pipeline/multibranch/#additional-environment-variables);
 * `undefined` for what may be set in any build.
 */
export function variableIsSet(variable: string | undefined): Condition | undefined {
  if (variable === undefined) return undefined;
  if (/^CHANGE_\w+$/.test(variable)) return onEvents('pull-request');
  return /^TAG_(?:NAME|TIMESTAMP|UNIXTIME|DATE)$/.test(variable) ? onEvents('tag') : undefined;
}

/** The same comparison has the same text, however the file writes it, so that it is one assumption. */
export function variableIs(variable: string, text: string): Condition {
  const set = variableIsSet(variable);
  if (text === '') return set === undefined ? unreadable(`${variable} == ''`) : not(set);
  // The branch of a pull request is called PR-n, that of a tag as the tag is.
  const holds = variable === 'BRANCH_NAME' && !/^PR-/.test(text) ? not(onEvents('pull-request')) : ALWAYS;
  return all(set ?? holds, unreadable(`${variable} == '${text}'`));
}

/** Equal texts mean equal values only where all they are made of stays the same all through a build: parameters and constants. */
function assumption(node: GroovyNode, scope: Scope): Condition {
  const text = spanText(node.span).replace(/\s+/g, ' ').trim();
  if (isConstant(node, scope)) return unreadable(text);
  return unreadable(text, `${node.span.file.path}:${node.span.start}`);
}

function isConstant(node: GroovyNode, scope: Scope): boolean {
  switch (node.kind) {
    case 'constant':
      return true;
    case 'string':
      return node.parts.every(part => part.kind === 'text' || isConstant(part.expression, scope));
    case 'property':
      return /^(?:params|env)\./.test(pathOf(node) ?? '');
    case 'operation':
      return node.operands.every(operand => isConstant(operand, scope));
    case 'call':
      return node.target === undefined && node.name === 'isUnix';
    default:
      return false;
  }
}
