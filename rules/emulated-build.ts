import { defineRule, isCloud, isNativePlatform, type JobRun, platformsOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'emulated-build',
  summary: 'See which emulation the native builders of Build Cloud would replace',
  severity: 'note',
  category: 'platforms',
  practice: 'https://docs.docker.com/build/building/multi-platform/#qemu',
  preset: 'adopt',
  about: ['set-up-emulation'],
  *check(run) {
    const emulation = stepsOf(run, 'set-up-emulation');
    if (emulation.length === 0) return;
    const builds = stepsOf(run, 'build').filter(build => isCloud(build) === false && !build.inspectsOnly);
    const emulated = builds.find(build => needsEmulation(platformsOf(build) ?? [], run));
    if (emulated === undefined || !builds.every(build => platformsOf(build)?.every(isNativePlatform))) return;
    for (const step of emulation) {
      yield {
        on: step,
        at: step.component?.span ?? step.span,
        message:
          'QEMU emulates another architecture for the builds of this job, which is much slower than a machine of that kind. Build Cloud has machines for amd64 and arm64, and this step would go.',
        related: [{ at: emulated.platforms[0]?.span ?? emulated.programSpan, message: 'these platforms are built' }],
      };
    }
  },
});

/** Of two platforms one is not the machine's own. */
function needsEmulation(platforms: readonly string[], { job }: JobRun): boolean {
  const { architecture } = job.machine;
  return platforms.length > 1 || (architecture !== undefined && platforms.some(platform => !platform.startsWith(`linux/${architecture}`)));
}
