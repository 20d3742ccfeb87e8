import type { Edit, SourceFile, Span } from '../source/file.js';
import type { Condition, Event } from './condition.js';
import type { Env } from './env.js';
import type { JobRewrite } from './rewrite.js';
import type { RunVariables } from './run-variables.js';
import type { PlannedStep, Setting, Step } from './step.js';
import type { Value } from './value.js';

export type PlatformId =
  | 'github-actions'
  | 'gitlab-ci'
  | 'circleci'
  | 'buildkite'
  | 'jenkins'
  | 'travis-ci'
  | 'bitbucket-pipelines'
  | 'shell-script'
  | 'compose-file';

/** Something that was met and could not be read, so that nobody takes silence for a clean bill. */
export interface Unread {
  readonly at: Span;
  /** one sentence without a full stop: `include of a remote project is not followed` */
  readonly why: string;
  /** `syntax`: the file is broken there; `remote`: it lies elsewhere; `dynamic`: only a run would tell; `limit`: a bound was met */
  readonly kind: 'syntax' | 'remote' | 'missing' | 'dynamic' | 'unsupported' | 'limit';
}

export interface Pipeline<S = PlannedStep> {
  readonly platform: PlatformId;
  readonly file: SourceFile;
  /** the folder that paths in the file are relative to, `''` for the project's base folder */
  readonly root: string;
  readonly events: readonly Event[];
  /** the push of a branch starts it for some branches only, whatever the conditions of its jobs say */
  readonly someBranchesOnly?: true;
  readonly jobs: readonly Job<S>[];
  readonly unread: readonly Unread[];
}

/** Steps that run in order on one machine and so share builders, sign-ins, files and variables. */
export interface Job<S = PlannedStep> {
  /** the path of keys that names it in the file (`['jobs', 'docker']`), stable under edits elsewhere: part of a finding's identity */
  readonly path: readonly string[];
  readonly name: string;
  /** the key or name that a finding on the whole job points at */
  readonly span: Span;
  /** the cell of a matrix this job is: `os=ubuntu, arch=arm64` */
  readonly combination?: string;
  readonly machine: Machine;
  readonly runs: Condition;
  /** the events it can be started by; never empty */
  readonly events: readonly Event[];
  /** after so many minutes the system ends the job; the span is that of the key as it is written */
  readonly timeout?: Setting;
  /** a script of its own that takes the place of one which jobs get by default, so that nothing of the other runs */
  readonly overridden?: {
    readonly at: Span;
    readonly default: Span;
    /** lets it begin with the default one; absent where no reader knows how */
    readonly keepDefault?: () => readonly Edit[] | undefined;
  };
  readonly env: Env;
  /** what variables of the CI system's own say of a run; absent where nothing is known of them */
  readonly runVariables?: RunVariables;
  readonly steps: readonly S[];
  /** names of jobs that end before this one starts */
  readonly needs: readonly string[];
  readonly services: readonly Setting[];
  /** values that belong to no step, so that a credential in them is found: settings of services, registry credentials … */
  readonly otherValues: readonly OtherValue[];
  /** GitHub's `permissions` in force: scope → `read`, `write`, `none`; absent where nothing says */
  readonly permissions?: ReadonlyMap<string, string>;
  /** lets more be added to the permissions that are written out for the job; absent where none are */
  readonly permit?: Permit;
  /** changes the job outside of its steps; absent where no reader knows how */
  readonly rewrite?: JobRewrite;
}

/** Where the permissions of a job are written. */
export interface Permit {
  /** other jobs have them from there as well */
  readonly isShared: boolean;
  add(scope: string, access: string): readonly Edit[] | undefined;
}

/** A value and the key or variable it stands for: `POSTGRES_PASSWORD`, `credentials.password` of a private image. */
export interface OtherValue {
  readonly name: string;
  readonly value: Value;
}

/** A job whose scripts and calls have been followed to the end. */
export type ExpandedJob = Job<Step>;
export type ExpandedPipeline = Pipeline<Step>;

/** What a job runs on. */
export interface Machine {
  /** `clean`: new for each job (hosted, containers); `unknown`: what earlier jobs left may still be there (persistent agents) */
  readonly entry: 'clean' | 'unknown';
  /** `clean` is only what is likely: the files do not name a machine of the vendor's */
  readonly entryAssumed?: true;
  /** as written: `ubuntu-latest`, `docker:27`, `any` */
  readonly label?: Value;
  readonly os?: 'linux' | 'macos' | 'windows';
  readonly architecture?: 'amd64' | 'arm64';
  /** the container image the steps run in, where one is named */
  readonly image?: Setting;
  /** whether a Docker daemon answers, as far as the file tells */
  readonly daemon?: boolean;
}
