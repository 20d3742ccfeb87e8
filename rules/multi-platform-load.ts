import {
  defineRule,
  type Fix,
  fix,
  isCloud,
  type JobRun,
  loadRequest,
  madeTogether,
  outputOf,
  type PlayedOf,
  platformsOf,
  pushInstead,
  stepsOf,
  tagValues,
  usesAfter,
} from '../src/rule.js';

export default defineRule({
  id: 'multi-platform-load',
  summary: 'Push an image for several platforms: a cloud builder cannot load it',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/usage/#loading-build-results',
  fixable: true,
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const platforms = platformsOf(build);
      if (isCloud(build) !== true || outputOf(build).load !== true || platforms === undefined || platforms.length < 2) continue;
      yield {
        on: build,
        at: loadRequest(build) ?? build.programSpan,
        message: `An image for ${platforms.length} platforms cannot be loaded from a cloud builder. Push it with \`--push\`, or load one platform only.`,
        related: [
          ...build.platforms.map(platform => ({ at: platform.span, message: `the platforms are ${platforms.join(', ')}` })),
          ...usesOf(run, build).flatMap(({ kind, span }) => (kind === 'push-image' ? [{ at: span, message: 'it is pushed here' }] : [])),
        ],
        fix: () => pushed(run, build),
      };
    }
  },
});

/** What certainly needs an image on this machine that is made with the build. */
function usesOf(run: JobRun, build: PlayedOf<'build'>) {
  const tags = madeTogether(run, build).flatMap(tagValues);
  return [...new Set(tags.flatMap(tag => usesAfter(run, build, tag).flatMap(({ certain, step }) => (certain ? [step] : []))))];
}

/** A push by this machine goes as well, for it would not find the image; what else needs the image here, no push from the builder helps. */
function pushed(run: JobRun, build: PlayedOf<'build'>): Fix | undefined {
  if (madeTogether(run, build).some(one => one.tags.length === 0)) return undefined;
  const uses = usesOf(run, build);
  const pushes = uses.filter(step => step.kind === 'push-image');
  if (pushes.length < uses.length || pushes.some(push => push.allTags || push.images.length !== 1)) return undefined;
  const gone = pushes.map(push => push.rewrite?.({ change: 'remove-step', besides: pushes.length - 1 }));
  return fix('suggested', 'Push the image from the builder instead', build.rewrite?.(...pushInstead(build)), ...gone);
}
