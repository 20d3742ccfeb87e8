import type { Finding, Severity } from '../model/finding.js';
import type { Report } from '../model/report.js';
import type { RuleInfo } from '../model/rule-info.js';
import { detailsOf, plainWording } from './details.js';
import type { Formatter } from './formatter.js';
import { Redactor } from './redact.js';
import { stableIds } from './stable-id.js';
import { analysed, counted } from './text.js';
import { safeJson } from './visible.js';
import { worstFirst } from './worst-first.js';

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/: what a report holds, and what one request may bring. */
const MOST_ANNOTATIONS = 1_000;
const MOST_IN_A_REQUEST = 100;
const LONGEST_SUMMARY = 450;
const LONGEST_DETAILS = 2_000;

/**
 * What to send to Bitbucket's Code Insights: `report` is the body of the PUT of a report, each of `annotations` the body of a POST to the
 * annotations of that report. The requests are for whoever runs dbc-lint: it uses no network.
 */
export interface BitbucketInsights {
  readonly report: BitbucketReport;
  readonly annotations: readonly (readonly BitbucketAnnotation[])[];
}

export interface BitbucketReport {
  readonly title: string;
  readonly details: string;
  readonly reporter: string;
  readonly report_type: 'BUG';
  readonly result: 'PASSED' | 'FAILED';
  readonly data: readonly { readonly title: string; readonly type: 'NUMBER'; readonly value: number }[];
}

export interface BitbucketAnnotation {
  /** unique in the report, and the same for the same finding in the next one */
  readonly external_id: string;
  readonly title: string;
  readonly annotation_type: 'VULNERABILITY' | 'CODE_SMELL' | 'BUG';
  readonly summary: string;
  readonly details: string;
  readonly severity: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  readonly path: string;
  readonly line: number;
  readonly link?: string;
}

const SEVERITIES: Record<Severity, BitbucketAnnotation['severity']> = { error: 'HIGH', warning: 'MEDIUM', note: 'LOW' };

export const formatBitbucket: Formatter = report => {
  const annotations = annotationsOf(report);
  const requests = Array.from({ length: Math.ceil(annotations.length / MOST_IN_A_REQUEST) }, (_, index) =>
    annotations.slice(index * MOST_IN_A_REQUEST, (index + 1) * MOST_IN_A_REQUEST),
  );
  const insights: BitbucketInsights = { report: reportOf(report, annotations.length), annotations: requests };
  return safeJson(insights);
};

function reportOf({ findings, summary, unread }: Report, carried: number): BitbucketReport {
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length;
  const number = (title: string, value: number) => ({ title, type: 'NUMBER', value }) as const;
  const left = findings.length - carried;
  const more = left === 0 ? '' : ` ${counted(left, 'finding', 'findings')} more: Bitbucket takes ${MOST_ANNOTATIONS} for a report.`;
  return {
    title: 'dbc-lint',
    details: `${analysed(summary, unread.length)}${more}`,
    reporter: 'dbc-lint',
    report_type: 'BUG',
    result: count('error') + count('warning') > 0 ? 'FAILED' : 'PASSED',
    data: [
      number('Errors', count('error')),
      number('Warnings', count('warning')),
      number('Notes', count('note')),
      number('Builds on Build Cloud', summary.buildsOnCloud),
      number('Builds elsewhere', summary.buildsElsewhere),
      number('Builds unknown', summary.buildsUnknown),
    ],
  };
}

function annotationsOf({ findings, rules, secrets }: Report): readonly BitbucketAnnotation[] {
  const redactor = new Redactor(secrets);
  const wording = plainWording(redactor);
  const id = stableIds(redactor);
  const known = new Map(rules.map(rule => [rule.id, rule]));
  return worstFirst(findings)
    .slice(0, MOST_ANNOTATIONS)
    .map(finding => {
      const rule = known.get(finding.rule);
      const message = wording.text(finding.message);
      return {
        external_id: `dbc-lint-${id(finding)}`,
        title: `dbc-lint: ${finding.rule}`,
        annotation_type: annotationType(finding, rule),
        summary: cut(message, LONGEST_SUMMARY),
        details: cut([message, ...detailsOf(finding, wording)].join('\n'), LONGEST_DETAILS),
        severity: SEVERITIES[finding.severity],
        path: redactor.text(finding.at.file.path),
        line: finding.at.file.position(finding.at.start).line,
        ...(rule !== undefined && { link: rule.practice }),
      };
    });
}

function annotationType({ severity }: Finding, rule: RuleInfo | undefined): BitbucketAnnotation['annotation_type'] {
  if (rule?.category === 'secrets') return 'VULNERABILITY';
  return severity === 'error' ? 'BUG' : 'CODE_SMELL';
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
