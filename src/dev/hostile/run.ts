import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../../../dist/cli.cjs', import.meta.url));

export interface Bounds {
  readonly seconds: number;
  readonly megabytes: number;
  /** after so many seconds of the processor a run is ended */
  readonly stopAfter: number;
}

export interface Ran {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** the most memory that the process held */
  readonly megabytes: number;
  /** the exit code, or the signal that ended it */
  readonly end: number | string;
  /** what it said of what was not read, with places; sentences on standard error */
  readonly said: readonly string[];
}

const MOST_TIMES_LONGER = 5;

/** Tells on the fourth stream what the process took, as it ends. */
const HOOK = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const fs = require('node:fs');
  let megabytes = maxRSS / 1024;
  // What Linux counts for a process begins with what the one that started it held.
  try { megabytes = Number(/VmHWM:\\s*(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) / 1024; } catch {}
  fs.writeSync(3, JSON.stringify([megabytes, (userCPUTime + systemCPUTime) / 1e6]));
});
`;

/** Lints a folder with the built command, in a process of its own. */
export async function runIn(folder: string, args: readonly string[], { stopAfter }: Bounds): Promise<Ran> {
  const hook = join(folder, '.git/usage.cjs');
  writeFileSync(hook, HOOK);
  const start = performance.now();
  const child = spawn(process.execPath, ['--require', hook, CLI, '--format', 'json', ...args, '.'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = [1, 2, 3].map(stream => {
    const chunks: Buffer[] = [];
    (child.stdio[stream] as NodeJS.ReadableStream).on('data', chunk => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString();
  });
  // The hook tells nothing of a process that is ended from outside, or ends for want of memory.
  let seen = { megabytes: 0, processorSeconds: 0 };
  const watch = setInterval(() => {
    seen = usageOf(child.pid) ?? seen;
    // On a machine that does other things as well a clock would end what is not at fault.
    const isLong = performance.now() - start > MOST_TIMES_LONGER * stopAfter * 1_000;
    if (seen.processorSeconds > stopAfter || isLong) child.kill('SIGKILL');
  }, 200);
  const end = await new Promise<number | string>(resolve => child.on('close', (code, signal) => resolve(signal ?? code ?? -1)));
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1_000;
  const [stdout = '', stderr = '', usage = ''] = texts.map(text => text());
  const [megabytes, processorSeconds] = usage === '' ? [seen.megabytes, seen.processorSeconds] : JSON.parse(usage);
  return { seconds, processorSeconds, megabytes, end, said: [...notesIn(stdout), ...stderr.split('\n').filter(line => line !== '')] };
}

/** As Linux tells it; elsewhere what a run took is known only once it came to its end. */
function usageOf(pid: number | undefined): { readonly megabytes: number; readonly processorSeconds: number } | undefined {
  try {
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return { megabytes: Number(peak?.[1] ?? 0) / 1024, processorSeconds: ((user ?? 0) + (system ?? 0)) / 100 };
  } catch {
    return undefined;
  }
}

interface Note {
  readonly place: { readonly path: string; readonly line?: number };
  readonly why: string;
}

function notesIn(json: string): readonly string[] {
  try {
    const { unread } = JSON.parse(json) as { readonly unread: readonly Note[] };
    return unread.map(({ place, why }) => `${place.path.slice(0, 40)}:${place.line ?? ''} ${why}`);
  } catch {
    return [];
  }
}

/**
 * What a run did wrong. Of its time and that of the processor the lesser counts: other programs make the one longer, further threads the
 * other.
 */
export function faultOf(
  { end, said, seconds, processorSeconds, megabytes }: Ran,
  says: RegExp | undefined,
  bounds: Bounds,
): string | undefined {
  if (end === 'SIGKILL') return `did not end in ${bounds.stopAfter} s of the processor`;
  if (end !== 0 && end !== 1 && !(end === 2 && says !== undefined)) return `ended with ${end}: ${said.at(-1)?.slice(0, 200) ?? ''}`;
  const failed = said.find(text => text.includes('dbc-lint failed'));
  if (failed !== undefined) return failed;
  const least = Math.min(seconds, processorSeconds);
  if (least > bounds.seconds) return `took ${least.toFixed(1)} s`;
  if (megabytes > bounds.megabytes) return `took ${megabytes.toFixed(0)} MB`;
  if (says !== undefined && !said.some(text => says.test(text))) return `nothing said matches ${says}: ${said[0]?.slice(0, 150) ?? ''}`;
  return undefined;
}
