import {
  defineRule,
  isCloud,
  isNativePlatform,
  makesList,
  outputEntries,
  type PlayedOf,
  platformsOf,
  stepsOf,
  truth,
} from '../src/rule.js';

export default defineRule({
  id: 'split-platform-build',
  summary: 'Build all platforms of an image at once: a cloud builder has machines for both',
  severity: 'note',
  category: 'platforms',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/usage/#multi-platform-builds',
  about: ['build'],
  *check(run) {
    if (!makesList(run.pipeline)) return;
    for (const build of stepsOf(run, 'build')) {
      const [platform, ...others] = platformsOf(build) ?? [];
      if (isCloud(build) !== true || !isByDigest(build) || platform === undefined || others.length > 0 || !isNativePlatform(platform))
        continue;
      yield {
        on: build,
        at: build.platforms[0]?.value.span ?? build.programSpan,
        message:
          'Each platform is built by itself and the images are put together later, which a cloud builder does in one build. Name all platforms in it: `linux/amd64,linux/arm64`.',
      };
    }
  },
});

/** The mark of such a split: https://docs.docker.com/build/ci/github-actions/multi-platform/#distribute-build-across-multiple-runners */
function isByDigest(build: PlayedOf<'build'>): boolean {
  return (outputEntries(build) ?? []).some(({ attributes }) => {
    const value = attributes.get('push-by-digest');
    return value !== undefined && truth({ value, span: value.span }, false) === true;
  });
}
