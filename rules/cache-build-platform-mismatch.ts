import {
  defineRule,
  type Edit,
  fix,
  isCloud,
  isInvalid,
  makesSameImage,
  outputOf,
  parseOutput,
  platformItems,
  platformsOf,
  type Step,
  stepsOf,
} from '../src/rule.js';

export default defineRule({
  id: 'cache-build-platform-mismatch',
  summary: 'Fill the build cache for the platforms that are pushed later',
  severity: 'note',
  category: 'platforms',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/usage/#multi-platform-builds',
  fixable: true,
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const pushed = platformsOf(build) ?? [];
      if (isCloud(build) !== true || outputOf(build).push !== true || pushed.length === 0) continue;
      for (const other of run.pipeline.jobs.flatMap(job => job.steps)) {
        if (!isCacheBuild(other) || !makesSameImage(other, build)) continue;
        const missing = missingFrom(other, pushed);
        if (missing === undefined || missing.length === 0) continue;
        yield {
          on: build,
          at: other.platforms[0]?.value.span ?? other.programSpan,
          message: `The image is pushed for ${pushed.join(' and ')}, and this fills the cache without ${missing.join(' and ')}${other.platforms.length === 0 ? ', if not for less' : ''}. Name the same platforms in both.`,
          related: [{ at: build.programSpan, message: 'this pushes it' }],
          fix: () => fix('suggested', 'Name the same platforms', withPlatforms(other, pushed)),
        };
      }
    }
  },
});

/** What it builds already stays: another push may be for that. */
function withPlatforms({ platforms: [setting, ...others], rewrite }: Build, pushed: readonly string[]): readonly Edit[] | undefined {
  if (others.length > 0) return undefined;
  if (setting === undefined) return rewrite?.({ change: 'add', option: 'platform', value: pushed.join(',') });
  const built = platformItems(setting.value).map(({ platform }) => platform ?? '');
  return rewrite?.({ change: 'replace', setting, value: [...new Set([...built, ...pushed])].join(',') });
}

type Build = Extract<Step, { kind: 'build' }>;

function isCacheBuild(step: Step): step is Build {
  if (step.kind !== 'build' || step.outputs.length === 0 || step.push !== undefined || step.load !== undefined) return false;
  return step.outputs.every(({ value }) => {
    const entry = parseOutput(value);
    return entry !== undefined && !isInvalid(entry) && entry.type === 'cacheonly';
  });
}

/** What is pushed and not built before; without a platform one is built, that of the machine. */
function missingFrom({ platforms, env }: Build, pushed: readonly string[]): readonly string[] | undefined {
  if (env.get('DOCKER_DEFAULT_PLATFORM') !== undefined) return undefined;
  if (platforms.length === 0) return pushed.slice(1);
  const built = platforms.flatMap(({ value }) => platformItems(value)).map(({ platform }) => platform);
  return built.includes(undefined) ? undefined : pushed.filter(platform => !built.includes(platform));
}
