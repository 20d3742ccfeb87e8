import { defineRule, fix, isCloud, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'cloud-cache-prune',
  summary: "Leave the team's cache on the cloud builder alone",
  severity: 'warning',
  category: 'cache',
  practice: 'https://docs.docker.com/build-cloud/usage/#managing-build-cache',
  fixable: true,
  about: ['prune-cache'],
  *check(run) {
    // Somebody who cleans up now and then, or by hand, means it.
    if (run.events.every(event => event === 'schedule' || event === 'manual')) return;
    for (const prune of stepsOf(run, 'prune-cache')) {
      if (isCloud(prune) !== true) continue;
      yield {
        on: prune,
        message:
          'This empties the cache of a cloud builder, which the whole team shares, so the next builds start anew. Leave it out: Build Cloud makes room by itself.',
        // A job that does nothing else is there for it.
        fix: () =>
          stepsOf(run, 'build').length > 0 ? fix('suggested', 'Leave it out', prune.rewrite?.({ change: 'remove-step' })) : undefined,
      };
    }
  },
});
