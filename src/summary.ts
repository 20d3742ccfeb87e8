import type { Outline } from './model/outline.js';
import type { ReportedBuild, Summary } from './model/report.js';

/** What other stages counted. */
export interface Counted extends Pick<Summary, 'suppressed' | 'baselined' | 'checksAdoption'> {
  readonly passedOver: number;
  readonly builds: readonly ReportedBuild[];
}

/** Counts what was read. A job that a matrix repeats is one, as it stands in the file once. */
export function summaryOf(pipelines: readonly Outline[], { passedOver, builds, suppressed, baselined, checksAdoption }: Counted): Summary {
  const count = (ground: ReportedBuild['on']) => builds.filter(({ on }) => on === ground).length;
  // A Compose file that nothing loads is no CI file, and what it defines is no job.
  const ofCi = pipelines.filter(pipeline => pipeline.platform !== 'compose-file');
  const jobs = ofCi.flatMap(pipeline => pipeline.jobs.map(job => `${pipeline.file.path}\n${job}`));
  return {
    files: new Set(ofCi.map(pipeline => pipeline.file.path)).size,
    filesPassedOver: passedOver,
    jobs: new Set(jobs).size,
    builds: builds.length,
    buildsOnCloud: count('cloud'),
    buildsElsewhere: count('elsewhere'),
    buildsUnknown: count('unknown'),
    builders: byKind(builds),
    suppressed,
    baselined,
    checksAdoption,
  };
}

function byKind(builds: readonly ReportedBuild[]): Summary['builders'] {
  const counts = new Map<string, number>();
  for (const { kind } of builds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)));
}
