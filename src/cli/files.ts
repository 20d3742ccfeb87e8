import { accessSync, constants, lstatSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { unreadFile } from '../discover.js';
import { append } from '../model/append.js';
import type { Unread } from '../model/pipeline.js';
import { decode } from '../project/decode.js';
import type { Project } from '../project/project.js';
import { SourceFile } from '../source/file.js';
import { baseFolder, type Named, nameOnDisk, projectPath } from './base-folder.js';
import { type ConfigPlaces, configPlaces, PLACE_NAMES, upwards } from './config-places.js';
import { DiskProject } from './disk.js';
import { errorCode } from './error-code.js';
import { UsageError } from './usage-error.js';
import { NEVER_ENTERED, walk } from './walk.js';

/** The files that the command line names. */
export interface Files {
  readonly project: Project;
  readonly disk: DiskProject;
  /** absolute path of the base folder */
  readonly base: string;
  readonly paths: readonly string[];
  readonly unread: readonly Unread[];
  /** all files of the base folder were asked for */
  readonly whole: boolean;
  /** the files that were named one by one */
  readonly single: readonly string[];
  /** files that were named and cannot be opened, each with the reason as a clause */
  readonly unopened: readonly { readonly given: string; readonly problem: string }[];
  readonly configs: ConfigPlaces;
}

/**
 * Named files, and the files below named folders that git does not ignore.
 * @throws UsageError where something named is not there
 */
export async function findFiles(operands: readonly string[], exclude: readonly string[], workingDirectory: string): Promise<Files> {
  const cwd = realpathSync(workingDirectory);
  const given = operands.length === 0 ? ['.'] : operands;
  const named: Named[] = [];
  for (const operand of given) named.push(...(isGlob(operand, cwd) ? await filesMatching(operand, cwd) : [nameOnDisk(operand, cwd)]));
  const base = baseFolder(cwd, named);
  const leaveOut = exclude.length === 0 ? undefined : await excluder(exclude, base, cwd);
  const paths = new Set<string>();
  const unread: Unread[] = [];
  const unopened: { readonly given: string; readonly problem: string }[] = [];
  const single: string[] = [];
  const noticed: string[] = [];
  const outer = new Set<string>();
  let whole: readonly string[] | undefined;
  for (const one of named) {
    const path = projectPath(base, one.absolute);
    if (leaveOut !== undefined && foldersTo(path).some(leaveOut)) continue;
    if (path !== '') for (const folder of upwards(path).slice(1)) outer.add(folder);
    if (one.kind === 'file') {
      paths.add(path);
      single.push(path);
      const problem = problemOfOpening(one.absolute);
      if (problem !== undefined) unopened.push({ given: one.given, problem });
      continue;
    }
    refuseNeverEntered(one, path);
    const walked = walk(base, path, leaveOut, PLACE_NAMES);
    if (path === '' && leaveOut === undefined) whole = walked.files;
    for (const file of walked.files) paths.add(file);
    for (const { path: at, problem } of walked.refused) unread.push(unreadFile(at, problem));
    append(noticed, walked.noticed);
  }
  const disk = new DiskProject(base, whole);
  return {
    project: disk,
    disk,
    base,
    paths: [...paths].sort(),
    unread,
    whole: whole !== undefined,
    single,
    unopened,
    configs: configPlaces(base, noticed, outer),
  };
}

/**
 * Standard input as a file of the repository, which need not be there; what it leads to is read from disk.
 * @throws UsageError where it is no text, or the name lies outside the repository
 */
export function standardInput(name: string, bytes: Uint8Array, workingDirectory: string): Files {
  const cwd = realpathSync(workingDirectory);
  const base = baseFolder(cwd, []);
  const path = projectPath(base, resolve(cwd, name));
  if (path.startsWith('..') || path === '')
    throw new UsageError(`--stdin-filename ${name} names no file inside '${base}'. Name one that could be there.`);
  const decoded = decode(bytes);
  if ('problem' in decoded) throw new UsageError(`Standard input ${decoded.problem}. Give it as UTF-8.`);
  const disk = new DiskProject(base);
  const folders = upwards(path).slice(1);
  return {
    project: overlaid(disk, new SourceFile(path, decoded.text)),
    disk,
    base,
    paths: [path],
    unread: [],
    whole: false,
    single: [path],
    unopened: [],
    configs: configPlaces(base, [], folders),
  };
}

/** A file with a text of its own, and all others as they are. */
function overlaid(project: Project, file: SourceFile): Project {
  return {
    get paths() {
      return [...new Set([...project.paths, file.path])].sort();
    },
    has: path => path === file.path || project.has(path),
    read: path => (path === file.path ? file : project.read(path)),
    problem: path => (path === file.path ? undefined : project.problem(path)),
  };
}

/** A name with the signs of a glob that is no file itself. */
function isGlob(operand: string, cwd: string): boolean {
  return /[*?[{]/.test(operand) && lstatSync(resolve(cwd, operand), { throwIfNoEntry: false }) === undefined;
}

/** @throws UsageError where none does */
async function filesMatching(glob: string, cwd: string): Promise<readonly Named[]> {
  const parts = glob.split('/');
  const plain = parts
    .slice(
      0,
      Math.min(
        parts.findIndex(part => /[*?[{]/.test(part)),
        parts.length - 1,
      ),
    )
    .join('/');
  const folder = nameOnDisk(plain === '' ? (glob.startsWith('/') ? '/' : '.') : plain, cwd);
  const base = baseFolder(cwd, [folder]);
  const { globMatcher } = await import('../project/glob.js');
  const matches = globMatcher(resolve(cwd, glob).replaceAll(sep, '/'));
  const found = walk(base, projectPath(base, folder.absolute)).files.filter(path => matches(join(base, path).replaceAll(sep, '/')));
  if (found.length === 0) throw new UsageError(`No file matches '${glob}'. Folders are named without a glob.`);
  return found.map(path => ({ given: path, absolute: join(base, path), kind: 'file' }));
}

function problemOfOpening(absolute: string): string | undefined {
  try {
    accessSync(absolute, constants.R_OK);
    return undefined;
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' ? 'is a link to a file that is not there' : `cannot be opened (${code})`;
  }
}

function refuseNeverEntered(named: Named, path: string): void {
  const never = path.split('/').find(name => NEVER_ENTERED.has(name));
  if (never !== undefined)
    throw new UsageError(`'${named.given}' lies in a '${never}' folder, which is never searched. Name the files themselves.`);
}

/** The path and all the folders on the way to it. */
function foldersTo(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Patterns are relative to the folder they were typed in. */
async function excluder(patterns: readonly string[], base: string, cwd: string): Promise<(path: string) => boolean> {
  const { globMatcher } = await import('../project/glob.js');
  const matchers = patterns.map(pattern => {
    const plain = pattern.replace(/^\.\//, '').replace(/\/(?:\*\*)?$/, '');
    return globMatcher(plain, !/\/./.test(pattern));
  });
  return path => {
    const seen = relative(cwd, join(base, path)).replaceAll(sep, '/'); // without the `/` at the end of a folder
    return matchers.some(matches => matches(seen));
  };
}

/** How a path of the project is written in the folder that the command was typed in. */
export function pathsSeenFrom(workingDirectory: string, base: string): (path: string) => string {
  const cwd = realpathSync(workingDirectory);
  return path => relative(cwd, join(base, path)).replaceAll(sep, '/');
}
