import {
  defineRule,
  type Fix,
  fix,
  given,
  isCloud,
  isTagged,
  type JobRun,
  madeTogether,
  outputOf,
  type PlayedOf,
  platformsOf,
  pushInstead,
  stepsOf,
  tagValues,
  usesAfter,
  type Value,
} from '../src/rule.js';

export default defineRule({
  id: 'multi-platform-without-push',
  summary: 'Push or export an image for several platforms, or nothing comes of it',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/usage/#loading-build-results',
  fixable: true,
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const platforms = platformsOf(build) ?? [];
      if (isCloud(build) !== true || platforms.length < 2 || isTagged(build) !== true || outputOf(build).nothing !== true) continue;
      if (mayBeMeant(build, run)) continue;
      yield {
        on: build,
        at: build.outputs[0]?.value.span ?? build.platforms[0]?.span ?? build.programSpan,
        message: `An image for ${platforms.length} platforms is not loaded, and nothing pushes or exports it here: the result stays in the build cache. Push it with \`--push\`${build.engine === 'compose' ? '' : ', or write `--output type=cacheonly` if that is meant'}.`,
        related: build.tags.slice(0, 1).map(tag => ({ at: tag.span, message: 'the tag that nothing gets' })),
        fix: () => pushed(run, build),
      };
    }
  },
});

/** Not where the command makes other images too that are needed here, or that have no name to be pushed by. */
function pushed(run: JobRun, build: PlayedOf<'build'>): Fix | undefined {
  const together = madeTogether(run, build);
  const isNeeded = (tag: Value) => usesAfter(run, build, tag).length > 0;
  if (together.some(one => one.outputs.length > 0 || one.tags.length === 0 || (one !== build && tagValues(one).some(isNeeded))))
    return undefined;
  return fix('suggested', 'Push the image', build.rewrite?.(...pushInstead(build)));
}

/** A build that says it does not push, or one for a pull request, checks that the image can be built; unless the image is used later. */
function mayBeMeant(build: PlayedOf<'build'>, run: JobRun): boolean {
  const isCheck = given(build.push) !== undefined || /^pull-request|^merge-queue/.test(run.world.event);
  return isCheck && !tagValues(build).some(tag => usesAfter(run, build, tag).some(use => use.certain));
}
