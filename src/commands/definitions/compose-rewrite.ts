import { asMap, entriesOf, type YamlEntry, type YamlMap, type YamlScalar } from '../../formats/yaml.js';
import { isFlow, withoutEntry } from '../../formats/yaml-edit.js';
import { listItemAt } from '../../formats/yaml-lines.js';
import { oncePer } from '../../model/once.js';
import type { Change, Rewrite } from '../../model/rewrite.js';
import type { Setting } from '../../model/step.js';
import { known } from '../../model/value.js';
import type { Edit, Span } from '../../source/file.js';
import { withoutItems } from '../../source/lines.js';
import { removalOf } from '../../source/own-comment.js';

/**
 * Answers for one service of Compose files, where what is to be changed is written in the `build` of a service: an anchor, an alias or a
 * merge may put it in others. What several services extend is taken away for all of them, and changed for none.
 * @param maps the files as a whole
 */
export function rewritableService(maps: readonly YamlMap[], name: string): Rewrite {
  return (...changes) => {
    const holders = maps.flatMap(holdersIn);
    const removed = removals(changes, holders);
    const others = changes.filter(change => change.change !== 'remove').map(change => changed(change, holders, name));
    if (removed === undefined || others.some(edits => edits === undefined)) return undefined;
    return [...removed, ...others.flatMap(edits => edits ?? [])];
  };
}

/** A map whose keys say how a service is built: `build`, and `x-bake` in it. */
interface Holder {
  readonly service: string;
  readonly map: YamlMap;
}

/** Of a file with thousands of services each is asked for. */
const holdersIn = oncePer((map: YamlMap): readonly Holder[] =>
  entriesOf(ownMap(map.entry('services'))).flatMap(entry => {
    const build = ownMap(ownMap(entry)?.entry('build'));
    const bake = ownMap(build?.entry('x-bake'));
    return [build, bake].flatMap(one => (one === undefined ? [] : [{ service: entry.key.decoded, map: one }]));
  }),
);

function ownMap(entry: YamlEntry | undefined): YamlMap | undefined {
  return entry !== undefined && isOwn(entry) ? asMap(entry.value) : undefined;
}

function isOwn({ aliasSpan, mergedAt, value }: YamlEntry): boolean {
  return aliasSpan === undefined && mergedAt === undefined && value.anchor === undefined;
}

interface Found {
  readonly holder: Holder;
  readonly entry: YamlEntry;
  /** its place in a list; absent where it is all that the key holds */
  readonly index: number | undefined;
  readonly scalar: YamlScalar;
}

function find({ span }: Setting, holders: readonly Holder[]): Found | undefined {
  for (const holder of holders) {
    const entry = holder.map.entries.find(one => isOwn(one) && contains(one.value.span, span));
    if (entry === undefined) continue;
    const { value } = entry;
    if (value.kind === 'scalar') return /\s/.test(value.decoded) ? undefined : { holder, entry, index: undefined, scalar: value };
    if (value.kind !== 'list' || value.items.some(item => !contains(value.span, item.span))) continue;
    const index = value.items.findIndex(item => contains(item.span, span));
    const item = value.items[index];
    if (item?.kind === 'scalar' && item.anchor === undefined) return { holder, entry, index, scalar: item };
  }
  return undefined;
}

function contains(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

function changed(change: Change, holders: readonly Holder[], name: string): readonly Edit[] | undefined {
  if (change.change !== 'replace') return undefined;
  const { setting, value } = change;
  const found = find(setting, holders);
  // Several platforms would be several items.
  if (found === undefined || found.holder.service !== name || (found.entry.key.decoded === 'platforms' && value.includes(',')))
    return undefined;
  const { scalar } = found;
  const edit = known(setting.value) === scalar.decoded ? scalar.text.edit(0, scalar.text.value.length, [value]) : undefined;
  return edit && [edit];
}

/** What takes all items of a list takes the key away; a `build` without any key builds nothing. */
function removals(changes: readonly Change[], holders: readonly Holder[]): readonly Edit[] | undefined {
  const byEntry = new Map<YamlEntry, { readonly holder: Holder; readonly gone: Set<number> }>();
  for (const change of changes) {
    if (change.change !== 'remove') continue;
    const found = find(change.setting, holders);
    if (found === undefined) return undefined;
    const { holder, entry, index } = found;
    const gone = byEntry.get(entry)?.gone ?? new Set<number>();
    byEntry.set(entry, { holder, gone: index === undefined ? gone : gone.add(index) });
  }
  const whole = [...byEntry].filter(([entry, { gone }]) => isWhole(entry, gone));
  for (const [, { holder }] of whole) {
    const { length } = whole.filter(([, other]) => other.holder === holder);
    if (length >= holder.map.entries.length || (length > 1 && isFlow(holder.map))) return undefined;
  }
  const edits = [...byEntry].map(([entry, { holder, gone }]) =>
    isWhole(entry, gone) ? withoutEntry(holder.map, entry) : withoutListItems(entry, gone),
  );
  return edits.some(one => one === undefined) ? undefined : edits.flatMap(one => one ?? []);
}

function isWhole({ value }: YamlEntry, gone: ReadonlySet<number>): boolean {
  return value.kind !== 'list' || gone.size === value.items.length;
}

function withoutListItems({ value }: YamlEntry, gone: ReadonlySet<number>): readonly Edit[] | undefined {
  if (value.kind !== 'list') return undefined;
  const spans = value.items.map(item => item.span);
  if (isFlow(value)) return withoutItems(spans, gone);
  const lines = [...gone].map(index => spans[index] && listItemAt(spans[index])?.lines);
  return lines.some(one => one === undefined) ? undefined : lines.flatMap(one => (one === undefined ? [] : [removalOf(one)]));
}
