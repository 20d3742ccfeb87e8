import type { CommandReader } from '../../src/commands/command-reader.js';
import { ALWAYS } from '../../src/model/condition.js';
import { Env } from '../../src/model/env.js';
import type { Unread } from '../../src/model/pipeline.js';
import type { Command, PlannedStep, Setting, StepOf } from '../../src/model/step.js';
import { literal, type Value, valueText } from '../../src/model/value.js';
import { memoryProject } from '../../src/project/memory.js';
import { SourceFile, span } from '../../src/source/file.js';
import { word, words } from './words.js';

/** What a command is started with, beside its words. */
export interface Surroundings {
  /** variables, each with a value as `words` reads it: `$X` is a reference */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly component?: string;
}

export function command(text: string, { env = {}, stdin, component }: Surroundings = {}): Command {
  const file = new SourceFile('test.sh', text);
  const at = span(file, 0, text.length);
  return {
    kind: 'command',
    words: words(text, file),
    dialect: 'bash',
    span: at,
    runs: ALWAYS,
    env: Env.of(Object.entries(env).map(([name, value]) => [name, value === '' ? literal('', at) : word(value)] as const)),
    workingDirectory: '',
    via: [],
    tolerated: false,
    ...(stdin !== undefined && { stdin: word(stdin) }),
    ...(component !== undefined && { component: { name: component, version: 'v1', span: at } }),
  };
}

/** The steps a reader makes of a command, and what it says it could not read. */
export async function readAll(
  reader: CommandReader,
  text: string | Command,
  surroundings: Surroundings = {},
): Promise<{ readonly steps: readonly PlannedStep[] | undefined; readonly unread: readonly Unread[] }> {
  const unread: Unread[] = [];
  const given = typeof text === 'string' ? command(text, surroundings) : text;
  const steps = await reader.read(given, { project: memoryProject({}), root: '', unread: note => unread.push(note) });
  return { steps, unread };
}

export async function read(
  reader: CommandReader,
  text: string | Command,
  surroundings: Surroundings = {},
): Promise<readonly PlannedStep[]> {
  return (await readAll(reader, text, surroundings)).steps ?? [];
}

/** The one step a reader makes of a command, which must be of this kind. */
export async function readOne<K extends PlannedStep['kind']>(
  reader: CommandReader,
  kind: K,
  text: string | Command,
  surroundings: Surroundings = {},
): Promise<StepOf<K>> {
  const steps = await read(reader, text, surroundings);
  const [only, second] = steps;
  if (only === undefined || second !== undefined || !isKind(only, kind)) {
    throw new Error(
      `expected one ${kind}, found ${steps.map(step => step.kind).join(', ') || 'nothing'}: ${typeof text === 'string' ? text : ''}`,
    );
  }
  return only;
}

function isKind<K extends PlannedStep['kind']>(step: PlannedStep, kind: K): step is StepOf<K> {
  return step.kind === kind;
}

/** Settings as text: their values, and in brackets what their span holds. */
export function texts(settings: readonly Setting[]): readonly string[] {
  return settings.map(text);
}

export function text(setting: Setting | undefined): string {
  return setting === undefined ? 'none' : valueText(setting.value);
}

/** A step as plain data, to compare: settings and values as text, empty lists and what every step has left out. */
export function plain(step: PlannedStep): Readonly<Record<string, unknown>> {
  const shared = new Set([
    'span',
    'programSpan',
    'runs',
    'env',
    'workingDirectory',
    'via',
    'tolerated',
    'words',
    'component',
    'name',
    'key',
    'rewrite',
    'lines',
  ]);
  const found = Object.entries(step).flatMap(([key, value]): [string, unknown][] => {
    if (shared.has(key) || (Array.isArray(value) && value.length === 0)) return [];
    return [[key, Array.isArray(value) ? value.map(shown) : shown(value)]];
  });
  return Object.fromEntries(found);
}

function shown(value: unknown): unknown {
  if (isSetting(value)) return valueText(value.value);
  if (isValue(value)) return valueText(value);
  return value;
}

function isSetting(value: unknown): value is Setting {
  return typeof value === 'object' && value !== null && 'value' in value && isValue(value.value);
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'parts' in value;
}
