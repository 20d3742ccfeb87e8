import { repeats } from '../model/call.js';
import { pathIn } from '../model/path.js';
import { known, literal, type Value } from '../model/value.js';
import { type Span, spanText } from '../source/file.js';
import { itemOf } from './assign.js';
import { both, either } from './conditions.js';
import { environmentFile } from './environment-files.js';
import { scriptOfFile, scriptOfValue } from './script-text.js';
import { type CallFrame, type Place, type Session, stepFields } from './session.js';
import { type Guard, type ShellState, type Status, SUCCESS } from './state.js';
import type { Node } from './syntax.js';

/** A function: read where it is called, with the arguments it is given. */
export function callFunction(
  session: Session,
  name: string,
  body: Node,
  words: readonly Value[],
  state: ShellState,
  place: Place,
  at: Span,
): Status {
  const via = [...place.via, { at, callee: `${name}()` }];
  if (!mayCall(session, via, at)) return SUCCESS;
  const before = state.arguments;
  state.arguments = { content: { kind: 'array', items: words.map(itemOf) }, open: false };
  const frame: CallFrame = { returns: [], locals: new Map() };
  const inside: Place = { ...place, via, key: `${place.key}@${at.start}`, call: frame, loops: [] };
  const status = entered(session, state, frame, way => session.node(body, way, inside));
  state.arguments = before;
  for (const [local, variable] of frame.locals) state.restore(local, variable);
  return status;
}

function mayCall(session: Session, via: Place['via'], at: Span): boolean {
  const { depth } = session.budget;
  if (via.length <= depth && !repeats(via)) return true;
  const why = via.length > depth ? `calls are nested more than ${depth} deep` : 'a call that leads back to itself is not followed';
  session.unread({ at, why, kind: 'limit' });
  return false;
}

/** Runs what `return` leaves. */
function entered(session: Session, state: ShellState, frame: CallFrame, run: (way: ShellState) => Status): Status {
  const depth = state.path.length;
  const { exits, returns } = session.left;
  const way = state.fork();
  const status = run(way);
  session.left.returns = returns;
  const ends = [{ state: way, status }, ...frame.returns].filter(end => end.state.alive);
  state.join([way, ...frame.returns.map(end => end.state)], session.left.exits === exits);
  const [first] = ends;
  if (first === undefined || ends.every(end => end.status === first.status)) return first?.status ?? SUCCESS;
  const combined = (of: keyof Guard) => {
    return either(...ends.map(end => both(...end.state.path.slice(depth).map(guard => guard.exact), end.status[of])));
  };
  return { exact: combined('exact'), usual: combined('usual') };
}

/**
 * Scripts that CI machines bring along and that set up languages, not Docker: taken to have no effect here, so that a `source
 * venv/bin/activate` does not make everything behind it uncertain.
 */
const HARMLESS =
  /(^|\/)(activate|nvm\.sh|rvm|env|\.cargo\/env|\.?bashrc|\.?bash_profile|\.?profile|os-release|lsb-release|emsdk_env\.sh|conda\.sh|asdf\.sh|sdkman-init\.sh|bash\.bashrc|functions\.sh|gvm|phpbrew|\.nvmrc)$/;

/** `source x.sh`, `. x.sh`: read in place, in this shell. */
export function sourceFile(session: Session, words: readonly Value[], state: ShellState, place: Place, at: Span): Status {
  const [target, ...given] = words;
  if (target === undefined || environmentFile(target) !== undefined) return SUCCESS;
  const path = pathIn(target, state.directory, session.host.root);
  const file = path === undefined ? undefined : session.host.script(path);
  if (file === undefined) return unreachable(session, target, path, state, place, at);
  const via = [...place.via, { at, callee: file.path }];
  if (!mayCall(session, via, at)) return SUCCESS;
  const parsed = session.host.scripts.read(scriptOfFile(file));
  for (const note of parsed.unread) session.unread(note);
  const before = state.arguments;
  if (given.length > 0) state.arguments = { content: { kind: 'array', items: given.map(itemOf) }, open: false };
  const frame: CallFrame = { returns: [], locals: place.call?.locals ?? new Map() };
  const inside: Place = { ...place, via, key: `${place.key}@${at.start}`, call: frame, file, loops: [] };
  const status = entered(session, state, frame, way => session.list(parsed.list, way, inside));
  if (given.length > 0) state.arguments = before;
  return status;
}

function unreachable(session: Session, target: Value, path: string | undefined, state: ShellState, place: Place, at: Span): Status {
  const tail = target.parts.at(-1);
  if (tail?.kind === 'literal' && HARMLESS.test(tail.text)) return SUCCESS;
  const text = known(target);
  const why =
    path === undefined && text === undefined
      ? 'a script whose path only a run would tell is not followed'
      : `${text ?? path} is read by the shell, but is not in the repository`;
  session.unread({ at, why, kind: path === undefined && text === undefined ? 'dynamic' : 'missing' });
  session.items.push({ kind: 'opaque', ...stepFields(session, state, place, at), what: `source ${text ?? 'a script'}` });
  return SUCCESS;
}

/** Programs that print settings of their own for the shell: of no effect here, like the scripts above. */
const PRINTS_SETTINGS = /^(?:\S*\/)?(?:ssh-agent|pyenv|rbenv|nodenv|goenv|jenv|brew|opam|conda|direnv|luarocks|fnm|dircolors)\b/;
/^(?:"?\$\(|`)\s*(?:\S*\/)?(?:ssh-agent|pyenv|rbenv|nodenv|goenv|jenv|brew|opam|conda|direnv|luarocks|fnm|rustup|dircolors)\b/;

/** `eval "…"`: the words, joined, are read as commands. */
export function evaluate(session: Session, words: readonly Value[], state: ShellState, place: Place, at: Span): Status {
  const parts = words.flatMap((word, index) => (index === 0 ? word.parts : [...literal(' ', at).parts, ...word.parts]));
  // What the text begins with names the program: without it nothing can be told.
  if (parts[0]?.kind !== 'literal') {
    if (parts[0]?.kind === 'reference' && parts[0].to.scope === 'output' && PRINTS_SETTINGS.test(spanText(parts[0].span))) return SUCCESS;
    session.unread({ at, why: 'commands that only a run would tell are not followed', kind: 'dynamic' });
    session.items.push({ kind: 'opaque', ...stepFields(session, state, place, at), what: 'eval' });
    return SUCCESS;
  }
  const evals = (place.evals ?? 0) + 1;
  if (evals > session.budget.depth) {
    session.unread({ at, why: `eval is nested more than ${session.budget.depth} deep`, kind: 'limit' });
    session.items.push({ kind: 'opaque', ...stepFields(session, state, place, at), what: 'eval' });
    return SUCCESS;
  }
  const via = [...place.via, { at, callee: 'eval' }];
  if (!mayCall(session, via, at)) return SUCCESS;
  const parsed = session.host.scripts.read(scriptOfValue({ parts, span: at }));
  for (const note of parsed.unread) session.unread(note);
  return session.list(parsed.list, state, { ...place, evals, key: `${place.key}@${at.start}` });
}
