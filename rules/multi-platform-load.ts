import { defineRule, fix, isCloud, loadRequest, outputOf, platformsOf, pushInstead, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'multi-platform-load',
  summary: 'Push an image for several platforms: a cloud builder cannot load it',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/usage/#loading-build-results',
  fixable: true,
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const platforms = platformsOf(build);
      if (isCloud(build) !== true || outputOf(build).load !== true || platforms === undefined || platforms.length < 2) continue;
      yield {
        on: build,
        at: loadRequest(build) ?? build.programSpan,
        message: `An image for ${platforms.length} platforms cannot be loaded from a cloud builder. Push it with \`--push\`, or load one platform only.`,
        related: build.platforms.map(platform => ({ at: platform.span, message: `the platforms are ${platforms.join(', ')}` })),
        fix: () => fix('suggested', 'Push the image instead', build.rewrite?.(...pushInstead(build))),
      };
    }
  },
});
