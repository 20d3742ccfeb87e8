import type { Edit, SourceFile, Span } from '../source/file.js';
import { withoutItems } from '../source/lines.js';
import { lineEnd } from '../source/notation.js';
import { removalOf } from '../source/own-comment.js';
import type { YamlEntry, YamlMap, YamlNode } from './yaml.js';
import { listItemAt, mapEntryAt } from './yaml-lines.js';

/** Edits that add entries to maps of a YAML file and take nodes away. What an alias or a merge brings is shared, so it has no answer. */

/** A further entry of a map, in the way its last one is written. */
export function entryBehind(map: YamlMap, entry: string): readonly Edit[] | undefined {
  const last = map.entries.at(-1);
  if (last === undefined || map.entries.some(one => one.mergedAt !== undefined || one.aliasSpan !== undefined)) return undefined;
  const { file } = map.span;
  const { end } = last.span;
  if (isFlow(map)) return /[,{}]/.test(entry) ? undefined : [{ span: { file, start: end, end }, text: `, ${entry}` }];
  const indent = indentOf(last.key.span);
  return indent === undefined ? undefined : lineBehind(last, [`${indent}${entry}`]);
}

/** Lines right behind an entry of a map. */
export function lineBehind({ span, value }: YamlEntry, lines: readonly string[]): readonly Edit[] | undefined {
  const { file } = span;
  // With `+` the empty lines behind a block scalar are its text.
  if (value.kind === 'scalar' && /^[|>][1-9]?\+/.test(file.text.slice(value.span.start, value.span.start + 3))) return undefined;
  const newline = file.text.indexOf('\n', span.end);
  const at = newline === -1 ? file.text.length : newline + 1;
  const end = lineEnd(file.text);
  const text = lines.map(line => `${line}${end}`).join('');
  const isUnended = newline === -1 && file.text !== '';
  return [{ span: { file, start: at, end: at }, text: isUnended ? `${end}${text.slice(0, -end.length)}` : text }];
}

/** The blanks before a key, where nothing but those and the dash of a list entry is before it. */
export function indentOf({ file, start }: Span): string | undefined {
  const head = headOf(file, start);
  return /^ *(?:- +)*$/.test(head) ? ' '.repeat(head.length) : undefined;
}

/** An entry of a map goes, and with the only one the key that holds the map. */
export function withoutEntry(map: YamlMap, entry: YamlEntry): readonly Edit[] | undefined {
  if (entry.aliasSpan !== undefined || entry.mergedAt !== undefined || entry.value.anchor !== undefined) return undefined;
  if (isFlow(map)) return withoutFlowItem(map, entry.span, map.entries);
  return map.entries.length === 1 && map.anchor === undefined && isBehindDash(map) ? withoutListItem(map.span) : withoutLines(entry.span);
}

/** A scalar that is all that a key or an entry of a list holds goes with that, and so does what would be left empty. */
export function withoutNode({ span, anchor }: YamlNode): readonly Edit[] | undefined {
  if (anchor !== undefined) return undefined;
  const entry = entryOfValue(span);
  return entry === undefined ? withoutListItem(span) : withoutLines(entry);
}

function withoutListItem(node: Span): readonly Edit[] | undefined {
  const item = listItemAt(node);
  if (item === undefined) return undefined;
  return item.only ? withoutHolder(item.lines) : [removalOf(item.lines)];
}

/** The entry of a block map stands on lines of its own. */
function withoutLines(entry: Span): readonly Edit[] | undefined {
  const found = mapEntryAt(entry);
  if (found === undefined) return undefined;
  return found.only ? withoutHolder(found.lines) : [removalOf(found.lines)];
}

function withoutFlowItem(container: YamlMap, item: Span, all: readonly { readonly span: Span }[]): readonly Edit[] | undefined {
  const { file, start, end } = container.span;
  const isInside = (one: Span) => one.file === file && start < one.start && one.end < end;
  // A map that was merged of several is written elsewhere.
  const spans = all.map(({ span }) => span);
  const index = spans.indexOf(item);
  if (!spans.every(isInside) || index === -1 || container.anchor !== undefined) return undefined;
  if (spans.length > 1) return withoutItems(spans, new Set([index]));
  const holder = entryOfValue(container.span);
  return holder && withoutLines(holder);
}

/** The key that holds what stands on these lines and nothing else. */
function withoutHolder(lines: Span): readonly Edit[] | undefined {
  const { file } = lines;
  let { start } = lines;
  let line: string;
  do {
    if (start === 0) return undefined;
    const before = file.text.lastIndexOf('\n', start - 2) + 1;
    line = file.text.slice(before, start);
    start = before;
  } while (/^\s*(?:#.*)?$/.test(line.trimEnd()));
  const key = /^( *)["']?[\w.-]+["']?:[ \t]*(?:#.*)?$/.exec(line.trimEnd());
  return key === null ? undefined : withoutLines({ file, start: start + (key[1]?.length ?? 0), end: trimmedEnd(lines) });
}

function trimmedEnd({ file, start, end }: Span): number {
  return start + file.text.slice(start, end).trimEnd().length;
}

/** The entry of a block map whose value stands behind its key on one line. */
function entryOfValue({ file, start, end }: Span): Span | undefined {
  const head = headOf(file, start);
  const key = /^( *(?:- +)?)["']?[\w.-]+["']?: +$/.exec(head);
  return key === null ? undefined : { file, start: start - head.length + (key[1]?.length ?? 0), end };
}

function isBehindDash({ span: { file, start } }: YamlNode): boolean {
  return /^ *- +$/.test(headOf(file, start));
}

export function isFlow({ span: { file, start } }: YamlNode): boolean {
  return /[{[]/.test(file.text[start] ?? '');
}

function headOf({ text }: SourceFile, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}
