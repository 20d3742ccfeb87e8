import { ALWAYS, all, type Condition, unreadable } from '../model/condition.js';
import type { Unread } from '../model/pipeline.js';
import type { Reference } from '../model/reference.js';
import type { RunVariables } from '../model/run-variables.js';
import type { Call, Command, Opaque, RestoreCredentials, SetEnv, Shell, ShellDialect, StepFields } from '../model/step.js';
import type { Value } from '../model/value.js';
import { type SourceFile, type Span, spanText } from '../source/file.js';
import type { ParsedScripts } from './parse.js';
import type { ShellState, Status } from './state.js';
import type { List, Node, WordPart } from './syntax.js';
import type { Variable } from './variables.js';

/** What the interpreter asks of the project. */
export interface ShellHost {
  /** the folder of the CI file's own paths: what `$GITHUB_WORKSPACE` and `git rev-parse --show-toplevel` stand for */
  readonly root: string;
  /** a file that is read in place (`source x.sh`) */
  script(path: string): SourceFile | undefined;
  readonly runVariables?: RunVariables | undefined;
  /** what was read of the pipeline so far */
  readonly scripts: ParsedScripts;
}

/** Something of a shell script that has an effect outside of the shell. */
export type ShellItem = Command | SetEnv | RestoreCredentials | Opaque | Carried;

/** A line written to `$GITHUB_ENV` or `$GITHUB_OUTPUT`: a variable or output of the steps that come later. */
export interface Carried {
  readonly kind: 'carried';
  readonly to: 'env' | 'output';
  readonly name: string;
  readonly value: Value;
  readonly runs: Condition;
}

/** How much may still be read; shared by all scripts of a job, so that no script of strangers runs us out of time. */
export interface Budget {
  commands: number;
  nodes: number;
  /** calls in calls, and `eval` in `eval` */
  readonly depth: number;
}

export interface LoopFrame {
  readonly breaks: ShellState[];
  readonly continues: ShellState[];
}

export interface CallFrame {
  /** states at `return`, with what they return */
  readonly returns: { readonly state: ShellState; readonly status: Status }[];
  /** variables as they were before `local` hid them */
  readonly locals: Map<string, Variable | undefined>;
}

/** Where the reading is. */
export interface Place {
  /** failure is caught here: `a || b`, `if a` */
  readonly tolerated: boolean;
  /** something looks at how the command ends: `a || b`, `a && b`, `if a`, `! a` */
  readonly asked: boolean;
  /** what stands before a pipe and is being run, where nothing hears how it ends */
  readonly beforePipe?: Span;
  readonly via: readonly Call[];
  /** tells apart the same place in several calls and iterations: part of the keys of its assumptions */
  readonly key: string;
  /** the file `$BASH_SOURCE` names, where the text is a whole file */
  readonly file: SourceFile | undefined;
  /** the script `$0` names */
  readonly script: SourceFile | undefined;
  readonly call: CallFrame | undefined;
  readonly loops: readonly LoopFrame[];
  readonly runVariables: RunVariables | undefined;
  /** the command of whose forms one is being read */
  readonly formOf?: Span;
  /** texts read by `eval` in which this stands; to a person they are no calls */
  readonly evals?: number;
}

/** One shell process: what it has given so far and the parts of the interpreter, which call each other through it. */
export interface Session {
  readonly host: ShellHost;
  readonly dialect: ShellDialect;
  /** what runs it takes `set -o pipefail` for certain */
  readonly hasPipefail: boolean;
  /** what answers for the commands of a script that is not written anywhere */
  readonly made: Shell['made'];
  /** the step that the script belongs to */
  readonly span: Span;
  readonly runs: Condition;
  /** those of its fields that all that is made here has too */
  readonly shared: Pick<StepFields, 'name' | 'key' | 'sudo' | 'component' | 'hidesFailure'>;
  readonly items: ShellItem[];
  readonly budget: Budget;
  /** how often a way ended so far, by how far it left: to tell whether all ways that parted still arrive */
  readonly left: { exits: number; returns: number; breaks: number };
  /** how the last substitution ended: the status of `A=$(…)` */
  substituted: Status | undefined;
  unread(note: Unread): void;
  list(list: List, state: ShellState, place: Place): Status;
  node(node: Node, state: ShellState, place: Place): Status;
  /** what `$(…)` prints */
  substitute(part: Extract<WordPart, { kind: 'substitution' }>, state: ShellState, place: Place): Value;
}

/** A longer text says no more to a person. */
const LONGEST_TEXT = 80;

/** An assumption about what stands at a place: equal for the arms that ask for it, different from every other. */
export function assumption(at: Span, place: Place): Condition {
  const text = spanText(at).replaceAll(/\\?\s+/g, ' ');
  const shown = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return unreadable(shown, keyOf(at, place));
}

/** The status of a command that is expected to work: an assumption only where its failure is asked for, as of most commands it never is. */
class Ordinary implements Status {
  readonly usual = ALWAYS;
  readonly #at: Span;
  readonly #place: Place;
  #exact: Condition | undefined;

  constructor(at: Span, place: Place) {
    this.#at = at;
    this.#place = place;
  }

  get exact(): Condition {
    this.#exact ??= assumption(this.#at, this.#place);
    return this.#exact;
  }
}

export function ordinary(at: Span, place: Place): Status {
  return new Ordinary(at, place);
}

export function keyOf(at: Span, place: Place): string {
  return `${at.file.path}:${at.start}${place.key}`;
}

/** What stands for the text that a command prints. */
export function outputOf(at: Span, place: Place): Reference {
  return { scope: 'output', name: keyOf(at, place) };
}

/** The fields of something that happens here. */
export function stepFields(session: Session, state: ShellState, place: Place, span: Span): StepFields {
  return {
    span,
    runs: all(session.runs, ...state.conditions),
    env: state.env,
    workingDirectory: state.directory,
    via: place.via,
    tolerated: place.tolerated,
    ...session.shared,
    ...(!state.options.errexit && !place.asked && { unchecked: true }),
    ...(place.beforePipe && { hidesFailure: place.beforePipe }),
    ...(state.options.xtrace && { traced: true }),
    ...(place.formOf && { formOf: place.formOf }),
  };
}
