import type { Finding } from './model/finding.js';
import type { Report } from './model/report.js';
import { type Project, withReading } from './project/project.js';
import { type Edit, SourceFile, type Span } from './source/file.js';

export interface FixOptions<R extends Report = Report> {
  /** fixes that change what a pipeline does, or that somebody should look at first, as well */
  readonly unsafe: boolean;
  /** only the findings of these rules; of all by default */
  readonly rules?: ReadonlySet<string>;
  /** only these findings; all by default */
  readonly only?: (finding: Finding, report: R) => boolean;
}

export interface Fixed<R extends Report = Report> {
  /** what is left, with the files as they are now */
  readonly report: R;
  /** new texts by path, as they are to be written, byte order mark included */
  readonly files: ReadonlyMap<string, string>;
  /** the findings that were put right */
  readonly fixed: readonly Finding[];
  /** findings whose fix would have broken the file, so that it was left */
  readonly refused: readonly Finding[];
  /** stretches that hold a credential, of the files as they were and as they are */
  readonly secrets: readonly Span[];
}

/** Edits that overlap come in the next pass. Of the files measured none needed more than four; a rule that undoes another would go on for ever. */
const MOST_PASSES = 10;

/**
 * Puts right what can be put right, in memory. Of fixes that overlap the first wins; the rest come in a further pass, when the files have
 * been read again. A fix after which a file can no longer be parsed is taken back.
 * @param lintAgain the linter with all its options, for a project whose files have changed
 */
export async function fix<R extends Report>(
  project: Project,
  lintAgain: (project: Project) => Promise<R>,
  options: FixOptions<R>,
): Promise<Fixed<R>> {
  const changed = new Map<string, SourceFile>();
  const fixed: Finding[] = [];
  const refused = new Map<string, Finding>();
  const before = await lintAgain(project);
  let report = before;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const chosen = withoutOverlaps(report.findings.filter(one => isWanted(one, report, options) && !refused.has(refusalKey(one))));
    if (chosen.length === 0) break;
    const next = new Map([...changed, ...applied(chosen)]);
    const after = await lintAgain(withFiles(project, next));
    const broken = brokenFiles(report, after);
    if (broken.size === 0) {
      for (const [path, file] of next) changed.set(path, file);
      fixed.push(...chosen);
      report = after;
      continue;
    }
    for (const one of chosen) if (one.fix?.edits.some(edit => broken.has(edit.span.file.path))) refused.set(refusalKey(one), one);
  }
  const secrets = [...new Set([...before.secrets, ...report.secrets])];
  return { report, files: textsOf(changed, project), fixed, refused: [...refused.values()], secrets };
}

function isWanted<R extends Report>(finding: Finding, report: R, { unsafe, rules, only }: FixOptions<R>): boolean {
  const { fix, rule } = finding;
  return only?.(finding, report) !== false && fix !== undefined && (fix.safe || unsafe) && (rules === undefined || rules.has(rule));
}

function refusalKey({ identity, at }: Finding): string {
  return `${identity}:${at.start}`;
}

/** The fixes that can be made together, each as a whole; the same edit asked for twice is one. */
function withoutOverlaps(findings: readonly Finding[]): readonly Finding[] {
  const taken = new Map<SourceFile, Edit[]>();
  return findings.filter(({ fix }) => {
    if (fix === undefined || fix.edits.some(edit => taken.get(edit.span.file)?.some(other => overlap(edit, other)))) return false;
    for (const edit of fix.edits) taken.set(edit.span.file, [...(taken.get(edit.span.file) ?? []), edit]);
    return true;
  });
}

/** Two insertions at one place are in no order that anybody has asked for. */
function overlap({ span: a, text }: Edit, { span: b, text: other }: Edit): boolean {
  if (a.start === b.start && a.end === b.end && text === other) return false;
  return a.start < b.end && b.start < a.end
    ? true
    : a.start === b.start || a.end === b.end
      ? a.start === a.end || b.start === b.end
      : false;
}

function applied(findings: readonly Finding[]): ReadonlyMap<string, SourceFile> {
  const byFile = new Map<SourceFile, Edit[]>();
  for (const { fix } of findings) {
    for (const edit of fix?.edits ?? []) byFile.set(edit.span.file, [...(byFile.get(edit.span.file) ?? []), edit]);
  }
  return new Map([...byFile].map(([file, edits]) => [file.path, withEdits(file, edits)]));
}

/** The file with edits made that do not overlap; the same edit asked for twice is made once. */
export function withEdits(file: SourceFile, edits: readonly Edit[]): SourceFile {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let text = file.byteOrderMark ? '\ufeff' : '';
  let from = 0;
  let before: Edit | undefined;
  for (const edit of sorted) {
    if (before?.span.start === edit.span.start && before.span.end === edit.span.end && before.text === edit.text) continue;
    text += file.text.slice(from, edit.span.start) + edit.text;
    from = edit.span.end;
    before = edit;
  }
  return new SourceFile(file.path, text + file.text.slice(from));
}

/** The project with other texts for some of its files. */
export function withFiles(project: Project, files: ReadonlyMap<string, SourceFile>): Project {
  // A link leads to the file whose text has changed.
  return withReading(project, file => files.get(file.path) ?? file);
}

/** The files in which more could not be parsed than before. */
function brokenFiles(before: Report, after: Report): ReadonlySet<string> {
  const count = ({ unread }: Report) => {
    const counts = new Map<string, number>();
    for (const { at, kind } of unread) if (kind === 'syntax') counts.set(at.file.path, (counts.get(at.file.path) ?? 0) + 1);
    return counts;
  };
  const had = count(before);
  return new Set([...count(after)].filter(([path, number]) => number > (had.get(path) ?? 0)).map(([path]) => path));
}

function textsOf(files: ReadonlyMap<string, SourceFile>, project: Project): ReadonlyMap<string, string> {
  const texts = [...files].map(([path, file]) => [path, `${file.byteOrderMark ? '\ufeff' : ''}${file.text}`] as const);
  return new Map(texts.filter(([path, text]) => text !== originalText(project, path)));
}

function originalText(project: Project, path: string): string | undefined {
  const file = project.read(path);
  return file && `${file.byteOrderMark ? '\ufeff' : ''}${file.text}`;
}
