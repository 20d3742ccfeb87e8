import type { JobRun, PlayedOf } from './model/job-run.js';
import type { ExpandedJob, ExpandedPipeline } from './model/pipeline.js';
import type { ReportedBuild } from './model/report.js';
import type { Step, StepOf } from './model/step.js';
import type { Span } from './source/file.js';
import { builderOf, builderWords, type EffectiveBuilder, isLegacyBuild } from './state/builders.js';
import { stepsOf } from './state/steps.js';

type Build = StepOf<'build'>;

/** The builds of a pipeline's jobs, each once wherever it is reached from. */
export class BuildCollector {
  readonly #builds = new Map<string, ReportedBuild>();

  /** @param runs the job in all its worlds */
  add(pipeline: ExpandedPipeline, job: ExpandedJob, runs: readonly JobRun[]): void {
    for (const step of job.steps) if (isBuild(step)) this.#meet(step, pipeline, job);
    for (const run of runs) {
      for (const build of stepsOf(run, 'build')) {
        const known = this.#builds.get(keyOf(build));
        if (known !== undefined) this.#builds.set(keyOf(build), seen(known, builderOf(build), build));
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
      kind: 'never',
      builders: [],
    });
  }
}

/** The builds of several pipelines, each once wherever it is reached from: the first that reaches it gives the place and the job. */
export function mergedBuilds(builds: readonly ReportedBuild[]): readonly ReportedBuild[] {
  const merged = new Map<string, ReportedBuild>();
  for (const build of builds) {
    const key = keyOfPlace(build.at, build.target);
    const before = merged.get(key);
    merged.set(key, before === undefined ? build : both(before, build));
  }
  return [...merged.values()];
}

function both(first: ReportedBuild, other: ReportedBuild): ReportedBuild {
  const on = [first.on, other.on].includes('cloud') ? 'cloud' : [first.on, other.on].includes('unknown') ? 'unknown' : 'elsewhere';
  const kind = on !== 'elsewhere' ? on : first.kind === 'never' ? other.kind : first.kind;
  return { ...first, on, kind, builders: [...new Set([...first.builders, ...other.builders])] };
}

/** A build that runs on the cloud in some world is a cloud build; one that certainly never does, or never runs, is built elsewhere. */
function seen(before: ReportedBuild, builder: EffectiveBuilder | undefined, build: PlayedOf<'build'>): ReportedBuild {
  const isKnown = before.on === 'cloud' || (before.on === 'unknown' && builder?.kind !== 'cloud');
  const on = isKnown ? before.on : builder === undefined ? 'unknown' : builder.kind === 'cloud' ? 'cloud' : 'elsewhere';
  const kind = on !== 'elsewhere' ? on : before.kind === 'never' ? kindOf(builder, build) : before.kind;
  const words = builderWords(builder);
  const builders = words === undefined || before.builders.includes(words) ? before.builders : [...before.builders, words];
  return { ...before, on, kind, builders };
}

/** What `ReportedBuild.kind` says of a builder that is not the cloud's. */
function kindOf(builder: EffectiveBuilder | undefined, build: PlayedOf<'build'>): string {
  if (builder !== undefined && isLegacyBuild(build, builder)) return 'legacy';
  return builder?.how === 'engine' ? build.program : (builder?.driver ?? 'unknown');
}

function isBuild(step: Step): step is Extract<Step, Build> {
  return step.kind === 'build' && !step.inspectsOnly;
}

function keyOf({ span, target }: Build): string {
  return keyOfPlace(span, target);
}

/** The place, and the target where one command builds several. */
function keyOfPlace({ file, start, end }: Span, target = ''): string {
  return [file.path, start, end, target].join('\0');
}
