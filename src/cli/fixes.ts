import { Buffer } from 'node:buffer';
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Fixed } from '../fix.js';
import type { Project } from '../project/project.js';
import { redactedDiff, unifiedDiff } from '../report/diff.js';
import { Redactor } from '../report/redact.js';
import { counted } from '../report/text.js';
import { inert, visibleDiff, visibleLine } from '../report/visible.js';
import { SourceFile } from '../source/file.js';
import type { Fixing } from './arguments.js';
import { errorCode } from './error-code.js';
import type { Io } from './io.js';
import { replaceFile } from './output.js';
import { UsageError } from './usage-error.js';

/** The changes as one unified diff, and the shown paths of files whose lines in it hold a credential, which is masked. */
export function diffOf(
  { files, secrets }: Pick<Fixed, 'files' | 'secrets'>,
  project: Project,
  shownPath: (path: string) => string,
): { readonly diff: string; readonly masked: readonly string[] } {
  const redactor = new Redactor(secrets);
  const diffs = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => {
      const before = project.read(path) ?? new SourceFile(path, '');
      // Where the linter read this text, it is known of the very file what stands in it.
      const read = secrets.find(({ file }) => file !== before && file.path === path && textOf(file) === text)?.file;
      const after = read ?? new SourceFile(path, text);
      const shown = redactor.text(shownPath(path));
      const diff = redactedDiff(shown, before, after, redactor);
      return { shown, diff, isMasked: diff !== unifiedDiff(shown, before.text, after.text) };
    });
  const masked = diffs.filter(({ isMasked }) => isMasked).map(({ shown }) => shown);
  return { diff: diffs.map(({ diff }) => diff).join(''), masked };
}

/**
 * Prints the changes, and on standard error which of them cannot be applied.
 * @param instead what writes the files: `use --fix`
 */
export function writeDiff(
  changed: Pick<Fixed, 'files' | 'secrets'>,
  project: Project,
  shownPath: (path: string) => string,
  instead: string,
  io: Io,
): void {
  const { diff, masked } = diffOf(changed, project, shownPath);
  const harmless = visibleDiff(diff);
  io.stdout.write(harmless);
  if (harmless !== diff)
    io.stderr.write(`The diff shows control characters and commands to CI systems, so patch cannot apply their lines: ${instead}.\n`);
  for (const path of masked)
    io.stderr.write(`${inert(visibleLine(path))}: the diff masks a credential, so patch cannot apply that hunk: ${instead}.\n`);
}

/** The text of a file as it is after all. */
export function fixedText({ files }: Fixed, project: Project, path: string): string {
  return files.get(path) ?? textOf(project.read(path));
}

/**
 * Writes the new texts, each file at once and with the mode it had.
 * @throws UsageError where a file is no longer what was read, or cannot be written; files before it in the order of their paths are written
 */
export function writeFixes({ files }: Pick<Fixed, 'files'>, project: Project, base: string): void {
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const absolute = join(base, path);
    const problem = problemOf(absolute, textOf(project.read(path)));
    if (problem !== undefined) throw new UsageError(`'${path}' is not written: ${problem}. Run dbc-lint again.`);
    try {
      replaceFile(absolute, text, lstatSync(absolute).mode);
    } catch (error) {
      throw new UsageError(`'${path}' is not written: its folder takes no file (${errorCode(error)}). Make it writable, or use --diff.`);
    }
  }
}

/** Why a file must not be written: what is there is not what the edits are for. */
function problemOf(absolute: string, read: string): string | undefined {
  try {
    // The project names each file by where it really stands, so what has become a link since leads elsewhere.
    if (realpathSync.native(absolute) !== absolute || !lstatSync(absolute).isFile()) return 'it has become a link';
    // A file in UTF-16 differs as well: it would be written in UTF-8.
    return Buffer.from(read, 'utf8').equals(readFileSync(absolute)) ? undefined : 'it has changed since it was read, or is not in UTF-8';
  } catch (error) {
    return `it cannot be read (${errorCode(error)})`;
  }
}

function textOf(file: SourceFile | undefined): string {
  return file === undefined ? '' : `${file.byteOrderMark ? '\ufeff' : ''}${file.text}`;
}

/** `2 fixed, 3 remain, 1 of them fixable with --unsafe-fixes.` */
export function fixSummary({ fixed, refused, report }: Fixed, { to, unsafe }: Fixing): string {
  const left = report.findings;
  const more = unsafe ? 0 : left.filter(({ fix }) => fix !== undefined && !fix.safe).length;
  const taken =
    refused.length === 0 ? '' : `, ${counted(refused.length, 'fix', 'fixes')} taken back: the file could not be parsed any more`;
  const done = to === 'diff' ? 'would be fixed' : 'fixed';
  const hint = more === 0 ? '' : `, ${more} of them fixable with --unsafe-fixes`;
  return `${fixed.length} ${done}, ${left.length} ${left.length === 1 ? 'remains' : 'remain'}${hint}${taken}.\n`;
}
