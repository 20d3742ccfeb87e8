import {
  defineRule,
  type FetchedPlugin,
  type Fix,
  fetchedPlugins,
  fix,
  type Played,
  sameSpan,
  strayModes,
  type Value,
} from '../src/rule.js';

export default defineRule({
  id: 'plugin-path-mismatch',
  summary: 'Make the plugin executable at the path it was downloaded to',
  severity: 'error',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['change-mode'],
  *check(run) {
    for (const plugin of fetchedPlugins(run)) {
      if (plugin.executable !== false) continue;
      for (const { step, value, path } of strayModes(run, plugin)) {
        yield {
          on: step,
          at: value.span,
          message: `The plugin is downloaded to \`${plugin.path}\`, but \`${path}\` is made executable. Use one path for both.`,
          related: [{ at: plugin.at, message: 'it is downloaded to this path' }],
          fix: () => fixedPath(step, value, plugin),
        };
      }
    }
  },
});

/** Where docker does not look for the path of the download, that one is the slip, and the folder made for it may be too. */
function fixedPath({ rewrite }: Played, value: Value, { download, at, folder }: FetchedPlugin): Fix | undefined {
  if (folder === undefined || download.to === undefined || !sameSpan(download.to.span, at)) return undefined;
  return fix('suggested', 'Use the path it was downloaded to', rewrite?.({ change: 'like', value, other: download.to }));
}
