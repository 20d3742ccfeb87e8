import type { Finding, Severity } from '../model/finding.js';
import { capped } from './capped.js';
import { detailsOf, plainWording, type Wording } from './details.js';
import type { Formatter } from './formatter.js';
import { regionOf } from './place.js';
import { Redactor } from './redact.js';
import { analysed } from './text.js';
import { inertWithin } from './visible.js';

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * Annotations of GitHub Actions as workflow commands, worst first
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-a-notice-message).
 */
export const formatGithub: Formatter = report => {
  const wording = plainWording(new Redactor(report.secrets));
  const { kept, left } = capped(report.findings, 'GitHub');
  const lines = [...kept.map(finding => annotation(finding, wording)), ...left, analysed(report.summary, report.unread.length)];
  return inertWithin(`${lines.join('\n')}\n`);
};

function annotation(finding: Finding, wording: Wording): string {
  const { start, end } = regionOf(finding.at);
  const properties: readonly (readonly [string, string | number])[] = [
    ['file', wording.path(finding.at.file.path)],
    ['line', start.line],
    ['endLine', end.line],
    // Columns go with one line only: https://docs.github.com/rest/checks/runs#create-a-check-run
    ...(start.line === end.line
      ? ([
          ['col', start.column],
          ['endColumn', end.column],
        ] as const)
      : []),
    ['title', `dbc-lint: ${finding.rule}`],
  ];
  const list = properties.map(([name, value]) => `${name}=${escapedProperty(String(value))}`).join(',');
  const message = [wording.text(finding.message), ...detailsOf(finding, wording)].join('\n');
  return `::${COMMANDS[finding.severity]} ${list}::${escapedData(message)}`;
}

/** As the runner undoes it: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
