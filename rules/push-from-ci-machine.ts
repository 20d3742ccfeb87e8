import { defineRule, isCloud, pushesOfLoaded, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'push-from-ci-machine',
  summary: 'See which pushes Build Cloud would do from the builder',
  severity: 'note',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  preset: 'adopt',
  about: ['push-image'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== false) continue;
      const [first, ...others] = pushesOfLoaded(run, build);
      if (first === undefined) continue;
      yield {
        on: first,
        message:
          'The image is built on this machine and pushed from it. A cloud builder pushes it itself: the build would get `--push`, and this step would go.',
        related: [
          { at: build.programSpan, message: 'it is built here' },
          ...others.map(step => ({ at: step.span, message: 'this would go, too' })),
        ],
      };
    }
  },
});
