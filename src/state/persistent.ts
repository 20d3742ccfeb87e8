import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import { truth as truthOf } from '../model/value.js';
import { startsClean } from './entry.js';
import { variable } from './steps.js';

/**
 * Whether a builder is made in a way that works but once on a machine that keeps what jobs leave: nothing looks whether it is there already,
 * nothing takes it away, and it lies in the configuration folder that all jobs share.
 * https://docs.docker.com/reference/cli/docker/buildx/create/
 */
export function createsOnceOnly(step: PlayedOf<'create-builder'>): boolean {
  const { run } = step.before;
  if (!mayLiveOn(run) || !run.connects || step.tolerated || !usesCommonFolder(step)) return false;
  if (step.append !== undefined && truthOf(step.append.value) !== false) return false;
  return !run.job.steps.some(other => other.kind === 'remove-builder');
}

/** A runner of GitLab may be anything, most often a container of its own for each job: there the configuration has to say it. */
function mayLiveOn({ job, pipeline, settings }: JobRun): boolean {
  return !startsClean(job, settings) && (settings.persistentAgents ?? pipeline.platform !== 'gitlab-ci');
}

/**
 * Whether what a docker command keeps lies where later jobs find it: the machine lives on, as far as its system's files can say that, and its
 * configuration folder is that of all jobs.
 */
export function keepsForOtherJobs(step: Played & Pick<PlayedOf<'create-builder'>, 'config'>): boolean {
  const { job, pipeline, settings } = step.before.run;
  const livesOn = !startsClean(job, settings) && (settings.persistentAgents ?? LIVE_ON.has(pipeline.platform));
  return livesOn && usesCommonFolder(step);
}

const LIVE_ON: ReadonlySet<JobRun['pipeline']['platform']> = new Set(['buildkite', 'circleci', 'github-actions', 'jenkins']);

function usesCommonFolder(step: Played & Pick<PlayedOf<'create-builder'>, 'config'>): boolean {
  if (step.component !== undefined || step.before.opaque !== undefined || step.config !== undefined) return false;
  return variable(step, 'DOCKER_CONFIG') === undefined && variable(step, 'BUILDX_CONFIG') === undefined;
}
