import { defineRule, isCloud, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'missing-dockerignore',
  summary: 'Leave out of the build context what the image does not need',
  severity: 'warning',
  category: 'portability',
  practice: 'https://docs.docker.com/build-cloud/optimization/#dockerignore-files',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true || build.copiesAll === undefined || build.inspectsOnly) continue;
      yield {
        on: build,
        at: build.context?.span ?? build.programSpan,
        message:
          'The Dockerfile copies all of this folder, which is sent to the cloud builder with its `.git` and whatever earlier steps left. Add a `.dockerignore`.',
      };
    }
  },
});
