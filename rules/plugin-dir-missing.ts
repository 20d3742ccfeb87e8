import { defineRule, fetchedPlugins, fix, madeFolder, sameSpan } from '../src/rule.js';

export default defineRule({
  id: 'plugin-dir-missing',
  summary: 'Make the folder of CLI plugins before you download one to it',
  severity: 'note',
  category: 'reliability',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['download'],
  *check(run) {
    const told = new Set<string>();
    for (const { download, path, at, folder } of fetchedPlugins(run)) {
      const directory = path.slice(0, path.lastIndexOf('/'));
      // A system folder comes with the package of docker's; what nobody sees may have made the other.
      if (folder !== 'user' || download.makesDirectories || download.before.opaque !== undefined || madeFolder(download, directory))
        continue;
      if (download.to === undefined || !sameSpan(at, download.to.span) || told.size === told.add(directory).size) continue;
      yield {
        on: download,
        at,
        message: `Nothing makes \`${directory}\`, and where it is not there the download fails. Add \`mkdir -p ${directory}\` before it.`,
        fix: () =>
          fix(
            'safe',
            'Make the folder first',
            download.rewrite?.({ change: 'insert', where: 'before', commands: [`mkdir -p ${directory}`] }),
          ),
      };
    }
  },
});
