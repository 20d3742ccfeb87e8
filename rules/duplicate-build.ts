import { defineRule, isCloud, makesSameImage, outputOf, type PlayedOf, platformsOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'duplicate-build',
  summary: 'Build an image once where it is pushed anyway',
  severity: 'note',
  category: 'reliability',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  about: ['build'],
  *check(run) {
    const builds = stepsOf(run, 'build').filter(build => isCloud(build) === true && !build.inspectsOnly);
    for (const build of builds) {
      if (outputOf(build).cacheOnly !== true) continue;
      const again = builds.find(other => other.index > build.index && outputOf(other).push === true && isSameBuild(build, other));
      if (again === undefined) continue;
      yield {
        on: again,
        at: build.programSpan,
        message: 'This leaves its result in the build cache, and the same image is built again to be pushed. Leave this one out.',
        related: [{ at: again.programSpan, message: 'this builds the same image, and pushes it' }],
      };
    }
  },
});

function isSameBuild(a: PlayedOf<'build'>, b: PlayedOf<'build'>): boolean {
  const [left, right] = [platformsOf(a), platformsOf(b)];
  return left !== undefined && right !== undefined && left.join() === right.join() && makesSameImage(a, b);
}
