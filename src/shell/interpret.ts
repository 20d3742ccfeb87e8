import type { Unread } from '../model/pipeline.js';
import type { Call, Shell } from '../model/step.js';
import { known, literal, type Value } from '../model/value.js';
import { runAndOr } from './and-or.js';
import { runCase, runFor, runIf, runLoop, runRepeat } from './control.js';
import { redirected } from './redirects.js';
import { fileOfScript } from './script-text.js';
import { assumption, type Budget, type Place, type Session, type ShellHost, type ShellItem, stepFields } from './session.js';
import { runSimple } from './simple.js';
import { certainly, negated, ShellState, type Status, SUCCESS } from './state.js';
import type { List, Node } from './syntax.js';
import { testCondition } from './tests.js';
import { withoutFinalNewlines } from './values.js';
import { plainExpander } from './words.js';

export interface Interpreted {
  /** what the script does, in order */
  readonly items: readonly ShellItem[];
  readonly unread: readonly Unread[];
  /** the shell at its end, for text that the same process reads after it */
  readonly state: ShellState;
}

/**
 * Reads a shell script as the shell would run it, as far as the files tell: each simple command with its words, variables, directory and
 * the conditions under which it runs. Nothing is run. Programs have no meaning here; that is the business of their readers.
 * @param before the shell that goes on, where the process of an earlier text is still there; it is changed
 */
export function interpret(shell: Shell, host: ShellHost, budget: Budget, before?: ShellState): Interpreted {
  const items: ShellItem[] = [];
  const parsed = host.scripts.read(shell.script);
  const unread: Unread[] = [...parsed.unread];
  const { workingDirectory: directory, arguments: given } = shell;
  const content = { kind: 'array', items: (given ?? []).map(value => ({ kind: 'value', value }) as const) } as const;
  const state = before ?? new ShellState(shell.env, directory, shell.options, { content, open: given === undefined });
  const file = fileOfScript(shell.script);
  const place: Place = {
    tolerated: shell.tolerated,
    asked: false,
    via: shell.via,
    key: callKey(shell.via),
    file,
    script: file,
    call: undefined,
    loops: [],
    runVariables: host.runVariables,
  };
  const session: Session = {
    host,
    dialect: shell.dialect,
    hasPipefail: shell.dialect === 'bash' && shell.dialectAssumed === undefined,
    made: shell.made,
    span: shell.span,
    runs: shell.runs,
    shared: sharedOf(shell),
    items,
    budget,
    left: { exits: 0, returns: 0, breaks: 0 },
    substituted: undefined,
    unread: note => unread.push(note),
    list: (list, at, where) => runList(session, list, at, where),
    node: (node, at, where) => runNode(session, node, at, where),
    substitute: (part, at, where) => substitute(session, part.body, at, where, part.span),
  };
  // What a step keeps of a script's output is collected as it is in a substitution.
  state.printed = shell.prints === undefined ? undefined : literal('', shell.span);
  runList(session, parsed.list, state, place);
  return { items: withLastChecked(items), unread, state };
}

/** A script fails where its last command does, so whoever runs the script hears of it. */
function withLastChecked(items: readonly ShellItem[]): readonly ShellItem[] {
  const last = items.at(-1);
  if (last?.kind !== 'command' || last.unchecked === undefined) return items;
  const { unchecked: _, ...checked } = last;
  return [...items.slice(0, -1), checked];
}

function sharedOf({ name, key, sudo, component, hidesFailure }: Shell): Session['shared'] {
  return {
    ...(name !== undefined && { name }),
    ...(key !== undefined && { key }),
    ...(sudo !== undefined && { sudo }),
    ...(component !== undefined && { component }),
    ...(hidesFailure !== undefined && { hidesFailure }),
  };
}

/** Assumptions in a script that is called from several places are not the same ones. */
function callKey(via: readonly Call[]): string {
  return via.map(({ at }) => `<${at.file.path}:${at.start}`).join('');
}

function runList(session: Session, list: List, state: ShellState, place: Place): Status {
  let status = SUCCESS;
  for (const { node, background } of list) {
    if (!state.alive) break;
    if (background) {
      contained(session, () => runNode(session, node, state.fork(), { ...place, tolerated: true }));
      status = SUCCESS;
    } else status = runNode(session, node, state, place);
  }
  return status;
}

