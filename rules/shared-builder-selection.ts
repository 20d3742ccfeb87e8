import {
  builderOf,
  createsOnceOnly,
  defineRule,
  type Fix,
  fix,
  isCloud,
  type JobRun,
  keepsForOtherJobs,
  known,
  nameOfCreated,
  type Played,
  type PlayedOf,
  type Span,
  type Step,
  stepsOf,
  truth,
} from '../src/rule.js';

export default defineRule({
  id: 'shared-builder-selection',
  summary: 'Name the cloud builder in each build where jobs share a machine',
  severity: 'note',
  category: 'builder',
  preset: 'strict',
  fixable: true,
  practice: 'https://docs.docker.com/build/builders/#selected-builder',
  notOn: {
    'gitlab-ci': 'no file says which runners keep what jobs leave',
    'travis-ci': 'each job has a new machine',
    'bitbucket-pipelines': 'a runner starts a container for each step, unless its own settings say otherwise',
    'shell-script': 'a script may be for one person or one job',
  },
  about: ['create-builder', 'use-builder'],
  *check(run) {
    for (const step of run.steps) {
      const at = selects(step);
      if (at === undefined || !keepsForOtherJobs(step)) continue;
      yield {
        on: step,
        at,
        fix: () => namedInBuilds(step, run),
        message:
          'The selected builder is one for all jobs of this machine, those that run at the same time included. Name it in this job alone, with `--builder` or BUILDX_BUILDER.',
      };
    }
  },
});

function selects(step: Played): Span | undefined {
  if (step.kind === 'create-builder') return isCloud(step) === true && truth(step.use, false) === true ? step.use?.span : undefined;
  return step.kind === 'use-builder' && isCloud(step) === true ? step.span : undefined;
}

/**
 * The selection goes, and each build names the builder, where those builds are all that the selection is for. A command that makes the
 * builder but once has to become `docker buildx use NAME || …` first, which selects as well: builder-create-not-idempotent speaks of it.
 */
function namedInBuilds(step: Played, run: JobRun): Fix | undefined {
  if (step.kind === 'create-builder' && createsOnceOnly(step)) return undefined;
  const name =
    step.kind === 'create-builder' ? known(nameOfCreated(step)) : step.kind === 'use-builder' ? known(step.builder?.value) : undefined;
  const builds = stepsOf(run, 'build').filter(build => build.index > step.index);
  if (name === undefined || mayMeanSelected(run, step) || !builds.some(build => builderOf(build)?.selectedBy?.index === step.index))
    return undefined;
  const named = builds.map(build => withBuilder(build, step, name));
  const taken =
    step.kind === 'create-builder'
      ? step.use && step.rewrite?.({ change: 'remove', setting: step.use })
      : step.rewrite?.({ change: 'remove-step' });
  return fix('suggested', `Name ${name} in each build`, taken, ...named.filter(edits => edits !== 'named'));
}

/** Whether something else than a build may go by the selection: another job of the machine, a command that names no builder, what nobody sees; or it is one of several. */
function mayMeanSelected(run: JobRun, { index }: Played): boolean {
  const played = new Set(run.steps.map(({ origin }) => origin));
  const later = run.job.steps.slice(index + 1);
  const others = run.pipeline.jobs.filter(job => job !== run.job);
  return (
    later.some(step => step.kind === 'opaque' || (step.kind === 'build' && !played.has(step))) ||
    later.some(step => /^(?:inspect|remove)-builder$|^prune-cache$/.test(step.kind)) ||
    run.job.steps.filter(maySelect).length > 1 ||
    others.some(job => job.steps.some(step => step.kind === 'build') && !job.steps.some(step => /^(?:create|use)-builder$/.test(step.kind)))
  );
}

function maySelect(step: Step): boolean {
  return step.kind === 'use-builder' || (step.kind === 'create-builder' && truth(step.use, false) !== false);
}

function withBuilder(build: PlayedOf<'build'>, { index }: Played, name: string): ReturnType<NonNullable<Played['rewrite']>> | 'named' {
  const builder = builderOf(build);
  if (builder === undefined) return undefined;
  if (builder.selectedBy?.index !== index) return 'named';
  return /\b(?:build|bake)\b/.test(build.program) ? build.rewrite?.({ change: 'add', option: 'builder', value: name }) : undefined;
}
