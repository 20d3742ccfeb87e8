import { defineRule, fetchedPlugins, NEWEST_BUILDX, type Played, type PlayedOf, pluginName, type Span, writtenIn } from '../src/rule.js';

export default defineRule({
  id: 'download-unpinned',
  summary: 'Download a certain version of a plugin, not whichever is the latest',
  severity: 'note',
  category: 'toolchain',
  preset: 'strict',
  practice: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  about: ['download'],
  *check(run) {
    for (const plugin of fetchedPlugins(run)) {
      const { download, lookup, official } = plugin;
      const moving = official ? (latestIn(download) ?? (lookup && pickIn(lookup.filter))) : undefined;
      if (moving === undefined) continue;
      yield {
        on: moving.step,
        at: moving.at,
        message: `This fetches whatever ${pluginName(plugin)} is the latest when it runs, so one commit can build in two ways. Name the version in the URL: \`…/releases/download/${plugin.plugin === 'buildx' ? `v${NEWEST_BUILDX}` : 'vX.Y.Z'}/…\`.`,
      };
    }
  },
});

interface Moving {
  readonly step: Played;
  readonly at: Span;
}

/** https://docs.github.com/en/repositories/releasing-projects-on-github/linking-to-releases */
function latestIn(step: PlayedOf<'download'>): Moving | undefined {
  const at = writtenIn(step.url, 'latest/download/');
  return at && { step, at };
}

/** `.latest.assets[]` of the lists of releases, `.[0]` of GitHub's, and the release that GitHub calls the latest. */
function pickIn(step: PlayedOf<'filter-json'>): Moving | undefined {
  const at = writtenIn(step.filter, '.latest') ?? writtenIn(step.filter, '.[0]');
  return at && { step, at };
}
