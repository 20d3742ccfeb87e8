import { asMap, type YamlEntry, type YamlList, type YamlMap, type YamlNode, type YamlScalar } from '../formats/yaml.js';
import { entryBehind, indentOf, isFlow, lineBehind, withoutEntry } from '../formats/yaml-edit.js';
import { listItemAt, mapEntryAt, scalarOf } from '../formats/yaml-lines.js';
import type { Change } from '../model/rewrite.js';
import type { Setting, StepFields } from '../model/step.js';
import { known } from '../model/value.js';
import { type Edit, type Span, sameSpan } from '../source/file.js';
import { withoutItems } from '../source/lines.js';
import { type ListItem, lineEnd } from '../source/notation.js';
import { aboveComment, removalOf } from '../source/own-comment.js';

/** A step whose settings are keys of a map: an action's inputs, an orb's parameters. */
export interface MapStep {
  /** the node of the step in its list */
  readonly step: YamlNode;
  /** the map that the settings stand in, and the key of it in the step, which is added where there is none yet */
  readonly settings: YamlMap | undefined;
  readonly settingsKey?: string;
  /** option → key, for those that can be added */
  readonly keys: Readonly<Record<string, string>>;
  /** the scalar that names what the step uses, with its version behind `@` */
  readonly uses?: YamlScalar;
  /** the key under which entries of the list beside the step run commands, where they may */
  readonly commandKey?: string;
  /** a condition that leaves out pull requests from forks */
  readonly notForForks?: () => readonly Edit[] | undefined;
  /** the steps that the CI system's documentation has */
  readonly documented?: DocumentedSteps;
}

/** Steps in lines without indentation. */
export interface DocumentedSteps {
  /** signs in to Docker Hub */
  readonly signIn: readonly string[];
  /** connects to a cloud builder and gives it a name */
  readonly connect: (endpoint: string, name: string) => readonly string[];
}

/** Answers what rules ask of a step that is written as a map. */
export function rewritableMap(written: MapStep): Pick<StepFields, 'rewrite' | 'lines'> {
  return {
    rewrite: (...changes) => {
      const answers = changes.map(change => edits(written, change));
      return answers.some(answer => answer === undefined) ? undefined : answers.flatMap(answer => answer ?? []);
    },
    lines: () => listItemAt(written.step.span)?.lines,
  };
}

/**
 * The entry of a list of steps that runs a script under a key: further ones are steps that run another.
 * @param documented what a further entry may be besides
 */
export function stepItem(
  { anchor, span }: Pick<YamlNode, 'anchor' | 'span'>,
  key: string,
  documented?: DocumentedSteps,
): ListItem | undefined {
  const item = anchor === undefined ? listItemAt(span, key) : undefined;
  if (item === undefined || documented === undefined) return item;
  const { file, start } = item.lines;
  const head = file.text.slice(start, span.start);
  const indent = ' '.repeat(head.length - 1 - head.lastIndexOf('\n'));
  const end = lineEnd(file.text);
  const isNamed = /^name:/.test(file.text.slice(span.start, span.start + 'name:'.length));
  // Where an empty line parts the steps, one parts these too.
  const isParted = /\n[ \t]*\r?\n$/.test(file.text.slice(0, aboveComment({ span: { file, start, end: start }, text: '' }).span.start));
  const written = (name: string, step: readonly string[]) => {
    const lines = isNamed ? [`name: ${name}`, ...step] : step;
    return lines.map((line, index) => `${index === 0 ? head : indent}${line}${end}`).join('') + (isParted ? end : '');
  };
  return {
    ...item,
    signIn: () => written('Sign in to Docker Hub', documented.signIn),
    connect: (endpoint, name) => written('Connect to Docker Build Cloud', documented.connect(endpoint, name)),
  };
}

/** The steps that connect to a builder, before another. */
function connectBefore(item: ListItem, asked: Extract<Change, { change: 'connect-before' }>): readonly Edit[] | undefined {
  if (item.connect === undefined || item.signIn === undefined) return undefined;
  const text = (asked.signIn ? item.signIn() : '') + item.connect(asked.endpoint, asked.name);
  return [aboveComment({ span: { ...item.lines, end: item.lines.start }, text })];
}

/** Entries of their own before or behind the step. */
function withCommands(
  step: YamlNode,
  key: string,
  { where, commands }: Extract<Change, { change: 'insert' }>,
): readonly Edit[] | undefined {
  const item = stepItem(step, key);
  const written = commands.map(one => (typeof one === 'string' ? item?.line(one) : item?.line(one.command, one.secrets)));
  if (item === undefined || written.some(line => line === undefined)) return undefined;
  const { file, start, end } = item.lines;
  const isUnended = where === 'behind' && !file.text.slice(start, end).endsWith('\n');
  const text = written.join('');
  if (where === 'before') return [aboveComment({ span: { file, start, end: start }, text })];
  return isUnended ? undefined : [{ span: { file, start: end, end }, text }];
}

/** A commit that stands for a version cannot be told from its number. */
function withVersion({ uses }: MapStep, version: string): readonly Edit[] | undefined {
  const at = uses?.decoded.indexOf('@') ?? -1;
  if (uses === undefined || at === -1 || !/@v?\d[\w.-]*$/.test(uses.decoded)) return undefined;
  const edit = /@[0-9a-f]{40}$/.test(uses.decoded) ? undefined : uses.text.edit(at + 1, uses.text.value.length, [version]);
  return edit && [edit];
}

