import {
  defineRule,
  type Fix,
  fix,
  isCloud,
  type JobRun,
  loadRequest,
  madeTogether,
  mayBeUsedElsewhere,
  outputOf,
  type PlayedOf,
  platformsOf,
  stepsOf,
  tagValues,
  usesAfter,
} from '../src/rule.js';

export default defineRule({
  id: 'push-and-load',
  summary: 'Push an image without loading it, where nothing on this machine uses it',
  severity: 'warning',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const output = outputOf(build);
      if (isCloud(build) !== true || output.push !== true || output.load !== true || !isForOne(build)) continue;
      if (!isUnused(run, build)) continue;
      yield {
        on: build,
        at: loadRequest(build) ?? build.programSpan,
        message: 'The image is pushed from the builder and loaded to this machine as well, where nothing uses it. Drop the load.',
        related: build.push === undefined ? [] : [{ at: build.push.span, message: 'it is pushed here' }],
        fix: () => withoutLoad(run, build),
      };
    }
  },
});

function isUnused(run: JobRun, build: PlayedOf<'build'>): boolean {
  const tags = tagValues(build);
  return tags.length > 0 && !tags.some(tag => usesAfter(run, build, tag).length > 0 || mayBeUsedElsewhere(run, tag));
}

function withoutLoad(run: JobRun, build: PlayedOf<'build'>): Fix | undefined {
  if (build.load === undefined || !madeTogether(run, build).every(one => isUnused(run, one))) return undefined;
  return fix('suggested', 'Drop the load', build.rewrite?.({ change: 'remove', setting: build.load }));
}

/** An image for several platforms cannot be loaded at all, which is another matter. */
function isForOne(build: PlayedOf<'build'>): boolean {
  const platforms = platformsOf(build);
  return platforms !== undefined && platforms.length < 2;
}
