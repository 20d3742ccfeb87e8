import type { Span } from '../source/file.js';

/**
 * How much is read of one job or file, so that no file of strangers takes all time or memory. What lies beyond is noted as unread and
 * nothing is concluded from it. Each is a positive integer.
 */
export interface Limits {
  /** jobs of one pipeline, those of a matrix counted each; of one that has more no job is read, as jobs lean on one another */
  readonly jobs: number;
  /** steps of one pipeline, those of its scripts and of what they call among them, counted anew for each job; past it no job is read either */
  readonly steps: number;
  /** UTF-16 code units of one script */
  readonly script: number;
  /** commands of a job, those of what it calls among them */
  readonly commands: number;
  /** calls that a job leads to: scripts, lines of recipes, programs that a program starts */
  readonly calls: number;
  /** calls in calls: scripts, functions, `eval` */
  readonly depth: number;
  /** programs in programs (`sudo env time docker build`), for each of which the words are read anew */
  readonly programs: number;
  /** notes of what was not read in one CI file; nobody reads on beyond them */
  readonly notes: number;
}

/**
 * Real jobs have fewer than 200 calls and ten programs in programs; scripts and jobs of these sizes were not seen in the files measured. Of
 * 3,308 public CI files none has more than 213 jobs or 3,100 steps.
 */
export const DEFAULT_LIMITS: Limits = {
  jobs: 5_000,
  steps: 20_000,
  script: 200_000,
  commands: 5_000,
  calls: 2_000,
  depth: 20,
  programs: 50,
  notes: 1_000,
};

/** A configuration is a file of the repository too: it may ask for so many times the default and no more. */
export const MOST_TIMES_DEFAULT = 10;

/** A pipeline has more of something than is read. It ends the reading of that pipeline, however deep that is in it: none of its jobs counts. */
export class TooLarge extends Error {
  readonly at: Span;

  constructor(why: string, at: Span) {
    super(why);
    this.at = at;
  }
}

/**
 * How many jobs and steps a pipeline may still have. Whoever reads it takes each from here as it is met, so that the first too many ends the
 * work and not only its result.
 */
export class PipelineRoom {
  readonly #limits: Pick<Limits, 'jobs' | 'steps'>;
  #jobs = 0;
  #steps = 0;

  constructor(limits: Pick<Limits, 'jobs' | 'steps'> = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** @throws TooLarge */
  takeJob(at: Span): void {
    this.#jobs += 1;
    const { jobs } = this.#limits;
    if (this.#jobs > jobs) throw new TooLarge(`a pipeline of more than ${jobs} jobs is not read; here is the next`, at);
  }

  /** @throws TooLarge */
  takeStep(at: Span): void {
    this.#steps += 1;
    const { steps } = this.#limits;
    if (this.#steps > steps) throw new TooLarge(`a pipeline of more than ${steps} steps is not read; here is the next`, at);
  }
}
