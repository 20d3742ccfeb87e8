import { defineRule, fetchedPlugins, fix, isVerified, pluginName } from '../src/rule.js';

export default defineRule({
  id: 'download-without-fail',
  summary: 'Let `curl` fail where the server answers with an error',
  severity: 'note',
  category: 'reliability',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['download'],
  *check(run) {
    for (const plugin of fetchedPlugins(run)) {
      // A page that says "not found" has another checksum.
      const downloads = isVerified(run, plugin) ? [plugin.lookup?.list] : [plugin.lookup?.list, plugin.download];
      for (const download of downloads) {
        if (download === undefined || download.failsOnError) continue;
        yield {
          on: download,
          at: download.words?.[0]?.span ?? download.span,
          message: `Where the server answers with an error, \`curl\` takes the error page for ${download === plugin.download ? pluginName(plugin) : 'the list of releases'}. Add \`--fail\`.`,
          fix: () => fix('safe', 'Add `--fail`', download.rewrite?.({ change: 'add', option: 'fail' })),
        };
      }
    }
  },
});
