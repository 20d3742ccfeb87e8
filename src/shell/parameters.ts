import { ALWAYS, type Condition, NEVER, unreadable } from '../model/condition.js';
import { folderPart } from '../model/path.js';
import { known, literal, type Part, reference, unknownValue, type Value, valueText } from '../model/value.js';
import type { Span } from '../source/file.js';
import { either } from './conditions.js';
import { remove, replace } from './patterns.js';
import type { Place } from './session.js';
import type { ShellState } from './state.js';
import type { Parameter, ParameterOperation } from './syntax.js';
import { casesOf, isEmpty, mapText, mayBeSeveral } from './values.js';
import type { Content, Item } from './variables.js';
import type { Expander } from './words.js';

/** What a parameter becomes: one string, or the elements of an array. */
export type Expansion =
  | { readonly kind: 'value'; readonly value: Value }
  /** `joins`: `"${A[*]}"` makes one word of them */
  | { readonly kind: 'list'; readonly items: readonly Item[]; readonly joins: boolean; readonly span: Span };

/** A parameter's content, and whether it is set: `undefined` where the CI system's settings may set it. */
interface Looked {
  readonly expansion: Expansion;
  readonly isSet: boolean | undefined;
}

export function expandParameter(parameter: Parameter, state: ShellState, place: Place, expander: Expander): Expansion {
  const { prefix, operation, span } = parameter;
  const looked = lookUp(parameter, state, place, expander);
  if (prefix === '#') return value(lengthOf(looked.expansion, span));
  if (prefix === '!') return value(indirect(parameter, looked, state));
  if (operation === undefined) return looked.expansion;
  if (operation.kind === 'default') return withDefault(parameter, operation, looked, state, place, expander);
  if (looked.expansion.kind === 'list') return unknownList(span);
  return value(operated(looked.expansion.value, operation, expander, span));
}

function value(of: Value): Expansion {
  return { kind: 'value', value: of };
}

function unknownList(span: Span): Expansion {
  return value({ parts: [{ kind: 'unknown', span, splits: true }], span });
}

function lookUp({ name, index, span }: Parameter, state: ShellState, place: Place, expander: Expander): Looked {
  if (name === '@' || name === '*') {
    const { content, open } = state.arguments;
    const rest: Part = { kind: 'unknown', span, splits: true };
    const items: readonly Item[] = open ? [...content.items, { kind: 'value', value: { parts: [rest], span } }] : content.items;
    return { expansion: { kind: 'list', items, joins: name === '*', span }, isSet: open ? undefined : content.items.length > 0 };
  }
  if (/^\d+$/.test(name)) return argument(Number(name), state, place, span);
  if (name === 'PWD') return { expansion: value(folderValue(state.directory, span)), isSet: true };
  if (name === 'BASH_SOURCE') return { expansion: value(fileValue(place.file?.path, span)), isSet: true };
  if (name === '#') return { expansion: value(countOf(state, span)), isSet: true };
  if (/^[?$!_-]$/.test(name) || UNKNOWN.has(name)) return { expansion: value(unknownValue(span)), isSet: true };
  const content = state.get(name);
  if (content === undefined && index === undefined) return { expansion: value(reference({ scope: 'env', name }, span)), isSet: undefined };
  const at = index === undefined ? undefined : known(expander.value(index));
  if (index !== undefined && at === undefined) return { expansion: value(unknownValue(span)), isSet: undefined };
  // An array that no file read here makes: another may.
  if (content === undefined)
    return { expansion: at === '@' || at === '*' ? unknownElements(span) : value(unknownValue(span)), isSet: undefined };
  return contentAt(content, at, span);
}

function unknownElements(span: Span): Expansion {
  const item: Item = { kind: 'value', value: { parts: [{ kind: 'unknown', span, splits: true }], span } };
  return { kind: 'list', items: [item], joins: false, span };
}

/** Variables of the shell that differ from run to run: https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html */
const UNKNOWN: ReadonlySet<string> = new Set([
  'RANDOM',
  'SECONDS',
  'LINENO',
  'EPOCHSECONDS',
  'BASHPID',
  'PPID',
  'PIPESTATUS',
  'FUNCNAME',
  'REPLY',
]);

function contentAt(content: Content, at: string | undefined, span: Span): Looked {
  if (content.kind === 'unset') return { expansion: value({ parts: [], span }), isSet: false };
  if (at === '@' || at === '*') {
    const items: readonly Item[] = content.kind === 'array' ? content.items : [{ kind: 'value', value: content.value }];
    return { expansion: { kind: 'list', items, joins: at === '*', span }, isSet: items.length > 0 };
  }
  if (content.kind === 'scalar') {
    if (at !== undefined && at !== '0') return { expansion: value({ parts: [], span }), isSet: false };
    return { expansion: value(content.value), isSet: true };
  }
  return itemAt(content.items, at ?? '0', span) ?? { expansion: value(unknownValue(span)), isSet: undefined };
}

