import { defineRule, isCloud, loadRequest, pushesOfLoaded, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'load-then-push',
  summary: 'Push from the cloud builder instead of loading the image and pushing it from the CI machine',
  severity: 'warning',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true) continue;
      const pushes = pushesOfLoaded(run, build);
      if (pushes.length === 0) continue;
      yield {
        on: build,
        at: loadRequest(build) ?? build.tags[0]?.value.span ?? build.programSpan,
        message:
          'The image is loaded from the cloud builder only to be pushed from this machine. Push it from the builder with `--push`, and drop the separate push.',
        related: pushes.map(step => ({ at: step.span, message: 'it is pushed here' })),
      };
    }
  },
});
