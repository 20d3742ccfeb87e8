/**
 * How much is read of one job or file, so that no file of strangers takes all time or memory. What lies beyond is noted as unread and
 * nothing is concluded from it. Each is a positive integer.
 */
export interface Limits {
  /** jobs of one pipeline, those of a matrix counted each; of one that has more no job is read, as jobs lean on one another */
  readonly jobs: number;
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

/** Real jobs have fewer than 200 calls and ten programs in programs; scripts and jobs of these sizes were not seen in the files measured. */
export const DEFAULT_LIMITS: Limits = {
  jobs: 10_000,
  script: 200_000,
  commands: 5_000,
  calls: 2_000,
  depth: 20,
  programs: 50,
  notes: 1_000,
};

/** A configuration is a file of the repository too: it may ask for so many times the default and no more. */
export const MOST_TIMES_DEFAULT = 10;