function runNode(session: Session, node: Node, state: ShellState, place: Place): Status {
  if (!affordable(session, node, state, place)) return SUCCESS;
  switch (node.kind) {
    case 'simple':
      return runSimple(session, node, state, place);
    case 'pipeline':
      return runPipeline(session, node, state, place);
    case 'and-or':
      return runAndOr(session, node, state, place);
    case 'if':
      return runIf(session, node, state, place);
    case 'for':
      return runFor(session, node, state, place);
    case 'loop':
      return runLoop(session, node, state, place);
    case 'repeat':
      return runRepeat(session, node, state, place);
    case 'case':
      return runCase(session, node, state, place);
    case 'function':
      state.define(node.name, node.body);
      return SUCCESS;
    case 'group':
      return runList(session, node.body, state, place);
    case 'subshell':
      return runSubshell(session, node.body, state, place);
    case 'redirected':
      return redirected(session, state, place, node.redirects, () => runNode(session, node.body, state, place));
    case 'test':
      return certainly(testCondition(node.expression, plainExpander(session, state, place), { state, place, at: node.span }));
    case 'unread':
      session.items.push({ kind: 'opaque', ...stepFields(session, state, place, node.span), what: 'a script that is not read' });
      return SUCCESS;
    case 'arithmetic':
      for (const name of node.assigns) state.forget(name, node.span);
      return certainly(assumption(node.span, place));
  }
}

/** Strangers' scripts may unroll to anything; what lies behind the bound is not read, and says so once. */
function affordable(session: Session, node: Node, state: ShellState, place: Place): boolean {
  const { budget, items, unread } = session;
  if (budget.nodes <= 0) return false;
  // A command under many conditions is as dear as many commands: each of them is gone through for it.
  budget.nodes -= 1 + (state.path.length >> 4);
  if (budget.nodes > 0 && budget.commands > 0) return true;
  budget.nodes = 0;
  unread({ at: node.span, why: 'the job runs more commands than are followed', kind: 'limit' });
  items.push({ kind: 'opaque', ...stepFields(session, state, place, node.span), what: 'commands beyond the bound' });
  return false;
}

function runPipeline(session: Session, node: Extract<Node, { kind: 'pipeline' }>, state: ShellState, place: Place): Status {
  const [only, ...others] = node.elements;
  if (only === undefined) return SUCCESS;
  const inside = node.negated ? { ...place, tolerated: true, asked: true } : place;
  if (others.length === 0) {
    const status = runNode(session, only, state, inside);
    return node.negated ? negated(status) : status;
  }
  let stdin: Value | undefined = state.stdin;
  let status = SUCCESS;
  for (const [index, element] of node.elements.entries()) {
    const isLast = index === node.elements.length - 1;
    const way = state.fork();
    way.stdin = stdin;
    if (!isLast) {
      way.printed = literal('', element.span);
      way.stdout = undefined;
    }
    const there: Place = isLast || state.options.pipefail ? inside : { ...inside, beforePipe: element.span };
    status = contained(session, () => runNode(session, element, way, there));
    if (isLast) state.printed = way.printed;
    else stdin = withoutFinalNewlines(way.printed ?? literal('', element.span));
  }
  return node.negated ? negated(status) : status;
}

/** What leaves a subshell leaves nothing else. */
function contained(session: Session, run: () => Status): Status {
  const left = { ...session.left };
  const status = run();
  Object.assign(session.left, left);
  return status;
}

function runSubshell(session: Session, body: List, state: ShellState, place: Place): Status {
  const way = state.fork();
  const status = contained(session, () => runList(session, body, way, { ...place, loops: [], call: undefined }));
  state.printed = way.printed;
  return status;
}

/** What `$(…)` prints: the text where it is known, else a stand-in for what its command prints. */
function substitute(session: Session, body: List, state: ShellState, place: Place, span: Value['span']): Value {
  const way = state.fork();
  way.printed = literal('', span);
  way.stdout = undefined;
  session.substituted = contained(session, () => runList(session, body, way, { ...place, loops: [], call: undefined }));
  const printed = withoutFinalNewlines(way.printed ?? literal('', span));
  return known(printed) === undefined ? { parts: printed.parts, span } : printed;
}
