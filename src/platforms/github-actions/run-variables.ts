import { ALWAYS, type Condition } from '../../model/condition.js';
import type { RunVariables } from '../../model/run-variables.js';
import type { Span } from '../../source/file.js';
import { truth } from './evaluate.js';
import { parseExpression } from './expressions.js';
import type { Scope } from './scope.js';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
const PROPERTIES: Readonly<Record<string, string>> = {
  GITHUB_BASE_REF: 'base_ref',
  GITHUB_EVENT_NAME: 'event_name',
  GITHUB_HEAD_REF: 'head_ref',
  GITHUB_REF: 'ref',
  GITHUB_REF_NAME: 'ref_name',
  GITHUB_REF_TYPE: 'ref_type',
};

/** The default variables, asked as `if` asks for the `github` context they are taken from, so that equal questions have equal keys. */
export function runVariables(scope: Scope, at: Span): RunVariables {
  const ask = (name: string, expression: (property: string) => string): Condition | undefined => {
    const property = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
    const parsed = property === undefined ? undefined : parseExpression(expression(`github.${property}`));
    return parsed !== undefined && 'expression' in parsed ? truth(parsed.expression, scope, { at, place: () => at }) : undefined;
  };
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  return {
    filled: name => (name === 'CI' || name === 'GITHUB_ACTIONS' ? ALWAYS : ask(name, property => `${property} != ''`)),
    equals: (name, text) => ask(name, property => `${property} == ${quoted(text)}`),
    startsWith: (name, text) => ask(name, property => `startsWith(${property}, ${quoted(text)})`),
  };
}
