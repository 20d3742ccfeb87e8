import { ARCHITECTURE_NAMES, defineRule, fetchedPlugins, known } from '../src/rule.js';

export default defineRule({
  id: 'hard-coded-architecture',
  summary: 'Ask the machine for its architecture instead of writing it down',
  severity: 'note',
  category: 'portability',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  notOn: { 'travis-ci': 'its files say what architecture a machine has' },
  about: ['download'],
  *check(run) {
    if (run.job.machine.architecture !== undefined) return;
    const seen = new Set<number>();
    for (const { download, architecture } of fetchedPlugins(run)) {
      const name = known(architecture);
      if (architecture === undefined || name === undefined || !ARCHITECTURE_NAMES.has(name)) continue;
      // One variable may serve several plugins.
      if (seen.size === seen.add(architecture.span.start).size) continue;
      yield {
        on: download,
        at: architecture.span,
        message: `The plugin is for ${name} whatever machine this runs on, and cannot start on another. Ask the machine for its name instead.`,
      };
    }
  },
});
