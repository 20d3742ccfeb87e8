import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { relative } from 'node:path';
import type { ExecutionContext } from 'ava';
import { top } from './fixtures.js';
import { folderWith } from './folder.js';

/** What a clone of our own repository does not hold. */
const MADE = new Set(['.git', 'node_modules', 'build', 'dist']);

/** Our own repository as a clone of it would be, with what is not committed yet. */
export function cloneOfOurs(t: ExecutionContext): string {
  const folder = folderWith(t, {});
  cpSync(top, folder, { recursive: true, filter: source => !MADE.has(relative(top, source)) });
  commitAll(folder);
  return folder;
}

/** Makes a Git repository of a folder, with all of it committed. */
export function commitAll(folder: string): void {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, '-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '-q', '-m', 'all of it');
}

export function git(folder: string, ...argv: readonly string[]): string {
  return execFileSync('git', argv, { cwd: folder, encoding: 'utf8' });
}
