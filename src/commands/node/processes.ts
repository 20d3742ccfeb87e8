import { ALWAYS, type Condition, isNever, not } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import { pathIn } from '../../model/path.js';
import type { Reference } from '../../model/reference.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type { Command, PlannedStep, Shell, StepFields } from '../../model/step.js';
import { concatenated, known, literal, type Part, reference, type Value } from '../../model/value.js';
import { both } from '../../shell/conditions.js';
import { scriptOfValue } from '../../shell/script-text.js';
import { type Span, spanAround } from '../../source/file.js';
import { calledFieldsOf } from '../fields.js';
import { truthOf } from './conditions.js';
import { decided, under } from './flow.js';
import type { Scope } from './scope.js';
import type { Session } from './session.js';
import { asText, type JsValue, type ListItem, type ListValue, type StartedValue, UNKNOWN } from './values.js';

/** Where and with what a process is started: `{ cwd, env, input, shell }`. */
interface Surroundings {
  readonly folder: string | undefined;
  readonly env: Env;
  readonly stdin: Value | undefined;
  readonly tolerated: boolean;
  readonly usesShell: boolean;
}

function surroundings(session: Session, options: JsValue | undefined, at: Span): Surroundings {
  const own = { folder: session.folder, env: session.env, stdin: undefined, tolerated: session.tolerated, usesShell: false };
  if (options?.kind !== 'object') return own;
  const cwd = options.entries.get('cwd');
  const env = options.entries.get('env');
  const input = options.entries.get('input') ?? options.entries.get('stdin');
  const shell = options.entries.get('shell');
  const isOff = (name: string): boolean => {
    const value = options.entries.get(name);
    return value?.kind === 'constant' && value.value === false;
  };
  const ignores = options.entries.get('ignoreReturnCode') ?? options.entries.get('nothrow');
  return {
    folder:
      cwd === undefined || (cwd.kind === 'constant' && cwd.value === undefined)
        ? own.folder
        : pathIn(asText(cwd, at), session.folder, session.context.root),
    env: envOf(env, session.env, at),
    stdin: input?.kind === 'text' && known(input.value) !== 'inherit' ? input.value : undefined,
    tolerated: own.tolerated || isOff('reject') || (ignores?.kind === 'constant' && ignores.value === true),
    usesShell: shell !== undefined && truthOf(session, shell, at).kind === 'always',
  };
}

/** Without `...process.env` in it, `env` is all there is. */
function envOf(value: JsValue | undefined, before: Env, at: Span): Env {
  if (value?.kind !== 'object') return before;
  const entries = [...value.entries].map(([name, entry]) => [name, asText(entry, at)] as const);
  return (value.environment || value.open ? before : Env.empty).withAll(entries);
}

export interface Starting {
  readonly session: Session;
  readonly scope: Scope;
  readonly at: Span;
}

/** Text for a shell: `exec('docker build . | tee log')`. */
export function startShell(
  { session, scope, at }: Starting,
  script: Value,
  options: JsValue | undefined,
  shell: Pick<Shell, 'dialect' | 'options'>,
): StartedValue {
  const { folder, env, tolerated } = surroundings(session, options, at);
  return started(session, at, () => {
    for (const { when, value } of ways(script)) {
      under(session, when, () => {
        if (!isClear(value)) {
          unclear(session, scope, at);
          return;
        }
        const step = { ...base(session, scope, value.span), env, workingDirectory: folder, tolerated };
        session.steps.push({ kind: 'shell', ...step, script: scriptOfValue(value), ...shell, arguments: [] });
      });
    }
  });
}

/** Words for a program: `spawn('docker', ['build', '.'])`. */
export function startProgram(starting: Starting, words: ListValue, options: JsValue | undefined): StartedValue {
  const { session, scope, at } = starting;
  const { folder, env, stdin, tolerated, usesShell } = surroundings(session, options, at);
  if (usesShell) return startShell(starting, joinedWords(words, at), options, { dialect: 'sh', options: NO_OPTIONS });
  return started(session, at, prints => {
    for (const way of waysOfItems(session, words.items, at)) {
      under(session, way.when, () => {
        const [program] = way.words;
        if (program === undefined || !isClear(program)) {
          unclear(session, scope, at);
          return;
        }
        const step = { ...base(session, scope, spanOf(way.words, at)), env, workingDirectory: folder, tolerated, prints };
        const command: Command = { kind: 'command', ...step, words: way.words, dialect: 'sh', ...(stdin && { stdin }) };
        session.steps.push(command);
      });
    }
  });
}

function joinedWords(words: ListValue, at: Span): Value {
  return concatenated(
    words.items.flatMap((item, index) => [...(index === 0 ? [] : [literal(' ', at)]), item.rest ? rest(at) : asText(item.value, at)]),
    at,
  );
}

function rest(at: Span): Value {
  return { parts: [{ kind: 'unknown', span: at, splits: true }], span: at };
}

/** The process, with what stands for what it prints; its steps are all that `act` adds. */
function started(session: Session, at: Span, act: (prints: Reference) => void): StartedValue {
  const from = session.steps.length;
  const prints: Reference = { scope: 'output', name: `${at.file.path}:${at.start}${session.key}` };
  act(prints);
  return { kind: 'started', output: reference(prints, at), steps: session.steps.slice(from).map((_, index) => from + index) };
}

