import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from './usage-error.js';

/** What a person named on the command line, as an absolute path without links on the way to it. */
export interface Named {
  readonly given: string;
  readonly absolute: string;
  readonly kind: 'file' | 'folder';
}

/** @throws UsageError where there is no such file or folder */
export function nameOnDisk(given: string, cwd: string): Named {
  const lexical = resolve(cwd, given);
  try {
    // The last part keeps its own name: a link is judged where it is read.
    const parent = dirname(lexical);
    const absolute = parent === lexical ? lexical : join(realpathSync(parent), basename(lexical));
    const entry = lstatSync(absolute);
    const folder = entry.isDirectory() || (entry.isSymbolicLink() && existsSync(`${absolute}${sep}.`));
    return { given, absolute, kind: folder ? 'folder' : 'file' };
  } catch {
    const slashes = given.replaceAll('\\', '/');
    const advice =
      slashes !== given && existsSync(resolve(cwd, slashes))
        ? `Backslashes are part of a name on this system. Write '${slashes}'.`
        : 'Name one that exists, or none to read the current folder.';
    throw new UsageError(`There is no file or folder '${given}'. ${advice}`);
  }
}

/**
 * The folder that paths are relative to, and outside which nothing is read: the top level of the git repository around the current
 * folder, else that folder itself. Where something named lies outside it, the nearest folder that holds all that is named takes the current folder's place.
 */
export function baseFolder(cwd: string, named: readonly Named[]): string {
  const base = gitTopLevel(cwd) ?? cwd;
  if (named.every(one => isWithin(base, one.absolute))) return base;
  const around = named.map(one => (one.kind === 'folder' ? one.absolute : dirname(one.absolute))).reduce(commonFolder);
  return gitTopLevel(around) ?? around;
}

/** In a linked worktree or a submodule `.git` is a file. */
function gitTopLevel(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function commonFolder(a: string, b: string): string {
  let common = a;
  while (!isWithin(common, b)) common = dirname(common);
  return common;
}

export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** `path` relative to the base folder, as the project names it. */
export function projectPath(base: string, path: string): string {
  const inside = relative(base, path);
  return sep === '/' ? inside : inside.replaceAll(sep, '/');
}
