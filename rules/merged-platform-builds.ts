import { defineRule, isWithoutCloud, mergesPlatforms, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'merged-platform-builds',
  summary: 'See which builds for single platforms Build Cloud would do at once',
  severity: 'note',
  category: 'platforms',
  practice: 'https://docs.docker.com/build-cloud/usage/#multi-platform-builds',
  preset: 'adopt',
  about: ['use-image'],
  *check(run) {
    if (!isWithoutCloud(run.pipeline)) return;
    for (const merge of stepsOf(run, 'use-image')) {
      if (!mergesPlatforms(merge, run.pipeline)) continue;
      yield {
        on: merge,
        at: merge.newName?.value.span ?? merge.span,
        message:
          'Images for single platforms are put together here. Build Cloud builds all platforms in one build (`--platform linux/amd64,linux/arm64 --push`): the builds for each platform and this step would go.',
      };
    }
  },
});
