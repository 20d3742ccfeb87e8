import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { CheckedFile } from '../check-file.js';
import type { Claim } from '../discover.js';
import type { Project } from '../project/project.js';
import type { Kept } from '../read.js';
import type { Stopwatch } from './stats.js';
import { type Answer, type Share, type ThreadData, withFiles } from './thread-message.js';
import { TUNED_LATE, tuneV8 } from './tune-v8.js';

/** Below so many files a thread has hardly started when all is done. */
const FEW = 60;
/** Each thread has its own memory, some 150 MB. */
const MOST_THREADS = 4;
/**
 * Room for new objects of a thread, in MB. V8 would give it up to 48, of which few help: 9,924 files on two threads took 425 MB and take
 * 385 with this, in 3 % more time; 200 workflows take 3 % less.
 */
const NEW_OBJECTS = 12;

export interface PoolOptions {
  /** the script of a thread; where there is none, no threads are started */
  readonly script: string;
  readonly data: Omit<ThreadData, 'compiled' | 'loading'>;
  readonly compiled: (() => Uint8Array | undefined) | undefined;
  /** this one among them; as many as there are processors by default */
  readonly threads: number | undefined;
  readonly stopwatch: Stopwatch | undefined;
  readonly onFailure: (error: unknown) => void;
}

/** Reads and checks many files in several threads. What comes of it does not depend on how many there are. */
export class ThreadPool {
  readonly #project: Project;
  readonly #options: PoolOptions;
  readonly #workers: Worker[] = [];

  /** @param project the files on disk, as every thread sees them */
  constructor(project: Project, options: PoolOptions) {
    this.#project = project;
    this.#options = options;
  }

  /** Has work done for each claim; this is a `Pool`. */
  async run(claims: readonly Claim[], here: (claim: Claim) => Promise<Kept<CheckedFile>>): Promise<readonly Kept<CheckedFile>[]> {
    const all = new Array<Kept<CheckedFile> | undefined>(claims.length);
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const answers = this.#share({ claims: claims.map(named), counter });
    for (let index = next(counter); index < claims.length; index = next(counter)) all[index] = await here(at(claims, index));
    const stop = this.#options.stopwatch?.start('wait for threads');
    for (const answer of await Promise.all(answers)) {
      for (const [index, kept] of answer.kept) all[index] = withFiles(kept, this.#project);
      for (const failure of answer.failures) this.#options.onFailure(failure);
      this.#options.stopwatch?.addThread(answer.stages);
    }
    stop?.();
    // What a thread that broke had taken is done here.
    for (const [index, claim] of claims.entries()) all[index] ??= await here(claim);
    return all.filter(one => one !== undefined);
  }

  /** Threads that are left would keep the process alive. */
  end(): void {
    for (const worker of this.#workers.splice(0)) void worker.terminate();
  }

  #share(share: Share): readonly Promise<Answer>[] {
    if (this.#workers.length === 0) this.#start(share.claims.length);
    return this.#workers.map(
      worker =>
        new Promise<Answer>(resolve => {
          const broken = (error?: unknown) => resolve({ kept: [], failures: error === undefined ? [] : [error], stages: [] });
          worker.once('message', resolve);
          worker.once('error', broken);
          worker.once('exit', () => broken());
          worker.postMessage(share);
        }),
    );
  }

  #start(files: number): void {
    const { script, data, compiled, threads = Math.min(availableParallelism(), MOST_THREADS) } = this.#options;
    const hasThreads = files >= FEW && threads > 1 && existsSync(script);
    if (!hasThreads || !TUNED_LATE) tuneV8(files);
    if (!hasThreads) return;
    const { Worker: Started } = process.getBuiltinModule('node:worker_threads');
    const loading = new Int32Array(new SharedArrayBuffer(4)).fill(threads - 1);
    const workerData: ThreadData = { ...data, loading, compiled: compiled?.() };
    const resourceLimits = { maxYoungGenerationSizeMb: NEW_OBJECTS };
    for (let count = 1; count < threads; count++) this.#workers.push(new Started(script, { workerData, resourceLimits }));
  }
}

function named({ platform, file, root }: Claim): Share['claims'][number] {
  return { platform: platform.id, path: file.path, length: file.text.length, root };
}

function next(counter: Int32Array): number {
  return Atomics.add(counter, 0, 1);
}

function at(claims: readonly Claim[], index: number): Claim {
  const claim = claims[index];
  if (claim === undefined) throw new RangeError(`no claim ${index}`);
  return claim;
}
