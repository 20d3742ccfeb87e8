import { isNever, not } from '../model/condition.js';
import { both, either, isAlways } from './conditions.js';
import { fails } from './leaves.js';
import type { Place, Session } from './session.js';
import { certainly, expected, FAILURE, negated, type ShellState, type Status, SUCCESS } from './state.js';
import type { AndOr } from './syntax.js';

/** `a && b || c`, from the left. */
export function runAndOr(session: Session, node: AndOr, state: ShellState, place: Place): Status {
  let status = session.node(node.first, state, catching(node, 0, state, place));
  for (const [index, { operator, node: next }] of node.rest.entries()) {
    if (!state.alive || session.budget.nodes === 0) return status;
    // What decides about a command is all that stands before it.
    session.budget.nodes = Math.max(1, session.budget.nodes - index);
    const run = (at: ShellState): Status => session.node(next, at, catching(node, index + 1, state, place));
    status =
      operator === '&&'
        ? runAnd(session, isCaught(node, index, state) ? certainly(status.exact) : status, state, run)
        : runOr(session, status, state, run);
  }
  return status;
}

/** Where a command of the list stands: who asks for its failure, and who forgives it. */
function catching(node: AndOr, index: number, state: ShellState, place: Place): Place {
  const rest = node.rest.slice(index);
  const inside = rest.length > 0 ? { ...place, asked: true } : place;
  return isCaught(node, index, state) ? { ...inside, tolerated: true } : inside;
}

/**
 * Whether an `||` further on catches the failure of a command and does not fail itself. Then nobody expects the command to succeed, and
 * what stands behind its `&&` hangs on it: `./cached && docker load || true`.
 */
function isCaught(node: AndOr, index: number, state: ShellState): boolean {
  const caught = node.rest.slice(index).find(({ operator }) => operator === '||');
  return caught !== undefined && !fails(caught.node, name => state.function(name));
}

function runAnd(session: Session, before: Status, state: ShellState, run: (at: ShellState) => Status): Status {
  const condition = expected(before);
  if (isNever(condition)) return before;
  if (isAlways(condition)) return conjunction(before, run(state));
  const left = total(session);
  const taken = state.fork({ exact: condition, usual: before.usual });
  const skipped = state.fork({ exact: not(condition), usual: not(before.usual) });
  const after = run(taken);
  state.join([taken, skipped], total(session) === left);
  return taken.alive ? conjunction(before, after) : FAILURE;
}

function runOr(session: Session, before: Status, state: ShellState, run: (at: ShellState) => Status): Status {
  if (isAlways(before.exact)) return before;
  if (isNever(before.exact)) return run(state);
  const left = total(session);
  const taken = state.fork(negated(before));
  const skipped = state.fork(before);
  const after = run(taken);
  state.join([taken, skipped], total(session) === left);
  return taken.alive ? { exact: either(before.exact, after.exact), usual: either(before.usual, after.usual) } : SUCCESS;
}

function conjunction(before: Status, after: Status): Status {
  return { exact: both(before.exact, after.exact), usual: both(before.usual, after.usual) };
}

/** How often a way left the script, function or loop so far. */
export function total({ left }: Session): number {
  return left.exits + left.returns + left.breaks;
}
