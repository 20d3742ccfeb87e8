import { defineRule, fix, isCloud, type PlayedOf, sameSpan, stepsOf, truth } from '../src/rule.js';

export default defineRule({
  id: 'no-cache-build',
  summary: 'Build with the cache that Build Cloud shares',
  severity: 'warning',
  category: 'cache',
  practice: 'https://docs.docker.com/build-cloud/#shared-build-cache',
  fixable: true,
  about: ['build'],
  *check(run) {
    // A build from scratch now and then brings security updates: on a schedule, or when a person asks for it.
    if (run.events.every(event => event === 'schedule' || event === 'manual')) return;
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true || truth(build.noCache, false) !== true || isConditional(build)) continue;
      yield {
        on: build,
        at: build.noCache?.span ?? build.programSpan,
        message:
          'This builds everything anew each time and uses none of the cache that the cloud builder shares. Drop it, or keep it to a scheduled run.',
        fix: () => build.noCache && fix('suggested', 'Build with the cache', build.rewrite?.({ change: 'remove', setting: build.noCache })),
      };
    }
  },
});

/** The same command builds with the cache under another condition: `if …; then FLAGS=--no-cache; fi`. */
function isConditional(build: PlayedOf<'build'>): boolean {
  return build.before.run.job.steps.some(
    other =>
      other.kind === 'build' &&
      sameSpan(other.programSpan, build.programSpan) &&
      other.target === build.target &&
      truth(other.noCache, false) !== true,
  );
}
