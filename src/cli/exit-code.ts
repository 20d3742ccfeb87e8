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

/** @param failOn what the configuration of a CI file says */
export function exitCode(
  report: Pick<Report, 'findings' | 'unread'>,
  limits: Limits,
  failOn: (pipelineFile: string) => Severity | 'never' | undefined = () => undefined,
): number {
  if (limits.exitZero) return EXIT.clean;
  if (limits.failOnUnread && report.unread.length > 0) return EXIT.findings;
  const fails = ({ severity, pipelineFile }: Finding) => {
    const least = limits.failOn ?? failOn(pipelineFile) ?? 'warning';
    if (severity === 'warning' && limits.maxWarnings !== undefined) return false;
    return least !== 'never' && RANK[severity] >= RANK[least];
  };
  return report.findings.some(fails) || isPastWarnings(report, limits) ? EXIT.findings : EXIT.clean;
}

export function isPastWarnings({ findings }: Pick<Report, 'findings'>, { maxWarnings }: Limits): boolean {
  return maxWarnings !== undefined && findings.filter(finding => finding.severity === 'warning').length > maxWarnings;
}
