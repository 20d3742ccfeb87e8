import { entriesOf, isNoMap, textOf, type YamlEntry, type YamlNode, type YamlProblem } from '../formats/yaml.js';
import { withoutEntry } from '../formats/yaml-edit.js';
import { ALWAYS, type Condition, type Event } from '../model/condition.js';
import { Env } from '../model/env.js';
import type { Job, Machine, Unread } from '../model/pipeline.js';
import type { RunVariables } from '../model/run-variables.js';
import type { Script, Setting, StepFields } from '../model/step.js';
import { choice, known, literalFrom, type Part, reference, type Value } from '../model/value.js';
import { type SourceFile, type Span, span, spanAround } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import { flatten } from './flatten.js';

/** What the readers of YAML platforms share: scalars as values, lists of lines as one script, jobs with nothing in them yet. */

/** Syntax errors of a YAML file as notes. */
export function syntaxNotes(problems: readonly YamlProblem[]): Unread[] {
  return problems.map(({ at, message, isLimit }) => ({ at, why: message, kind: isLimit ? 'limit' : 'syntax' }));
}

/** A file that is not empty and is no map holds no pipeline, whatever its name says. */
export function notAMap(top: YamlNode | undefined, file: SourceFile): Unread[] {
  return isNoMap(top)
    ? [{ at: span(file, top.span.start, top.span.start), why: 'this file holds no pipeline: it is no map', kind: 'syntax' }]
    : [];
}

/** The scalar as a value, taken literally. */
function scalarValue(node: YamlNode): Value | undefined {
  return node.kind === 'scalar' && node.value !== null ? literalFrom(node.text) : undefined;
}

/** A key whose value is a scalar, as key and value together. */
export function settingOf(entry: YamlEntry | undefined): Setting | undefined {
  const value = entry === undefined ? undefined : scalarValue(entry.value);
  return entry === undefined || value === undefined ? undefined : { value, span: spanAround(entry.key.span, value.span) };
}

/** A scalar of a list as a setting of its own. */
export function itemSetting(node: YamlNode): Setting | undefined {
  const value = scalarValue(node);
  return value === undefined ? undefined : { value, span: node.span };
}

/** A command that YAML reads as a map is none: the CI system refuses it, or runs something else. */
export function mapNote(node: YamlNode): Unread {
  return { at: node.span, why: 'this script line is a map to YAML, because of the `: ` in it; quote it', kind: 'syntax' };
}

/** The lines of a script: scalars, and lists of scalars and lists. What is neither goes to `other`, or is noted. */
export function scriptLines(
  nodes: readonly (YamlNode | undefined)[],
  note: (note: Unread) => void,
  other = (node: YamlNode): void => note(mapNote(node)),
): readonly MappedText[] {
  const texts: MappedText[] = [];
  for (const node of nodes) {
    if (node === undefined) continue;
    const { items, cut } = flatten(node);
    if (cut) note({ at: node.span, why: 'this script has more lines than are read', kind: 'limit' });
    for (const item of items) {
      if (item.kind !== 'scalar') other(item);
      else if (item.value !== null) texts.push(item.text);
    }
  }
  return texts;
}

/** Texts as one script, a line each; `undefined` for none. */
export function joinedScript(lines: readonly MappedText[]): Script | undefined {
  return lines.length === 0 ? undefined : { text: MappedText.joined(lines, '\n'), holes: [] };
}

/** The fields of a step that stands in the CI file itself and always runs. */
export function fields(span: Span, workingDirectory: string, more: Partial<StepFields> = {}): StepFields {
  return { span, runs: ALWAYS, env: Env.empty, workingDirectory, via: [], tolerated: false, ...more };
}

/** A job of which only this much is known; the rest is put over it. */
export function bareJob(
  path: readonly string[],
  name: string,
  span: Span,
  machine: Machine,
  events: readonly Event[],
  runVariables: RunVariables,
): Job {
  return {
    path,
    name,
    span,
    machine,
    events,
    runs: ALWAYS,
    env: Env.empty,
    runVariables,
    steps: [],
    needs: [],
    services: [],
    otherValues: [],
  };
}

