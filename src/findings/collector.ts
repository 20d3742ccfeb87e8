import type { Finding, Fix, Related, Severity } from '../model/finding.js';
import type { ExpandedJob, ExpandedPipeline } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import type { CertainProblem } from './certain.js';
import { identityOf, identityParts } from './identity.js';
import { type Fault, jobKeyOf, occurrenceOf, Users } from './users.js';

/** So many other places that lead to the same finding are named. */
const MOST_OTHERS = 5;

interface Collected {
  readonly finding: Omit<Finding, 'identity'>;
  readonly parts: string;
  /** what the first job that showed it is, so that its other matrix cells are not named */
  readonly seen: Set<string>;
  readonly others: Related[];
  readonly fix: (() => Fix | undefined) | undefined;
  readonly faults: Fault[];
}

/** Makes findings of problems: one for each rule, place and subject, however many jobs, cells of a matrix and calls lead to it. */
export class Collector {
  readonly #collected = new Map<string, Collected>();

  add(certain: CertainProblem, rule: string, severity: Severity, pipeline: ExpandedPipeline, job: ExpandedJob): void {
    const { problem, step, at } = certain;
    const key = [rule, at.file.path, at.start, at.end, problem.subject ?? ''].join('\0');
    const before = this.#collected.get(key);
    const jobKey = [pipeline.file.path, ...job.path].join('\0');
    const where = jobKeyOf(pipeline, job);
    const fault: Fault = { jobKey: where, occurrence: step && occurrenceOf(where, step) };
    if (before !== undefined) {
      before.faults.push(fault);
      const isNew = before.seen.size < before.seen.add(jobKey).size;
      if (isNew && before.others.length < MOST_OTHERS) before.others.push(otherPlace(job, step));
      return;
    }
    const finding: Omit<Finding, 'identity'> = {
      rule,
      severity,
      at,
      ...(step !== undefined && { statement: step.span }),
      message: problem.message,
      related: eachOnce(problem.related ?? []),
      platform: pipeline.platform,
      pipelineFile: pipeline.file.path,
      job: job.name,
      via: step?.via ?? [],
    };
    const parts = identityParts(finding, job, step, problem.subject);
    const fix = problem.fix && (() => problem.fix?.());
    this.#collected.set(key, { finding, parts, seen: new Set([jobKey]), others: [], fix, faults: [fault] });
  }

  /**
   * Sorted by file, offset and rule.
   * @param pipelines all that was checked, to tell whether a fix changes more than what is at fault
   */
  findings(pipelines: readonly ExpandedPipeline[]): readonly Finding[] {
    const equals = new Map<string, number>();
    const users = new Users(pipelines);
    return [...this.#collected.values()].sort(byPlace).map(({ finding, parts, others, fix: asked, faults }) => {
      const index = equals.get(parts) ?? 0;
      equals.set(parts, index + 1);
      const fix = asked?.();
      return {
        ...finding,
        related: [...finding.related, ...others],
        identity: identityOf(parts, index),
        ...(fix !== undefined && { fix: users.reviewed(fix, finding.statement, faults) }),
      };
    });
  }
}

/** A loop or a matrix leads to the same place more than once. */
function eachOnce(related: readonly Related[]): readonly Related[] {
  const seen = new Set<string>();
  return related.filter(({ at, message }) => {
    const key = [at.file.path, at.start, at.end, message].join('\0');
    return seen.size < seen.add(key).size;
  });
}

function otherPlace(job: ExpandedJob, step: Step | undefined): Related {
  const call = step?.via[0];
  return call === undefined
    ? { at: job.span, message: `also part of job "${job.name}"` }
    : { at: call.at, message: `also called from job "${job.name}"` };
}

function byPlace({ finding: a }: Collected, { finding: b }: Collected): number {
  return compare(a.at.file.path, b.at.file.path) || a.at.start - b.at.start || compare(a.rule, b.rule) || a.at.end - b.at.end;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
