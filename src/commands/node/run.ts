import { ALWAYS, isNever } from '../../model/condition.js';
import type { Command, PlannedStep, Script } from '../../model/step.js';
import type { Value } from '../../model/value.js';
import type { SourceFile } from '../../source/file.js';
import type { CommandContext } from '../command-reader.js';
import { evaluate } from './expressions.js';
import { under } from './flow.js';
import { evaluateFile, evaluateText, load } from './modules.js';
import { folderOf, speaksOfDocker } from './relevance.js';
import type { Module, Scope } from './scope.js';
import { assumption, type Session } from './session.js';
import { call, execute } from './statements.js';
import { type JsValue, native, object } from './values.js';
import { ZX_GLOBALS } from './zx.js';

/** Expressions and statements that are read for one call. The build scripts seen have fewer than 5,000. */
const MOST_NODES = 100_000;

/** What a call is about: its arguments, and the kind of program that runs it. */
export interface Running {
  readonly args: readonly Value[];
  readonly program: 'node' | 'zx' | 'github-script';
  readonly via: Module['via'];
}

/** The names that are there without an import: those of zx, those of actions/github-script. */
const GLOBALS: Readonly<Record<Running['program'], ReadonlyMap<string, JsValue>>> = {
  node: new Map(),
  zx: ZX_GLOBALS,
  // https://github.com/actions/github-script#this-action
  'github-script': new Map([
    ['exec', native('@actions/exec')],
    ['core', native('@actions/core')],
  ]),
};

/** The steps that a file leads to; none where it starts nothing. */
export function runFile(command: Command, context: CommandContext, file: SourceFile, running: Running): readonly PlannedStep[] {
  const isZx = /^#!.*\bzx\b/.test(file.text);
  const module = moduleOf(file.path, folderOf(file.path), isZx ? { ...running, program: 'zx' } : running);
  return run(command, context, running, file.text, session => evaluateFile(session, file, module), new Map([[file.path, module]]));
}

/** The same for a text: `node -e '…'`, the body of a step. */
export function runText(command: Command, context: CommandContext, script: Script, running: Running): readonly PlannedStep[] {
  const module = moduleOf(undefined, command.workingDirectory, running);
  return run(command, context, running, script.text.value, session => evaluateText(session, script, module));
}

function moduleOf(path: string | undefined, folder: string | undefined, { via, program }: Running): Module {
  const named = object();
  return { path, folder, via, exports: named, named, globals: GLOBALS[program], depth: 0 };
}

function run(
  command: Command,
  context: CommandContext,
  { args }: Running,
  written: string,
  act: (session: Session) => Scope,
  modules = new Map<string, Module>(),
): readonly PlannedStep[] {
  const session = sessionOf(command, context, args, speaksOfDocker(written), modules);
  uncalled(session, act(session));
  if (session.budget < 0 && session.mentions) {
    context.unread({ at: command.span, why: 'a script that does too much is not read to its end', kind: 'limit' });
  }
  return session.steps;
}

function sessionOf(
  command: Command,
  context: CommandContext,
  args: readonly Value[],
  mentions: boolean,
  modules: Map<string, Module>,
): Session {
  const calls = [...command.via.map(({ at }) => at), command.span];
  const session: Session = {
    command,
    context,
    arguments: args,
    steps: [],
    runs: ALWAYS,
    env: command.env,
    folder: command.workingDirectory,
    tolerated: command.tolerated,
    left: { returns: 0, throws: 0, ends: 0 },
    reached: 0,
    returns: undefined,
    calls: [],
    called: new Set(),
    key: calls.map(({ file, start }) => `<${file.path}:${start}`).join(''),
    budget: MOST_NODES,
    mentions,
    evaluate: (expression, scope) => evaluate(session, expression, scope),
    execute: (body, scope) => execute(session, body, scope),
    call: (of, given, at) => call(session, of, given, at),
    load: (from, scope, at) => load(session, from, scope, at, modules),
  };
  return session;
}

/** Functions that nothing here calls may be called in a way that is not seen: in the order of the text, each under an assumption. */
function uncalled(session: Session, scope: Scope): void {
  if (isNever(session.runs)) session.runs = ALWAYS;
  for (const [, value] of scope.entries()) {
    if (value.kind !== 'function' || session.called.has(value.of)) continue;
    const { span, name } = value.of;
    under(session, assumption(session, span, `${name ?? 'a function'} is called`), () => {
      session.call(value, undefined, span);
    });
  }
}
