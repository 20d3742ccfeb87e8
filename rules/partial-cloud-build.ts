import { builderOf, defineRule, isCloud, type PlayedOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'partial-cloud-build',
  summary: 'Build all images of a job on the cloud builder, or say which are not',
  severity: 'note',
  category: 'builder',
  preset: 'strict',
  practice: 'https://docs.docker.com/build/builders/#selected-builder',
  // They say why no build, or this one, is not on the cloud.
  after: ['docker-build-ignores-selected-builder', 'builder-selection-overridden', 'buildkit-disabled'],
  about: ['build'],
  *check(run) {
    const builds = stepsOf(run, 'build').filter(build => build.engine !== 'other' && !build.inspectsOnly);
    const onCloud = builds.find(build => isCloud(build) === true);
    if (onCloud === undefined) return;
    for (const build of builds.filter(isLeftToDefault)) {
      yield {
        on: build,
        at: build.programSpan,
        message:
          'No builder is named or selected for this build, so it runs on this machine, while another of the job runs on a cloud builder. Name its builder, be it `--builder default`.',
        related: [{ at: onCloud.programSpan, message: 'this builds on a cloud builder' }],
      };
    }
  },
});

function isLeftToDefault(build: PlayedOf<'build'>): boolean {
  return builderOf(build)?.how === 'default';
}
