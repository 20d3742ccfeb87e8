import type { MappedText } from '../source/mapped-text.js';
import type { StepBase } from './step-base.js';
import type { Value } from './value.js';

/** Shell text that `expand` has yet to read. */
export interface Shell extends StepBase {
  readonly kind: 'shell';
  readonly script: Script;
  readonly dialect: ShellDialect;
  /** `dialect` is only what the script is read as: it may be a plainer shell that runs it */
  readonly dialectAssumed?: true;
  readonly options: ShellOptions;
  /** `$1`, `$2` … */
  readonly arguments?: readonly Value[];
  /** the shell process of the shell step before goes on: its variables, functions, options and working folder are still there */
  readonly continues?: true;
  /** the script is not written anywhere: who made it up answers for its commands */
  readonly made?: Pick<StepBase, 'rewrite' | 'lines'>;
  /** what it exports is set for all steps after it (hooks that an agent runs around a command) */
  readonly exportsToJob?: true;
}

export type ShellDialect = 'bash' | 'sh' | 'powershell' | 'cmd' | 'other';

/** Shell options in force when the script starts. */
export interface ShellOptions {
  readonly errexit: boolean;
  readonly pipefail: boolean;
  readonly xtrace: boolean;
}

/** Script text in which every template expression (`${{ … }}`, `<< … >>`) is masked by as many `_` and kept as a hole. */
export interface Script {
  readonly text: MappedText;
  readonly holes: readonly Hole[];
}

/** `start` and `end` are offsets in the script's text, end exclusive. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

/** Words that nobody has given a meaning yet; `expand` hands them to the reader of their program. */
export interface Command extends StepBase {
  readonly kind: 'command';
  readonly words: readonly Value[];
  /** what the command reads from standard input, where a pipe, a here-string or a heredoc feeds it */
  readonly stdin?: Value;
  /** the file that takes what the command prints: `> FILE`, `>> FILE` */
  readonly stdout?: Value;
  readonly dialect: ShellDialect;
}
