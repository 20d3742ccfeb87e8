import type { Severity } from './finding.js';
import type { PlatformId } from './pipeline.js';

export type Category =
  | 'authentication'
  | 'builder'
  | 'output'
  | 'platforms'
  | 'cache'
  | 'toolchain'
  | 'secrets'
  | 'reliability'
  | 'portability'
  | 'policy';

/** The named sets of rules. */
export const PRESET_NAMES = ['recommended', 'strict', 'adopt'] as const;
export type Preset = (typeof PRESET_NAMES)[number];

/** What is known of a rule without running it. */
export interface RuleInfo<Options = unknown> {
  readonly id: string;
  /** what to do, as an imperative, without a full stop */
  readonly summary: string;
  readonly severity: Severity;
  readonly category: Category;
  /** the link to the documented practice */
  readonly practice: string;
  /** `--fix` can mend at least some of its problems */
  readonly fixable?: boolean;
  /** the set that brings it; absent: it is in all of them */
  readonly preset?: Preset;
  /** in no set: a policy of one's own, off until it is configured */
  readonly offByDefault?: boolean;
  /** the options it takes, with what holds where they are not given */
  readonly defaults?: Options;
  /** option → the words that its list may hold, where not any text is allowed */
  readonly choices?: Readonly<Partial<Record<string, readonly string[]>>>;
  /** the platforms on which it cannot show, each with the reason: a clause without a full stop */
  readonly notOn?: Readonly<Partial<Record<PlatformId, string>>>;
}

/** Whether a rule is on where nothing else is said. */
export function inPreset(rule: Pick<RuleInfo, 'preset' | 'offByDefault'>, preset: Preset): boolean {
  if (rule.offByDefault) return false;
  return rule.preset === undefined || rule.preset === 'recommended' || rule.preset === preset;
}

/** The sets that a rule is in; none for a policy. */
export function presetsOf(rule: Pick<RuleInfo, 'preset' | 'offByDefault'>): readonly Preset[] {
  return PRESET_NAMES.filter(preset => inPreset(rule, preset));
}
