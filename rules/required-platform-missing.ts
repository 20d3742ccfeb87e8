import { defineRule, isOneOfSeveral, outputOf, platformsOf, stepsOf } from '../src/rule.js';

interface Options {
  /** `linux/amd64`, `linux/arm64` */
  readonly platforms: readonly string[];
}

export default defineRule<Options>({
  id: 'required-platform-missing',
  summary: 'Build images that are pushed for all platforms that the configuration requires',
  severity: 'warning',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/usage/#multi-platform-builds',
  offByDefault: true,
  defaults: { platforms: [] },
  about: ['build'],
  *check(run, { platforms }) {
    for (const build of stepsOf(run, 'build')) {
      const built = platformsOf(build);
      if (built === undefined || outputOf(build).push !== true || isOneOfSeveral(build)) continue;
      const missing = platforms.filter(platform => !built.some(own => own === platform || own.startsWith(`${platform}/`)));
      if (missing.length === 0) continue;
      yield {
        on: build,
        at: build.platforms[0]?.value.span ?? build.programSpan,
        message: `The configuration requires ${missing.join(' and ')}, and this image is pushed without. Build it for ${platforms.join(',')}.`,
      };
    }
  },
});
