import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from './error-code.js';
import type { Stream } from './io.js';
import { UsageError } from './usage-error.js';

/**
 * Writes a file so that a reader sees the old text or the new one, never a half: to a neighbour that then takes its name. What is no
 * regular file (`/dev/stderr`, a pipe) cannot be replaced and is written as it stands; a link stays a link.
 * @throws UsageError where it cannot be written
 */
export function writeFileAtomically(given: string, cwd: string, text: string): void {
  let path = resolve(cwd, given);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined) path = realpathSync(path);
    if (stats !== undefined && !stats.isFile()) writeFileSync(path, text);
    else replaceFile(path, text, stats?.mode);
  } catch (error) {
    const code = errorCode(error);
    const why = code === 'ENOENT' ? `there is no folder '${dirname(path)}'` : code === 'EISDIR' ? 'it is a folder' : code;
    throw new UsageError(`The report cannot be written to '${given}': ${why}. Name another file.`);
  }
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Has an interrupt end the process once what runs now is done, and not in the middle of it: a signal that somebody listens to is told
 * only then. Nothing else is changed, as a listener that stayed would keep a run of minutes from being ended.
 */
function waitWithInterrupts(): void {
  const end = (signal: NodeJS.Signals) => {
    forget();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    for (const signal of INTERRUPTS) process.removeListener(signal, end);
  };
  for (const signal of INTERRUPTS) process.on(signal, end);
  // Signals that came meanwhile are told before.
  setImmediate(forget);
}

/** Puts a file in the place of another, or makes it. */
export function replaceFile(path: string, text: string, mode: number | undefined): void {
  // Not the name with something added: one of 255 bytes takes no more.
  const neighbour = join(dirname(path), `.dbc-lint.${process.pid}.${Date.now()}.tmp`);
  waitWithInterrupts();
  try {
    writeFileSync(neighbour, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(neighbour, mode);
    renameSync(neighbour, path);
  } catch (error) {
    rmSync(neighbour, { force: true });
    throw error;
  }
}

/** NO_COLOR wins over FORCE_COLOR, a flag over both (https://no-color.org, https://force-color.org). */
export function wantsColor(stream: Stream, env: Readonly<Record<string, string | undefined>>, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false' && env.FORCE_COLOR !== '';
  return stream.isTerminal && env.TERM !== 'dumb';
}

/**
 * Writes a file that is not there yet, and the folders on the way to it.
 * @param given the path as messages show it
 * @throws UsageError where it is there, or cannot be written
 */
export function writeNewFile(given: string, cwd: string, text: string, executable: boolean): void {
  const path = resolve(cwd, given);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx', mode: executable ? 0o777 : 0o666 });
  } catch (error) {
    throw new UsageError(`'${given}' cannot be written: ${errorCode(error)}. Name another folder.`);
  }
}
