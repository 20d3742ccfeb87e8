import { BuildCollector } from './builds.js';
import { byEvent, certainProblems } from './findings/certain.js';
import { Collector } from './findings/collector.js';
import type { Finding, Severity } from './model/finding.js';
import type { JobRun } from './model/job-run.js';
import type { ExpandedJob, ExpandedPipeline } from './model/pipeline.js';
import type { ReportedBuild } from './model/report.js';
import { DEFAULT_SETTINGS, type Settings } from './model/settings.js';
import { NO_TIMER, type Timer, timed } from './model/timer.js';
import type { Rule } from './rule.js';
import { simulate } from './simulate.js';
import type { Span } from './source/file.js';

/** A rule that is on, with what the configuration makes of it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** the severity of a finding that points into a file, where that depends on the file */
  severityIn?(file: string): Severity | 'off';
  /** the rule's own `defaults` where absent */
  readonly options?: unknown;
}

/** What a pipeline is checked with. */
export interface Plan {
  readonly rules: readonly ActiveRule[];
  readonly settings?: Settings;
}

/** A rule that broke: our mistake, not the file's. The other rules and jobs go on. */
export interface RuleFailure {
  /** `simulate` where the job could not be played at all */
  readonly rule: string;
  /** the job it was looking at */
  readonly at: Span;
  readonly why: string;
}

export interface Checked {
  /** sorted by file, offset and rule */
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** in the order in which they were reached */
  readonly builds: readonly ReportedBuild[];
}

/** Who is told what happens on the way. */
export interface CheckWatch {
  readonly timer?: Timer;
  readonly onProgress?: ((what: string, done: number, all: number) => void) | undefined;
}

interface JobCheck {
  readonly collector: Collector;
  readonly fail: (rule: string, error: unknown) => void;
  readonly timer: Timer;
}

/** Shows every job of every pipeline to every rule, in every world, and makes findings of what is certain. */
export function check(
  pipelines: readonly ExpandedPipeline[],
  planOf: (pipeline: ExpandedPipeline) => Plan,
  { timer = NO_TIMER, onProgress }: CheckWatch = {},
): Checked {
  const collector = new Collector();
  const failures: RuleFailure[] = [];
  const builds = new BuildCollector();
  for (const [index, pipeline] of pipelines.entries()) {
    onProgress?.('check', index, pipelines.length);
    // What a Compose file defines that nothing loads, nothing builds.
    if (pipeline.platform === 'compose-file') continue;
    const { rules, settings = DEFAULT_SETTINGS } = planOf(pipeline);
    const ordered = causesFirst(rules);
    for (const job of pipeline.jobs) {
      const fail = (rule: string, error: unknown) => failures.push({ rule, at: job.span, why: String(error) });
      const runs =
        attempt(
          () => timed(timer, 'simulate', () => simulate(job, pipeline, settings)),
          error => fail('simulate', error),
        ) ?? [];
      timed(timer, 'rules', () => checkJob(runs, job, pipeline, ordered, { collector, fail, timer }));
      attempt(
        () => builds.add(pipeline, job, runs),
        error => fail('simulate', error),
      );
    }
  }
  return { findings: collector.findings(pipelines), failures, builds: builds.all };
}

function checkJob(
  runs: readonly JobRun[],
  job: ExpandedJob,
  pipeline: ExpandedPipeline,
  rules: readonly ActiveRule[],
  { collector, fail, timer }: JobCheck,
): void {
  const reported = new Set<string>();
  const worlds = byEvent(runs);
  const kinds = new Set(job.steps.map(step => step.kind));
  for (const active of rules) {
    const { rule, options } = active;
    if (rule.about?.some(kind => kinds.has(kind)) === false) continue;
    if (rule.after?.some(cause => reported.has(cause))) continue;
    const certain =
      attempt(
        () => timed(timer, `rule ${rule.id}`, () => certainProblems(worlds, rule, options ?? rule.defaults)),
        error => fail(rule.id, error),
      ) ?? [];
    for (const problem of certain) {
      const severity = active.severityIn?.(problem.at.file.path) ?? active.severity;
      if (severity === 'off') continue;
      reported.add(rule.id);
      collector.add(problem, rule.id, severity, pipeline, job);
    }
  }
}

/** One rule that breaks takes nothing else with it. */
function attempt<T>(action: () => T, failed: (error: unknown) => void): T | undefined {
  try {
    return action();
  } catch (error) {
    failed(error);
    return undefined;
  }
}

/** Each rule behind those it names in `after`, so that a cause is known before what follows from it. */
function causesFirst(rules: readonly ActiveRule[]): readonly ActiveRule[] {
  const byId = new Map(rules.map(active => [active.rule.id, active]));
  const ordered = new Set<ActiveRule>();
  const visiting = new Set<ActiveRule>();
  const visit = (active: ActiveRule) => {
    if (ordered.has(active) || visiting.has(active)) return;
    visiting.add(active);
    for (const id of active.rule.after ?? []) {
      const cause = byId.get(id);
      if (cause !== undefined) visit(cause);
    }
    ordered.add(active);
  };
  for (const active of rules) visit(active);
  return [...ordered];
}
