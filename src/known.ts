import { type Compared, compareWith } from './baseline/compare.js';
import type { Configuration } from './config/configuration.js';
import { COMMENT_RULES } from './filter.js';
import type { BaselineEntry } from './model/baseline.js';
import type { Finding } from './model/finding.js';
import type { Outline } from './model/outline.js';
import type { Unread } from './model/pipeline.js';
import type { RuleInfo } from './model/rule-info.js';

/** Findings that are known already. */
export interface KnownFindings {
  readonly entries: readonly BaselineEntry[];
  /** new ones become known */
  readonly letIn: boolean;
}

/** What a run has seen, by which an entry without a finding is judged. */
export interface Seen {
  readonly pipelines: readonly Outline[];
  readonly unread: readonly Unread[];
  readonly rules: readonly RuleInfo[];
  readonly configuration: Configuration;
  /** all of the project was looked at */
  readonly whole: boolean;
}

/** Takes out the findings that a baseline knows, and tells what of it is gone. */
export function takeOutKnown(findings: readonly Finding[], { entries, letIn }: KnownFindings, seen: Seen): Compared {
  const platforms = new Map(seen.pipelines.map(({ file, platform }) => [file.path, platform]));
  const rules = new Map(seen.rules.map(rule => [rule.id, rule]));
  const broken = new Set(seen.unread.filter(({ kind }) => kind === 'syntax' || kind === 'limit').map(({ at }) => at.file.path));
  return compareWith(entries, findings, isJudged, letIn);

  /** Whether this run would have shown the finding of an entry: it read the files, and the rule was on. */
  function isJudged({ pipeline, file = pipeline, rule }: BaselineEntry): boolean {
    const platform = platforms.get(pipeline);
    if (broken.has(pipeline) || broken.has(file)) return false;
    // Whether a comment is used is only known where everything was looked at.
    if (platform === undefined || COMMENT_RULES.some(({ id }) => id === rule)) return seen.whole;
    const info = rules.get(rule);
    return info === undefined || seen.configuration.rulesFor(pipeline, platform).level(info, file) !== 'off';
  }
}
