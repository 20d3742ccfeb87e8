import { architectureNames, defineRule, fetchedPlugins, pluginName, RELEASES, writtenIn } from '../src/rule.js';

export default defineRule({
  id: 'asset-not-in-release',
  summary: 'Name the architecture as the files of the release do',
  severity: 'error',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  *check(run) {
    for (const fetched of fetchedPlugins(run)) {
      const { plugin, download, lookup, architecture, version, official } = fetched;
      const names = architecture && architectureNames(architecture, download);
      const files = new Set(RELEASES[plugin].architectures.values());
      if (!official || names === undefined || names.some(name => files.has(name)) || RELEASES[plugin].unlike?.test(version ?? '')) continue;
      const found = names.map(name => `linux-${name}`).join(' or ');
      const [amd64, arm64] = files;
      yield {
        on: download,
        at: writtenIn(lookup?.filter.filter ?? download.url, 'linux-') ?? architecture?.span ?? download.span,
        message: `${pluginName(fetched)} has no file for ${found}${lookup ? ', so the filter finds no URL' : ''}. Its releases say linux-${amd64} and linux-${arm64}.`,
      };
    }
  },
});
