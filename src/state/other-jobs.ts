import type { JobRun } from '../model/job-run.js';
import { oncePer } from '../model/once.js';
import type { ExpandedJob, ExpandedPipeline } from '../model/pipeline.js';
import type { Step, StepOf } from '../model/step.js';
import { known } from '../model/value.js';
import type { SourceFile, Span } from '../source/file.js';
import { driverOf } from './builder-names.js';
import { builderOf } from './builders.js';
import { startsClean } from './entry.js';
import { stepsOf } from './steps.js';

/** A job that connects to a cloud builder for nothing, as no build follows in it: the builds are in other jobs, on other machines. */
export interface IdleSetup {
  readonly job: ExpandedJob;
  readonly connection: Extract<StepOf<'create-builder'>, Step>;
}

/**
 * The job that was meant to connect to a cloud builder for this one. A job that builds itself, prunes, or does something that cannot be read
 * has a use for its connection; and so may any, where machines keep what is on them.
 */
export function idleSetupFor(run: JobRun): IdleSetup | undefined {
  if (!startsClean(run.job, run.settings) || run.settings.preconfigured || !leansOnOthers(run)) return undefined;
  const path = run.job.path.join('\0');
  return idleSetups(run.pipeline).find(({ job }) => job !== run.job && job.path.join('\0') !== path && startsClean(job, run.settings));
}

/** Each job asks for those of all others. */
const idleSetups = oncePer((pipeline: ExpandedPipeline): readonly IdleSetup[] =>
  pipeline.jobs.flatMap(job => {
    const connection = job.steps.find(step => step.kind === 'create-builder' && driverOf(step) === 'cloud');
    return connection?.kind === 'create-builder' && !job.steps.some(usesBuilder) ? [{ job, connection }] : [];
  }),
);

/** The steps, of whichever job, that were written within a stretch of a file. */
export function stepsWrittenIn({ pipeline }: JobRun, { file, start, end }: Span): readonly Step[] {
  return writtenIn(pipeline)(file, start, end);
}

const writtenIn = oncePer((pipeline: ExpandedPipeline) => {
  const found = new Map<string, readonly Step[]>();
  return (file: SourceFile, start: number, end: number): readonly Step[] => {
    const key = `${file.path}:${start}:${end}`;
    const steps =
      found.get(key) ??
      pipeline.jobs.flatMap(job => job.steps.filter(({ span }) => span.file === file && span.start >= start && span.end <= end));
    found.set(key, steps);
    return steps;
  };
});

/** Whether a job builds with nothing of its own: no builder is made, and nothing happens that cannot be read. */
function leansOnOthers(run: JobRun): boolean {
  if (run.steps.some(step => step.kind === 'create-builder' || step.kind === 'opaque' || step.kind === 'restore-credentials')) return false;
  return stepsOf(run, 'build').some(build => build.engine !== 'other' && !build.inspectsOnly && builderOf(build) !== undefined);
}

/** What gives a connection a purpose, or may. */
function usesBuilder(step: Step): boolean {
  switch (step.kind) {
    case 'build':
    case 'push-image':
    case 'use-image':
    case 'prune-cache':
    case 'opaque':
    case 'cache-directory':
      return true;
    case 'other':
      return known(step.words?.[0]) === 'docker';
    default:
      return false;
  }
}
