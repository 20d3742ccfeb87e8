import type { Fix } from '../model/finding.js';
import type { ExpandedJob, ExpandedPipeline } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import { valuesOf } from '../model/step-values.js';
import { valueText } from '../model/value.js';
import { type SourceFile, type Span, sameSpan } from '../source/file.js';

/** A job, or the cell of a matrix that it is. */
export function jobKeyOf(pipeline: ExpandedPipeline, job: ExpandedJob): string {
  return [pipeline.file.path, pipeline.platform, ...job.path, job.combination ?? ''].join('\0');
}

/** A step in a job, and the calls that led there. One command that builds several targets is one. */
export function occurrenceOf(jobKey: string, { span, via, words = [] }: Step): string {
  const calls = via.map(({ at }) => `${at.file.path}:${at.start}`);
  return [jobKey, span.file.path, span.start, ...calls, ...words.map(valueText)].join('\0');
}

/** Where a finding shows: the job, and the step in it where it is about one. */
export interface Fault {
  readonly jobKey: string;
  readonly occurrence: string | undefined;
}

interface User {
  readonly places: readonly Span[];
  readonly statement: Span;
  readonly occurrence: string;
  readonly job: ExpandedJob;
  readonly jobKey: string;
}

/**
 * Who runs what is written at a place. An anchor, a template that jobs extend, a called script or a matrix may be used by more than what a
 * fix is for; a change there is right for certain only where all of them are at fault.
 */
export class Users {
  readonly #pipelines: readonly ExpandedPipeline[];
  readonly #byFile = new Map<SourceFile, readonly User[]>();

  constructor(pipelines: readonly ExpandedPipeline[]) {
    this.#pipelines = pipelines;
  }

  /**
   * The fix, or one that is not safe and says who else it changes.
   * @param statement the step that is at fault, where the finding is about one
   */
  reviewed(fix: Fix, statement: Span | undefined, faults: readonly Fault[]): Fix {
    const jobs = new Set(faults.map(fault => fault.jobKey));
    const occurrences = new Set(faults.map(fault => fault.occurrence));
    const isAtFault = ({ statement: at, occurrence, jobKey }: User) => {
      return statement !== undefined && sameSpan(at, statement) ? occurrences.has(occurrence) : jobs.has(jobKey);
    };
    for (const { span } of fix.edits) {
      const other = this.#of(span.file).find(user => user.places.some(place => touches(place, span)) && !isAtFault(user));
      if (other !== undefined) return { ...fix, safe: false, title: `${fix.title} (it changes job "${other.job.name}" too)` };
    }
    return fix;
  }

  #of(file: SourceFile): readonly User[] {
    const known = this.#byFile.get(file);
    if (known !== undefined) return known;
    const users = this.#pipelines.flatMap(pipeline => {
      if (pipeline.platform === 'compose-file') return [];
      return pipeline.jobs.flatMap(job => job.steps.flatMap(step => userOf(step, job, pipeline, file)));
    });
    this.#byFile.set(file, users);
    return users;
  }
}

function userOf(step: Step, job: ExpandedJob, pipeline: ExpandedPipeline, file: SourceFile): readonly User[] {
  const places = [step.span, ...valuesOf(step).map(value => value.span)].filter(place => place.file === file);
  if (places.length === 0) return [];
  const jobKey = jobKeyOf(pipeline, job);
  return [{ places, statement: step.span, occurrence: occurrenceOf(jobKey, step), job, jobKey }];
}

function touches(place: Span, edited: Span): boolean {
  return place.file === edited.file && place.start <= edited.end && edited.start <= place.end;
}
