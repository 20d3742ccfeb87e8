import { isNever, not } from '../model/condition.js';
import type { Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { total } from './and-or.js';
import { changesIn } from './assigned.js';
import { both, either, isAlways } from './conditions.js';
import { fails } from './leaves.js';
import { assumption, type LoopFrame, type Place, type Session } from './session.js';
import { certainly, negated, type ShellState, type Status, SUCCESS } from './state.js';
import type { Case, CaseArm, For, If, List, Loop, Node, Repeat } from './syntax.js';
import { armCondition } from './tests.js';
import { mayBeSeveral } from './values.js';
import { type Expander, plainExpander } from './words.js';

/** A longer list is read once, with its variable unknown. */
const MOST_ITERATIONS = 16;

export function runIf(session: Session, node: If, state: ShellState, place: Place, index = 0): Status {
  const clause = node.clauses[index];
  if (clause === undefined) return node.otherwise === undefined ? SUCCESS : session.list(node.otherwise, state, place);
  const functionOf = (name: string) => state.function(name);
  const leaves = [clause.body, node.otherwise ?? []].some(body => body.some(statement => fails(statement.node, functionOf)));
  const status = session.list(clause.test, state, { ...place, asked: true, ...(!leaves && { tolerated: true }) });
  const body = (at: ShellState): Status => session.list(clause.body, at, place);
  return branch(session, state, status, body, at => runIf(session, node, at, place, index + 1));
}

/** Two ways, by how a command ended; where that is known only one is gone. */
function branch(
  session: Session,
  state: ShellState,
  status: Status,
  yes: (at: ShellState) => Status,
  no: (at: ShellState) => Status,
): Status {
  if (!state.alive) return status;
  if (isAlways(status.exact)) return yes(state);
  if (isNever(status.exact)) return no(state);
  const left = total(session);
  const [taken, other] = [state.fork(status), state.fork(negated(status))];
  const [first, second] = [yes(taken), no(other)];
  state.join([taken, other], total(session) === left);
  if (!taken.alive) return second;
  if (!other.alive || first === second) return first;
  const chosen = (of: 'exact' | 'usual') => either(both(status.exact, first[of]), both(not(status.exact), second[of]));
  return { exact: chosen('exact'), usual: chosen('usual') };
}

export function runCase(session: Session, node: Case, state: ShellState, place: Place): Status {
  const expand = plainExpander(session, state, place);
  const subject = expand.value(node.subject);
  const runArm = (index: number, at: ShellState): Status => {
    const arm = node.arms[index];
    if (arm === undefined) return SUCCESS;
    const condition = armCondition(subject, patternsOf(arm, expand), { state: at, place, at: arm.span });
    const body = (taken: ShellState): Status => {
      const status = session.list(arm.body, taken, place);
      const next = node.arms[index + 1];
      if (arm.ends === ';;' || next === undefined || !taken.alive) return status;
      // `;&` runs the next body whatever its patterns say, `;;&` goes on with the next patterns.
      return arm.ends === ';&' ? session.list(next.body, taken, place) : runArm(index + 1, taken);
    };
    return branch(session, at, certainly(condition), body, otherwise => runArm(index + 1, otherwise));
  };
  return runArm(0, state);
}

function patternsOf(arm: CaseArm, expand: Expander) {
  return arm.patterns.map(word => {
    const value = expand.value(word);
    const exact = word.parts.every(part => part.kind === 'text' || ('quoted' in part && part.quoted));
    return { pattern: expand.pattern(word), value, exact };
  });
}

export function runFor(session: Session, node: For, state: ShellState, place: Place): Status {
  const values = valuesOf(session, node, state, place);
  if (values === undefined || values.length > MOST_ITERATIONS) {
    return runUnknownTimes(session, state, place, { variables: [node.variable], body: node.body, at: node.span });
  }
  const frame: LoopFrame = { breaks: [], continues: [] };
  const parting = gone(session);
  const now = state.fork();
  for (const [index, value] of values.entries()) {
    if (!now.alive) break;
    now.set(node.variable, { kind: 'scalar', value });
    iterate(session, node.body, now, { ...place, key: `${place.key}#${index}` }, frame);
  }
  arrive(session, state, [now, ...frame.breaks], parting);
  return SUCCESS;
}

type Gone = Session['left'];

function gone({ left }: Session): Gone {
  return { ...left };
}

/** The end of a loop: those who left it by `break` are here again. */
function arrive(session: Session, state: ShellState, ways: readonly ShellState[], parting: Gone): void {
  const { exits, returns } = session.left;
  session.left.breaks = parting.breaks;
  state.join(ways, exits === parting.exits && returns === parting.returns);
}

function iterate(session: Session, body: List, state: ShellState, place: Place, frame: LoopFrame): void {
  const inner: LoopFrame = { breaks: frame.breaks, continues: [] };
  const left = total(session);
  const way = state.fork();
  session.list(body, way, { ...place, loops: [...place.loops, inner] });
  // Each `continue` is one way that left and arrives here after all.
  session.left.breaks -= inner.continues.length;
  state.join([way, ...inner.continues], total(session) === left);
}

/** `undefined`: nobody knows how many there are. */
function valuesOf(session: Session, node: For, state: ShellState, place: Place): readonly Value[] | undefined {
  if (node.words?.some(word => word.parts.some(part => part.kind === 'glob'))) return undefined;
  const values =
    node.words === undefined
      ? state.arguments.content.items.map(item => (item.kind === 'value' ? item.value : undefined))
      : node.words.flatMap(word => plainExpander(session, state, place).fields(word));
  const exact: Value[] = [];
  for (const value of values) {
    if (value === undefined || mayBeSeveral(value)) return undefined;
    exact.push(value);
  }
  return node.words === undefined && state.arguments.open ? undefined : exact;
}

interface Repeated {
  readonly variables: readonly string[];
  readonly body: List;
  readonly at: Span;
}

/** A body that runs nobody knows how often, perhaps never: read once, with all it changes unknown. */
function runUnknownTimes(session: Session, state: ShellState, place: Place, { variables, body, at }: Repeated): Status {
  forget(state, [body], at, variables);
  const frame: LoopFrame = { breaks: [], continues: [] };
  const parting = gone(session);
  const condition = assumption(at, place);
  const [taken, skipped] = [state.fork(certainly(condition)), state.fork(certainly(not(condition)))];
  iterate(session, body, taken, place, frame);
  arrive(session, state, [taken, skipped, ...frame.breaks], parting);
  forget(state, [body], at, variables);
  return SUCCESS;
}

export function runRepeat(session: Session, node: Repeat, state: ShellState, place: Place): Status {
  return runUnknownTimes(session, state, place, { variables: node.variables, body: node.body, at: node.span });
}

/** `while`, `until`: the test runs at least once, the body is read once. */
export function runLoop(session: Session, node: Loop, state: ShellState, place: Place): Status {
  forget(state, [node.test, node.body], node.span);
  const frame: LoopFrame = { breaks: [], continues: [] };
  const parting = gone(session);
  const tested = session.list(node.test, state, { ...place, tolerated: true, asked: true });
  if (!state.alive) return tested;
  const status = node.until ? negated(tested) : tested;
  if (isNever(status.exact)) return SUCCESS;
  const taken = state.fork(status);
  const ways = isAlways(status.exact) ? [taken] : [taken, state.fork(negated(status))];
  iterate(session, node.body, taken, place, frame);
  arrive(session, state, [...ways, ...frame.breaks], parting);
  forget(state, [node.test, node.body], node.span);
  return SUCCESS;
}

function forget(state: ShellState, lists: readonly List[], at: Span, variables: readonly string[] = []): void {
  const functionOf = (name: string): Node | undefined => state.function(name);
  const changes = changesIn(lists, functionOf);
  for (const name of [...changes.variables, ...variables]) state.forget(name, at);
  if (changes.directory) state.directory = undefined;
  if (changes.shifts) state.arguments = { content: { kind: 'array', items: [] }, open: true };
}
