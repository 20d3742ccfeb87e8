import { plainWording } from './details.js';
import type { Formatter } from './formatter.js';
import { Redactor } from './redact.js';
import { analysed } from './text.js';
import { inert } from './visible.js';

/** A line for each finding in the form of compilers, which editors, problem matchers and `grep` know; the last line tells what was read. */
export const formatCompact: Formatter = (report, { shownPath }) => {
  const wording = plainWording(new Redactor(report.secrets), shownPath);
  const lines = report.findings.map(
    ({ at, severity, message, rule }) => `${wording.place(at)}: ${severity}: ${wording.text(message)} [${rule}]`,
  );
  return inert(`${[...lines, analysed(report.summary, report.unread.length)].join('\n')}\n`);
};
