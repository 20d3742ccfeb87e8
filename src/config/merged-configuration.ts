import { DEFAULT_LIMITS, type Limits } from '../model/limits.js';
import type { PlatformId } from '../model/pipeline.js';
import { inPreset, type Preset } from '../model/rule-info.js';
import type { Settings } from '../model/settings.js';
import type { CommentPolicy, Configuration, FileRules, Forced, Threshold } from './configuration.js';
import type { Glob } from './glob.js';
import { type Merged, merge, type RuleEntry, withOptionsOf } from './merge.js';
import type { ConfigurableRule, Level } from './vocabulary.js';

/** The configuration of one folder: a file with all that it extends, or nothing. */
export class MergedConfiguration implements Configuration {
  readonly merged: Merged;
  readonly #forced: Forced;

  constructor(merged: Merged = merge([]), forced: Forced = {}) {
    this.merged = merged;
    this.#forced = forced;
  }

  get preset(): Preset {
    return this.#forced.preset ?? this.merged.preset?.value ?? 'recommended';
  }

  commentsFor(_file: string): CommentPolicy {
    return { requireReason: this.merged.requireReason?.value ?? true, never: new Set(this.merged.neverSilenced.keys()) };
  }

  failOn(_file: string): Threshold | undefined {
    return this.merged.failOn?.value;
  }

  platformOf(path: string): PlatformId | undefined {
    for (const [platform, globs] of this.merged.platforms) if (globs.some(glob => glob.matches(path))) return platform;
    return undefined;
  }

  ignores(path: string): boolean {
    return this.ignoredBy(path) !== undefined;
  }

  ignoredBy(path: string): Glob | undefined {
    return this.merged.ignore.find(glob => glob.matches(path));
  }

  rulesFor(file: string, platform: PlatformId): FileRules {
    return {
      level: (rule, at = file) => this.#level(rule, [file, at], platform),
      canReport: rule => this.#canReport(rule, file, platform),
      options: rule => {
        const given = this.entry(rule.id, [file], platform)?.options?.value;
        return given === undefined ? undefined : { ...asRecord(rule.defaults), ...given };
      },
    };
  }

  settingsFor(_file: string, platform: PlatformId): Settings {
    const fact = (key: string) => this.merged.facts.get(key)?.value;
    const [org, name, registries, forks] = [fact('builder.org'), fact('builder.name'), fact('registries'), fact('forks')];
    // A script that no CI file calls runs on any machine: what is said of all CI machines is not said of it.
    const persistentAgents = fact(`persistentAgents.${platform}`) ?? (platform === 'shell-script' ? undefined : fact('persistentAgents'));
    return {
      preconfigured: fact('builder.preconfigured') === true,
      ...((typeof org === 'string' || typeof name === 'string') && {
        builder: { ...(typeof org === 'string' && { org }), ...(typeof name === 'string' && { name }) },
      }),
      ...(Array.isArray(registries) && { registries }),
      ...(typeof forks === 'boolean' && { forks }),
      ...(typeof persistentAgents === 'boolean' && { persistentAgents }),
    };
  }

  limitsFor(_file: string): Limits {
    return { ...DEFAULT_LIMITS, ...Object.fromEntries([...this.merged.limits].map(([key, { value }]) => [key, value])) };
  }

  /** What the files say of a rule: the last word of the rules and of the overrides that hold for one of these files. */
  entry(id: string, files: readonly string[], platform: PlatformId): RuleEntry | undefined {
    let entry = this.merged.rules.get(id);
    for (const override of this.merged.overrides) {
      const own = override.rules.get(id);
      if (own === undefined || override.platforms?.includes(platform) === false) continue;
      if (override.files === undefined || override.files.some(glob => files.some(file => glob.matches(file)))) {
        entry = withOptionsOf(own, entry);
      }
    }
    return entry;
  }

  /** The severity that the files and the preset give a rule in a CI file, ignored or not. */
  levelOf(rule: ConfigurableRule, file: string, platform: PlatformId): Level {
    return this.#configured(rule, [file], platform);
  }

  #level(rule: ConfigurableRule, files: readonly string[], platform: PlatformId): Level {
    if (files.some(file => this.ignores(file))) return 'off';
    return this.#forced.severities?.get(rule.id) ?? this.#configured(rule, files, platform);
  }

  #configured(rule: ConfigurableRule, files: readonly string[], platform: PlatformId): Level {
    return this.entry(rule.id, files, platform)?.severity.value ?? (inPreset(rule, this.preset) ? rule.severity : 'off');
  }

  #canReport(rule: ConfigurableRule, file: string, platform: PlatformId): boolean {
    if (this.#level(rule, [file], platform) !== 'off') return true;
    if (this.#forced.severities?.has(rule.id)) return false;
    return this.merged.overrides.some(({ rules, files }) => files !== undefined && (rules.get(rule.id)?.severity.value ?? 'off') !== 'off');
  }
}

function asRecord(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
