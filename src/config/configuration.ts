import type { Severity } from '../model/finding.js';
import { DEFAULT_LIMITS, type Limits } from '../model/limits.js';
import type { PlatformId } from '../model/pipeline.js';
import { inPreset, type Preset } from '../model/rule-info.js';
import { DEFAULT_SETTINGS, type Settings } from '../model/settings.js';
import type { ConfigurableRule, Level } from './vocabulary.js';

/** What the configuration says of each file. `lint` asks it; whether it comes from files or from a test, it does not know. */
export interface Configuration {
  /** the platform that the configuration gives a file to */
  platformOf(path: string): PlatformId | undefined;
  /** the file is not linted, and no finding points into it */
  ignores(path: string): boolean;
  rulesFor(file: string, platform: PlatformId): FileRules;
  settingsFor(file: string, platform: PlatformId): Settings;
  /** how much is read of a CI file */
  limitsFor(file: string): Limits;
  commentsFor(file: string): CommentPolicy;
  /** the least severity of a CI file's findings that fails a run; `undefined` where nothing is said */
  failOn(file: string): Threshold | undefined;
}

/** What ignore comments may do. */
export interface CommentPolicy {
  /** one without a reason is reported */
  readonly requireReason: boolean;
  /** rules that no comment silences */
  readonly never: ReadonlySet<string>;
}

export const DEFAULT_COMMENT_POLICY: CommentPolicy = { requireReason: true, never: new Set() };

export type Threshold = Severity | 'never';

/** What is made of the rules for one CI file. */
export interface FileRules {
  /** @param file into which the finding points, where that is another: a script that the CI file calls */
  level(rule: ConfigurableRule, file?: string): Level;
  /** whether there is any file into which it could report */
  canReport(rule: ConfigurableRule): boolean;
  /** `undefined`: the rule's own */
  options(rule: ConfigurableRule): unknown;
}

/** What the command line says; it wins over every file. */
export interface Forced {
  readonly preset?: Preset;
  readonly severities?: ReadonlyMap<string, Level>;
}

/** What holds where there is no configuration file. */
export function withoutFiles({ preset = 'recommended', severities }: Forced = {}, settings: Settings = DEFAULT_SETTINGS): Configuration {
  const level = (rule: ConfigurableRule) => severities?.get(rule.id) ?? (inPreset(rule, preset) ? rule.severity : 'off');
  const rules: FileRules = { level, canReport: rule => level(rule) !== 'off', options: () => undefined };
  return {
    platformOf: () => undefined,
    ignores: () => false,
    rulesFor: () => rules,
    settingsFor: () => settings,
    limitsFor: () => DEFAULT_LIMITS,
    commentsFor: () => DEFAULT_COMMENT_POLICY,
    failOn: () => undefined,
  };
}
