import type { Configuration, Forced } from './config/configuration.js';
import type { KnownFindings } from './known.js';
import type { Severity } from './model/finding.js';
import type { Limits } from './model/limits.js';
import type { PlatformId, Unread } from './model/pipeline.js';
import type { Preset } from './model/rule-info.js';
import type { Settings } from './model/settings.js';
import type { Timer } from './model/timer.js';
import type { Platform } from './platforms/platform.js';

export interface LintOptions extends Forced {
  /** the files to report on; others are read only where these lead to them. All of the project by default */
  readonly paths?: readonly string[];
  /** the rule set: `recommended` by default */
  readonly preset?: Preset;
  /** rule → severity, where it is to be another than the rule's own */
  readonly severities?: ReadonlyMap<string, Severity | 'off'>;
  readonly settings?: Settings;
  /** how much is read of a job or file; they win over those of configuration files */
  readonly limits?: Partial<Limits>;
  /** what configuration files say; it takes the place of `preset`, `severities` and `settings` */
  readonly configuration?: Configuration;
  /** the platforms whose files are reported on; all by default */
  readonly onlyPlatforms?: ReadonlySet<PlatformId>;
  /** ignore comments silence nothing: for a gate that trusts no comment of a pull request */
  readonly withoutComments?: boolean;
  /** findings that are known already, as a baseline holds them */
  readonly known?: KnownFindings;
  /** only a part of the project is read: whether a comment in a script is used then cannot be told */
  readonly partial?: boolean;
  /** the day by which ignore comments expire, as ISO 8601 writes it; today by default */
  readonly today?: string;
  /** notes of whoever looked for the files */
  readonly unread?: readonly Unread[];
  readonly timer?: Timer;
  /** told now and then how far a stage is */
  readonly onProgress?: (what: string, done: number, all: number) => void;
  /** told of errors of ours that became notes */
  readonly onFailure?: (error: unknown) => void;
  readonly platforms?: readonly Platform[];
}
