import { defineRule, type Fix, fix, isCloud, type JobRun, literalText, type PlayedOf, type Setting, stepsOf } from '../src/rule.js';

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
  fixable: true,
  practice: 'https://docs.docker.com/build-cloud/#shared-build-cache',
  notOn: {
    'gitlab-ci': 'its caches of folders are not read',
    jenkins: 'it has no caches of folders',
    'shell-script': 'a script keeps no folder from run to run',
  },
  about: ['cache-directory'],
  *check(run) {
    if (!buildsOnCloudOnly(run)) return;
    for (const cache of stepsOf(run, 'cache-directory')) {
      for (const path of cache.paths.filter(isLocalCache)) {
        yield {
          on: cache,
          at: path.value.span,
          fix: () => dropped(cache, path, run),
          message:
            'This keeps layers of the Docker daemon of this machine, and all images of the job are built by a cloud builder, which has a cache of its own. Drop it.',
        };
      }
    }
  },
});

/** Unless something else of the job speaks of the folder, or asks whether it was restored: a later step may move it about. */
function dropped(cache: PlayedOf<'cache-directory'>, path: Setting, run: JobRun): Fix | undefined {
  const folder = literalText(path.value).value;
  const isNamed = run.steps.some(({ words = [] }) => words.some(word => literalText(word).value.includes(folder)));
  if (cache.key !== undefined || (isNamed && folder.includes('/'))) return undefined;
  const isAll = cache.paths.every(isLocalCache);
  return fix('suggested', 'Drop the cache', cache.rewrite?.(isAll ? { change: 'remove-step' } : { change: 'remove', setting: path }));
}

function isLocalCache({ value }: Setting): boolean {
  return LOCAL_CACHE.test(literalText(value).value);
}

/** And nothing else here uses the daemon's images, or reads the folder as a cache of the build. */
function buildsOnCloudOnly(run: JobRun): boolean {
  const builds = stepsOf(run, 'build');
  if (builds.length === 0 || !builds.every(build => isCloud(build) === true && build.cacheFrom.length === 0)) return false;
  return !run.steps.some(step => step.kind === 'use-image' || step.kind === 'opaque');
}
