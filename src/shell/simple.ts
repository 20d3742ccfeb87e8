import { append } from '../model/append.js';
import type { Condition } from '../model/condition.js';
import type { Command } from '../model/step.js';
import { known, unknownValue, type Value } from '../model/value.js';
import { total } from './and-or.js';
import { assign } from './assign.js';
import { BUILTINS, type Reading, WITHOUT_EFFECT } from './builtins.js';
import { callFunction } from './calls.js';
import { variants } from './choices.js';
import { workflowCommand } from './environment-files.js';
import { PRINTS } from './outputs.js';
import { isProbe } from './probes.js';
import { redirectedTo, streamsOf, wroteTo } from './redirects.js';
import { rewritable } from './rewrite.js';
import { assumption, ordinary, outputOf, type Place, type Session, stepFields } from './session.js';
import { certainly, type ShellState, type Status, SUCCESS } from './state.js';
import type { Assignment, Simple } from './syntax.js';
import { withoutFinalNewlines } from './values.js';
import { expander, type Substituted } from './words.js';

interface Expanded extends Reading {
  readonly streams: ReturnType<typeof streamsOf>;
}

/** A simple command: for each way its words can turn out, under the conditions of that way. */
export function runSimple(session: Session, node: Simple, state: ShellState, place: Place): Status {
  session.substituted = undefined;
  const done: Substituted = new Map();
  const ways = variants(state.conditions, choices => expand(node, state, expander(session, state, place, choices, done)));
  const [only, second] = ways;
  if (only === undefined) return SUCCESS;
  if (second === undefined) return run(session, node, only.result, state, place);
  return runVariants(session, node, ways, state, place);
}

function runVariants(
  session: Session,
  node: Simple,
  ways: readonly { readonly when: Condition; readonly result: Expanded }[],
  state: ShellState,
  place: Place,
): Status {
  const left = total(session);
  let status = SUCCESS;
  const forks = ways.map(({ when, result }) => {
    const way = state.fork(certainly(when));
    status = run(session, node, result, way, { ...place, formOf: node.span });
    return way;
  });
  state.join(forks, total(session) === left);
  return status;
}

function expand(node: Simple, state: ShellState, expander: Reading['expander']): Expanded {
  const words: Value[] = [];
  const declared: Assignment[] = [];
  for (const argument of node.words) {
    if (argument.kind === 'assignment') declared.push(argument);
    else append(words, expander.fields(argument));
  }
  return { words, declared, expander, node, span: node.span, streams: streamsOf(node.redirects, expander, state) };
}

function run(session: Session, node: Simple, reading: Expanded, state: ShellState, place: Place): Status {
  const { words, expander, streams } = reading;
  if (words.length === 0) {
    for (const assignment of node.assignments) assign(session, assignment, state, place, expander);
    return redirectedTo(session, state, place, streams, () => session.substituted ?? SUCCESS);
  }
  return withAssignments(node.assignments, reading, state, () => {
    return redirectedTo(session, state, place, streams, () => dispatch(session, reading, state, place));
  });
}

/** `A=b command`: the assignments are there for this command alone. */
function withAssignments(assignments: readonly Assignment[], { expander, words }: Reading, state: ShellState, run: () => Status): Status {
  if (assignments.length === 0) return run();
  // `IFS=, read …` changes nothing behind it, and what `exec` is given goes with it.
  const saved = assignments.map(({ name }) => [name, state.saved(name)] as const);
  for (const assignment of assignments) {
    const { value } = assignment;
    if (value.kind === 'word' && assignment.index === undefined && !assignment.append) {
      state.set(assignment.name, { kind: 'scalar', value: expander.value(value) }, true);
    }
  }
  const status = run();
  if (known(words[0]) !== 'exec') for (const [name, variable] of saved) state.restore(name, variable);
  return status;
}

/** Words that change nothing about which program runs; what they do to functions and failure is not followed. */
const LOOKED_THROUGH: ReadonlySet<string> = new Set(['command', 'builtin', 'exec']);

function dispatch(session: Session, reading: Reading, state: ShellState, place: Place): Status {
  const { words, span } = reading;
  const name = known(words[0]);
  if (name === undefined) return isNamed(words[0]) ? emit(session, reading, state, place) : unknownProgram(session, reading, state, place);
  if (LOOKED_THROUGH.has(name)) return lookThrough(session, reading, name, state, place);
  const body = state.function(name);
  if (body !== undefined) return callFunction(session, name, body, words.slice(1), state, place, span);
  return runProgram(session, reading, name, state, place);
}

