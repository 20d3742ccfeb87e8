import type { Finding, Fix, Related, Severity } from '../model/finding.js';
import type { ExpandedJob, ExpandedPipeline } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import type { CertainProblem } from './certain.js';
import { identityOf, identityParts } from './identity.js';
import { jobKeyOf, occurrenceOf } from './places.js';
import type { Fault, Users } from './users.js';

/** So many other places that lead to the same finding are named. */
const MOST_OTHERS = 5;

/** What one job shows of a finding: nothing of it leads back to the pipeline. */
export interface Sighting {
  /** the same for all that lead to one finding: rule, place and subject */
  readonly key: string;
  /** the job, whichever cell of its matrix it is */
  readonly job: string;
  readonly fault: Fault;
  /** what is told of it where other jobs have shown the finding before */
  readonly other: Related;
  /** the finding as the first job of a pipeline shows it */
  readonly first?: FirstSight;
}

interface FirstSight {
  readonly finding: Omit<Finding, 'identity' | 'fix'>;
  readonly identityParts: string;
  readonly fix?: Fix;
}

/** What the jobs of a pipeline show. */
export class Sightings {
  readonly #pipeline: ExpandedPipeline;
  readonly #seen = new Set<string>();
  readonly #all: Sighting[] = [];

  constructor(pipeline: ExpandedPipeline) {
    this.#pipeline = pipeline;
  }

  get all(): readonly Sighting[] {
    return this.#all;
  }

  add(certain: CertainProblem, rule: string, severity: Severity, job: ExpandedJob): void {
    const { problem, step, at } = certain;
    const key = [rule, at.file.path, at.start, at.end, problem.subject ?? ''].join('\0');
    const jobKey = jobKeyOf(this.#pipeline, job);
    const isFirst = this.#seen.size < this.#seen.add(key).size;
    this.#all.push({
      key,
      job: [this.#pipeline.file.path, ...job.path].join('\0'),
      fault: { jobKey, occurrence: step && occurrenceOf(step) },
      other: otherPlace(job, step),
      ...(isFirst && { first: this.#firstSight(certain, rule, severity, job) }),
    });
  }

  #firstSight({ problem, step, at }: CertainProblem, rule: string, severity: Severity, job: ExpandedJob): FirstSight {
    const { platform, file } = this.#pipeline;
    const finding = {
      rule,
      severity,
      at,
      ...(step !== undefined && { statement: step.span }),
      message: problem.message,
      related: eachOnce(problem.related ?? []),
      platform,
      pipelineFile: file.path,
      job: job.name,
      via: step?.via ?? [],
    };
    const fix = problem.fix?.();
    return { finding, identityParts: identityParts(finding, job, step, problem.subject), ...(fix !== undefined && { fix }) };
  }
}

interface Collected extends FirstSight {
  /** the jobs that showed it, so that other cells of their matrices are not named */
  readonly jobs: Set<string>;
  readonly others: Related[];
  readonly faults: Fault[];
}

/** Makes findings of what jobs show: one for each rule, place and subject, however many jobs, cells of a matrix and calls lead to it. */
export class Collector {
  readonly #collected = new Map<string, Collected>();

  /** @param sightings those of one pipeline, in its jobs' order */
  add(sightings: readonly Sighting[]): void {
    for (const { key, job, fault, other, first } of sightings) {
      const before = this.#collected.get(key);
      if (before === undefined) {
        if (first !== undefined) this.#collected.set(key, { ...first, jobs: new Set([job]), others: [], faults: [fault] });
        continue;
      }
      before.faults.push(fault);
      const isNew = before.jobs.size < before.jobs.add(job).size;
      if (isNew && before.others.length < MOST_OTHERS) before.others.push(other);
    }
  }

  /**
   * Sorted by file, offset and rule.
   * @param users all that was checked, to tell whether a fix changes more than what is at fault
   */
  findings(users: Users): readonly Finding[] {
    const equals = new Map<string, number>();
    return [...this.#collected.values()].sort(byPlace).map(({ finding, identityParts: parts, others, fix, faults }) => {
      const index = equals.get(parts) ?? 0;
      equals.set(parts, index + 1);
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
