import type { Report } from '../model/report.js';

export interface FormatOptions {
  /** whether escape sequences for colours may be used; the caller knows of terminals, `NO_COLOR` and `FORCE_COLOR` */
  readonly colour: boolean;
  /** the version of dbc-lint */
  readonly version: string;
  /**
   * How `text` and `compact` show a path of the project: relative to the working directory, so that a terminal can follow it. The other formats give
   * paths as the project does, relative to the top level of the repository: what reads them runs elsewhere.
   */
  readonly shownPath?: (path: string) => string;
  /** whether `sarif` also carries what was silenced, marked so; code scanning does not look at the mark and opens alerts for it */
  readonly suppressed?: boolean;
}

/** Turns a report into text that ends with a line feed. Pure: it touches no stream, clock or disk. */
export type Formatter = (report: Report, options: FormatOptions) => string;
