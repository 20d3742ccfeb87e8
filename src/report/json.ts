import type { Finding, Severity } from '../model/finding.js';
import type { Unread } from '../model/pipeline.js';
import type { Report, Summary } from '../model/report.js';
import type { Span } from '../source/file.js';
import type { Formatter } from './formatter.js';
import { type JsonPlace, jsonPlace } from './json-place.js';
import { carriesWhole, Redactor } from './redact.js';
import { safeJson } from './visible.js';

/**
 * The JSON report, for programs. `version` grows only when something is renamed, removed or changes its meaning; readers must ignore
 * keys they do not know. `report.schema.json` says the same to programs.
 */
export interface JsonReport {
  readonly version: 1;
  readonly tool: { readonly name: 'dbc-lint'; readonly version: string };
  readonly summary: Summary & { readonly unread: number; readonly findings: Record<Severity, number> };
  /** sorted by file, place and rule */
  readonly findings: readonly JsonFinding[];
  /** what was met and could not be read, sorted by file and place */
  readonly unread: readonly JsonUnread[];
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: JsonPlace;
  readonly related: readonly { readonly message: string; readonly place: JsonPlace }[];
  /** the calls that led to the place, outermost first */
  readonly calls: readonly { readonly callee: string; readonly place: JsonPlace }[];
  readonly platform: string;
  /** the path of the CI file whose job it is, which may be another than that of `place` */
  readonly pipeline: string;
  readonly job: string | null;
  /** the same for the same finding after lines moved or comments changed; begins with the version of its scheme */
  readonly identity: string;
  readonly fix: { readonly title: string; readonly safe: boolean; readonly edits: readonly JsonEdit[] } | null;
}

/** The text between `place`'s two ends is replaced by `text`; where they are equal, `text` is inserted. */
export interface JsonEdit {
  readonly place: JsonPlace;
  readonly text: string;
}

export interface JsonUnread {
  readonly kind: Unread['kind'];
  readonly why: string;
  readonly place: JsonPlace;
}

export const formatJson: Formatter = (report, { version }) => safeJson(jsonReport(report, version));

/** @param version of dbc-lint */
export function jsonReport(report: Report, version: string): JsonReport {
  const redactor = new Redactor(report.secrets);
  const place = (at: Span) => jsonPlace(at, redactor);
  const count = (severity: Severity) => report.findings.filter(finding => finding.severity === severity).length;
  return {
    version: 1,
    tool: { name: 'dbc-lint', version },
    summary: {
      ...report.summary,
      unread: report.unread.length,
      findings: { error: count('error'), warning: count('warning'), note: count('note') },
    },
    findings: report.findings.map(finding => jsonFinding(finding, place, redactor)),
    unread: report.unread.map(({ kind, why, at }) => ({ kind, why: redactor.text(why), place: place(at) })),
  };
}

function jsonFinding(finding: Finding, place: (at: Span) => JsonPlace, redactor: Redactor): JsonFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: redactor.text(finding.message),
    place: place(finding.at),
    related: finding.related.map(({ message, at }) => ({ message: redactor.text(message), place: place(at) })),
    calls: finding.via.map(({ callee, at }) => ({ callee: redactor.text(callee), place: place(at) })),
    platform: finding.platform,
    pipeline: redactor.text(finding.pipelineFile),
    job: finding.job === undefined ? null : redactor.text(finding.job),
    identity: redactor.text(finding.identity),
    fix: jsonFix(finding, place, redactor),
  };
}

function jsonFix({ fix }: Finding, place: (at: Span) => JsonPlace, redactor: Redactor): JsonFinding['fix'] {
  if (fix === undefined || !carriesWhole(fix, redactor)) return null;
  const edits = fix.edits.map(({ span, text }) => ({ place: place(span), text }));
  return { title: redactor.text(fix.title), safe: fix.safe, edits };
}
