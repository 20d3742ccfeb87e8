/**
 * The API: what the command does, without the command line.
 *
 *     import { diskProject, formatters, lint, VERSION } from 'dbc-lint';
 *
 *     const report = await lint(diskProject('.'), { preset: 'strict' });
 *     const format = await formatters.sarif();
 *     console.log(format(report, { colour: false, version: VERSION }));
 *
 * Files need not be on disk: `memoryProject({ '.gitlab-ci.yml': text })`. Ignore comments count; configuration files are for the command,
 * `LintOptions` takes what they would say. Major versions of the package alone may take something away from what is exported here.
 */
import { rules } from '../rules/index.js';
import { lint as lintWith } from './lint.js';
import type { LintOptions } from './lint-options.js';
import type { Report } from './model/report.js';
import type { Project } from './project/project.js';

/** Lints a project with all rules. It never rejects because of what a file holds: what could not be read is listed in `unread`. */
export function lint(project: Project, options?: LintOptions): Promise<Report> {
  return lintWith(project, rules, options);
}

export { baselineText, readBaseline } from './baseline/document.js';
export { diskProject } from './cli/disk.js';
export type { Configuration, Forced } from './config/configuration.js';
export type { ConfigurableRule, Level } from './config/vocabulary.js';
export type { KnownFindings } from './known.js';
export { type Inspection, inspect } from './lint.js';
export type { LintOptions } from './lint-options.js';
export type * from './model/baseline.js';
export type * from './model/condition.js';
export type * from './model/env.js';
export type * from './model/finding.js';
export type { Limits, PipelineRoom } from './model/limits.js';
export type * from './model/pipeline.js';
export type * from './model/reference.js';
export type * from './model/report.js';
export type * from './model/rewrite.js';
export type * from './model/rule-info.js';
export type * from './model/run-variables.js';
export type * from './model/settings.js';
export type * from './model/step.js';
export type * from './model/step-base.js';
export type * from './model/timer.js';
export type * from './model/unexpanded.js';
export type * from './model/value.js';
export type { Platform, PlatformReader } from './platforms/platform.js';
export { memoryProject } from './project/memory.js';
export type { Project } from './project/project.js';
export { type FormatName, type FormatOptions, type Formatter, formatters } from './report/index.js';
export { type Edit, type Position, SourceFile, type Span } from './source/file.js';
export type { MappedText } from './source/mapped-text.js';
export type * from './source/notation.js';
export { VERSION } from './version.js';
