import { asMap, type YamlEntry, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { entryBehind } from '../../formats/yaml-edit.js';
import { scalarOf } from '../../formats/yaml-lines.js';
import type { Change } from '../../model/rewrite.js';
import type { Setting, StepFields } from '../../model/step.js';
import { known } from '../../model/value.js';
import { type Edit, type Span, spanText } from '../../source/file.js';
import { rewritableMap } from '../yaml-rewrite.js';

/** A command or job of the docker orb as it is called. */
export interface OrbCall {
  /** its entry in a list of steps; absent for a job */
  readonly step?: YamlNode | undefined;
  readonly passed: YamlNode | undefined;
  /** the parameter that holds further flags of the build; absent where the command builds nothing */
  readonly flags?: string;
}

/** Answers for what the orb does: its parameters are keys of a map, and one of them holds flags of the build. */
export function rewritableOrb({ step, passed, flags }: OrbCall): Pick<StepFields, 'rewrite' | 'lines'> {
  const map = asMap(passed);
  const node = step ?? map;
  if (node === undefined) return {};
  const whole = rewritableMap({ step: node, settings: map, keys: {}, commandKey: 'run' });
  const answer = (change: Change): readonly Edit[] | undefined => {
    if (change.change === 'add') return map && flags !== undefined && change.like === undefined ? withFlag(map, flags, change) : undefined;
    const own = 'setting' in change ? flagIn(map, flags, change.setting) : undefined;
    if (own !== undefined) return changedFlag(own, change);
    return step === undefined && !('setting' in change) ? undefined : whole.rewrite?.(change);
  };
  return {
    rewrite: (...changes) => {
      const answers = changes.map(answer);
      return answers.some(edits => edits === undefined) ? undefined : answers.flatMap(edits => edits ?? []);
    },
    ...(step !== undefined && whole.lines && { lines: whole.lines }),
  };
}

/** A further flag of the build, in the parameter for those. */
function withFlag(map: YamlMap, name: string, { option, value }: Extract<Change, { change: 'add' }>): readonly Edit[] | undefined {
  const flag = `--${option}${value === undefined ? '' : ` ${value}`}`;
  const entry = map.entry(name);
  if (map.anchor !== undefined || (value !== undefined && !/^[\w@%+=:,./-]+$/.test(value))) return undefined;
  if (entry === undefined) return entryBehind(map, `${name}: ${scalarOf(flag)}`);
  if (entry.value.kind !== 'scalar' || !isOwn(entry)) return undefined;
  const { text } = entry.value;
  const end = text.value.trimEnd().length;
  const edit = end === 0 ? undefined : text.edit(end, end, [` ${flag}`]);
  return edit && [edit];
}

function isOwn({ aliasSpan, mergedAt, value }: YamlEntry): boolean {
  return aliasSpan === undefined && mergedAt === undefined && value.anchor === undefined;
}

/** A stretch of the text that holds flags (offsets of its text, end exclusive). */
interface Flag {
  readonly map: YamlMap;
  readonly entry: YamlEntry;
  readonly start: number;
  readonly end: number;
}

/** A flag that stands in that parameter itself, and not in what a parameter in it stands for. */
function flagIn(map: YamlMap | undefined, name: string | undefined, { span }: Setting): Flag | undefined {
  const entry = name === undefined ? undefined : map?.entry(name);
  if (map === undefined || entry?.value.kind !== 'scalar' || !isOwn(entry)) return undefined;
  const { text } = entry.value;
  const start = offsetIn(text.spanOf(), span);
  const end = start === undefined ? 0 : start + span.end - span.start;
  return start !== undefined && text.value.slice(start, end) === spanText(span) ? { map, entry, start, end } : undefined;
}

function offsetIn(text: Span, { file, start, end }: Span): number | undefined {
  return text.file === file && text.start <= start && end <= text.end ? start - text.start : undefined;
}

function changedFlag({ map, entry, start, end }: Flag, change: Change): readonly Edit[] | undefined {
  if (entry.value.kind !== 'scalar') return undefined;
  const { text } = entry.value;
  if (change.change === 'remove') {
    const [before, behind] = [text.value.slice(0, start), text.value.slice(end)];
    if (before.trim() === '' && behind.trim() === '') {
      return rewritableMap({ step: map, settings: map, keys: {} }).rewrite?.({ change: 'remove', setting: settingOf(entry) });
    }
    const from = before.trimEnd().length;
    const to = from === 0 ? end + (/^\s*/.exec(behind)?.[0].length ?? 0) : end;
    const edit = text.edit(from, to, []);
    return edit && [edit];
  }
  if (change.change !== 'replace') return undefined;
  const { value } = change.setting;
  const at = offsetIn(text.spanOf(), value.span);
  const old = known(value);
  if (at === undefined || old === undefined || text.value.slice(at, at + old.length) !== old) return undefined;
  const edit = /^[\w@%+=:,./-]+$/.test(change.value) ? text.edit(at, at + old.length, [change.value]) : undefined;
  return edit && [edit];
}

function settingOf({ span }: YamlEntry): Setting {
  return { span, value: { parts: [], span } };
}
