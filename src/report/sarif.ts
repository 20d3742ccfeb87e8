import type { Invocation, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import type { Finding, Severity } from '../model/finding.js';
import type { Unread } from '../model/pipeline.js';
import type { Report } from '../model/report.js';
import type { FormatOptions, Formatter } from './formatter.js';
import { MASK, Redactor } from './redact.js';
import { Artifacts, SOURCE_ROOT } from './sarif-places.js';
import { type ResultContext, resultFor, suppressionFor } from './sarif-results.js';
import { pascalCase, ruleDescriptor } from './sarif-rules.js';
import { safeJson, visible } from './visible.js';
import { worstFirst } from './worst-first.js';

/** What code scanning takes of one run; it keeps the worst 5,000 (https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support#validating-your-sarif-file). */
const MOST_RESULTS = 25_000;
const MOST_NOTIFICATIONS = 1_000;

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://docs.docker.com/build-cloud/ci/';

/**
 * SARIF 2.1.0 as GitHub's code scanning wants it: exactly one run whatever was linted (two of one tool and category are refused), all
 * rules in it whether they found something or not, paths relative to the top level of the Git repository.
 */
export const formatSarif: Formatter = (report, options) => safeJson(sarifLog(report, options));

function sarifLog(report: Report, { version, suppressed = false }: FormatOptions): Log {
  const redactor = new Redactor(report.secrets);
  const artifacts = new Artifacts(redactor);
  // As they were, unless some must be left out.
  const tooMany = report.findings.length > MOST_RESULTS;
  const findings = tooMany ? worstFirst(report.findings).slice(0, MOST_RESULTS) : report.findings;
  const ruleIndex = new Map(report.rules.map((rule, index) => [rule.id, index]));
  const context = { redactor, artifacts, ruleIndex };
  const results = suppressed ? withSuppressions(findings, report, context) : findings.map(finding => resultFor(finding, context));
  const notifications = warningsFirst(report.unread)
    .slice(0, MOST_NOTIFICATIONS)
    .map(note => unreadNotification(note, artifacts, visible(redactor.text(note.why))));
  notifications.push(
    ...leftOut(report.findings.length - findings.length, 'results'),
    ...leftOut(report.unread.length - MOST_NOTIFICATIONS, 'notifications'),
  );
  for (const file of report.files) artifacts.locationOf(file);
  const run: Run = {
    tool: {
      driver: {
        name: 'dbc-lint',
        semanticVersion: version,
        informationUri: HOME,
        rules: report.rules.map(ruleDescriptor),
        notifications: NOTIFICATIONS,
      },
    },
    automationDetails: { id: 'dbc-lint/' },
    invocations: [invocation(report, ruleIndex, notifications)],
    originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: 'The top level of the repository.' } } },
    artifacts: artifacts.all,
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    redactionTokens: [MASK],
    results,
  };
  return { $schema: SCHEMA, version: '2.1.0', runs: [run] };
}

/** Where one result tells of its suppressions, all must: none for those in force (SARIF 2.1.0, 3.27.23). */
function withSuppressions(findings: readonly Finding[], { silenced }: Report, context: ResultContext): Result[] {
  return [
    ...findings.map(finding => ({ ...resultFor(finding, context), suppressions: [] })),
    ...silenced
      .slice(0, MOST_RESULTS - findings.length)
      .map(one => ({ ...resultFor(one.finding, context), suppressions: [suppressionFor(one, context)] })),
  ];
}

function invocation(report: Report, ruleIndex: ReadonlyMap<string, number>, notifications: Notification[]): Invocation {
  const changed = new Map<string, Severity>();
  for (const { rule, severity } of report.findings) {
    const index = ruleIndex.get(rule);
    if (index !== undefined && report.rules[index]?.severity !== severity) changed.set(rule, severity);
  }
  return {
    executionSuccessful: true,
    toolExecutionNotifications: notifications,
    ruleConfigurationOverrides: [...changed].map(([id, level]) => ({
      descriptor: { id, index: ruleIndex.get(id) ?? -1 },
      configuration: { level },
    })),
  };
}

const UNREAD_KINDS: Record<Unread['kind'], { readonly text: string; readonly level: Notification.level }> = {
  syntax: { text: 'The file is broken here and could not be read.', level: 'warning' },
  missing: { text: 'A file that is named here is not there.', level: 'warning' },
  remote: { text: 'What is named here lies outside the repository and is not fetched.', level: 'note' },
  dynamic: { text: 'Only a run would tell what stands here.', level: 'note' },
  unsupported: { text: 'The construct is not understood.', level: 'note' },
  limit: { text: 'A bound on size, depth or number was met.', level: 'warning' },
};

/** As they were, unless some must be left out. */
function warningsFirst(unread: readonly Unread[]): readonly Unread[] {
  if (unread.length <= MOST_NOTIFICATIONS) return unread;
  const isWarning = (note: Unread) => UNREAD_KINDS[note.kind].level === 'warning';
  return [...unread.filter(isWarning), ...unread.filter(note => !isWarning(note))];
}

const NOTIFICATIONS: ReportingDescriptor[] = [
  ...Object.entries(UNREAD_KINDS).map(([kind, { text, level }]) => descriptor(`unread/${kind}`, text, level)),
  descriptor('left-out', 'More was found than this format can carry.', 'warning'),
];

function descriptor(id: string, text: string, level: Notification.level): ReportingDescriptor {
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text },
    fullDescription: { text },
    help: { text },
    defaultConfiguration: { level },
  };
}

function descriptorReference(id: string): { readonly id: string; readonly index: number } {
  return { id, index: NOTIFICATIONS.findIndex(notification => notification.id === id) };
}

function unreadNotification({ at, kind }: Unread, artifacts: Artifacts, why: string): Notification {
  return {
    descriptor: descriptorReference(`unread/${kind}`),
    level: UNREAD_KINDS[kind].level,
    message: { text: `Not read: ${why}.` },
    locations: [{ physicalLocation: artifacts.place(at) }],
  };
}

function leftOut(count: number, what: string): Notification[] {
  if (count <= 0) return [];
  return [{ descriptor: descriptorReference('left-out'), level: 'warning', message: { text: `${count} more ${what} were left out.` } }];
}
