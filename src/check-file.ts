import { type ActiveRule, type CheckedPipeline, checkPipeline, type Plan } from './check.js';
import type { Configuration } from './config/configuration.js';
import { type Outline, outlineOf } from './model/outline.js';
import type { ExpandedPipeline, Unread } from './model/pipeline.js';
import type { Timer } from './model/timer.js';
import type { ReadFile } from './read.js';
import type { Rule } from './rule.js';

/** All that is kept of a CI file once its pipelines were checked. */
export interface CheckedFile {
  readonly unread: readonly Unread[];
  readonly pipelines: readonly CheckedPipelineOfFile[];
}

interface CheckedPipelineOfFile extends CheckedPipeline {
  readonly outline: Outline;
  /** a rule of the set `adopt` was on */
  readonly checksAdoption: boolean;
}

/**
 * Checks the pipelines of a file with the rules that the configuration has for it.
 * @param rules causes before what follows from them
 */
export function checkFile(read: ReadFile, rules: readonly Rule[], configuration: Configuration, timer?: Timer): CheckedFile {
  const pipelines = read.pipelines.map(pipeline => {
    const plan = planOf(pipeline, rules, configuration);
    const checksAdoption = plan.rules.some(({ rule }) => rule.preset === 'adopt');
    return { ...checkPipeline(pipeline, plan, timer), outline: outlineOf(pipeline), checksAdoption };
  });
  return { unread: notesOf(read), pipelines };
}

/** What could not be read of a file. */
export function notesOf({ unread, pipelines }: ReadFile): readonly Unread[] {
  return [...unread, ...pipelines.flatMap(pipeline => pipeline.unread)];
}

/** The rules that can report something in a CI file, as its configuration has them. */
function planOf({ file, platform }: ExpandedPipeline, rules: readonly Rule[], configuration: Configuration): Plan {
  const configured = configuration.rulesFor(file.path, platform);
  const active = rules
    .filter(rule => configured.canReport(rule))
    .map(
      (rule): ActiveRule => ({
        rule,
        severity: rule.severity,
        severityIn: at => configured.level(rule, at),
        options: configured.options(rule),
      }),
    );
  return { rules: active, settings: configuration.settingsFor(file.path, platform) };
}
