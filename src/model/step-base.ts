import type { Span } from '../source/file.js';
import type { Condition } from './condition.js';
import type { Env } from './env.js';
import type { Reference } from './reference.js';
import type { Rewrite } from './rewrite.js';
import type { Value } from './value.js';

/** One hop that led from the CI file to a step: a called script, a make target, a composite action, an included file. */
export interface Call {
  /** the words or key that make the call */
  readonly at: Span;
  /** what is called, as a person names it: `ci/build.sh`, `make image`, `./.github/actions/build` */
  readonly callee: string;
}

/** A versioned part that a CI file uses: an action, an orb, a plugin, a pipe. */
export interface Component {
  /** `docker/login-action`, `circleci/docker`, `docker-login` */
  readonly name: string;
  /** as written behind the name: `v3`, `3.0.0`, a commit; where the version stands in a comment behind a commit, that version */
  readonly version: string;
  readonly span: Span;
  /** the inputs that are written for it, by lower-case name, each with the place of its key; absent where a platform does not tell */
  readonly inputs?: ReadonlyMap<string, Span>;
}

/** A flag, input or key together with its value: `--tag x`, `tags: x`. `span` holds both, `value.span` the value alone. */
export interface Setting {
  readonly value: Value;
  readonly span: Span;
}

/** What every step has. */
export interface StepBase {
  readonly span: Span;
  /** what the CI system shows as the step's title */
  readonly name?: string;
  /** the id by which other steps name it (`steps.<key>.outputs`) */
  readonly key?: string;
  readonly runs: Condition;
  /** as a platform hands it over: the variables this step sets for itself; after `expand`: all that a program started here sees */
  readonly env: Env;
  /** relative to the project's base folder, `''` for that folder itself; `undefined` where it is not known */
  readonly workingDirectory: string | undefined;
  /** the calls that led here, outermost first; empty for what stands in the CI file itself */
  readonly via: readonly Call[];
  /** its failure does not stop the job: `|| true`, `continue-on-error`, `allow_failure` */
  readonly tolerated: boolean;
  /** where it fails, its shell goes on to the next command (no `set -e`), and nothing in the script's own control flow asks whether it did */
  readonly unchecked?: true;
  /** what stands before a pipe, itself or what called it, where the shell asks only how the last command of one ends (no `pipefail`) */
  readonly hidesFailure?: Span;
  /** its shell prints each command with its variables filled in (`set -x`) */
  readonly traced?: true;
  /** runs as root through `sudo`, so with root's home and Docker configuration */
  readonly sudo?: boolean;
  readonly component?: Component;
  /** the words as the program would get them, where the step is a command */
  readonly words?: readonly Value[];
  /** what stands for the text this command prints, where a script keeps it: `B=$(docker buildx create …)` */
  readonly prints?: Reference;
  /** one of the forms that a command has by condition, of which never two run: the command's place, one object for all its forms */
  readonly formOf?: Span;
  /** changes how the step is written; absent where no reader knows how */
  readonly rewrite?: Rewrite;
  /** the lines that hold the step and nothing else, the end of the last one included */
  readonly lines?: () => Span | undefined;
}

/** A step made by the docker program: its global flags choose the configuration and the daemon. */
export interface DockerStepBase extends StepBase {
  /** `docker --config DIR` */
  readonly config?: Setting;
  /** `docker --context NAME` or `--host URL` */
  readonly endpointFlag?: Setting;
}
