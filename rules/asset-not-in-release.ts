import {
  ARCHITECTURE_NAMES,
  architectureNames,
  defineRule,
  type FetchedPlugin,
  type Fix,
  fetchedPlugins,
  fix,
  known,
  pluginName,
  RELEASES,
  type Span,
  spanText,
  writtenIn,
} from '../src/rule.js';

export default defineRule({
  id: 'asset-not-in-release',
  summary: 'Name the architecture as the files of the release do',
  severity: 'error',
  category: 'toolchain',
  fixable: true,
  practice: 'https://docs.docker.com/build-cloud/ci/',
  about: ['download'],
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
        fix: () => asReleased(fetched),
        at: writtenIn(lookup?.filter.filter ?? download.url, 'linux-') ?? architecture?.span ?? download.span,
        message: `${pluginName(fetched)} has no file for ${found}${lookup ? ', so the filter finds no URL' : ''}. Its releases say linux-${amd64} and linux-${arm64}.`,
      };
    }
  },
});

/** What Linux calls its machine is what Compose's releases do; of Buildx's, with Go's names, it is to be mapped. */
const ASKED = { compose: '$(uname -m)', buildx: "$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')" };

/** Where the name is used, as a variable that holds it may be right for something else. */
function asReleased({ plugin, download, lookup, architecture }: FetchedPlugin): Fix | undefined {
  const value = lookup?.filter.filter ?? download.url;
  const prefix = value && writtenIn(value, 'linux-');
  const at = prefix && behind(prefix);
  const text = architecture && known(architecture);
  const name = text === undefined ? ASKED[plugin] : RELEASES[plugin].architectures.get(ARCHITECTURE_NAMES.get(text) ?? '');
  if (at === undefined || name === undefined) return undefined;
  // Another cell of the matrix has another value in the variable.
  if (text !== undefined && spanText(at) !== text && download.before.run.job.combination !== undefined) return undefined;
  return fix(
    'suggested',
    'Name the architecture as the release does',
    (lookup?.filter ?? download).rewrite?.({ change: 'text', at, text: name }),
  );
}

/** The name, or the variable or command that stands for it, up to the end of the file's name. */
function behind({ file, start }: Span): Span | undefined {
  const at = start + 'linux-'.length;
  const found = /^(?:\$\w+|\$\{\w+\}|\$\([^()'"`]*\)|[\w-]+)(?=["'\\)\s]|$)/.exec(file.text.slice(at, at + 200));
  return found === null ? undefined : { file, start: at, end: at + found[0].length };
}
