import { builderOf, defineRule, fix, known, loadRequest, outputOf, type Played, type Span, variable } from '../src/rule.js';

export default defineRule({
  id: 'docker-daemon-missing',
  summary: 'Start a Docker daemon where a job loads, runs or pushes an image from its own machine',
  severity: 'error',
  category: 'reliability',
  fixable: true,
  practice: 'https://docs.docker.com/build-cloud/usage/#loading-build-results',
  notOn: {
    buildkite: 'its files do not say whether a daemon runs on an agent',
    jenkins: 'its files do not say whether a daemon runs on an agent',
    'travis-ci': 'its files do not say that a machine has none',
    'shell-script': 'a script does not know whether a daemon runs where it does',
  },
  about: ['build', 'push-image', 'use-image'],
  *check(run) {
    if (run.job.machine.daemon !== false) return;
    for (const step of run.steps) {
      // What nobody sees may start one.
      if (step.kind === 'opaque') return;
      const at = needsDaemon(step);
      if (at === undefined || isElsewhere(step) || step.tolerated) continue;
      yield {
        on: step,
        at,
        fix: () => fix('suggested', 'Let a Docker daemon answer in the job', run.job.rewrite?.({ change: 'daemon' })),
        message: `${step.kind === 'build' ? 'This build needs' : 'This needs'} a Docker daemon, and none runs in this job. ${remedy(run.pipeline.platform)}`,
      };
      return;
    }
  },
});

/** Where a step asks the local daemon for something. Pushing from a cloud builder does not. */
function needsDaemon(step: Played): Span | undefined {
  const [program] = step.words ?? [];
  switch (step.kind) {
    case 'build': {
      if (step.engine === 'other' || step.inspectsOnly) return undefined;
      if (builderOf(step)?.kind === 'cloud') return outputOf(step).load === true ? loadRequest(step) : undefined;
      return /^docker(-container)?$/.test(builderOf(step)?.driver ?? '') ? step.programSpan : undefined;
    }
    case 'push-image':
      return /^docker (image )?push$/.test(step.program) ? step.span : undefined;
    case 'use-image':
      return known(program) === 'docker' && /^(run|tag|save|load|pull)$/.test(step.how) ? step.span : undefined;
    default:
      return undefined;
  }
}

/** The daemon is another machine's. */
function isElsewhere(step: Played): boolean {
  const named =
    variable(step, 'DOCKER_HOST') ?? variable(step, 'DOCKER_CONTEXT') ?? ('endpointFlag' in step ? step.endpointFlag : undefined);
  return named !== undefined || step.before.contexts.length > 0;
}

function remedy(platform: string): string {
  if (platform === 'circleci') return 'Add a `setup_remote_docker` step, or let the builder push the image.';
  if (platform === 'bitbucket-pipelines') return 'Add the `docker` service to the step, or let the builder push the image.';
  if (platform === 'gitlab-ci') return 'Add a `docker:dind` service, or let the builder push the image.';
  return 'Run the job on a machine that has one, or let the builder push the image.';
}
