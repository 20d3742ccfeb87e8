import { defineRule, isCloud, isOneOfSeveral, outputOf, platformsOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'implicit-platform',
  summary: 'Say for which platforms a published image is built',
  severity: 'note',
  category: 'platforms',
  practice: 'https://docs.docker.com/build-cloud/usage/#multi-platform-builds',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true || outputOf(build).push !== true || platformsOf(build)?.length !== 0 || isOneOfSeveral(build)) continue;
      yield {
        on: build,
        at: build.programSpan,
        message:
          'No platform is named, so the image is built for the architecture of the machine that runs this job. Name them: `--platform linux/amd64,linux/arm64`.',
      };
    }
  },
});
