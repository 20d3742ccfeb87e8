import { type SharedPlaces, sharedPlacesIn } from '../formats/yaml-shared.js';
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
  readonly step: Step;
  readonly job: ExpandedJob;
  readonly jobKey: string;
}

/**
 * Who runs what is written at a place. An anchor, a template that jobs extend, a called script or a matrix may be used by more than what a
 * fix is for; a change there is right for certain only where all of them are at fault.
 */
export class Users {
  readonly #pipelines: readonly ExpandedPipeline[];
  #byFile: ReadonlyMap<SourceFile, readonly User[]> | undefined;
  readonly #shared = new Map<SourceFile, SharedPlaces>();

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
    const isAtFault = ({ step, jobKey }: User) => {
      return statement !== undefined && sameSpan(step.span, statement) ? occurrences.has(occurrenceOf(jobKey, step)) : jobs.has(jobKey);
    };
    for (const { span } of fix.edits) {
      const other = this.#of(span.file).find(user => user.places.some(place => touches(place, span)) && !isAtFault(user));
      if (other !== undefined) return unsafe(fix, `it changes job "${other.job.name}" too`);
      const shared = this.#sharedAt(span);
      if (shared !== undefined) return unsafe(fix, shared);
    }
    return fix;
  }

  /** What is to be said of a place that its file uses more than once by anchors or `extends`: whoever wrote it has all the uses in mind. */
  #sharedAt(at: Span): string | undefined {
    const { file } = at;
    if (!/\.ya?ml$/.test(file.path) || !/\*\w|\bextends\b|^\./m.test(file.text)) return undefined;
    const { aliased, top } = this.#shared.get(file) ?? sharedPlacesIn(file);
    this.#shared.set(file, { aliased, top });
    if (aliased.some(place => holds(place, at))) return 'aliases put it elsewhere too';
    const key = top.find(entry => holds(entry.span, at))?.key;
    const jobs = this.#of(file).filter(user => user.places.some(place => touches(place, at)));
    const names = new Set(jobs.map(({ job }) => job.path.at(-1) ?? job.name));
    if (key === undefined || names.size < 2 || !(key.startsWith('.') || names.has(key))) return undefined;
    return `${names.size} jobs have it from "${key}"`;
  }

  /** All files in one go: to look through all steps for each file that a fix changes would take time by the square of their number. */
  #of(file: SourceFile): readonly User[] {
    this.#byFile ??= usersByFile(this.#pipelines);
    return this.#byFile.get(file) ?? [];
  }
}

function usersByFile(pipelines: readonly ExpandedPipeline[]): ReadonlyMap<SourceFile, readonly User[]> {
  const users = new Map<SourceFile, User[]>();
  for (const pipeline of pipelines) {
    if (pipeline.platform === 'compose-file') continue;
    for (const job of pipeline.jobs) {
      const jobKey = jobKeyOf(pipeline, job);
      for (const step of job.steps) {
        for (const [file, places] of placesOf(step)) {
          const user: User = { places, step, job, jobKey };
          const others = users.get(file);
          if (others === undefined) users.set(file, [user]);
          else others.push(user);
        }
      }
    }
  }
  return users;
}

function placesOf(step: Step): ReadonlyMap<SourceFile, readonly Span[]> {
  const places = new Map([[step.span.file, [step.span]]]);
  for (const { span } of valuesOf(step)) {
    const others = places.get(span.file);
    if (others === undefined) places.set(span.file, [span]);
    else others.push(span);
  }
  return places;
}

function unsafe(fix: Fix, why: string): Fix {
  return { ...fix, safe: false, title: `${fix.title} (${why})` };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function touches(place: Span, edited: Span): boolean {
  return place.file === edited.file && place.start <= edited.end && edited.start <= place.end;
}
