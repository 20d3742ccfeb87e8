import { textOf, type YamlMap } from '../../formats/yaml.js';
import { indentOf } from '../../formats/yaml-edit.js';
import { mapEntryAt, scalarOf } from '../../formats/yaml-lines.js';
import type { JobChange } from '../../model/rewrite.js';
import type { Edit } from '../../source/file.js';
import { lineEnd } from '../../source/notation.js';
import { aboveComment } from '../../source/own-comment.js';
import { withEntry } from '../yaml-lists.js';
import type { Trigger } from './scope.js';

/** Answers what rules ask of a job, with a further step or a condition. */
export function withJobChange(asked: JobChange, job: YamlMap, triggers: readonly Trigger[]): readonly Edit[] | undefined {
  switch (asked.change) {
    case 'at-end': {
      const list = job.get('steps');
      const last = list?.kind === 'list' && list.anchor === undefined ? list.items.at(-1) : undefined;
      return last && withEntry({ behind: last }, ['if: always()', `run: ${scalarOf(asked.command)}`]);
    }
    case 'not-for-forks':
      return withoutForks(job, 'runs-on', triggers);
    case 'daemon':
      // What is missing on a Mac cannot be added to it.
      return undefined;
  }
}

const OF_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';

/**
 * A condition that leaves out pull requests from forks, beside the one there is.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
 * @param before the key that the condition stands before, where it is a new one
 */
export function withoutForks(map: YamlMap, before: string, triggers: readonly Trigger[]): readonly Edit[] | undefined {
  const isOnlyEvent = triggers.every(({ names }) => names.length > 0 && names.every(name => name === 'pull_request'));
  const condition = isOnlyEvent ? OF_REPOSITORY : `github.event_name != 'pull_request' || ${OF_REPOSITORY}`;
  const own = map.entry('if');
  if (own !== undefined) return besideOwn(own, isOnlyEvent ? condition : `(${condition})`);
  const entry = map.entry(before);
  const lines = entry?.aliasSpan === undefined && entry?.mergedAt === undefined ? entry && mapEntryAt(entry.span)?.lines : undefined;
  const indent = entry && indentOf(entry.key.span);
  if (lines === undefined || indent === undefined) return undefined;
  const { file, start } = lines;
  return [aboveComment({ span: { file, start, end: start }, text: `${indent}if: ${condition}${lineEnd(file.text)}` })];
}

function besideOwn(
  { value, aliasSpan, mergedAt }: NonNullable<ReturnType<YamlMap['entry']>>,
  condition: string,
): readonly Edit[] | undefined {
  const text = textOf(value)?.trim() ?? '';
  const own = /^\$\{\{(.*)\}\}$/s.exec(text)?.[1]?.trim() ?? text;
  const isWhole = value.kind === 'scalar' && (value.style === 'plain' || value.style.endsWith('quoted'));
  if (!isWhole || own === '' || /\$\{\{|\n/.test(own) || value.anchor !== undefined) return undefined;
  const joined = scalarOf(`${/\|\|/.test(own) ? `(${own})` : own} && ${condition}`);
  return joined === undefined || aliasSpan !== undefined || mergedAt !== undefined ? undefined : [{ span: value.span, text: joined }];
}
