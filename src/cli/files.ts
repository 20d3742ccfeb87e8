import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { unreadFile } from '../discover.js';
import type { Unread } from '../model/pipeline.js';
import { baseFolder, type Named, nameOnDisk, projectPath } from './base-folder.js';
import { type ConfigPlaces, configPlaces, PLACE_NAMES, upwards } from './config-places.js';
import { DiskProject } from './disk.js';
import { UsageError } from './usage-error.js';
import { NEVER_ENTERED, walk } from './walk.js';

/** The files that the command line names. */
export interface Files {
  readonly project: DiskProject;
  /** absolute path of the base folder */
  readonly base: string;
  readonly paths: readonly string[];
  readonly unread: readonly Unread[];
  /** all files of the base folder were asked for */
  readonly whole: boolean;
  readonly configs: ConfigPlaces;
}

/**
 * Named files, and the files below named folders that git does not ignore.
 * @throws UsageError where something named is not there
 */
export async function findFiles(operands: readonly string[], exclude: readonly string[], workingDirectory: string): Promise<Files> {
  const cwd = realpathSync(workingDirectory);
  const named = (operands.length === 0 ? ['.'] : operands).map(operand => nameOnDisk(operand, cwd));
  const base = baseFolder(cwd, named);
  const leaveOut = exclude.length === 0 ? undefined : await excluder(exclude, base, cwd);
  const paths = new Set<string>();
  const unread: Unread[] = [];
  const noticed: string[] = [];
  const outer = new Set<string>();
  let whole: readonly string[] | undefined;
  for (const one of named) {
    const path = projectPath(base, one.absolute);
    if (leaveOut !== undefined && foldersTo(path).some(leaveOut)) continue;
    if (path !== '') for (const folder of upwards(path).slice(1)) outer.add(folder);
    if (one.kind === 'file') {
      paths.add(path);
      continue;
    }
    refuseNeverEntered(one, path);
    const walked = walk(base, path, leaveOut, PLACE_NAMES);
    if (path === '' && leaveOut === undefined) whole = walked.files;
    for (const file of walked.files) paths.add(file);
    for (const { path: at, problem } of walked.refused) unread.push(unreadFile(at, problem));
    noticed.push(...walked.noticed);
  }
  return {
    project: new DiskProject(base, whole),
    base,
    paths: [...paths].sort(),
    unread,
    whole: whole !== undefined,
    configs: configPlaces(base, noticed, outer),
  };
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
