import { defineRule, fetchedPlugins, type JobRun, variable } from '../src/rule.js';

/** Folders that were meant for plugins, by their names: `~/docker/cli-plugins`, `~/.docker/plugins`. */
const MEANT = /\/\.?docker\/(?:cli-)?plugins\/[^/]+$/;
/** Somebody's home, whose else the CLI may search: `/home/ci/.docker/cli-plugins`. */
const HOME = /\/\.docker\/cli-plugins\/[^/]+$/;

export default defineRule({
  id: 'plugin-dir-not-searched',
  summary: 'Put a CLI plugin where docker looks for plugins',
  severity: 'error',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  // A slip in one of two paths is told where they differ.
  after: ['plugin-path-mismatch'],
  about: ['download'],
  *check(run) {
    if (maySearchElsewhere(run)) return;
    for (const { plugin, download, path, at, folder } of fetchedPlugins(run)) {
      if (folder !== undefined || path.startsWith('./') || path.includes('$') || !MEANT.test(path) || HOME.test(path)) continue;
      yield {
        on: download,
        at,
        message: `docker does not look for plugins in \`${path.slice(0, path.lastIndexOf('/'))}\`, so \`docker ${plugin}\` is another one, or none. Use \`~/.docker/cli-plugins\`, or \`/usr/local/lib/docker/cli-plugins\` for all users.`,
      };
    }
  },
});

/** Docker's configuration lies elsewhere, or may name further folders (`cliPluginsExtraDirs`). */
function maySearchElsewhere(run: JobRun): boolean {
  return run.steps.some(
    step => step.kind === 'opaque' || step.kind === 'restore-credentials' || variable(step, 'DOCKER_CONFIG') !== undefined,
  );
}
