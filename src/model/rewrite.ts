import type { Edit, Span } from '../source/file.js';
import { withComment } from '../source/own-comment.js';
import type { Setting } from './step.js';
import type { Value } from './value.js';

/**
 * What a rule asks of the place where a step is written, in the words of the model. The reader that knows the syntax there answers; no
 * rule writes YAML, Groovy or shell.
 */
export type Change =
  /**
   * a flag, input or key by its long name on the command line (`push`, `output`), with its value, or once with each of other words of the
   * same script; without one it is a switch
   */
  | { readonly change: 'add'; readonly option: string; readonly value?: string; readonly like?: readonly Value[]; readonly behind?: Value }
  /** a flag, input or key goes, with its value */
  | { readonly change: 'remove'; readonly setting: Setting }
  /** another value for a flag, input or key */
  | { readonly change: 'replace'; readonly setting: Setting; readonly value: string }
  /** other words in the place of words that are next to one another: `docker buildx build` for `docker build` */
  | { readonly change: 'words'; readonly at: Span; readonly words: string }
  /** a word goes in double quotes */
  | { readonly change: 'quote'; readonly value: Value }
  /** `docker login -p X` becomes `… | docker login --password-stdin` */
  | { readonly change: 'password-from-stdin'; readonly setting: Setting }
  /** another text in the place of a part of a word: `[` for `.[` in the filter of jq */
  | { readonly change: 'text'; readonly at: Span; readonly text: string }
  /** a word is written as another word of the same script is */
  | { readonly change: 'like'; readonly value: Value; readonly other: Value }
  /** another version of the action that the step uses */
  | { readonly change: 'version'; readonly version: string }
  /** a sign-in to Docker Hub before the step, in the way of the documented examples, with `DOCKER_USER` and `DOCKER_PAT` */
  | { readonly change: 'sign-in-before' }
  /** the cloud builder of an endpoint is connected to before the step, under the name that the endpoint gives it; after a sign-in to Docker Hub */
  | { readonly change: 'connect-before'; readonly endpoint: string; readonly name: string; readonly signIn: boolean }
  /** the command runs only where another one fails: `docker buildx use x || …` */
  | { readonly change: 'unless'; readonly command: string }
  /** the step does not run for pull requests from forks */
  | { readonly change: 'not-for-forks' }
  /** the pipeline of the step runs in a subshell that sets an option for itself: `+x`, `-o pipefail` */
  | { readonly change: 'with-option'; readonly option: string }
  /** the variable is no longer set for the command alone: `DOCKER_BUILDKIT=0 docker build .` */
  | { readonly change: 'remove-variable'; readonly name: string }
  /** the script that the step is a command of stops at the first command that fails */
  | { readonly change: 'stop-at-failure' }
  /** the step goes: a command of a script, an entry of a list of steps */
  | {
      readonly change: 'remove-step';
      /** how many other steps go with it, so that nothing is left empty */
      readonly besides?: number;
    }
  /**
   * commands, right before or behind the step's own statement; one with line ends is several that share a shell. `apart`: before or behind
   * the whole script that holds the statement, where that is an entry of a list of scripts
   */
  | { readonly change: 'insert'; readonly where: 'before' | 'behind'; readonly commands: readonly Inserted[]; readonly apart?: boolean };

/** What a rule asks of a job, outside of its steps. */
export type JobChange =
  /** a Docker daemon answers in the job, in the way its system documents */
  | { readonly change: 'daemon' }
  /** a command runs when the job ends, as far as the system can say that: however it ends */
  | { readonly change: 'at-end'; readonly command: string }
  /** the job does not run for pull requests from forks */
  | { readonly change: 'not-for-forks' };

/** As `Rewrite`, for a job. */
export type JobRewrite = (change: JobChange) => readonly Edit[] | undefined;

/** Shell text to put in; `secrets`: the variables it needs that hold secrets, for systems that hand those out only where they are asked for. */
export type Inserted = string | { readonly command: string; readonly secrets: readonly string[] };

/**
 * Edits that make all of the changes. `undefined` where one of them cannot be made for certain: the place is not written in one piece in
 * a file, what is to be changed comes from a variable or a template, the syntax there does not take the text.
 */
export type Rewrite = (...changes: readonly Change[]) => readonly Edit[] | undefined;

/**
 * The edits that let two steps change places, each with its comment. `undefined` unless each stands on lines of its own, with the same indentation, and nothing
 * but empty lines and comments is between them.
 */
export function swapped(first: Span | undefined, second: Span | undefined): readonly Edit[] | undefined {
  if (first === undefined || second === undefined || first.file !== second.file) return undefined;
  const { text } = first.file;
  const [upper, lower] = [withComment(first), withComment(second)];
  const [one, two] = [upper, lower].map(({ start, end }) => text.slice(start, end));
  const between = text.slice(upper.end, lower.start);
  const indents = [one, two].map(lines => /^[ \t]*/.exec(lines ?? '')?.[0]);
  const areWhole = one?.endsWith('\n') && two?.endsWith('\n');
  if (one === undefined || two === undefined || !areWhole || upper.end > lower.start || indents[0] !== indents[1]) return undefined;
  if (!/^(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/.test(between)) return undefined;
  return [
    { span: upper, text: two },
    { span: lower, text: one },
  ];
}
