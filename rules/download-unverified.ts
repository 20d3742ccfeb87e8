import { defineRule, fetchedPlugins, isVerified, pluginName } from '../src/rule.js';

export default defineRule({
  id: 'download-unverified',
  summary: 'Check a downloaded plugin against its checksum',
  severity: 'note',
  category: 'toolchain',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  about: ['download'],
  *check(run) {
    for (const plugin of fetchedPlugins(run)) {
      if (isVerified(run, plugin)) continue;
      yield {
        on: plugin.download,
        at: plugin.download.to?.span ?? plugin.download.span,
        message: `${pluginName(plugin)} is run as it was downloaded. Check it against the checksum of its release, with \`sha256sum --check\`.`,
      };
    }
  },
});