function runProgram(session: Session, reading: Reading, name: string, state: ShellState, place: Place): Status {
  const { words, span } = reading;
  const builtin = BUILTINS.get(name);
  if (builtin !== undefined) return builtin({ session, state, place, ...reading });
  if (WITHOUT_EFFECT.has(name)) {
    print(session, state, place, unknownValue(span));
    return isProbe(words) ? certainly(assumption(span, place)) : SUCCESS;
  }
  const formatted = name === 'printf' && known(words[1]) === '-v' ? known(words[2]) : undefined;
  if (formatted !== undefined) {
    state.forget(formatted, span);
    return SUCCESS;
  }
  const prints = PRINTS.get(name);
  const isSilent = state.printed === undefined && name !== 'echo' && name !== 'printf' && name !== 'pwd';
  const printed = isSilent ? undefined : prints?.({ words, state, session, span });
  if (printed === undefined) return emit(session, reading, state, place);
  print(session, state, place, printed);
  return SUCCESS;
}

function lookThrough(session: Session, reading: Reading, name: string, state: ShellState, place: Place): Status {
  const { words, span } = reading;
  const isOwn = (index: number) =>
    index === 0 || /^-/.test(known(words[index]) ?? '') || (name === 'exec' && known(words[index - 1]) === '-a');
  const inner = words.findIndex((_, index) => !isOwn(index));
  if (name === 'command' && isProbe(words)) {
    print(session, state, place, unknownValue(span));
    return certainly(assumption(span, place));
  }
  const rest = { ...reading, words: inner < 0 ? [] : words.slice(inner) };
  const program = known(rest.words[0]);
  if (rest.words.length === 0) return SUCCESS;
  const status = program === undefined ? unknownProgram(session, rest, state, place) : runProgram(session, rest, program, state, place);
  if (name === 'exec') {
    session.left.exits += 1;
    state.alive = false;
  }
  return status;
}

/** `$DIR/build.sh`: the folder is not known, the name is. */
function isNamed(word: Value | undefined): boolean {
  const last = word?.parts.at(-1);
  return last?.kind === 'literal' && /\/[^/]+$/.test(last.text);
}

/** `$BUILD .` with nobody knows what in it. */
function unknownProgram(session: Session, { words, span }: Reading, state: ShellState, place: Place): Status {
  session.unread({ at: words[0]?.span ?? span, why: 'which program this runs is known only when it runs', kind: 'dynamic' });
  session.items.push({ kind: 'opaque', ...stepFields(session, state, place, span), what: 'a command whose name is not known', words });
  print(session, state, place, unknownValue(span));
  return ordinary(span, place);
}

/** A program of its own; what it means is its reader's business. */
function emit(session: Session, { words, node, span }: Reading, state: ShellState, place: Place): Status {
  session.budget.commands -= 1;
  const { stdin, stdout } = state;
  const keeps = state.printed !== undefined;
  const prints = outputOf(span, place);
  const command: Command = {
    kind: 'command',
    ...stepFields(session, state, place, span),
    words,
    dialect: session.dialect,
    ...(session.made ?? rewritable(node, session.hasPipefail)),
    ...(stdin !== undefined && { stdin }),
    ...(stdout !== undefined && { stdout }),
    ...(keeps && { prints }),
  };
  session.items.push(command);
  if (keeps) print(session, state, place, { parts: [{ kind: 'reference', to: prints, span }], span });
  wroteFiles(session, words, state, place);
  return isProbe(words) ? certainly(assumption(span, place)) : ordinary(span, place);
}

function print(session: Session, state: ShellState, place: Place, value: Value): void {
  if (state.printed !== undefined) state.printed = { parts: [...state.printed.parts, ...value.parts], span: state.printed.span };
  else if (state.stdout === undefined) {
    const carried = workflowCommand(withoutFinalNewlines(value));
    if (carried !== undefined)
      session.items.push({ kind: 'carried', ...carried, runs: stepFields(session, state, place, value.span).runs });
  }
}

/** `tee` writes what it reads. */
function wroteFiles(session: Session, words: readonly Value[], state: ShellState, place: Place): void {
  const [program, ...rest] = words[0] !== undefined && known(words[0]) === 'sudo' ? words.slice(1) : words;
  const name = known(program);
  if (name === 'tee') for (const target of rest) if (!known(target)?.startsWith('-')) wroteTo(session, state, place, target, state.stdin);
}
