import type { ExpandedPipeline } from './model/pipeline.js';
import type { ReportedBuild, Summary } from './model/report.js';

/** Counts what was read. A job that a matrix repeats is one, as it stands in the file once. */
export function summaryOf(
  pipelines: readonly ExpandedPipeline[],
  passedOver: number,
  builds: readonly ReportedBuild[],
  suppressed: number,
): Summary {
  const count = (ground: ReportedBuild['on']) => builds.filter(({ on }) => on === ground).length;
  // A Compose file that nothing loads is no CI file, and what it defines is no job.
  const ofCi = pipelines.filter(pipeline => pipeline.platform !== 'compose-file');
  const jobs = ofCi.flatMap(pipeline => pipeline.jobs.map(job => [pipeline.file.path, ...job.path].join('\n')));
  return {
    files: new Set(ofCi.map(pipeline => pipeline.file.path)).size,
    filesPassedOver: passedOver,
    jobs: new Set(jobs).size,
    builds: builds.length,
    buildsOnCloud: count('cloud'),
    buildsElsewhere: count('elsewhere'),
    buildsUnknown: count('unknown'),
    suppressed,
  };
}