/** One element; `undefined` where nobody knows how many stand before it. */
function itemAt(items: readonly Item[], at: string, span: Span): Looked | undefined {
  if (!/^-?\d+$/.test(at)) return undefined;
  const exact = items.every(item => item.kind === 'value' && !mayBeSeveral(item.value));
  if (!exact && at.startsWith('-')) return undefined;
  const position = at.startsWith('-') ? items.length + Number(at) : Number(at);
  const before = items.slice(0, position + 1);
  if (before.some(item => item.kind === 'choice' || mayBeSeveral(item.value))) return undefined;
  const item = items[position];
  if (item?.kind === 'value') return { expansion: value(item.value), isSet: true };
  return exact ? { expansion: value({ parts: [], span }), isSet: false } : undefined;
}

function argument(position: number, state: ShellState, place: Place, span: Span): Looked {
  if (position === 0) return { expansion: value(fileValue(place.script?.path, span)), isSet: true };
  const { content, open } = state.arguments;
  const found = itemAt(content.items, String(position - 1), span);
  if (!open && found !== undefined) return found;
  if (found?.isSet) return found;
  // Behind a `shift` of arguments nobody knows, `$1` is not what it was at first.
  if (content.items.length > 0) return { expansion: value(unknownValue(span)), isSet: undefined };
  return { expansion: value(reference({ scope: 'argument', name: String(position) }, span)), isSet: undefined };
}

function countOf(state: ShellState, span: Span): Value {
  const { content, open } = state.arguments;
  return open ? unknownValue(span) : lengthOf({ kind: 'list', items: content.items, joins: false, span }, span);
}

function folderValue(folder: string | undefined, span: Span): Value {
  return folder === undefined ? unknownValue(span) : { parts: [folderPart(folder, span)], span };
}

/** The place of a script file: where from it was called does not matter to what is found beside it. */
function fileValue(path: string | undefined, span: Span): Value {
  if (path === undefined) return unknownValue(span);
  const slash = path.lastIndexOf('/');
  return { parts: [folderPart(path.slice(0, Math.max(slash, 0)), span), ...literal(`/${path.slice(slash + 1)}`, span).parts], span };
}

function lengthOf(expansion: Expansion, span: Span): Value {
  if (expansion.kind === 'value') return mapText(expansion.value, span, text => String([...text].length));
  const exact = expansion.items.every(item => item.kind === 'value' && !mayBeSeveral(item.value));
  return exact ? literal(String(expansion.items.length), span) : unknownValue(span);
}

/** `${!NAME}`: the variable that NAME names. */
function indirect({ index, operation, span }: Parameter, looked: Looked, state: ShellState): Value {
  const name =
    index === undefined && operation === undefined && looked.expansion.kind === 'value' ? known(looked.expansion.value) : undefined;
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return unknownValue(span);
  const content = state.get(name);
  if (content === undefined) return reference({ scope: 'env', name }, span);
  return content.kind === 'scalar' ? content.value : unknownValue(span);
}

type Default = Extract<ParameterOperation, { kind: 'default' }>;

/** `${A:-b}`, `${A:=b}`, `${A:?b}`, `${A:+b}`. */
function withDefault(
  parameter: Parameter,
  { operator, operand }: Default,
  looked: Looked,
  state: ShellState,
  place: Place,
  expander: Expander,
): Expansion {
  const { span, name } = parameter;
  const { expansion } = looked;
  const asks = operator.startsWith(':') ? isFilled(looked) : looked.isSet;
  const sign = operator.at(-1);
  if (sign === '?') return expansion;
  const other = (): Value => expander.value(operand);
  if (sign === '+') {
    if (asks === false) return value({ parts: [], span });
    if (asks) return value(other());
  } else if (asks) return expansion;
  else if (asks === false) {
    const given = other();
    if (sign === '=') state.set(name, { kind: 'scalar', value: given });
    return value(given);
  }
  if (expansion.kind === 'list') return unknownList(span);
  const chosen = sign === '+' ? { parts: [], span } : expansion.value;
  const result = chosenBy(
    expansion.value,
    operator.startsWith(':'),
    sign === '+' ? other() : chosen,
    sign === '+' ? chosen : other(),
    place,
    span,
  );
  if (sign === '=') state.set(name, { kind: 'scalar', value: result });
  return value(result);
}

