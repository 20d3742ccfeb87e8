import type { Event } from './model/condition.js';
import type { JobRun, PlayedOf } from './model/job-run.js';
import type { ExpandedJob, ExpandedPipeline } from './model/pipeline.js';
import type { BuildFacts } from './model/report.js';
import type { Settings } from './model/settings.js';
import { simulate } from './simulate.js';
import { builderOf, builderWords, isCloud } from './state/builders.js';
import { outputOf, platformsOf } from './state/outputs.js';
import { stepsOf } from './state/steps.js';

/** What each build of a job runs on and what comes of it: step index → what holds, with the events it holds for. */
export function factsOfBuilds(
  job: ExpandedJob,
  pipeline: ExpandedPipeline,
  settings?: Settings,
): ReadonlyMap<number, readonly BuildFacts[]> {
  const facts = new Map<number, Map<string, BuildFacts>>();
  for (const run of simulate(job, pipeline, settings)) {
    for (const build of stepsOf(run, 'build')) {
      const { events, ...fact } = factsOf(build, run);
      const key = JSON.stringify(fact);
      const ofBuild = facts.get(build.index) ?? new Map<string, BuildFacts>();
      facts.set(build.index, ofBuild.set(key, { events: union(ofBuild.get(key)?.events ?? [], events), ...fact }));
    }
  }
  return new Map([...facts].map(([index, found]) => [index, [...found.values()]]));
}

function factsOf(build: PlayedOf<'build'>, run: JobRun): BuildFacts {
  const { push, load, implicitLoad, cacheOnly, files, nothing } = outputOf(build);
  const certain = { push, load, 'implicit load': implicitLoad, 'cache only': cacheOnly, files, nothing };
  return {
    events: run.events,
    builder: builderWords(builderOf(build)),
    cloud: isCloud(build),
    output: Object.entries(certain)
      .filter(([, holds]) => holds === true)
      .map(([name]) => name),
    platforms: platformsOf(build),
  };
}

function union(a: readonly Event[], b: readonly Event[]): readonly Event[] {
  return [...new Set([...a, ...b])];
}
