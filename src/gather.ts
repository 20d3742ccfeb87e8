import { findingsOf, type RuleFailure } from './check.js';
import type { CheckedFile } from './check-file.js';
import { type Configuration, withoutFiles } from './config/configuration.js';
import { tokensOfFile } from './credentials.js';
import { COMMENT_RULES, filter, type Owner } from './filter.js';
import { takeOutKnown } from './known.js';
import type { LintOptions } from './lint-options.js';
import type { Finding, Severity } from './model/finding.js';
import type { Unread } from './model/pipeline.js';
import type { Report } from './model/report.js';
import type { RuleInfo } from './model/rule-info.js';
import { NO_TIMER } from './model/timer.js';
import { platforms as allPlatforms } from './platforms/index.js';
import type { Rule } from './rule.js';
import type { SourceFile, Span } from './source/file.js';
import { summaryOf } from './summary.js';

/** What is known once all files were checked. */
export interface CheckedProject {
  readonly files: readonly CheckedFile[];
  /** notes of whoever looked for the files */
  readonly unread: readonly Unread[];
  /** CI files that cannot matter */
  readonly passedOver: number;
}

/** The stages behind the rules: findings of what the jobs show, without those that a comment silences or a baseline knows. */
export function reportFrom({ files, unread, passedOver }: CheckedProject, rules: readonly Rule[], options: LintOptions): Report {
  const stop = (options.timer ?? NO_TIMER).start('comments and baseline');
  const configuration = options.configuration ?? withoutFiles(options, options.settings);
  const pipelines = files.flatMap(file => file.pipelines);
  const outlines = pipelines.map(({ outline }) => outline);
  const checked = findingsOf(pipelines);
  const whole = options.partial !== true && options.onlyPlatforms === undefined;
  const readUnreached = new Set((options.platforms ?? allPlatforms).filter(one => one.onlyUnreached).map(one => one.id));
  const filtered = filter(checked.findings, outlines, {
    today: options.today ?? new Date().toISOString().slice(0, 10),
    known: rules.map(rule => rule.id),
    without: options.withoutComments === true,
    policyOf: owner => configuration.commentsFor(owner.pipelineFile),
    isWhole: (file, owner) => whole || (file === owner.pipelineFile && !readUnreached.has(owner.platform)),
    activeIn: (file, owner) => activeIn(file, owner, [...rules, ...COMMENT_RULES], configuration),
  });
  const notes = [...unread, ...files.flatMap(file => file.unread), ...checked.failures.map(failureNote)].sort(byPlace);
  const seen = { pipelines: outlines, unread: notes, rules, configuration, whole };
  const compared = options.known && takeOutKnown(filtered.findings, options.known, seen);
  const findings = compared?.fresh ?? filtered.findings;
  stop();
  const silenced = [...filtered.silenced, ...(compared?.known ?? [])].sort((a, b) => byPlace(a.finding, b.finding));
  const told = [...findings, ...silenced.map(({ finding }) => finding)];
  return {
    findings,
    silenced,
    ...(compared !== undefined && { baseline: { gone: compared.gone, next: compared.next } }),
    unread: notes,
    files: [...new Set(outlines.map(({ file }) => file))],
    builds: checked.builds,
    rules: [...rules, ...COMMENT_RULES].sort((a, b) => (a.id < b.id ? -1 : 1)),
    summary: summaryOf(outlines, {
      passedOver,
      builds: checked.builds,
      suppressed: silenced.length,
      baselined: silenced.filter(({ by }) => by === 'baseline').length,
      checksAdoption: pipelines.some(({ checksAdoption }) => checksAdoption),
    }),
    secrets: [...pipelines.flatMap(({ credentials }) => credentials), ...tokensShown(told)],
  };
}

/** The rules that are on for findings that point into a file. */
function activeIn(file: string, owner: Owner, rules: readonly RuleInfo[], configuration: Configuration): ReadonlyMap<string, Severity> {
  const configured = configuration.rulesFor(owner.pipelineFile, owner.platform);
  return new Map(
    rules.flatMap(rule => {
      const level = configured.level(rule, file);
      return level === 'off' ? [] : [[rule.id, level] as const];
    }),
  );
}

function failureNote({ rule, at, why }: RuleFailure): Unread {
  return { at, why: `dbc-lint failed to check the rule ${rule} here: ${why}`, kind: 'unsupported' };
}

/** The order of a report: by file and offset. */
export function byPlace(a: { readonly at: Span }, b: { readonly at: Span }): number {
  return a.at.file.path < b.at.file.path ? -1 : a.at.file.path > b.at.file.path ? 1 : a.at.start - b.at.start;
}

/** All that looks like a credential in the files that findings point into, comments included. */
function tokensShown(findings: readonly Finding[]): readonly Span[] {
  const shown = new Set<SourceFile>();
  for (const { at, related, via, fix } of findings) {
    for (const place of [at, ...related.map(one => one.at), ...via.map(one => one.at), ...(fix?.edits ?? []).map(one => one.span)]) {
      shown.add(place.file);
    }
  }
  return [...shown].flatMap(tokensOfFile);
}
