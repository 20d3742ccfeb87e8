import { pathIn } from '../model/path.js';
import { readFlags } from '../model/shell.js';
import { known, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { assignedIn } from './arithmetic.js';
import { assign, itemOf, tell, unknownArray } from './assign.js';
import { evaluate, sourceFile } from './calls.js';
import { assumption, ordinary, type Place, type Session } from './session.js';
import { certainly, FAILURE, type ShellState, type Status, SUCCESS } from './state.js';
import type { Assignment, Simple } from './syntax.js';
import { testWords } from './tests.js';
import { mayBeSeveral, slicePart } from './values.js';
import type { Expander } from './words.js';

/** A simple command whose words are expanded. */
export interface Reading {
  readonly words: readonly Value[];
  /** `export A=b`: assignments among the arguments */
  readonly declared: readonly Assignment[];
  readonly expander: Expander;
  readonly node: Simple;
  readonly span: Span;
}

export interface BuiltinCall extends Reading {
  readonly session: Session;
  readonly state: ShellState;
  readonly place: Place;
}

type Builtin = (call: BuiltinCall) => Status;

/** What the shell itself does: https://www.gnu.org/software/bash/manual/html_node/Shell-Builtin-Commands.html */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  Object.entries<Builtin>({
    ':': () => SUCCESS,
    true: () => SUCCESS,
    false: () => FAILURE,
    test: ({ words, state, place, span }) => certainly(testWords(words.slice(1), { state, place, at: span })),
    '[': ({ words, state, place, span }) => {
      const inside = known(words.at(-1)) === ']' ? words.slice(1, -1) : words.slice(1);
      return certainly(testWords(inside, { state, place, at: span }));
    },
    export: declare,
    declare,
    typeset: declare,
    readonly: declare,
    local: declare,
    unset,
    read,
    mapfile: readArray,
    readarray: readArray,
    let: ({ words, state, place, span }) => {
      for (const word of words.slice(1)) for (const name of assignedIn(known(word) ?? '')) state.forget(name, span);
      return certainly(assumption(span, place));
    },
    getopts: call => read({ ...call, words: [...call.words.slice(0, 1), ...call.words.slice(2)] }),
    set: setOptions,
    shift,
    cd,
    pushd: cd,
    popd: call => {
      const [folder, ...rest] = call.state.directories;
      call.state.directory = folder;
      call.state.directories = rest;
      return SUCCESS;
    },
    eval: ({ session, words, state, place, span }) => evaluate(session, words.slice(1), state, place, span),
    source: ({ session, words, state, place, span }) => sourceFile(session, words.slice(1), state, place, span),
    '.': ({ session, words, state, place, span }) => sourceFile(session, words.slice(1), state, place, span),
    exit: ({ session, state }) => {
      session.left.exits += 1;
      state.alive = false;
      return SUCCESS;
    },
    return: giveBack,
    break: leaveLoop,
    continue: leaveLoop,
  }),
);

/** Builtins without an effect on what comes after. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  'trap wait umask ulimit shopt alias unalias times jobs fg bg disown hash type help enable complete compgen bind dirs history caller suspend logout command'.split(
    ' ',
  ),
);

function declare({ session, words, declared, state, place, expander, node, span }: BuiltinCall): Status {
  const name = known(words[0]);
  const flags = words
    .slice(1)
    .map(known)
    .filter(word => word !== undefined && /^[-+]/.test(word));
  const letters = flags.filter(word => word?.startsWith('-')).join('');
  const exported = name === 'export' ? !letters.includes('n') : letters.includes('x') || undefined;
  if (letters.includes('f') || letters.includes('p') || letters.includes('F')) return SUCCESS;
  const hides = (variable: string) => {
    const locals = name === 'local' || (place.call !== undefined && name !== 'export' && name !== 'readonly' && !letters.includes('g'));
    if (locals && place.call !== undefined && !place.call.locals.has(variable)) place.call.locals.set(variable, state.saved(variable));
    return locals;
  };
  const only = name === 'export' && words.length === 1 && declared.length === 1 ? node : undefined;
  for (const assignment of declared) {
    hides(assignment.name);
    // A map's keys are not followed.
    if (letters.includes('A')) state.set(assignment.name, unknownArray(assignment.span), exported ?? false);
    else assign(session, assignment, state, place, expander, { exported, only });
  }
  for (const word of words.slice(1)) {
    const [head] = word.parts;
    const found = head?.kind === 'literal' ? /^([A-Za-z_]\w*)(=?)/.exec(head.text) : null;
    if (found === null || head?.kind !== 'literal') continue;
    const variable = found[1] ?? '';
    const isHidden = hides(variable);
    if (found[2] === '=') {
      const value: Value = { parts: [slicePart(head, found[0].length), ...word.parts.slice(1)], span: word.span };
      state.set(variable, { kind: 'scalar', value }, exported ?? (state.exportsAll || state.isExported(variable)));
      tell(session, variable, state, place, span);
    } else if (letters.includes('A')) state.set(variable, unknownArray(word.span), false);
    else if (letters.includes('a')) state.set(variable, { kind: 'array', items: [] });
    else if (isHidden) state.set(variable, { kind: 'unset', at: word.span }, exported ?? false);
    else if (exported !== undefined) exportNamed(session, variable, exported, state, place, span);
  }
  return SUCCESS;
}

function exportNamed(session: Session, name: string, exported: boolean, state: ShellState, place: Place, span: Span): void {
  const content = state.get(name);
  if (content === undefined) return;
  state.set(name, content, exported);
  if (exported) tell(session, name, state, place, span);
}

function unset({ words, state }: BuiltinCall): Status {
  const names = words.slice(1);
  const functions = known(names[0]) === '-f';
  for (const word of names) {
    const name = known(word);
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) continue;
    if (functions) state.removeFunction(name);
    else state.set(name, { kind: 'unset', at: word.span }, false);
  }
  return SUCCESS;
}

/** Flags of `read` that take a value. */
const READ_VALUES = /^-[adinNptu]$/;

