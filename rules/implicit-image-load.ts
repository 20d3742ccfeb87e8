import {
  defineRule,
  fix,
  isCloud,
  mayBeUsedElsewhere,
  outputOf,
  type PlayedOf,
  pushInstead,
  sameSpan,
  stepsOf,
  tagValues,
  usesAfter,
} from '../src/rule.js';

export default defineRule({
  id: 'implicit-image-load',
  summary: 'Say what becomes of a tagged build, or it is loaded over the network',
  severity: 'warning',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/usage/#loading-build-results',
  fixable: true,
  about: ['build'],
  *check(run) {
    const isUnused = (build: PlayedOf<'build'>) =>
      isCloud(build) === true &&
      outputOf(build).implicitLoad === true &&
      !tagValues(build).some(tag => usesAfter(run, build, tag).length > 0 || mayBeUsedElsewhere(run, tag));
    const builds = stepsOf(run, 'build');
    for (const build of builds) {
      if (!isUnused(build)) continue;
      if (build.engine !== 'compose') {
        yield {
          on: build,
          at: build.tags[0]?.value.span ?? build.programSpan,
          message:
            'A tagged build without an output is loaded to this machine, where nothing uses the image. Push it (`--push`), keep it in the build cache (`--output type=cacheonly`), or write `--load` if it is meant.',
          fix: () =>
            fix(
              'suggested',
              'Keep the result in the build cache',
              build.rewrite?.({ change: 'add', option: 'output', value: 'type=cacheonly' }),
            ),
        };
        continue;
      }
      // One command builds all services; where one of them is used, it is meant for that.
      const together = builds.filter(other => sameSpan(other.programSpan, build.programSpan) && outputOf(other).implicitLoad !== false);
      if (together[0] !== build || !together.every(isUnused)) continue;
      yield {
        on: build,
        at: build.programSpan,
        message: `\`${build.program}\` loads the image of each service to this machine, where nothing uses them. Push them from the builder with \`--push\`.`,
        related: together.flatMap(({ tags }) => tags.slice(0, 1)).map(tag => ({ at: tag.value.span, message: 'this image is loaded' })),
        fix: () => fix('suggested', 'Push the images from the builder', build.rewrite?.(...pushInstead(build))),
      };
    }
  },
});
