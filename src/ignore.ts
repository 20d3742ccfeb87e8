import { type LineStructure, lineStructureOf } from './comments/lines.js';
import { withEdits, withFiles } from './fix.js';
import type { Finding } from './model/finding.js';
import type { Report } from './model/report.js';
import type { Project } from './project/project.js';
import type { Edit, SourceFile, Span } from './source/file.js';
import { lineEnd } from './source/notation.js';

export interface Ignored {
  readonly report: Report;
  /** the files that get comments, as they are to be */
  readonly files: ReadonlyMap<string, string>;
  /** the findings that a comment now silences */
  readonly silenced: readonly Finding[];
  /** those above which no comment can stand: in JSON, between lines that belong together */
  readonly left: readonly Finding[];
  /** stretches that hold a credential */
  readonly secrets: readonly Span[];
}

/**
 * Writes an ignore comment above each statement that a rule reports something of, in memory. Whether it silences the finding is asked of
 * the linter: a comment that does not is not kept.
 * @param lintAgain the linter with all its options, for a project whose files have changed
 * @param reason why, without line ends
 */
export async function ignore(
  project: Project,
  lintAgain: (project: Project) => Promise<Report>,
  rule: string,
  reason: string,
): Promise<Ignored> {
  const before = await lintAgain(project);
  const findings = before.findings.filter(finding => finding.rule === rule);
  const tried = await lintAgain(withFiles(project, commented(findings, rule, reason)));
  const remaining = new Set(tried.findings.map(({ identity }) => identity));
  const unread = syntaxNotes(before);
  const brokenFiles = new Set([...syntaxNotes(tried)].filter(([path, count]) => count > (unread.get(path) ?? 0)).map(([path]) => path));
  const silenced = findings.filter(({ identity, at }) => !remaining.has(identity) && !brokenFiles.has(at.file.path));
  const isSilenced = new Set(silenced);
  const files = commented(silenced, rule, reason);
  const report = silenced.length === 0 ? before : await lintAgain(withFiles(project, files));
  const texts = [...files].map(([path, { byteOrderMark, text }]) => [path, `${byteOrderMark ? '\ufeff' : ''}${text}`] as const);
  return {
    report,
    files: new Map(texts),
    silenced,
    left: findings.filter(finding => !isSilenced.has(finding)),
    secrets: before.secrets,
  };
}

/** One comment above a statement, however much is found in it. */
function commented(findings: readonly Finding[], rule: string, reason: string): ReadonlyMap<string, SourceFile> {
  const byFile = new Map<SourceFile, Map<number, Edit>>();
  for (const { at, statement = at } of findings) {
    const { file } = statement.file === at.file ? statement : at;
    const structure = lineStructureOf(file);
    const { first } = structure.linesOf(statement.file === file ? statement : at);
    const start = file.lineStarts[first - 1] ?? 0;
    const indent = /^[ \t]*/.exec(file.line(first))?.[0] ?? '';
    const text = `${indent}${leaderAt(structure, start)} dbc-lint: ignore[${rule}] -- ${reason}${lineEnd(file.text)}`;
    const edits = byFile.get(file) ?? new Map<number, Edit>();
    byFile.set(file, edits.set(start, { span: { file, start, end: start }, text }));
  }
  return new Map([...byFile].map(([file, edits]) => [file.path, withEdits(file, [...edits.values()])]));
}

/** `//` in Groovy and JavaScript, but for the shell text of a string there. */
function leaderAt(structure: LineStructure, at: number): '#' | '//' {
  if (!/(?:^|\/)Jenkinsfile[^/]*$|\.(?:groovy|jenkinsfile|[cm]?[jt]s)$/i.test(structure.file.path)) return '#';
  return structure.isInString(at) === true ? '#' : '//';
}

function syntaxNotes({ unread }: Report): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { at, kind } of unread) if (kind === 'syntax') counts.set(at.file.path, (counts.get(at.file.path) ?? 0) + 1);
  return counts;
}