function isFilled({ expansion, isSet }: Looked): boolean | undefined {
  if (isSet === false) return false;
  if (expansion.kind === 'list') return isSet === undefined ? undefined : expansion.items.length > 0 || undefined;
  const empty = isEmpty(expansion.value);
  return empty === undefined ? undefined : !empty;
}

/** A value that hangs on whether another one is set, or is empty too. */
function chosenBy(asked: Value, filled: boolean, given: Value, otherwise: Value, place: Place, span: Span): Value {
  const when = filled ? filledCondition(asked, place) : setCondition(asked, place);
  if (when === undefined) return unknownValue(span);
  return {
    parts: [
      {
        kind: 'choice',
        options: [
          { when, value: given },
          { when: ALWAYS, value: otherwise },
        ],
        span,
      },
    ],
    span,
  };
}

function setCondition(asked: Value, place: Place): Condition | undefined {
  const key = stableKey(asked, place);
  return key === undefined ? undefined : unreadable(`[ -v ${valueText(asked)} ]`, `-v ${key}`);
}

/** When a value is not empty: an assumption that is the same wherever it is asked. `undefined` where it cannot be told what is asked. */
export function filledCondition(asked: Value, place: Place): Condition | undefined {
  const empty = isEmpty(asked);
  if (empty !== undefined) return empty ? NEVER : ALWAYS;
  const cases = casesOf(asked);
  if (cases !== undefined) return either(...cases.filter(({ text }) => text !== '').map(({ when }) => when));
  const variable = loneVariable(asked);
  const told = variable === undefined ? undefined : place.runVariables?.filled(variable);
  if (told !== undefined) return told;
  const key = stableKey(asked, place);
  return key === undefined ? undefined : unreadable(`[ -n "${valueText(asked)}" ]`, `-n ${key}`);
}

/** The variable that a value is nothing else than, and that no file read here sets. */
export function loneVariable({ parts: [part, ...more] }: Value): string | undefined {
  return part?.kind === 'reference' && part.to.scope === 'env' && more.length === 0 ? part.to.name : undefined;
}

/**
 * Text that is equal for two values only if they are equal all through a job: what a script does not set itself, it finds the same
 * wherever it looks. `undefined` where something in the value is not known at all.
 */
export function stableKey(asked: Value, place: Place): string | undefined {
  const keys: string[] = [];
  for (const part of asked.parts) {
    if (part.kind === 'literal') keys.push(JSON.stringify(part.text));
    else if (part.kind !== 'reference') return undefined;
    else keys.push(`${part.to.scope}:${part.to.name}${part.to.scope === 'argument' ? `@${place.script?.path ?? ''}${place.key}` : ''}`);
  }
  return keys.join('+');
}

function operated(of: Value, operation: Exclude<ParameterOperation, Default>, expander: Expander, span: Span): Value {
  switch (operation.kind) {
    case 'remove': {
      const pattern = expander.pattern(operation.pattern);
      if (pattern === undefined) return unknownValue(span);
      const { operator } = operation;
      return mapText(of, span, text => remove(text, pattern, operator.startsWith('#') ? 'start' : 'end', operator.length === 2));
    }
    case 'replace': {
      const pattern = expander.pattern(operation.pattern);
      const by = known(expander.value(operation.replacement));
      // From bash 5.2 on an unquoted `&` in the replacement stands for what was matched.
      return pattern === undefined || by === undefined || by.includes('&')
        ? unknownValue(span)
        : mapText(of, span, text => replace(text, pattern, by, operation.operator));
    }
    case 'slice': {
      const offset = Number(known(expander.value(operation.offset)) || Number.NaN);
      const length = operation.length === undefined ? undefined : Number(known(expander.value(operation.length)) || Number.NaN);
      return mapText(of, span, text => sliced(text, offset, length));
    }
    case 'case': {
      const { operator } = operation;
      if (operation.pattern !== undefined) return unknownValue(span);
      const change = (text: string) => (operator.startsWith('^') ? text.toUpperCase() : text.toLowerCase());
      return mapText(of, span, text => (operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1)));
    }
    case 'other':
      return unknownValue(span);
  }
}

function sliced(text: string, offset: number, length: number | undefined): string | undefined {
  const from = offset < 0 ? text.length + offset : offset;
  if (!Number.isInteger(from) || from < 0) return Number.isInteger(from) ? '' : undefined;
  if (length === undefined) return text.slice(from);
  if (!Number.isInteger(length)) return undefined;
  const to = length < 0 ? text.length + length : from + length;
  return to < from ? undefined : text.slice(from, to);
}
