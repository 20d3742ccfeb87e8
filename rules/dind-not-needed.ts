import { allBut, defineRule, isCloud, type JobRun, literalText, outputOf, type Played, stepsOf, valueText } from '../src/rule.js';

export default defineRule({
  id: 'dind-not-needed',
  summary: 'Leave out Docker-in-Docker where all images are built and pushed by a cloud builder',
  severity: 'note',
  category: 'portability',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/ci/#gitlab',
  notOn: allBut('gitlab-ci', 'only there the daemon is a privileged service of its own'),
  about: ['build'],
  *check(run) {
    if (run.pipeline.platform !== 'gitlab-ci' || !buildsAway(run) || run.steps.some(mayNeedDaemon)) return;
    for (const service of run.job.services) {
      if (!/^(?:\S+\/)?docker:\S*dind/.test(literalText(service.value).value)) continue;
      yield {
        on: run.job,
        at: service.value.span,
        message:
          'Nothing in this job needs a Docker daemon: the cloud builder builds, and its result stays there or goes to a registry. Drop the service, and the privileged runner with it.',
      };
    }
  },
});

function buildsAway(run: JobRun): boolean {
  const builds = stepsOf(run, 'build');
  return builds.length > 0 && builds.every(build => isCloud(build) === true && neverLoads(build));
}

function neverLoads(build: Extract<Played, { kind: 'build' }>): boolean {
  const { load, implicitLoad } = outputOf(build);
  return load === false && implicitLoad === false;
}

/** Images that are used here, commands of docker without a meaning of their own (`docker info`), and what nobody sees. */
function mayNeedDaemon(step: Played): boolean {
  if (step.kind === 'opaque' || step.kind === 'use-image' || step.kind === 'push-image') return true;
  return step.kind === 'other' && /docker|testcontainers|pack$/.test(valueText(step.words?.[0] ?? { parts: [], span: step.span }));
}
