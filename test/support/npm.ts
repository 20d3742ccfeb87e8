import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { top } from './fixtures.js';
import { folderWith } from './folder.js';

/** The package as `npm pack` makes it of what was built: the path of the tarball. */
export function packed(t: ExecutionContext): string {
  const folder = folderWith(t, {});
  const name = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: top, encoding: 'utf8' });
  return join(folder, name.trim());
}

/** A folder with packages installed in it, and nothing else but `files`. */
export function installed(t: ExecutionContext, packages: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith(t, { 'package.json': '{ "private": true }', ...files });
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', ...packages], { cwd: folder });
  return folder;
}

export function npx(cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
  return spawnSync('npx', argv, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
}
