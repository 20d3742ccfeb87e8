import type { Finding, Severity } from '../model/finding.js';
import type { Report } from '../model/report.js';

/** 0 clean, 1 findings, 2 misuse or our failure: the same whatever the format. */
export const EXIT = { clean: 0, findings: 1, failure: 2 } as const;

const RANK: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

export interface Limits {
  /** wins over every configuration */
  readonly failOn?: Severity | 'never';
  /** so many warnings do not fail a run */
  readonly maxWarnings?: number;
  readonly failOnUnread: boolean;
  readonly exitZero: boolean;
}

/** What the configuration of a CI file says. */
export type FailOn = (pipelineFile: string) => Severity | 'never' | undefined;

export function exitCode(report: Pick<Report, 'findings' | 'unread'>, limits: Limits, failOn: FailOn = () => undefined): number {
  if (limits.exitZero) return EXIT.clean;
  if (limits.failOnUnread && report.unread.length > 0) return EXIT.findings;
  const fails = ({ severity, pipelineFile }: Finding) => {
    const least = limits.failOn ?? failOn(pipelineFile) ?? 'warning';
    if (severity === 'warning' && limits.maxWarnings !== undefined) return false;
    return least !== 'never' && RANK[severity] >= RANK[least];
  };
  return report.findings.some(fails) ? EXIT.findings : EXIT.clean;
}

/** How many warnings there are, where these are too many. */
export function warningsPast({ findings }: Pick<Report, 'findings'>, { maxWarnings }: Pick<Limits, 'maxWarnings'>): number | undefined {
  const count = findings.filter(finding => finding.severity === 'warning').length;
  return maxWarnings !== undefined && count > maxWarnings ? count : undefined;
}
