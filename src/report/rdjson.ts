import type { Finding, Severity } from '../model/finding.js';
import type { RuleInfo } from '../model/rule-info.js';
import type { SourceFile, Span } from '../source/file.js';
import { detailsOf, plainWording, type Wording } from './details.js';
import type { Formatter } from './formatter.js';
import { trimmed } from './place.js';
import { carriesWhole, Redactor } from './redact.js';
import { safeJson } from './visible.js';

/** Reviewdog Diagnostic Format: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto */
export interface DiagnosticResult {
  readonly source: { readonly name: string; readonly url: string };
  readonly diagnostics: readonly Diagnostic[];
}

export interface Diagnostic {
  readonly message: string;
  readonly location: { readonly path: string; readonly range: DiagnosticRange };
  readonly severity: 'ERROR' | 'WARNING' | 'INFO';
  readonly code: { readonly value: string; readonly url?: string };
  readonly suggestions?: readonly { readonly range: DiagnosticRange; readonly text: string }[];
}

/** One-based, the end exclusive; columns count bytes of UTF-8. */
export interface DiagnosticRange {
  readonly start: DiagnosticPosition;
  readonly end: DiagnosticPosition;
}

export interface DiagnosticPosition {
  readonly line: number;
  readonly column: number;
}

const SEVERITIES: Record<Severity, Diagnostic['severity']> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

export const formatRdjson: Formatter = report => {
  const redactor = new Redactor(report.secrets);
  const wording = plainWording(redactor);
  const rules = new Map(report.rules.map(rule => [rule.id, rule]));
  const result: DiagnosticResult = {
    source: { name: 'dbc-lint', url: 'https://docs.docker.com/build-cloud/ci/' },
    diagnostics: report.findings.map(finding => diagnostic(finding, rules.get(finding.rule), wording, redactor)),
  };
  return safeJson(result);
};

function diagnostic(finding: Finding, rule: RuleInfo | undefined, wording: Wording, redactor: Redactor): Diagnostic {
  const { file } = finding.at;
  const { start, end } = trimmed(finding.at);
  const suggestion = suggestionFor(finding, redactor);
  return {
    message: [wording.text(finding.message), ...detailsOf(finding, wording)].join('\n'),
    location: { path: redactor.text(file.path), range: rangeOf({ file, start, end }) },
    severity: SEVERITIES[finding.severity],
    code: { value: finding.rule, ...(rule !== undefined && { url: rule.practice }) },
    ...(suggestion !== undefined && { suggestions: [suggestion] }),
  };
}

/**
 * Several suggestions would be alternatives, so the edits of a fix become one, with the source between them. It has to lie in the file of
 * the finding and must not carry a credential.
 */
function suggestionFor({ at, fix }: Finding, redactor: Redactor): { readonly range: DiagnosticRange; readonly text: string } | undefined {
  if (fix === undefined || !carriesWhole(fix, redactor)) return undefined;
  const edits = fix.edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const [first] = edits;
  if (first === undefined || edits.some(({ span }) => span.file !== at.file)) return undefined;
  const { file } = at;
  let text = '';
  let from = first.span.start;
  for (const edit of edits) {
    text += file.text.slice(from, edit.span.start) + edit.text;
    from = edit.span.end;
  }
  const whole: Span = { file, start: first.span.start, end: from };
  return redactor.spanText(whole) === file.text.slice(whole.start, whole.end) ? { range: rangeOf(whole), text } : undefined;
}

function rangeOf({ file, start, end }: Span): DiagnosticRange {
  return { start: positionOf(file, start), end: positionOf(file, end) };
}

function positionOf(file: SourceFile, offset: number): DiagnosticPosition {
  const { line } = file.position(offset);
  const before = file.text.slice(file.lineStarts[line - 1] ?? 0, offset);
  return { line, column: Buffer.byteLength(before, 'utf8') + 1 };
}
