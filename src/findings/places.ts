import { append } from '../model/append.js';
import { oncePer } from '../model/once.js';
import type { ExpandedJob, ExpandedPipeline } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import { valuesOf } from '../model/step-values.js';
import { valueText } from '../model/value.js';
import type { SourceFile, Span } from '../source/file.js';
import { hashes, hashNumber } from './hash.js';

/**
 * Where the steps of a job are written in one file: all that is kept of them once the pipeline was checked, to tell later who else runs
 * what a fix changes. Numbers, as a large repository has hundreds of thousands of steps.
 */
export interface JobPlaces {
  readonly file: SourceFile;
  /** the job, or the cell of a matrix that it is */
  readonly jobKey: string;
  readonly jobName: string;
  /** the last of the keys that name it in its file */
  readonly jobEntry: string;
  /** for each step its statement, its occurrence in the job, how many places follow, and the start and end of each */
  readonly steps: Float64Array;
}

/** A job, or the cell of a matrix that it is. */
export function jobKeyOf(pipeline: ExpandedPipeline, job: ExpandedJob): string {
  return [pipeline.file.path, pipeline.platform, ...job.path, job.combination ?? ''].join('\0');
}

/** The calls that led to a statement, and the form its command has, as a number. One command that builds several targets is one. */
export function occurrenceOf({ via, words }: Step): number {
  let text = '';
  for (const { at } of via) text += `${at.file.path}:${at.start}\0`;
  for (const word of words ?? []) text += `${valueText(word)}\0`;
  return hashNumber(text);
}

/** The stretch that a statement is, as a number: the same for all steps that are written there. */
export function statementOf({ file, start, end }: Span): number {
  return hashNumber(`${start}:${end}`, hashesOfName(file));
}

const hashesOfName = oncePer(({ path }: SourceFile) => hashes(path));

/** The places of a pipeline's jobs, by job and file. */
export function placesOf(pipeline: ExpandedPipeline): readonly JobPlaces[] {
  return pipeline.jobs.flatMap(job => {
    const jobKey = jobKeyOf(pipeline, job);
    const byFile = new Map<SourceFile, number[]>();
    for (const step of job.steps) {
      const statement = statementOf(step.span);
      const occurrence = occurrenceOf(step);
      for (const [file, places] of placesOfStep(step)) {
        const numbers = byFile.get(file) ?? [];
        numbers.push(statement, occurrence, places.length / 2);
        append(numbers, places);
        byFile.set(file, numbers);
      }
    }
    const { name: jobName } = job;
    const jobEntry = job.path.at(-1) ?? jobName;
    return [...byFile].map(([file, numbers]) => ({ file, jobKey, jobName, jobEntry, steps: Float64Array.from(numbers) }));
  });
}

/** Start and end of the step and of its values, by file: what lies inside the step is not told again. */
function placesOfStep(step: Step): ReadonlyMap<SourceFile, readonly number[]> {
  const { file, start, end } = step.span;
  const places = new Map([[file, [start, end]]]);
  for (const { span } of valuesOf(step)) {
    if (span.file === file && span.start >= start && span.end <= end) continue;
    const others = places.get(span.file);
    if (others === undefined) places.set(span.file, [span.start, span.end]);
    else others.push(span.start, span.end);
  }
  return places;
}
