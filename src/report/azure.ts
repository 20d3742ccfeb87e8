import type { Finding, Severity } from '../model/finding.js';
import { capped } from './capped.js';
import { detailsOf, plainWording, type Wording } from './details.js';
import type { Formatter } from './formatter.js';
import { Redactor } from './redact.js';
import { analysed } from './text.js';
import { inert } from './visible.js';

/** There is nothing below a warning: a note becomes a line of the log. */
const TYPES: Record<Severity, 'error' | 'warning' | undefined> = { error: 'error', warning: 'warning', note: undefined };

/**
 * Issues of Azure Pipelines as logging commands, worst first
 * (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#logissue-log-an-error-or-warning).
 */
export const formatAzure: Formatter = report => {
  const wording = plainWording(new Redactor(report.secrets));
  const { kept, left } = capped(report.findings, 'Azure Pipelines');
  const lines = [...kept.map(finding => issue(finding, wording)), ...left, analysed(report.summary, report.unread.length)];
  return `${lines.join('\n')}\n`;
};

function issue(finding: Finding, wording: Wording): string {
  const type = TYPES[finding.severity];
  const message = `${wording.text(finding.message)} [${finding.rule}]`;
  if (type === undefined) return inert(`${wording.place(finding.at)}: ${finding.severity}: ${message}`);
  const { line, column } = finding.at.file.position(finding.at.start);
  const properties: readonly (readonly [string, string | number])[] = [
    ['type', type],
    ['sourcepath', wording.path(finding.at.file.path)],
    ['linenumber', line],
    ['columnnumber', column],
    ['code', finding.rule],
  ];
  const list = properties.map(([name, value]) => `${name}=${escapedProperty(inert(String(value)))};`).join('');
  return `##vso[task.logissue ${list}]${escapedData(inert([message, ...detailsOf(finding, wording)].join('\n')))}`;
}

/** As the agent undoes it: https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts */
function escapedData(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}
