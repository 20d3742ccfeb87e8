import type { Severity } from '../model/finding.js';
import type { PlatformId } from '../model/pipeline.js';
import type { RuleInfo } from '../model/rule-info.js';

/** What a configuration can speak of: the rules there are, with the options they take, and the platforms. */
export interface Vocabulary {
  readonly rules: readonly ConfigurableRule[];
  readonly platforms: readonly PlatformId[];
}

/** A configuration is held to the types of the default values. */
export type ConfigurableRule = Pick<RuleInfo, 'id' | 'summary' | 'severity' | 'preset' | 'offByDefault' | 'defaults' | 'choices'>;

export type Level = Severity | 'off';

export const LEVELS = ['off', 'note', 'warning', 'error'] as const satisfies readonly Level[];
