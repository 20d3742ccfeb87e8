import { defineRule, type Fix, fetchedPlugins, fix, literalText, type PlayedOf, spanText } from '../src/rule.js';

export default defineRule({
  id: 'empty-download-url',
  summary: 'Stop where no address was found to download from',
  severity: 'note',
  category: 'reliability',
  preset: 'strict',
  fixable: true,
  practice: 'https://docs.docker.com/build-cloud/ci/',
  about: ['download'],
  *check(run) {
    for (const { download, lookup } of fetchedPlugins(run)) {
      const list = lookup?.list;
      if (
        list?.hidesFailure === undefined ||
        download.url === undefined ||
        literalText(download.url).value !== '$' ||
        isAsked(list.span.end, download.span)
      )
        continue;
      yield {
        on: list,
        at: list.words?.[0]?.span ?? list.span,
        message:
          'Where this fails, `jq` still ends well and prints nothing, and the download begins without an address. Put `set -o pipefail` before it, or ask: `"${URL:?}"`.',
        related: [{ at: download.url.span, message: 'the address is used here' }],
        fix: () => asked(download),
      };
    }
  },
});

/** Something looks at the variable in between. */
function isAsked(
  after: number,
  { file, start, end }: { readonly file: { readonly text: string }; readonly start: number; readonly end: number },
): boolean {
  return /-[nz]\s|:\?|==/.test(file.text.slice(Math.min(after, end), Math.max(start, end)));
}

/** `"${URL:?}"`, with which the shell stops where the variable is empty. */
function asked({ url, rewrite }: PlayedOf<'download'>): Fix | undefined {
  if (url === undefined) return undefined;
  const name = /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(spanText(url.span))?.[1];
  if (name === undefined) return undefined;
  return fix('suggested', 'Stop where there is no address', rewrite?.({ change: 'text', at: url.span, text: `"\${${name}:?}"` }));
}
