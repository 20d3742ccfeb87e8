import type { Severity } from '../model/finding.js';
import { detailsOf, plainWording } from './details.js';
import type { Formatter } from './formatter.js';
import { regionOf } from './place.js';
import { Redactor } from './redact.js';
import { stableIds } from './stable-id.js';
import { safeJson } from './visible.js';

/** One entry of a Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

const SEVERITIES: Record<Severity, CodeQualityIssue['severity']> = { error: 'major', warning: 'minor', note: 'info' };

/** GitLab's Code Quality report; one without issues is an empty array, which tells GitLab that those of the target branch are gone. */
export const formatGitlab: Formatter = report => {
  const redactor = new Redactor(report.secrets);
  const wording = plainWording(redactor);
  // GitLab shows entries of one fingerprint as one.
  const fingerprint = stableIds(redactor);
  const issues = report.findings.map((finding): CodeQualityIssue => {
    const { start, end } = regionOf(finding.at);
    return {
      description: [wording.text(finding.message), ...detailsOf(finding, wording)].join('; '),
      // GitLab merges the reports of all jobs: the name tells whose check it is.
      check_name: `dbc-lint/${finding.rule}`,
      fingerprint: fingerprint(finding),
      severity: SEVERITIES[finding.severity],
      location: { path: redactor.text(finding.at.file.path), lines: { begin: start.line, end: end.line } },
    };
  });
  return safeJson(issues);
};
