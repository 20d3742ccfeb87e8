import { BuildCollector, mergedBuilds } from './builds.js';
import { heldCredentials } from './credentials.js';
import { byEvent, certainProblems } from './findings/certain.js';
import { Collector, type Sighting, Sightings } from './findings/collector.js';
import { type JobPlaces, placesOf } from './findings/places.js';
import { Users } from './findings/users.js';
import type { Finding, Severity } from './model/finding.js';
import type { JobRun } from './model/job-run.js';
import type { ExpandedJob, ExpandedPipeline } from './model/pipeline.js';
import type { ReportedBuild } from './model/report.js';
import { DEFAULT_SETTINGS, type Settings } from './model/settings.js';
import type { Step } from './model/step.js';
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
  /** causes before what follows from them (`causesFirst`) */
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

/** All that is kept of a pipeline once it was checked. The pipeline itself may go: those of thousands of files do not fit into memory. */
export interface CheckedPipeline {
  readonly sightings: readonly Sighting[];
  readonly places: readonly JobPlaces[];
  readonly failures: readonly RuleFailure[];
  /** in the order in which they were reached */
  readonly builds: readonly ReportedBuild[];
  /** the credentials that its jobs hold */
  readonly credentials: readonly Span[];
}

/** Shows every job of a pipeline to every rule, in every world, and tells what is certain. */
export function checkPipeline(
  pipeline: ExpandedPipeline,
  { rules, settings = DEFAULT_SETTINGS }: Plan,
  timer: Timer = NO_TIMER,
): CheckedPipeline {
  const sightings = new Sightings(pipeline);
  const failures: RuleFailure[] = [];
  const builds = new BuildCollector();
  const credentials = heldCredentials(pipeline);
  // What a Compose file defines that nothing loads, nothing builds.
  if (pipeline.platform === 'compose-file') return { sightings: [], places: [], failures, builds: [], credentials };
  for (const job of pipeline.jobs) {
    const fail = (rule: string, error: unknown) => failures.push({ rule, at: job.span, why: String(error) });
    const runs =
      attempt(
        () => timed(timer, 'simulate', () => simulate(job, pipeline, settings)),
        error => fail('simulate', error),
      ) ?? [];
    timed(timer, 'rules', () => checkJob(runs, job, rules, { sightings, fail, timer }));
    attempt(
      () => builds.add(pipeline, job, runs),
      error => fail('simulate', error),
    );
  }
  return { sightings: sightings.all, places: timed(timer, 'places', () => placesOf(pipeline)), failures, builds: builds.all, credentials };
}

export interface Checked {
  /** sorted by file, offset and rule */
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** in the order in which they were reached */
  readonly builds: readonly ReportedBuild[];
}

/** Makes findings of what all pipelines have shown. */
export function findingsOf(pipelines: readonly CheckedPipeline[]): Checked {
  const collector = new Collector();
  const users = new Users();
  for (const { sightings, places } of pipelines) {
    collector.add(sightings);
    users.add(places);
  }
  return {
    findings: collector.findings(users),
    failures: pipelines.flatMap(({ failures }) => failures),
    builds: mergedBuilds(pipelines.flatMap(({ builds }) => builds)),
  };
}

/** Checks pipelines and makes findings of what they show. The rules of a plan may come in any order. */
export function check(pipelines: readonly ExpandedPipeline[], planOf: (pipeline: ExpandedPipeline) => Plan): Checked {
  const checked = pipelines.map(pipeline => {
    const plan = planOf(pipeline);
    return checkPipeline(pipeline, { ...plan, rules: causesFirst(plan.rules, ({ rule }) => rule) });
  });
  return findingsOf(checked);
}

interface JobCheck {
  readonly sightings: Sightings;
  readonly fail: (rule: string, error: unknown) => void;
  readonly timer: Timer;
}

function checkJob(runs: readonly JobRun[], job: ExpandedJob, rules: readonly ActiveRule[], { sightings, fail, timer }: JobCheck): void {
  const reported = new Set<string>();
  const worlds = byEvent(runs);
  const kinds = new Set(job.steps.map(step => step.kind));
  const has = (kind: Step['kind']) => kinds.has(kind);
  const isReported = (cause: string) => reported.has(cause);
  // Called for each rule and job, most of which find nothing: no function is made for one of them.
  for (const active of rules) {
    const { rule, options } = active;
    if (rule.about?.some(has) === false || rule.after?.some(isReported)) continue;
    const stop = timer.start('rule', rule.id);
    try {
      for (const problem of certainProblems(worlds, rule, options ?? rule.defaults)) {
        const severity = active.severityIn?.(problem.at.file.path) ?? active.severity;
        if (severity === 'off') continue;
        reported.add(rule.id);
        attempt(
          () => sightings.add(problem, rule.id, severity, job),
          error => fail(rule.id, error),
        );
      }
    } catch (error) {
      fail(rule.id, error);
    } finally {
      stop();
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
export function causesFirst<R>(rules: readonly R[], ruleOf: (active: R) => Rule): readonly R[] {
  const byId = new Map(rules.map(active => [ruleOf(active).id, active]));
  const ordered = new Set<R>();
  const visiting = new Set<R>();
  const visit = (active: R) => {
    if (ordered.has(active) || visiting.has(active)) return;
    visiting.add(active);
    for (const id of ruleOf(active).after ?? []) {
      const cause = byId.get(id);
      if (cause !== undefined) visit(cause);
    }
    ordered.add(active);
  };
  for (const active of rules) visit(active);
  return [...ordered];
}
