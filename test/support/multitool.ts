import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, constants, copyFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Log } from 'sarif';
import { folderWith } from './folder.js';

/** Microsoft's SARIF Multitool, which also brings the schema. */
export const MULTITOOL = dirname(createRequire(import.meta.url).resolve('@microsoft/sarif-multitool-linux/package.json'));

export interface Validated {
  /** how many logs it read */
  readonly scanned: number;
  /** what breaks which of its rules, notes left out: `a.sarif: error GH2012` */
  readonly broken: readonly string[];
}

/** Checks every `*.sarif` in a folder by the rules of SARIF and those of GitHub's code scanning. */
export function multitool(t: ExecutionContext, folder: string): Validated {
  const output = join(folder, 'checked.json');
  const environment = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--output', output, '--log', 'ForceOverwrite', '--quiet'];
  const stdout = said(executable(t), ['validate', join(folder, '*.sarif'), ...options], environment);
  const checked = JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, '')) as Log;
  const broken = (checked.runs[0]?.results ?? []).map(({ level = 'warning', ruleId, locations }) => {
    return `${basename(locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '')}: ${level} ${ruleId}`;
  });
  return { scanned: Number(/Done\. (\d+) files? scanned/.exec(stdout)?.[1] ?? 0), broken };
}

/** It exits with 1 where it finds something; where it wrote no log, reading that throws. */
function said(program: string, argv: readonly string[], env: NodeJS.ProcessEnv): string {
  try {
    return execFileSync(program, argv, { env, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  }
}

/** The package's install script makes the program executable; where scripts were not run, a copy of it is. */
function executable(t: ExecutionContext): string {
  const program = join(MULTITOOL, 'Sarif.Multitool');
  try {
    accessSync(program, constants.X_OK);
    return program;
  } catch {
    const copy = join(folderWith(t, {}), 'Sarif.Multitool');
    copyFileSync(program, copy);
    chmodSync(copy, 0o755);
    return copy;
  }
}