/** `NAME: value` entries as variables, each made a value by `lower`. */
export function variablesIn(
  node: YamlNode | undefined,
  lower: (node: YamlNode) => Value | undefined,
): readonly (readonly [string, Value])[] {
  return entriesOf(node).flatMap(entry => {
    const value = lower(entry.value);
    return value === undefined ? [] : [[entry.key.decoded, unsettable(value, entry, node)] as const];
  });
}

/** The value of a variable that is an entry of a map. What a template gives may be something else for others. */
export function unsettable(value: Value, entry: YamlEntry, map: YamlNode | undefined): Value {
  const isTemplate = entry.value.kind === 'scalar' && known(value) !== entry.value.decoded;
  return map?.kind !== 'map' || isTemplate ? value : { ...value, unset: () => withoutEntry(map, entry) };
}

/**
 * Text in which `$NAME` and `${NAME}` stand for variables, and `dollars` (`$$`, `\$`) for a dollar itself; `${NAME:-x}` and other forms of
 * the shell are unknown.
 */
export function interpolated(text: MappedText, ...dollars: readonly ('$$' | '\\$')[]): Value {
  const parts: Part[] = [];
  let from = 0;
  const literalUpTo = (end: number): void => {
    if (end > from) parts.push(...literalFrom(text.slice(from, end)).parts);
  };
  const pattern = /(\$\$|\\\$)|\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*)|\{[^}]*\})/g;
  // Behind the last brace that closes none needs to be looked for.
  const last = text.value.lastIndexOf('}') + 1;
  const behind = text.value.slice(last).replaceAll('${', '$ ');
  for (const match of `${text.value.slice(0, last)}${behind}`.matchAll(pattern)) {
    const [whole, escaped, braced, bare] = match;
    const end = match.index + whole.length;
    const span = text.spanOf(match.index, end);
    const name = braced ?? bare;
    if (escaped !== undefined && !dollars.some(dollar => dollar === escaped)) continue;
    literalUpTo(match.index);
    if (escaped !== undefined) parts.push({ kind: 'literal', text: '$', span });
    else parts.push(name === undefined ? { kind: 'unknown', span } : { kind: 'reference', to: { scope: 'env', name }, span });
    from = end;
  }
  literalUpTo(text.value.length);
  return { parts, span: text.spanOf() };
}

/**
 * Minutes of a duration key, as text at its place: `30`, `90`. `undefined` for what is no number.
 * @param minutesEach what one unit of the key is in minutes
 */
export function minutesSetting(entry: YamlEntry | undefined, minutesEach = 1): Setting | undefined {
  const text = textOf(entry?.value);
  const amount = text === undefined || text === '' ? Number.NaN : Number(text);
  if (entry === undefined || Number.isNaN(amount)) return undefined;
  const { span } = entry.value;
  return {
    value: { parts: [{ kind: 'literal', text: String(amount * minutesEach), span }], span },
    span: spanAround(entry.key.span, span),
  };
}

export interface Option {
  readonly when: Condition;
  readonly value: Value;
}

/** A choice of the options that can count, of which there is at least one; where there is only one, that is the value. */
export function chosen(options: readonly Option[], at: Span): Value {
  const certain = options.findIndex(({ when }) => when.kind === 'always');
  const reached = certain < 0 ? options : options.slice(0, certain + 1);
  const possible = reached.filter(({ when }) => when.kind !== 'not' || when.of.kind !== 'always');
  const [only] = possible;
  return possible.length === 1 && only !== undefined ? only.value : choice(possible, at);
}

/**
 * Docker's configuration folder in a container that the CI system starts for some steps: a home of its own, in which nothing of the
 * machine is, and of which nobody knows what the image or a mount has put there.
 * @param container what tells it from others of the job
 */
export function containerConfig(container: string, at: Span): readonly [string, Value] {
  return ['DOCKER_CONFIG', reference({ scope: 'event', name: `docker configuration of ${container}` }, at)];
}
