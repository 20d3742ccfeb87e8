import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A whole process to be measured. */
export interface Case {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

export interface Measured {
  readonly name: string;
  /** median of all rounds, from the start of the process to its end */
  readonly milliseconds: number;
  /** median of the ratios to the first case, round by round */
  readonly ratio: number;
}

/**
 * All cases take turns, so that what else the machine does falls on all of them alike, and each is compared with what the first took in the
 * same round. The first round is not counted.
 */
export function measured(cases: readonly Case[], rounds: number): readonly Measured[] {
  const times = cases.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, one] of cases.entries()) {
      const start = process.hrtime.bigint();
      run(one);
      const time = Number(process.hrtime.bigint() - start) / 1e6;
      if (round > 0) times[index]?.push(time);
    }
  }
  const [base = []] = times;
  return cases.map(({ name }, index) => {
    const own = times[index] ?? [];
    return { name, milliseconds: median(own), ratio: median(own.map((time, round) => time / (base[round] ?? Number.NaN))) };
  });
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low = Number.NaN, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** The most memory that a program of Node takes, in MB. @param folder where a file can be written */
export function peakMegabytes(one: Case, folder: string): number {
  const hook = join(folder, 'peak.cjs');
  writeFileSync(hook, "process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));\n");
  const { output } = run({ ...one, args: ['--require', hook, ...one.args] }, ['ignore', 'pipe', 'pipe', 'pipe']);
  return Number(output[3]) / 1024;
}

/** Node reads the certificates of a company at each start, four times as long as an empty program takes: none of these programs needs them. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...others } = process.env;
  return others;
}

/** Linters end with 1 where they find something. */
function run({ name, program, args, cwd }: Case, stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe']): SpawnSyncReturns<string> {
  const result = spawnSync(program, args, {
    stdio,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: environment(),
    ...(cwd !== undefined && { cwd }),
  });
  if (result.status === null || result.status > 1) {
    throw new Error(`${name} ended with ${result.signal ?? result.status ?? result.error?.message}: ${result.stderr ?? ''}`);
  }
  return result;
}
