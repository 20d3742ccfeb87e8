import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { baselineText, readBaseline } from '../baseline/document.js';
import type { BaselineEntry, BaselineResult } from '../model/baseline.js';
import { LARGEST_FILE } from '../project/decode.js';
import type { BaselineChoice } from './arguments.js';
import { errorCode } from './error-code.js';
import type { Io } from './io.js';
import { writeFileAtomically } from './output.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError where it is not there (unless it is to be written), or is none */
export function baselineIn({ file, write }: BaselineChoice, cwd: string): readonly BaselineEntry[] {
  const path = resolve(cwd, file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    if (write === 'update') return [];
    throw new UsageError(`There is no baseline '${file}'. Write it with --baseline ${file} --update-baseline.`);
  }
  const entries = !stats.isFile()
    ? { problem: 'is no regular file' }
    : stats.size > LARGEST_FILE
      ? { problem: 'is larger than 10 MB' }
      : textIn(path);
  if ('problem' in entries) throw new UsageError(`The baseline '${file}' ${entries.problem}. Write it anew with --update-baseline.`);
  return entries;
}

function textIn(path: string): ReturnType<typeof readBaseline> {
  try {
    return readBaseline(readFileSync(path, 'utf8'));
  } catch (error) {
    return { problem: `cannot be opened (${errorCode(error)})` };
  }
}

/** Writes what is to be written, and asks for it where something is gone. */
export function settleBaseline({ file, write }: BaselineChoice, { gone, next }: BaselineResult, io: Io): void {
  const count = gone.length;
  if (write !== undefined) {
    writeFileAtomically(file, io.cwd, baselineText(next));
    io.stderr.write(`dbc-lint: '${file}' now holds ${counted(next.length)}; ${count} ${count === 1 ? 'was' : 'were'} taken out.\n`);
  } else if (count > 0) {
    const [is, it] = count === 1 ? ['is', 'it'] : ['are', 'them'];
    io.stderr.write(`dbc-lint: ${counted(count)} of '${file}' ${is} gone. Take ${it} out with --prune-baseline.\n`);
  }
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'finding' : 'findings'}`;
}
