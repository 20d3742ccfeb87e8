import { asList, asMap, asScalar, parseYaml, type YamlEntry, type YamlNode } from '../formats/yaml.js';
import { isFlow } from '../formats/yaml-edit.js';
import type { Played } from '../model/job-run.js';
import type { PlatformId } from '../model/pipeline.js';
import type { Inserted } from '../model/rewrite.js';
import type { Edit } from '../source/file.js';
import { lineEnd } from '../source/notation.js';

/**
 * Keys that take one command or a list of them:
 * https://docs.gitlab.com/ci/yaml/#script, https://config.travis-ci.com/, https://buildkite.com/docs/pipelines/configure/step-types/command-step
 */
const KEYS: Partial<Record<PlatformId, RegExp>> = {
  'gitlab-ci': /^(?:before_|after_)?script$/,
  'travis-ci': /^(?:before_|after_)?(?:install|script|success|failure|deploy|cache)$/,
  buildkite: /^commands?$/,
};

/** A script that is one scalar on the line of its key becomes a list, with commands before it; `undefined` where it is not written so. */
export function beforeScalar({ span, before }: Played, commands: readonly Inserted[]): readonly Edit[] | undefined {
  const { platform } = before.run.pipeline;
  const { file } = span;
  const keys = KEYS[platform];
  const entry = keys && entryAround(parseYaml(file).documents[0], span.start, keys);
  const value = entry && asScalar(entry.value);
  if (entry === undefined || value === undefined || entry.value.anchor !== undefined || entry.aliasSpan !== undefined) return undefined;
  const written = file.text.slice(entry.key.span.end, value.span.end);
  if (!/^:[ \t]+[^|>\s]/.test(written) || written.includes('\n')) return undefined;
  const column = entry.key.span.start - (file.text.lastIndexOf('\n', entry.key.span.start - 1) + 1);
  const end = lineEnd(file.text);
  const indent = ' '.repeat(column + 2);
  const texts = commands.map(command => {
    const text = typeof command === 'string' ? command : command.command;
    const meant = platform === 'buildkite' ? text.replaceAll('$', '$$$$') : text;
    return meant.includes('\n') ? `- |${end}${indent}  ${meant.replaceAll('\n', `${end}${indent}  `)}` : `- ${meant}`;
  });
  // The blanks behind the colon go, as nothing stands on its line any more.
  const start = entry.key.span.end + 1;
  const text = [...texts, '- '].map(line => `${end}${indent}${line}`).join('');
  return [{ span: { file, start, end: value.span.start }, text }];
}

function entryAround(node: YamlNode | undefined, at: number, keys: RegExp): YamlEntry | undefined {
  if (node === undefined || at < node.span.start || node.span.end <= at || isFlow(node)) return undefined;
  for (const item of asList(node)?.items ?? []) {
    const found = entryAround(item, at, keys);
    if (found !== undefined) return found;
  }
  for (const entry of asMap(node)?.entries ?? []) {
    if (at < entry.span.start || entry.span.end <= at) continue;
    return keys.test(entry.key.decoded) && asScalar(entry.value) !== undefined ? entry : entryAround(entry.value, at, keys);
  }
  return undefined;
}
