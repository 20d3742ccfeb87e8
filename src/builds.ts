import type { JobRun } from './model/job-run.js';
import type { ExpandedJob, ExpandedPipeline } from './model/pipeline.js';
import type { ReportedBuild } from './model/report.js';
import type { Step, StepOf } from './model/step.js';
import { builderOf, builderWords, isCloud } from './state/builders.js';
import { stepsOf } from './state/steps.js';

type Build = StepOf<'build'>;

/** The builds of all jobs, each once wherever it is reached from. */
export class BuildCollector {
  readonly #builds = new Map<string, ReportedBuild>();

  /** @param runs the job in all its worlds */
  add(pipeline: ExpandedPipeline, job: ExpandedJob, runs: readonly JobRun[]): void {
    for (const step of job.steps) if (isBuild(step)) this.#meet(step, pipeline, job);
    for (const run of runs) {
      for (const build of stepsOf(run, 'build')) {
        const known = this.#builds.get(keyOf(build));
        if (known !== undefined) this.#builds.set(keyOf(build), seen(known, isCloud(build), builderWords(builderOf(build))));
      }
    }
  }

  get all(): readonly ReportedBuild[] {
    return [...this.#builds.values()];
  }

  #meet(step: Build, { platform, file }: ExpandedPipeline, job: ExpandedJob): void {
    if (this.#builds.has(keyOf(step))) return;
    this.#builds.set(keyOf(step), {
      at: step.span,
      ...(step.target !== undefined && { target: step.target }),
      platform,
      pipelineFile: file.path,
      job: job.name,
      on: 'elsewhere',
      builders: [],
    });
  }
}

/** A build that runs on the cloud in some world is a cloud build; one that certainly never does, or never runs, is built elsewhere. */
function seen(known: ReportedBuild, cloud: boolean | undefined, builder: string | undefined): ReportedBuild {
  const on = cloud === true ? 'cloud' : cloud === undefined && known.on !== 'cloud' ? 'unknown' : known.on;
  const builders = builder === undefined || known.builders.includes(builder) ? known.builders : [...known.builders, builder];
  return { ...known, on, builders };
}

function isBuild(step: Step): step is Extract<Step, Build> {
  return step.kind === 'build' && !step.inspectsOnly;
}

/** The place, and the target where one command builds several. */
function keyOf({ span: { file, start, end }, target = '' }: Build): string {
  return [file.path, start, end, target].join('\0');
}
