/** A finding that a baseline knows. */
export interface BaselineEntry {
  readonly rule: string;
  /** the CI file, relative to the base folder */
  readonly pipeline: string;
  /** the file that the finding points into, where that is another */
  readonly file?: string;
  /** what the finding is known by, whatever lines move: `Finding.identity` */
  readonly identity: string;
}

/** What a run makes of a baseline. */
export interface BaselineResult {
  /** entries whose finding is gone; none of a rule that was off, or of a CI file that was not read */
  readonly gone: readonly BaselineEntry[];
  /** the baseline as it would be without them, and with new findings where these are let in */
  readonly next: readonly BaselineEntry[];
}
