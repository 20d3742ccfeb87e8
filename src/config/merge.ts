import type { Limits } from '../model/limits.js';
import type { PlatformId } from '../model/pipeline.js';
import type { Preset } from '../model/rule-info.js';
import type { Span } from '../source/file.js';
import type { ConfigDocument } from './document.js';
import { type Glob, globAt } from './glob.js';
import type { ConfigData } from './schema.js';
import type { Level } from './vocabulary.js';

/** One configuration file with the folder that its globs are relative to. */
export interface Layer {
  readonly document: ConfigDocument;
  readonly folder: string;
}

/** A value and where it is written. */
export interface Sourced<T> {
  readonly value: T;
  readonly at: Span;
}

export interface RuleEntry {
  readonly severity: Sourced<Level>;
  readonly options?: Sourced<Readonly<Record<string, unknown>>>;
}

export interface Override {
  /** absent: all */
  readonly files?: readonly Glob[];
  readonly platforms?: readonly PlatformId[];
  readonly rules: ReadonlyMap<string, RuleEntry>;
}

/** A configuration file and all that it extends, as one. */
export interface Merged {
  readonly preset?: Sourced<Preset>;
  readonly failOn?: Sourced<NonNullable<ConfigData['failOn']>>;
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly overrides: readonly Override[];
  readonly ignore: readonly Glob[];
  readonly platforms: ReadonlyMap<PlatformId, readonly Glob[]>;
  readonly requireReason?: Sourced<boolean>;
  /** rules that no comment silences, by id */
  readonly neverSilenced: ReadonlyMap<string, Span>;
  readonly limits: ReadonlyMap<keyof Limits, Sourced<number>>;
  /** facts by their key: `builder.org`, `forks`, … */
  readonly facts: ReadonlyMap<string, Sourced<unknown>>;
}

/**
 * Later layers win: a value replaces the one before it, a rule's severity keeps the options that an earlier layer gave it, globs and
 * overrides are added to those before, and so are rules that no comment silences.
 */
export function merge(layers: readonly Layer[]): Merged {
  let preset: Merged['preset'];
  let failOn: Merged['failOn'];
  let requireReason: Merged['requireReason'];
  const limits = new Map<keyof Limits, Sourced<number>>();
  const neverSilenced = new Map<string, Span>();
  const rules = new Map<string, RuleEntry>();
  const facts = new Map<string, Sourced<unknown>>();
  const platforms = new Map<PlatformId, Glob[]>();
  for (const { document, folder } of layers) {
    const { data, at } = document;
    if (data.preset !== undefined) preset = { value: data.preset as Preset, at: at('preset') };
    if (data.failOn !== undefined) failOn = { value: data.failOn, at: at('failOn') };
    const { requireReason: reason, never = [] } = data.ignoreComments ?? {};
    if (reason !== undefined) requireReason = { value: reason, at: at('ignoreComments', 'requireReason') };
    for (const [index, id] of never.entries()) neverSilenced.set(id, at('ignoreComments', 'never', index));
    for (const [key, value] of Object.entries(data.limits ?? {}))
      if (value !== undefined) limits.set(key as keyof Limits, { value, at: at('limits', key) });
    for (const [id, entry] of rulesOf(document, data.rules, ['rules'])) rules.set(id, withOptionsOf(entry, rules.get(id)));
    for (const [platform, globs] of Object.entries(data.platforms ?? {})) {
      const id = platform as PlatformId;
      platforms.set(id, [...(platforms.get(id) ?? []), ...globsOf(document, globs, folder, ['platforms', platform])]);
    }
    // What is said of all platforms takes the place of what an earlier layer said of each.
    if (typeof data.persistentAgents === 'boolean')
      for (const key of facts.keys()) if (key.startsWith('persistentAgents.')) facts.delete(key);
    for (const [key, fact] of factsOf(document)) facts.set(key, fact);
  }
  return {
    ...(preset !== undefined && { preset }),
    ...(failOn !== undefined && { failOn }),
    ...(requireReason !== undefined && { requireReason }),
    neverSilenced,
    limits,
    rules,
    overrides: layers.flatMap(overridesOf),
    ignore: layers.flatMap(({ document, folder }) => globsOf(document, document.data.ignore, folder, ['ignore'])),
    platforms,
    facts,
  };
}

/** A severity alone leaves the options as they were. */
export function withOptionsOf(entry: RuleEntry, before: RuleEntry | undefined): RuleEntry {
  const options = entry.options ?? before?.options;
  return { severity: entry.severity, ...(options !== undefined && { options }) };
}

function overridesOf({ document, folder }: Layer): readonly Override[] {
  return (document.data.overrides ?? []).map(({ files, platforms, rules }, index) => ({
    ...(files !== undefined && { files: globsOf(document, files, folder, ['overrides', index, 'files']) }),
    ...(platforms !== undefined && { platforms }),
    rules: rulesOf(document, rules, ['overrides', index, 'rules']),
  }));
}

function rulesOf({ at }: ConfigDocument, rules: ConfigData['rules'], path: readonly (string | number)[]): ReadonlyMap<string, RuleEntry> {
  const entries = new Map<string, RuleEntry>();
  for (const [id, setting] of Object.entries(rules ?? {})) {
    if (setting === undefined) continue;
    if (typeof setting === 'string') entries.set(id, { severity: { value: setting, at: at(...path, id) } });
    else {
      const [value, options] = setting;
      entries.set(id, {
        severity: { value, at: at(...path, id, 0) },
        options: { value: options, at: at(...path, id, 1) },
      });
    }
  }
  return entries;
}

function globsOf(
  { at }: ConfigDocument,
  patterns: readonly string[] | undefined,
  folder: string,
  path: readonly (string | number)[],
): readonly Glob[] {
  return (patterns ?? []).map((pattern, index) => globAt(pattern, folder, at(...path, index)));
}

function factsOf({ data, at }: ConfigDocument): ReadonlyMap<string, Sourced<unknown>> {
  const facts = new Map<string, Sourced<unknown>>();
  for (const [key, value] of Object.entries(data.builder ?? {})) facts.set(`builder.${key}`, { value, at: at('builder', key) });
  for (const key of ['registries', 'forks'] as const) {
    if (data[key] !== undefined) facts.set(key, { value: data[key], at: at(key) });
  }
  const { persistentAgents } = data;
  if (typeof persistentAgents === 'boolean') facts.set('persistentAgents', { value: persistentAgents, at: at('persistentAgents') });
  else
    for (const [platform, value] of Object.entries(persistentAgents ?? {}))
      facts.set(`persistentAgents.${platform}`, { value, at: at('persistentAgents', platform) });
  return facts;
}
