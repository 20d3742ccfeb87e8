import {
  defineRule,
  isCloud,
  isNativePlatform,
  outputOf,
  type PlayedOf,
  platformItems,
  platformsOf,
  type Span,
  stepsOf,
} from '../src/rule.js';

export default defineRule({
  id: 'non-native-platform',
  summary: 'Build on Build Cloud for the platforms it has machines for: linux/amd64 and linux/arm64',
  severity: 'warning',
  category: 'platforms',
  practice: 'https://docs.docker.com/build/builders/drivers/cloud/',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      // Files for other systems come of cross-compiling, which needs no machine of their kind.
      if (isCloud(build) !== true || outputOf(build).files !== false) continue;
      const others = platformsOf(build)?.filter(isForeign) ?? [];
      if (others.length === 0) continue;
      yield {
        on: build,
        at: placeOf(build) ?? build.programSpan,
        message: `A cloud builder is documented for linux/amd64 and linux/arm64, not for ${others.join(', ')}. Build ${others.length === 1 ? 'it' : 'them'} on another builder, or leave ${others.length === 1 ? 'it' : 'them'} out.`,
      };
    }
  },
});

/** Programs and images for other systems than Linux are put together without running anything of theirs. */
function isForeign(platform: string): boolean {
  return platform.startsWith('linux/') && !isNativePlatform(platform);
}

/** The first of them. */
function placeOf({ platforms }: PlayedOf<'build'>): Span | undefined {
  const items = platforms.flatMap(({ value }) => platformItems(value));
  return items.find(({ platform }) => platform !== undefined && isForeign(platform))?.span;
}
