import { type ActiveRule, type CheckedPipeline, checkPipeline } from './check.js';
import type { Configuration, FileRules } from './config/configuration.js';
import { oncePer } from './model/once.js';
import { type Outline, outlineOf } from './model/outline.js';
import type { Unread } from './model/pipeline.js';
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
 * What checks the pipelines of a file with the rules that the configuration has for it.
 * @param rules causes before what follows from them
 */
export function fileChecker(rules: readonly Rule[], configuration: Configuration, timer?: Timer): (read: ReadFile) => CheckedFile {
  // Most files are configured alike.
  const activeIn = oncePer((configured: FileRules) => {
    const active = activeRules(rules, configured);
    return { active, checksAdoption: active.some(({ rule }) => rule.preset === 'adopt') };
  });
  return read => {
    const pipelines = read.pipelines.map(pipeline => {
      const { file, platform } = pipeline;
      const { active, checksAdoption } = activeIn(configuration.rulesFor(file.path, platform));
      const plan = { rules: active, settings: configuration.settingsFor(file.path, platform) };
      return { ...checkPipeline(pipeline, plan, timer), outline: outlineOf(pipeline), checksAdoption };
    });
    return { unread: notesOf(read), pipelines };
  };
}

/** What could not be read of a file. */
export function notesOf({ unread, pipelines }: ReadFile): readonly Unread[] {
  return [...unread, ...pipelines.flatMap(pipeline => pipeline.unread)];
}

/** The rules that can report something in a CI file, as its configuration has them. */
function activeRules(rules: readonly Rule[], configured: FileRules): readonly ActiveRule[] {
  return rules
    .filter(rule => configured.canReport(rule))
    .map(rule => ({
      rule,
      severity: rule.severity,
      severityIn: at => configured.level(rule, at),
      options: configured.options(rule),
    }));
}
