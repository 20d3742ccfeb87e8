import type { YamlMap, YamlNode } from '../formats/yaml.js';
import { indentOf, lineBehind } from '../formats/yaml-edit.js';
import { listItemAt, mapEntryAt } from '../formats/yaml-lines.js';
import type { StepFields } from '../model/step.js';
import { type Edit, sameSpan } from '../source/file.js';
import { lineEnd } from '../source/notation.js';
import { aboveComment, removalOf } from '../source/own-comment.js';

/** Entries that come to lists of a job, and go. */

/** A key that holds a list, or a map that does. */
export interface Holder {
  readonly map: YamlMap;
  readonly key: string;
}

/**
 * Answers for a step that is a list, of folders to cache: an item goes, or the whole of it.
 * @param holders the list's key, and those around it, innermost first
 */
export function rewritableList(items: readonly YamlNode[], holders: readonly Holder[]): Pick<StepFields, 'rewrite'> {
  return {
    rewrite: (asked, ...others) => {
      if (others.length > 0) return undefined;
      if (asked?.change === 'remove-step') return withoutKey(holders);
      const item = asked?.change === 'remove' ? items.find(({ span }) => sameSpan(span, asked.setting.span)) : undefined;
      return item && (items.length === 1 ? withoutKey(holders) : withoutOne(items, item));
    },
  };
}

/** The innermost key that has another beside it goes. */
function withoutKey(holders: readonly Holder[]): readonly Edit[] | undefined {
  for (const { map, key } of holders) {
    const entry = map.entry(key);
    if (entry === undefined || entry.aliasSpan !== undefined || entry.mergedAt !== undefined || entry.value.anchor !== undefined) break;
    if (map.entries.length === 1) continue;
    const lines = mapEntryAt(entry.span)?.lines;
    return lines && [removalOf(lines)];
  }
  return undefined;
}

/** An item of several, on a line of its own or between commas. */
function withoutOne(items: readonly YamlNode[], item: YamlNode): readonly Edit[] | undefined {
  const { file, start, end } = item.span;
  const lines = listItemAt(item.span)?.lines;
  if (lines !== undefined) return [removalOf(lines)];
  const at = items.indexOf(item);
  const [before, behind] = [items[at - 1], items[at + 1]];
  const stretch = behind === undefined ? { start: before?.span.end ?? end, end } : { start, end: behind.span.start };
  return file.text.slice(stretch.start, stretch.end).split(',').length === 2 ? [{ span: { file, ...stretch }, text: '' }] : undefined;
}

/** A plain text as a further item of the list that a block map has under a key; with the key, behind another one, where there is none yet. */
export function withItem(
  map: YamlMap,
  key: string,
  item: string,
  behind = map.entries.findLast(({ mergedAt }) => mergedAt === undefined),
): readonly Edit[] | undefined {
  const entry = map.entry(key);
  if (entry === undefined) {
    const indent = behind && indentOf(behind.key.span);
    const isOwn = behind?.aliasSpan === undefined && behind?.mergedAt === undefined && map.span.file.text[map.span.start] !== '{';
    return behind && isOwn && indent !== undefined ? lineBehind(behind, [`${indent}${key}:`, `${indent}  - ${item}`]) : undefined;
  }
  const last = entry.value.kind === 'list' ? entry.value.items.at(-1) : undefined;
  if (last === undefined || entry.aliasSpan !== undefined || entry.mergedAt !== undefined) return undefined;
  const { file, end } = last.span;
  const lines = listItemAt(last.span);
  if (lines !== undefined) return withLines(lines.lines.end, [lines.line(item)?.trimEnd()], last);
  return /^\s*\]/.test(file.text.slice(end)) ? [{ span: { file, start: end, end }, text: `, ${item}` }] : undefined;
}

/** Where a further entry of a list of steps stands. */
type Where = { readonly before: YamlNode } | { readonly behind: YamlNode };

/** A further entry of a block list, in lines without indentation. */
export function withEntry(where: Where, lines: readonly string[]): readonly Edit[] | undefined {
  const beside = 'before' in where ? where.before : where.behind;
  const item = beside.anchor === undefined ? listItemAt(beside.span) : undefined;
  if (item === undefined) return undefined;
  const { file, start, end } = item.lines;
  const head = file.text.slice(start, beside.span.start);
  const indent = ' '.repeat(head.length - 1 - head.lastIndexOf('\n'));
  const written = lines.map((line, index) => `${index === 0 ? head : indent}${line}`);
  // Where an empty line parts the entries, one parts this one too.
  const gap = /\n[ \t]*\r?\n$/.test(file.text.slice(0, start)) ? [''] : [];
  return 'before' in where
    ? withLines(start, [...written, ...gap], beside)?.map(aboveComment)
    : withLines(end, [...gap, ...written], beside);
}

function withLines(at: number, lines: readonly (string | undefined)[], { span: { file } }: YamlNode): readonly Edit[] | undefined {
  if (lines.includes(undefined)) return undefined;
  const end = lineEnd(file.text);
  const isUnended = at === file.text.length && !file.text.endsWith('\n');
  const text = isUnended ? lines.map(line => `${end}${line}`) : lines.map(line => `${line}${end}`);
  return [{ span: { file, start: at, end: at }, text: text.join('') }];
}
