import { type ActiveRule, check, type Plan, type RuleFailure } from './check.js';
import { type Configuration, type Forced, withoutFiles } from './config/configuration.js';
import { credentialsIn, tokensOfFile } from './credentials.js';
import { type Claim, discover } from './discover.js';
import { COMMENT_RULES, filter, type Owner } from './filter.js';
import { type KnownFindings, takeOutKnown } from './known.js';
import type { Finding, Severity } from './model/finding.js';
import { DEFAULT_LIMITS, type Limits } from './model/limits.js';
import type { ExpandedPipeline, PlatformId, Unread } from './model/pipeline.js';
import type { Report } from './model/report.js';
import type { Preset, RuleInfo } from './model/rule-info.js';
import type { Settings } from './model/settings.js';
import { NO_TIMER, type Timer, timed } from './model/timer.js';
import { platforms as allPlatforms } from './platforms/index.js';
import type { Platform } from './platforms/platform.js';
import type { Project } from './project/project.js';
import { readAll } from './read.js';
import type { Rule } from './rule.js';
import type { SourceFile, Span } from './source/file.js';
import { summaryOf } from './summary.js';

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

/** What the files say, without any rule. */
export interface Inspection {
  readonly pipelines: readonly ExpandedPipeline[];
  /** sorted by file and offset */
  readonly unread: readonly Unread[];
  /** CI files that cannot matter */
  readonly passedOver: number;
}

/** The whole linter. One file, platform or rule that breaks never stops a run: what it cost is told in a note. */
export async function lint(project: Project, rules: readonly Rule[], options: LintOptions = {}): Promise<Report> {
  const { timer = NO_TIMER, onProgress } = options;
  const { pipelines, unread, passedOver } = await inspect(project, options);
  const configuration = options.configuration ?? withoutFiles(options, options.settings);
  let checksAdoption = false;
  const planned = (pipeline: ExpandedPipeline) => {
    const plan = planOf(pipeline, rules, configuration);
    checksAdoption ||= plan.rules.some(({ rule }) => rule.preset === 'adopt');
    return plan;
  };
  const checked = check(pipelines, planned, { timer, onProgress });
  const whole = options.partial !== true && options.onlyPlatforms === undefined;
  const stop = timer.start('comments and baseline');
  const readUnreached = new Set((options.platforms ?? allPlatforms).filter(one => one.onlyUnreached).map(one => one.id));
  const filtered = filter(checked.findings, pipelines, {
    today: options.today ?? new Date().toISOString().slice(0, 10),
    known: rules.map(rule => rule.id),
    without: options.withoutComments === true,
    policyOf: owner => configuration.commentsFor(owner.pipelineFile),
    isWhole: (file, owner) => whole || (file === owner.pipelineFile && !readUnreached.has(owner.platform)),
    activeIn: (file, owner) => activeIn(file, owner, [...rules, ...COMMENT_RULES], configuration),
  });
  const notes = [...unread, ...checked.failures.map(failureNote)].sort(byPlace);
  const seen = { pipelines, unread: notes, rules, configuration, whole };
  const compared = options.known && takeOutKnown(filtered.findings, options.known, seen);
  const findings = compared?.fresh ?? filtered.findings;
  stop();
  const silenced = [...filtered.silenced, ...(compared?.known ?? [])].sort((a, b) => byPlace(a.finding, b.finding));
  return {
    findings,
    silenced,
    ...(compared !== undefined && { baseline: { gone: compared.gone, next: compared.next } }),
    unread: notes,
    pipelines,
    builds: checked.builds,
    rules: [...rules, ...COMMENT_RULES].sort((a, b) => (a.id < b.id ? -1 : 1)),
    summary: summaryOf(pipelines, {
      passedOver,
      builds: checked.builds,
      suppressed: silenced.length,
      baselined: silenced.filter(({ by }) => by === 'baseline').length,
      checksAdoption,
    }),
    secrets: secretsIn(pipelines, [...findings, ...silenced.map(({ finding }) => finding)]),
  };
}

/** The stages before the rules: discover, read, expand. */
export async function inspect(project: Project, options: LintOptions = {}): Promise<Inspection> {
  const { onlyPlatforms, configuration, platforms = allPlatforms } = options;
  const { timer = NO_TIMER, onProgress } = options;
  const found = timed(timer, 'discover', () => discover(project, options.paths ?? project.paths, platforms, configuration));
  const { unread, passedOver } = found;
  const claims = onlyPlatforms === undefined ? found.claims : neededFor(onlyPlatforms, found.claims);
  const read = await readAll(claims, project, {
    onFailure: options.onFailure ?? (() => {}),
    timer,
    onProgress,
    limitsFor: path => ({ ...(configuration?.limitsFor(path) ?? DEFAULT_LIMITS), ...options.limits }),
  });
  const files = onlyPlatforms === undefined ? read : read.filter(one => onlyPlatforms.has(one.platform));
  const pipelines = files.flatMap(file => file.pipelines);
  const notes = [
    ...(options.unread ?? []),
    ...unread,
    ...files.flatMap(file => file.unread),
    ...pipelines.flatMap(pipeline => pipeline.unread),
  ];
  return { pipelines, unread: notes.sort(byPlace), passedOver };
}

/** Which scripts nothing calls is only known once all that might call them was read. */
function neededFor(wanted: ReadonlySet<PlatformId>, claims: readonly Claim[]): readonly Claim[] {
  const wantsUnreached = claims.some(({ platform }) => platform.onlyUnreached && wanted.has(platform.id));
  return wantsUnreached ? claims : claims.filter(({ platform }) => wanted.has(platform.id));
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

function byPlace(a: { readonly at: Span }, b: { readonly at: Span }): number {
  return a.at.file.path < b.at.file.path ? -1 : a.at.file.path > b.at.file.path ? 1 : a.at.start - b.at.start;
}

/** Every credential that a frame could show: those that jobs hold, and all that looks like one in the files that findings point into. */
export function secretsIn(pipelines: readonly ExpandedPipeline[], findings: readonly Finding[]): readonly Span[] {
  const shown = new Set<SourceFile>();
  for (const { at, related, via, fix } of findings) {
    for (const place of [at, ...related.map(one => one.at), ...via.map(one => one.at), ...(fix?.edits ?? []).map(one => one.span)]) {
      shown.add(place.file);
    }
  }
  const held = pipelines.flatMap(pipeline => pipeline.jobs.flatMap(job => credentialsIn(job, job.steps).map(credential => credential.at)));
  return [...held, ...[...shown].flatMap(tokensOfFile)];
}