function read({ words, state, place, span }: BuiltinCall): Status {
  for (let index = 1; index < words.length; index += 1) {
    const word = words[index];
    const name = known(word);
    if (name === '-a') continue;
    if (name !== undefined && READ_VALUES.test(name)) index += 1;
    else if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) state.forget(name, word?.span ?? span);
  }
  state.stdin = { parts: [{ kind: 'unknown', span }], span };
  return certainly(assumption(span, place));
}

function readArray({ words, state, span }: BuiltinCall): Status {
  const name = known(words.at(-1));
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name) || words.length < 2) return SUCCESS;
  state.set(name, unknownArray(span));
  return SUCCESS;
}

function setOptions({ words, state }: BuiltinCall): Status {
  const given = words.slice(1);
  const texts = given.map(known);
  const { options, rest, allexport } = readFlags(texts, state.options);
  state.options = options;
  if (allexport !== undefined) state.exportsAll = allexport;
  const behind = texts[rest - 1] === '--' || rest < given.length;
  if (behind && given.length > 0) {
    const items = given.slice(rest).map(itemOf);
    state.arguments = { content: { kind: 'array', items }, open: false };
  }
  return SUCCESS;
}

function shift({ words, state, span }: BuiltinCall): Status {
  const count = words.length > 1 ? Number(known(words[1]) ?? Number.NaN) : 1;
  const { content, open } = state.arguments;
  const gone = content.items.slice(0, count);
  const isExact =
    Number.isInteger(count) && gone.length === count && gone.every(item => item.kind === 'value' && !mayBeSeveral(item.value));
  if (isExact) state.arguments = { content: { kind: 'array', items: content.items.slice(count) }, open };
  else if (open || content.items.length > 0) {
    state.arguments = { content: unknownArray(span), open: true };
  }
  return SUCCESS;
}

function cd(call: BuiltinCall): Status {
  const { session, words, state } = call;
  const [program, ...rest] = words;
  const target = rest.filter(word => !/^-[LPe@n]+$|^--$/.test(known(word) ?? ''))[0];
  const before = state.directory;
  if (known(program) === 'pushd') state.directories = [before, ...state.directories];
  if (target === undefined || (rest.length > 1 && rest.some(mayBeSeveral))) state.directory = undefined;
  else if (known(target) === '-') state.directory = state.previousDirectory;
  else state.directory = pathIn(target, before, session.host.root);
  state.previousDirectory = before;
  return ordinary(call.span, call.place);
}

function giveBack({ session, words, state, place }: BuiltinCall): Status {
  const code = known(words[1]);
  if (place.call === undefined) session.left.exits += 1;
  else {
    session.left.returns += 1;
    const status = code === undefined || code === '0' ? SUCCESS : FAILURE;
    place.call.returns.push({ state: state.fork(), status });
  }
  state.alive = false;
  return SUCCESS;
}

function leaveLoop({ session, words, state, place }: BuiltinCall): Status {
  const levels = Number(known(words[1]) ?? 1);
  const frame = place.loops.at(-(Number.isInteger(levels) && levels > 0 ? Math.min(levels, place.loops.length) : 1));
  if (frame === undefined) return SUCCESS;
  session.left.breaks += 1;
  (known(words[0]) === 'break' ? frame.breaks : frame.continues).push(state.fork());
  state.alive = false;
  return SUCCESS;
}