function base(session: Session, scope: Scope, span: Span): StepFields {
  const fields = calledFieldsOf(session.command);
  return { ...fields, span, runs: both(fields.runs, session.runs), via: scope.module.via };
}

function spanOf(words: readonly Value[], at: Span): Span {
  const [first] = words;
  const last = words.at(-1);
  return first === undefined || last === undefined || first.span.file !== last.span.file ? at : spanAround(first.span, last.span);
}

/** Whether it begins with something that is written, so that it is known what is started. */
function isClear(value: Value): boolean {
  const [first] = value.parts;
  return first?.kind === 'literal' && first.text.trim() !== '';
}

interface TextWay {
  readonly when: Condition;
  readonly value: Value;
}

/** A text that begins with a choice is one text for each option. */
function ways(value: Value): readonly TextWay[] {
  const [first, ...others] = value.parts;
  if (first?.kind !== 'choice') return [{ when: ALWAYS, value }];
  return first.options.flatMap(({ when, value: option }, index) => {
    const before = first.options.slice(0, index).map(earlier => not(earlier.when));
    const inner = ways({ parts: [...option.parts, ...others], span: option.span });
    return inner.map(way => ({ when: both(when, ...before, way.when), value: way.value })).filter(way => !isNever(way.when));
  });
}

interface WordWay {
  readonly when: Condition;
  readonly words: readonly Value[];
}

/** More forms of one command than this are more than a person means. */
const MOST_WAYS = 16;

/** A list with words that stand in it only sometimes, as one list for each way that can turn out. */
function waysOfItems(session: Session, items: readonly ListItem[], at: Span): readonly WordWay[] {
  let found: readonly WordWay[] = [{ when: ALWAYS, words: [] }];
  for (const item of items) {
    const word = item.rest ? rest(at) : asText(item.value, at);
    found = found.flatMap((way): readonly WordWay[] => {
      const added = { ...way, words: [...way.words, word] };
      const isThere = decided(item.when, both(session.runs, way.when));
      if (isThere !== undefined) return [isThere ? added : way];
      if (found.length >= MOST_WAYS) return [{ ...way, words: [...way.words, rest(at)] }];
      return [
        { ...added, when: both(way.when, item.when) },
        { ...way, when: both(way.when, not(item.when)) },
      ];
    });
  }
  return found.filter(way => !isNever(way.when));
}

/** Something is started, and nobody can see what. It matters only where the text speaks of docker. */
function unclear(session: Session, scope: Scope, at: Span, matters = session.mentions): void {
  if (!matters) return;
  session.context.unread({ at, why: 'which program is started here only a run would tell', kind: 'dynamic' });
  session.steps.push({
    ...base(session, scope, at),
    env: session.env,
    workingDirectory: session.folder,
    kind: 'opaque',
    what: 'a program',
  });
}

const DOCKER_TEXT = /^\s*(?:sudo\s+)?docker(?:-compose|-buildx)?(?:\s|$)/;

/** A function nobody sees that is given a docker command most likely runs it. */
export function reportUnclear(session: Session, args: readonly JsValue[], at: Span, scope: Scope): void {
  const first = (value: JsValue | undefined): string => {
    const of = value?.kind === 'list' ? value.items[0]?.value : value;
    const part: Part | undefined = of?.kind === 'text' ? of.value.parts[0] : undefined;
    return part?.kind === 'literal' ? part.text : '';
  };
  if (
    args.some(arg => DOCKER_TEXT.test(first(arg)) && (arg.kind === 'list' || args[1]?.kind === 'list' || /\s\S/.test(first(arg).trim())))
  ) {
    unclear(session, scope, at, true);
  }
}

/** `$`…`.nothrow()`, `.cwd('x')`: what is said of a process behind its start. */
export function changeStarted(
  session: Session,
  self: StartedValue,
  name: string,
  value: JsValue | undefined,
  at: Span,
): JsValue | undefined {
  const change = (how: (step: PlannedStep) => PlannedStep): StartedValue => {
    for (const index of self.steps) {
      const step = session.steps[index];
      if (step !== undefined) session.steps[index] = how(step);
    }
    return self;
  };
  switch (name) {
    case 'nothrow':
      return change(step => ({ ...step, tolerated: true }));
    case 'cwd':
      return change(step => ({
        ...step,
        workingDirectory: value === undefined ? undefined : pathIn(asText(value, at), session.folder, session.context.root),
      }));
    case 'env':
      return change(step => ({ ...step, env: envOf(value, session.env, at) }));
    case 'quiet':
    case 'verbose':
    case 'timeout':
    case 'stdio':
    case 'pipe':
    case 'spawn':
    case 'output':
    case 'outputSync':
    case 'printCommand':
    case 'noThrow':
    case 'kill':
      return name === 'noThrow' ? change(step => ({ ...step, tolerated: true })) : self;
    case 'json':
    case 'lines':
    case 'unref':
      return UNKNOWN;
    default:
      return undefined;
  }
}
