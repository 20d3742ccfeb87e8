import type { Sourced } from '../config/merge.js';
import type { NestedConfiguration } from '../config/nested-configuration.js';
import type { PlatformId } from '../model/pipeline.js';
import { inert, visible } from '../report/visible.js';
import type { Span } from '../source/file.js';
import { VOCABULARY } from './configured.js';

/** A value, and where it comes from: a place in a configuration, `default` or a preset. */
interface Origin {
  readonly value: unknown;
  readonly from: string;
}

/** What holds for one CI file. */
export interface Resolved {
  readonly file: string;
  readonly platform: PlatformId;
  /** the glob for whose sake it is not linted, if any */
  readonly ignored?: Origin;
  readonly preset: Origin;
  readonly failOn: Origin;
  readonly requireReason: Origin;
  /** rules that no comment silences */
  readonly neverSilenced: Readonly<Record<string, string>>;
  /** those that are not the default */
  readonly limits: Readonly<Record<string, Origin>>;
  /** facts about the organisation by their key */
  readonly facts: Readonly<Record<string, Origin>>;
  readonly rules: Readonly<Record<string, Origin & { readonly options?: Origin }>>;
}

/** @param placeOf how a place is shown */
export function resolvedFor(nested: NestedConfiguration, file: string, platform: PlatformId, placeOf: (at: Span) => string): Resolved {
  const configuration = nested.of(file);
  const { merged, preset } = configuration;
  const rules = configuration.rulesFor(file, platform);
  const ignored = nested.ignoredBy(file);
  const ruleOrigins = [...VOCABULARY.rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(rule => {
      const entry = configuration.entry(rule.id, [file], platform);
      const value = configuration.levelOf(rule, file, platform);
      const from = entry === undefined ? (value === 'off' ? `not in preset ${preset}` : `preset ${preset}`) : placeOf(entry.severity.at);
      const options = entry?.options === undefined ? {} : { options: { value: rules.options(rule), from: placeOf(entry.options.at) } };
      return [rule.id, { value, from, ...options }] as const;
    });
  return {
    file,
    platform,
    ...(ignored !== undefined && { ignored: { value: ignored.pattern, from: placeOf(ignored.at) } }),
    preset: { value: preset, from: merged.preset === undefined ? 'default' : placeOf(merged.preset.at) },
    failOn: { value: merged.failOn?.value ?? 'warning', from: merged.failOn === undefined ? 'default' : placeOf(merged.failOn.at) },
    requireReason: {
      value: merged.requireReason?.value ?? true,
      from: merged.requireReason === undefined ? 'default' : placeOf(merged.requireReason.at),
    },
    neverSilenced: Object.fromEntries([...merged.neverSilenced].map(([id, at]) => [id, placeOf(at)])),
    limits: origins(merged.limits, placeOf),
    facts: origins(merged.facts, placeOf),
    rules: Object.fromEntries(ruleOrigins),
  };
}

function origins(values: ReadonlyMap<string, Sourced<unknown>>, placeOf: (at: Span) => string): Readonly<Record<string, Origin>> {
  return Object.fromEntries([...values].map(([key, { value, at }]) => [key, { value, from: placeOf(at) }]));
}

export function resolvedText(resolved: Resolved): string {
  const { file, platform, ignored, preset, failOn, requireReason, neverSilenced, limits, facts, rules } = resolved;
  const top: readonly (readonly [string, Origin])[] = [
    ...(ignored === undefined ? [] : [['ignored', ignored] as const]),
    ['preset', preset],
    ['failOn', failOn],
    ['ignoreComments.requireReason', requireReason],
    ...Object.entries(neverSilenced).map(([id, from]) => ['ignoreComments.never', { value: id, from }] as const),
    ...Object.entries(limits).map(([key, origin]) => [`limits.${key}`, origin] as const),
    ...Object.entries(facts),
  ];
  const ruleRows = Object.entries(rules).flatMap(([id, { options, ...severity }]) => [
    [id, severity] as const,
    ...(options === undefined ? [] : [[`${id} options`, options] as const]),
  ]);
  return inert(visible(`${file} (${platform})\n\n${table(top)}\n${table(ruleRows)}`));
}

function table(rows: readonly (readonly [string, Origin])[]): string {
  const cells = rows.map(([name, { value, from }]) => [name, typeof value === 'string' ? value : JSON.stringify(value), from] as const);
  const widths = [0, 1].map(column => Math.max(...cells.map(row => row[column]?.length ?? 0)));
  return cells.map(([name, value, from]) => `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${from}\n`).join('');
}
