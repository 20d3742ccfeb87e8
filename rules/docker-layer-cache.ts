import { defineRule, isCloud, type JobRun, literalText, type Setting, stepsOf } from '../src/rule.js';

/**
 * Folders of a local builder or daemon, the Docker cache of Bitbucket Pipelines
 * (https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/) and the layer cache of CircleCI.
 */
const LOCAL_CACHE = /buildx-cache|\.buildx\b|\/var\/lib\/(?:docker|buildkit)\b|^docker$|^docker_layer_caching$/;

export default defineRule({
  id: 'docker-layer-cache',
  summary: 'Leave out caches of the local daemon where a cloud builder builds',
  severity: 'note',
  category: 'cache',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/#shared-build-cache',
  notOn: {
    'gitlab-ci': 'its caches of folders are not read',
    jenkins: 'it has no caches of folders',
    'shell-script': 'a script keeps no folder from run to run',
  },
  *check(run) {
    if (!buildsOnCloudOnly(run)) return;
    for (const cache of stepsOf(run, 'cache-directory')) {
      for (const path of cache.paths.filter(isLocalCache)) {
        yield {
          on: cache,
          at: path.value.span,
          message:
            'This keeps layers of the Docker daemon of this machine, and all images of the job are built by a cloud builder, which has a cache of its own. Drop it.',
        };
      }
    }
  },
});

function isLocalCache({ value }: Setting): boolean {
  return LOCAL_CACHE.test(literalText(value).value);
}

/** And nothing else here uses the daemon's images, or reads the folder as a cache of the build. */
function buildsOnCloudOnly(run: JobRun): boolean {
  const builds = stepsOf(run, 'build');
  if (builds.length === 0 || !builds.every(build => isCloud(build) === true && build.cacheFrom.length === 0)) return false;
  return !run.steps.some(step => step.kind === 'use-image' || step.kind === 'opaque');
}
