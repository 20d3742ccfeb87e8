import { BUILD_LIMIT_MINUTES, defineRule, isCloud, known, stepsOf } from '../src/rule.js';

interface Options {
  /** minutes after which Build Cloud ends a build, by your subscription */
  readonly limitMinutes: number;
}

export default defineRule<Options>({
  id: 'timeout-exceeds-build-limit',
  summary: 'Do not count on more time for a build than Build Cloud gives it',
  severity: 'note',
  category: 'reliability',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  notOn: {
    'shell-script': 'a script has no time limit',
    'travis-ci': 'no key limits the time of a job',
    circleci: 'no key limits the time of a job',
  },
  defaults: { limitMinutes: BUILD_LIMIT_MINUTES },
  about: ['build'],
  *check(run, { limitMinutes }) {
    const { timeout } = run.job;
    const minutes = Number(known(timeout?.value) || Number.NaN);
    if (timeout === undefined || !(minutes > limitMinutes)) return;
    const build = stepsOf(run, 'build').find(step => isCloud(step) === true && !step.inspectsOnly);
    if (build === undefined) return;
    yield {
      on: build,
      at: timeout.span,
      message: `This job may take ${Math.round(minutes)} minutes, but Build Cloud ends a build after ${limitMinutes}. Set the timeout to what the build may take, or split the build.`,
      related: [{ at: build.programSpan, message: 'this builds on Build Cloud' }],
    };
  },
});
