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
  releaseFilesOf,
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
      const release = releaseFilesOf(plugin, version);
      if (!official || names === undefined || release === undefined) continue;
      const files = [...release.architectures.values()];
      if (names.some(name => files.includes(name))) continue;
      const word = wordIn(fetched);
      const found = names.map(name => `${word ? prefixOf(word) : release.before}${name}`).join(' or ');
      const right = files.slice(0, 2).map(name => release.before + name);
      yield {
        on: download,
        fix: () => asReleased(fetched),
        at: word ?? architecture?.span ?? download.span,
        message: `${nameOf(fetched)} has no file for ${found}${lookup ? ', so the filter finds no URL' : ''}. Its releases say ${right.join(' and ')}.`,
      };
    }
  },
});

/** What Linux calls its machine is what Compose's releases do; of Buildx's, with Go's names, it is to be mapped. */
const ASKED = { compose: '$(uname -m)', buildx: "$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')" };

/** Compose 1 had other files than what came after it. */
function nameOf({ plugin, version, ...fetched }: FetchedPlugin): string {
  return plugin === 'compose' && /^[01]\./.test(version ?? '') ? 'Compose 1' : pluginName({ plugin, ...fetched });
}

/** The name of the machine in that of the file, from its system on; some releases write that with a capital. */
function wordIn({ lookup, download }: FetchedPlugin): Span | undefined {
  const value = lookup?.filter.filter ?? download.url;
  return writtenIn(value, 'linux-') ?? writtenIn(value, 'Linux-');
}

function prefixOf({ file, start }: Span): string {
  return file.text.slice(start, start + 'linux-'.length);
}

/** Where the name is used, as a variable that holds it may be right for something else. */
function asReleased(fetched: FetchedPlugin): Fix | undefined {
  const { plugin, download, lookup, architecture, version } = fetched;
  const word = wordIn(fetched);
  const release = releaseFilesOf(plugin, version);
  const at = word && behind(word);
  const text = architecture && known(architecture);
  const name = text === undefined ? ASKED[plugin] : release?.architectures.get(ARCHITECTURE_NAMES.get(text) ?? '');
  if (word === undefined || at === undefined || name === undefined || release === undefined) return undefined;
  // Another cell of the matrix has another value in the variable.
  if (text !== undefined && spanText(at) !== text && download.before.run.job.combination !== undefined) return undefined;
  const isOtherSystem = version !== undefined && prefixOf(word) !== release.before;
  const whole = { at: { ...at, start: word.start }, text: release.before + name };
  return fix(
    'suggested',
    'Name the architecture as the release does',
    (lookup?.filter ?? download).rewrite?.({ change: 'text', ...(isOtherSystem ? whole : { at, text: name }) }),
  );
}

/** The name, or the variable or command that stands for it, up to the end of the file's name. */
function behind({ file, start }: Span): Span | undefined {
  const at = start + 'linux-'.length;
  const found = /^(?:\$\w+|\$\{\w+\}|\$\([^()'"`]*\)|[\w-]+)(?=["'\\)\s]|$)/.exec(file.text.slice(at, at + 200));
  return found === null ? undefined : { file, start: at, end: at + found[0].length };
}
