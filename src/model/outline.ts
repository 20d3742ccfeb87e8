import type { SourceFile } from '../source/file.js';
import type { ExpandedPipeline, PlatformId } from './pipeline.js';

/** What the stages behind the rules need to know of a pipeline. */
export interface Outline {
  readonly platform: PlatformId;
  readonly file: SourceFile;
  /** its jobs, those of one matrix being one, by the keys that name them in the file */
  readonly jobs: readonly string[];
  /** the files that its jobs and their steps are written in, and those that call them; the CI file first */
  readonly files: readonly SourceFile[];
}

export function outlineOf({ platform, file, jobs }: ExpandedPipeline): Outline {
  const files = new Set([file]);
  for (const job of jobs) {
    files.add(job.span.file);
    for (const step of job.steps) {
      files.add(step.span.file);
      for (const call of step.via) files.add(call.at.file);
    }
  }
  return { platform, file, jobs: [...new Set(jobs.map(job => job.path.join('\n')))], files: [...files] };
}
