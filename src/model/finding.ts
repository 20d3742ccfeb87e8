import type { Edit, Span } from '../source/file.js';
import type { PlatformId } from './pipeline.js';
import type { Call } from './step.js';

/** error: it will fail, or silently does not do what the file says; warning: against a documented recommendation; note: hygiene. */
export type Severity = 'error' | 'warning' | 'note';

export interface Related {
  readonly at: Span;
  /** a clause without a full stop: `signed in here` */
  readonly message: string;
}

export interface Fix {
  /** an imperative without a full stop: `Add --use` */
  readonly title: string;
  /** applied by `--fix`; else only with `--unsafe-fixes` */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly at: Span;
  /** the whole statement that `at` is a part of (a simple command, a step): an ignore comment above or at the end of it covers it */
  readonly statement?: Span;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fix?: Fix;
  readonly platform: PlatformId;
  /** the CI file the job stands in, which may be another than `at.file` */
  readonly pipelineFile: string;
  readonly job?: string;
  readonly via: readonly Call[];
  /**
   * the same finding has the same identity after lines moved, comments changed or unrelated jobs were renamed: CI file, platform, job
   * path, step, rule, subject, index among equals; begins with the version of this scheme
   */
  readonly identity: string;
}

/** A finding that somebody has accepted. */
export interface Silenced {
  readonly finding: Finding;
  /** where that is written */
  readonly by: 'comment' | 'baseline';
  /** why, in their words */
  readonly reason?: string;
}
