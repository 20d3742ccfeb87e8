import { defineRule, fix, isCloud, isNativePlatform, type JobRun, platformsOf, type Step, stepsOf, valueText } from '../src/rule.js';

export default defineRule({
  id: 'unneeded-qemu',
  summary: 'Leave out QEMU: a cloud builder builds amd64 and arm64 natively',
  severity: 'warning',
  category: 'platforms',
  practice: 'https://docs.docker.com/build/builders/drivers/cloud/',
  fixable: true,
  about: ['set-up-emulation'],
  *check(run) {
    const emulation = stepsOf(run, 'set-up-emulation');
    if (emulation.length === 0 || !buildsNatively(run) || run.steps.some(mayNeedEmulation)) return;
    for (const step of emulation) {
      yield {
        on: step,
        at: step.component?.span ?? step.span,
        message:
          'All images of this job are built for amd64 or arm64 by a cloud builder, which has machines of both kinds. Drop the emulation.',
        fix: () => fix(isPlain(step) ? 'safe' : 'suggested', 'Drop the emulation', step.rewrite?.({ change: 'remove-step' })),
      };
    }
  },
});

/** A step of an action that nothing else names, and that always runs. */
function isPlain({ component, key, runs }: Step): boolean {
  return component !== undefined && key === undefined && runs.kind === 'always';
}

function buildsNatively(run: JobRun): boolean {
  const builds = stepsOf(run, 'build');
  return builds.length > 0 && builds.every(build => isCloud(build) === true && platformsOf(build)?.every(isNativePlatform));
}

/** A container for another platform that runs here, or a step that nobody sees into. */
function mayNeedEmulation(step: Step): boolean {
  if (step.kind === 'opaque') return true;
  return step.kind === 'use-image' && (step.words ?? []).some(word => valueText(word).startsWith('--platform'));
}
