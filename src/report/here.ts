import type { Finding } from '../model/finding.js';
import type { WholeReport } from '../model/report.js';
import type { Setting, Step } from '../model/step.js';
import { valueText } from '../model/value.js';
import { type SourceFile, type Span, sameSpan } from '../source/file.js';
import { detailsOf, plainWording, type Wording } from './details.js';
import { redactedDiff } from './diff.js';
import { codeFrame } from './frame.js';
import { Redactor } from './redact.js';
import { styleFor } from './style.js';
import { inert, visibleDiff } from './visible.js';

export interface HereOptions {
  readonly shownPath: (path: string) => string;
  /** the files that the fix of a finding would change, as they are and as they would be */
  readonly fixed: (finding: Finding) => readonly { readonly before: SourceFile; readonly after: SourceFile }[];
}

/** The findings on a line, and why each is there: the values that count and where each comes from, the practice, the fix as a diff. */
export function formatHere(report: WholeReport, file: SourceFile, line: number, { shownPath, fixed }: HereOptions): string {
  const redactor = new Redactor(report.secrets);
  const wording = plainWording(redactor, shownPath);
  const place = `${wording.path(file.path)}:${line}`;
  const findings = report.findings.filter(({ at, statement = at }) => isOn(at, file, line) || isOn(statement, file, line));
  if (findings.length === 0) return inert(`Nothing is reported at ${place}.\n`);
  const texts = findings.map(finding => {
    const rule = report.rules.find(({ id }) => id === finding.rule);
    const diff = fixed(finding)
      .map(({ before, after }) => visibleDiff(redactedDiff(redactor.text(shownPath(before.path)), before, after, redactor)))
      .join('');
    return [
      `${wording.place(finding.at)} ${finding.severity} ${finding.rule} ${wording.text(finding.message)}`,
      ...codeFrame(finding.at, redactor, styleFor(false), text => text),
      ...detailsOf(finding, wording).map(detail => `  = ${detail}`),
      ...valuesOf(stepOf(report, finding), wording, redactor),
      ...(rule === undefined ? [] : ['', `Practice: ${rule.summary}.`, `  ${rule.practice}`]),
      '',
      diff === ''
        ? 'Nothing can be put right here for certain.'
        : `What --fix${finding.fix?.safe ? '' : ' --unsafe-fixes'} would change:\n${diff.trimEnd()}`,
      '',
    ].join('\n');
  });
  return inert(texts.join('\n'));
}

function isOn(at: Span, file: SourceFile, line: number): boolean {
  return at.file === file && file.position(at.start).line <= line && line <= file.position(Math.max(at.start, at.end - 1)).line;
}

/** The step that a finding is about, in the first job that shows it. */
function stepOf({ pipelines }: WholeReport, { statement, pipelineFile, job }: Finding): Step | undefined {
  if (statement === undefined) return undefined;
  const jobs = pipelines.filter(({ file }) => file.path === pipelineFile).flatMap(pipeline => pipeline.jobs);
  return jobs.find(({ name }) => name === job)?.steps.find(step => sameSpan(step.span, statement));
}

/** The flags, inputs and keys that were read, with what variables and templates made of them. */
function valuesOf(step: Step | undefined, wording: Wording, redactor: Redactor): readonly string[] {
  const lines = Object.entries(step ?? {}).flatMap(([name, field]) => {
    const settings = (Array.isArray(field) ? field : [field]).filter(isSetting);
    return settings.map(setting => {
      const sources = sourcesOf(setting);
      return `  ${name}: ${wording.text(redactor.value(valueText(setting.value), sources))} (${sources.map(wording.place).join(', ')})`;
    });
  });
  return lines.length === 0 ? [] : ['', 'What counts here:', ...lines];
}

/** Where a setting is written, and where the parts of its value are that come from elsewhere. */
function sourcesOf({ span, value }: Setting): readonly Span[] {
  const isInside = (at: Span) => at.file === span.file && at.start >= span.start && at.end <= span.end;
  return [span, ...value.parts.map(part => part.span).filter(at => !isInside(at))];
}

function isSetting(field: unknown): field is Setting {
  return typeof field === 'object' && field !== null && 'value' in field && 'span' in field;
}
