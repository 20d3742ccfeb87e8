import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Files } from './fuzz/invariants.js';
import { fuzz } from './fuzz/property.js';
import { seedsIn } from './fuzz/seeds.js';

/*
 * npm run fuzz -- [--minutes N] [--seeds FOLDER] [--seed NUMBER]: mutates the fixtures, or the files of a folder, and checks on each what
 * holds for all files (`fuzz/invariants.ts`). What fails or hangs is written to `fuzz-failures/`, a folder each.
 */

const RUNS = 100;
/** No file here is larger than 20 KB: what takes this many seconds of the processor hangs. A clock would tell of the other programs too. */
const HANGS_AFTER = 30;

interface Told {
  readonly begun?: Files;
  readonly ended?: { readonly files: Files; readonly error: string } | 'well';
}

async function work(folder: string, seed: number): Promise<void> {
  const seeds = seedsIn(folder);
  const tell = (told: Told) => parentPort?.postMessage(told);
  tell({ ended: (await fuzz(seeds, { seed, runs: RUNS }, begun => tell({ begun }))) ?? 'well' });
}

/** One batch in a worker, which alone can be stopped where it hangs. */
function batch(folder: string, seed: number): Promise<{ executions: number; failure?: { files: Files; error: string } }> {
  return new Promise(resolve => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { folder, seed } });
    let executions = 0;
    let last: Files = {};
    const end = (failure?: { files: Files; error: string }) => {
      clearInterval(watch);
      void worker.terminate();
      resolve({ executions, ...(failure && { failure }) });
    };
    let since = processorSeconds();
    const watch = setInterval(() => {
      if (processorSeconds() - since > HANGS_AFTER) end({ files: last, error: `nothing came of this in ${HANGS_AFTER} s` });
    }, 1_000);
    worker.on('message', ({ begun, ended }: Told) => {
      since = processorSeconds();
      if (begun !== undefined) {
        executions += 1;
        last = begun;
      }
      if (ended !== undefined) end(ended === 'well' ? undefined : ended);
    });
    worker.on('error', error => end({ files: last, error: String(error) }));
  });
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function keep({ files, error }: { files: Files; error: string }, seed: number): void {
  const folder = join('fuzz-failures', String(seed));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'error.txt'), `${error}\n`);
  process.stdout.write(`seed ${seed}: ${error.split('\n')[0]}\n`);
}

if (isMainThread) {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, seeds: { type: 'string' }, seed: { type: 'string' } } });
  const end = Date.now() + Number(values.minutes ?? 1) * 60_000;
  let [seed, executions, failures] = [Number(values.seed ?? 1), 0, 0];
  for (; Date.now() < end; seed += 1) {
    const { executions: more, failure } = await batch(values.seeds ?? 'fixtures', seed);
    executions += more;
    if (failure === undefined) continue;
    failures += 1;
    keep(failure, seed);
  }
  process.stdout.write(`${executions} executions, ${failures} failures\n`);
  process.exitCode = failures > 0 ? 1 : 0;
} else await work(workerData.folder, workerData.seed);
