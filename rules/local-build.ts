import { builderOf, defineRule, type EffectiveBuilder, isLegacyBuild, type PlayedOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'local-build',
  summary: 'See which builds Build Cloud would take over',
  severity: 'note',
  category: 'builder',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  preset: 'adopt',
  about: ['build'],
  *check(run) {
    // Who connects to a cloud builder has adopted it; what builds elsewhere there is the business of other rules.
    if (run.connects) return;
    for (const build of stepsOf(run, 'build')) {
      const builder = builderOf(build);
      if (build.inspectsOnly || builder?.kind !== 'other') continue;
      yield {
        on: build,
        at: build.programSpan,
        message: `${whereItBuilds(build, builder)} Build Cloud would build it with a cache that all share, natively for amd64 and arm64. ${howToMove(build, builder)}`,
      };
    }
  },
});

function whereItBuilds(build: PlayedOf<'build'>, builder: EffectiveBuilder): string {
  const { how, driver } = builder;
  if (isLegacyBuild(build, builder)) return 'DOCKER_BUILDKIT=0 has this built by the legacy builder of this machine.';
  if (how === 'engine') return `\`${build.program}\` builds on this machine.`;
  if (driver === 'docker-container') return 'This builds in a container on this machine, whose cache ends with it.';
  return driver === 'kubernetes' || driver === 'remote'
    ? `This builds on a builder of your own (${driver}).`
    : 'This builds on this machine.';
}

function howToMove(build: PlayedOf<'build'>, builder: EffectiveBuilder): string {
  const { component, program } = build;
  const isOther = builder.how === 'engine' && !isLegacyBuild(build, builder);
  if (component !== undefined && /^docker\//i.test(component.name))
    return 'Sign in to Docker Hub, and give docker/setup-buildx-action `driver: cloud` and `endpoint: ORG/BUILDER`.';
  const command = /\b(?:compose|bake)\b|^docker-compose/.test(program) || isOther ? '' : ', and build with `docker buildx build`';
  const instead = isOther ? 'Use `docker buildx build` instead: ' : '';
  const first = instead === '' ? 'Sign in' : 'sign in';
  return `${instead}${first} to Docker Hub, connect with \`docker buildx create --use --driver cloud ORG/BUILDER\`${command}.`;
}
