import { type Fixed, type FixOptions, fix, withFiles } from '../fix.js';
import type { Destination } from '../migrate/plan.js';
import { type Migrated, migrate } from '../migrate.js';
import type { Finding } from '../model/finding.js';
import type { WholeReport } from '../model/report.js';
import type { Project } from '../project/project.js';
import { SourceFile } from '../source/file.js';
import { changesOf, unasked, unexplained } from './fix-properties/model.js';
import { badlyWritten, changedElsewhere } from './fix-properties/texts.js';

/** What is not as it has to be after files were changed, one clause each: `.gitlab-ci.yml: bytes changed that no edit touches`. */
type Broken = { readonly broken: readonly string[] };

export type Lint = (project: Project) => Promise<WholeReport>;

/**
 * Fixes a project in memory and asks of the result: every file still parses, the same jobs are there with all steps that no change
 * touched and none besides, what was fixed is gone, nothing new is found, fixing again changes nothing, every byte outside the edits is
 * what it was, and lines end as they did.
 */
export async function fixChecked(project: Project, lint: Lint, options: FixOptions<WholeReport>): Promise<Fixed<WholeReport> & Broken> {
  const before = await lint(project);
  const fixed = await fix(project, lint, options);
  if (fixed.fixed.length === 0 && fixed.refused.length === 0) return { ...fixed, broken: [] };
  const changes = changesOf(fixed.files, path => project.read(path));
  const again = await fix(rewritten(project, fixed.files), lint, options);
  const broken = [
    ...fixed.refused.map(({ rule, at }) => `${at.file.path}: the fix of ${rule} cannot be parsed`),
    ...changedBadly(project, before, fixed),
    // Where only some fixes are made, an error may show that another one hid.
    ...moreOf(before, fixed.report, options.unsafe && options.rules === undefined ? errorsIn : filesWithErrors),
    ...unasked(before.pipelines, fixed.report.pipelines, changes, fixed.fixed),
    ...remaining(before, fixed, project),
    ...again.fixed.map(({ rule, at }) => `${at.file.path}: fixing again changes something (${rule})`),
    ...changedElsewhere(project, fixed.fixed, fixed.files),
  ];
  return { ...fixed, broken };
}

/** Moves a project to Build Cloud in memory and asks the same of the result; what is found in jobs that were moved is another matter. */
export async function migrateChecked(project: Project, lint: Lint, destination: Destination): Promise<Migrated & Broken> {
  const before = await lint(project);
  const migrated = await migrate(project, lint, destination);
  if (migrated.files.size === 0) return { ...migrated, broken: [] };
  const again = await migrate(rewritten(project, migrated.files), lint, destination);
  const broken = [
    ...changedBadly(project, before, migrated),
    ...moreOf(before, migrated.report, errorsIn),
    ...[...again.files.keys()].map(path => `${path}: migrating again changes something`),
  ];
  return { ...migrated, broken };
}

/** A project is linted once, however often that is asked for: `fix` and `migrate` begin with the report that is there. */
export function remembered(lint: Lint): Lint {
  const reports = new WeakMap<Project, Promise<WholeReport>>();
  return project => {
    const report = reports.get(project) ?? lint(project);
    reports.set(project, report);
    return report;
  };
}

/** The project as somebody finds it who reads the new files from the disk. */
function rewritten(project: Project, files: ReadonlyMap<string, string>): Project {
  return withFiles(project, new Map([...files].map(([path, text]) => [path, new SourceFile(path, text)])));
}

function changedBadly(
  project: Project,
  before: WholeReport,
  { report, files }: Pick<Fixed<WholeReport>, 'report' | 'files'>,
): readonly string[] {
  return [
    ...moreOf(before, report, unreadIn),
    ...unexplained(
      before.pipelines,
      report.pipelines,
      changesOf(files, path => project.read(path)),
    ),
    ...badlyWritten(project, files),
  ];
}

function unreadIn({ unread }: WholeReport): readonly string[] {
  return unread.map(({ at, why }) => `${at.file.path}: more is unread: ${why}`);
}

function errorsIn({ findings }: WholeReport): readonly string[] {
  return findings.filter(one => one.severity === 'error').map(one => `${one.at.file.path}: a new error of ${one.rule}`);
}

function filesWithErrors({ findings }: WholeReport): readonly string[] {
  return findings.filter(one => one.severity === 'error').map(one => `${one.at.file.path}: more errors than before`);
}

/** What a report has more often than the one before it. */
function moreOf(before: WholeReport, after: WholeReport, of: (report: WholeReport) => readonly string[]): readonly string[] {
  const had = counted(of(before));
  return [...counted(of(after))].flatMap(([key, number]) => (number > (had.get(key) ?? 0) ? [key] : []));
}

function counted(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What a later pass fixed was not there before: a fix brought it to light. */
function remaining(before: WholeReport, { fixed, report }: Fixed, project: Project): readonly string[] {
  const key = ({ rule, pipelineFile, job = '', at }: Finding) => [rule, pipelineFile, job, at.file.path].join('\0');
  const first = fixed.filter(one => project.read(one.at.file.path) === one.at.file);
  const [had, has, gone] = [before.findings, report.findings, first].map(findings => counted(findings.map(key)));
  return [...(gone ?? [])].flatMap(([of, number]) => {
    const [rule, , , path] = of.split('\0');
    const left = (had?.get(of) ?? 0) - number;
    return (has?.get(of) ?? 0) <= left ? [] : [`${path}: findings of ${rule} were fixed, and are there again`];
  });
}