function edits(written: MapStep, change: Change): readonly Edit[] | undefined {
  switch (change.change) {
    case 'add':
      return change.like === undefined ? withKey(written, change.option, change.value ?? 'true') : undefined;
    case 'remove':
      return withoutKey(written, change.setting);
    case 'replace':
      return withValue(written, change.setting, change.value);
    case 'remove-step': {
      const item = listItemAt(written.step.span);
      return item === undefined || item.only || written.step.anchor !== undefined ? undefined : [removalOf(item.lines)];
    }
    case 'version':
      return withVersion(written, change.version);
    case 'sign-in-before': {
      const item = stepItem(written.step, 'run', written.documented);
      return item?.signIn && [aboveComment({ span: { ...item.lines, end: item.lines.start }, text: item.signIn() })];
    }
    case 'connect-before': {
      const item = stepItem(written.step, 'run', written.documented);
      return item && connectBefore(item, change);
    }
    case 'not-for-forks':
      return written.notForForks?.();
    case 'insert':
      return written.commandKey === undefined ? undefined : withCommands(written.step, written.commandKey, change);
    case 'text':
    case 'like':
    case 'unless':
    case 'stop-at-failure':
    case 'with-option':
    case 'remove-variable':
    case 'words':
    case 'quote':
    case 'password-from-stdin':
      return undefined;
  }
}

/** An entry of the settings, or of a map among them. */
interface Found {
  readonly map: YamlMap;
  readonly entry: YamlEntry;
}

/** The entry that a setting is, or is part of; what an alias or a merge brings is shared. */
function find(map: YamlMap | undefined, span: Span): Found | undefined {
  const entry = map?.entries.find(one => sameSpan(one.span, span) || contains(one.span, span));
  if (map === undefined || entry === undefined || entry.aliasSpan !== undefined || entry.mergedAt !== undefined) return undefined;
  const { value } = entry;
  return value.kind === 'map' && value.anchor === undefined ? find(value, span) : { map, entry };
}

function contains(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/** A value that is all that the key holds; an expression in it is not written over. */
function withValue({ settings }: MapStep, setting: Setting, value: string): readonly Edit[] | undefined {
  const node = find(settings, setting.span)?.entry.value;
  if (node?.kind !== 'scalar' || known(setting.value) !== node.decoded.trim()) return undefined;
  const edit = node.text.edit(0, node.text.value.trimEnd().length, [value]);
  return edit && [edit];
}

function withoutKey(written: MapStep, setting: Setting): readonly Edit[] | undefined {
  const { settings, step, settingsKey } = written;
  const found = find(settings, setting.span);
  if (settings === undefined || found === undefined || found.entry.value.anchor !== undefined) return undefined;
  const { map, entry } = found;
  if (entry.value.kind === 'list') return withoutListItem(found, entry.value, setting);
  if (entry.value.kind !== 'scalar') return undefined;
  const isWhole =
    sameSpan(setting.span, entry.span) || setting.value.span.end - setting.value.span.start >= entry.value.decoded.trim().length;
  if (!isWhole) return withoutLine(entry, setting);
  if (map !== settings || map.entries.length > 1) return map.anchor === undefined ? withoutEntry(map, entry) : undefined;
  const holder = settingsKey === undefined ? undefined : asMap(step)?.entry(settingsKey);
  const lines =
    holder === undefined || holder.aliasSpan !== undefined || settings.anchor !== undefined ? undefined : mapEntryAt(holder.span);
  return lines === undefined || lines.only ? undefined : [removalOf(lines.lines)];
}

/** One of several items of a list, or the key with the only one. */
function withoutListItem({ map, entry }: Found, { items }: YamlList, { span }: Setting): readonly Edit[] | undefined {
  const index = items.findIndex(item => contains(item.span, span) || contains(span, item.span));
  const item = items[index];
  if (item === undefined || item.anchor !== undefined || !contains(entry.span, item.span)) return undefined;
  if (items.length === 1) return map.entries.length > 1 ? withoutEntry(map, entry) : undefined;
  const lines = listItemAt(item.span)?.lines;
  if (lines !== undefined) return [removalOf(lines)];
  const spans = items.map(one => one.span);
  return isFlow(entry.value) ? withoutItems(spans, new Set([index])) : undefined;
}

/** One of several items that a block scalar holds, a line each. */
function withoutLine({ value }: YamlEntry, { value: { span } }: Setting): readonly Edit[] | undefined {
  const { text } = span.file;
  if (value.kind !== 'scalar' || (value.style !== 'literal' && value.style !== 'folded')) return undefined;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const around = text.slice(start, span.start) + text.slice(span.end, newline === -1 ? undefined : newline);
  if (newline === -1 || around.trim() !== '' || start <= value.span.start) return undefined;
  return [{ span: { file: span.file, start, end: newline + 1 }, text: '' }];
}

function withKey({ step, settings, settingsKey, keys }: MapStep, option: string, value: string): readonly Edit[] | undefined {
  const key = keys[option];
  const map = asMap(step);
  if (key === undefined || map === undefined) return undefined;
  const given = settings?.entry(key);
  const scalar = scalarOf(value);
  if (given !== undefined || scalar === undefined || settings?.anchor !== undefined) return undefined;
  if (settings !== undefined && settings.entries.length > 0) return entryBehind(settings, `${key}: ${scalar}`);
  const holder = settingsKey === undefined ? undefined : map.entry(settingsKey);
  const last = map.entries.at(-1);
  const first = map.entries[0];
  if (holder !== undefined || settingsKey === undefined || last === undefined || first === undefined) return undefined;
  const indent = indentOf(first.key.span);
  return indent === undefined ? undefined : lineBehind(last, [`${indent}${settingsKey}:`, `${indent}  ${key}: ${scalar}`]);
}
