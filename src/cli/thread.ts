import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../../rules/index.js';
import { checking } from '../lint.js';
import { platforms } from '../platforms/index.js';
import { configurationFor, forcedBy } from './configured.js';
import { DiskProject } from './disk.js';
import { Stopwatch } from './stats.js';
import type { Answer, Share, ThreadData } from './thread-message.js';
import { withFileNames } from './thread-message.js';
import { TUNED_LATE, tuneV8 } from './tune-v8.js';

/** What a thread does: reads and checks files of the shares it is sent, until the run ends it. */
export function work(): void {
  const { base, paths, configs, args, cwd, loading } = workerData as ThreadData;
  if (Atomics.sub(loading, 0, 1) === 1 && TUNED_LATE) tuneV8();
  const project = new DiskProject(base, paths);
  const byId = new Map<string, (typeof platforms)[number]>(platforms.map(platform => [platform.id, platform]));
  const configuration = configurationFor({ disk: project, configs }, args, forcedBy(args), cwd);
  parentPort?.on('message', async ({ claims, counter }: Share) => {
    const failures: unknown[] = [];
    const stopwatch = new Stopwatch();
    const check = checking(project, rules, {
      configuration: await configuration,
      onFailure: error => failures.push(error),
      ...(args.stats && { timer: stopwatch }),
    });
    const kept: [number, unknown][] = [];
    for (let index = Atomics.add(counter, 0, 1); index < claims.length; index = Atomics.add(counter, 0, 1)) {
      const { platform = '', path = '', length, root = '' } = claims[index] ?? {};
      const owner = byId.get(platform);
      const file = project.read(path);
      // What has changed meanwhile is left to the thread that has read it.
      if (owner !== undefined && file?.text.length === length && file !== undefined)
        kept.push([index, withFileNames(await check({ platform: owner, file, root }))]);
    }
    parentPort?.postMessage({ kept, failures, stages: stopwatch.stages } satisfies Answer);
  });
}
