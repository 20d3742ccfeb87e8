import type { Limits } from '../model/limits.js';
import type { PlatformId } from '../model/pipeline.js';
import type { Settings } from '../model/settings.js';
import type { CommentPolicy, Configuration, FileRules, Threshold } from './configuration.js';
import type { Glob } from './glob.js';
import type { MergedConfiguration } from './merged-configuration.js';

/** Configurations of several folders: the nearest one around a file is the file's. What an outer one ignores no inner one takes in again. */
export class NestedConfiguration implements Configuration {
  readonly #folders: ReadonlyMap<string, MergedConfiguration>;
  readonly #elsewhere: MergedConfiguration;
  readonly #nearest = new Map<string, readonly MergedConfiguration[]>();

  /** @param elsewhere for files around which there is none */
  constructor(folders: ReadonlyMap<string, MergedConfiguration>, elsewhere: MergedConfiguration) {
    this.#folders = folders;
    this.#elsewhere = elsewhere;
  }

  /** How many folders have one. */
  get count(): number {
    return this.#folders.size;
  }

  /** The configuration of a file. */
  of(path: string): MergedConfiguration {
    return this.#around(folderOf(path))[0] ?? this.#elsewhere;
  }

  platformOf(path: string): PlatformId | undefined {
    return this.of(path).platformOf(path);
  }

  ignores(path: string): boolean {
    return this.ignoredBy(path) !== undefined;
  }

  ignoredBy(path: string): Glob | undefined {
    for (const configuration of this.#around(folderOf(path))) {
      const glob = configuration.ignoredBy(path);
      if (glob !== undefined) return glob;
    }
    return undefined;
  }

  rulesFor(file: string, platform: PlatformId): FileRules {
    const rules = this.of(file).rulesFor(file, platform);
    return { ...rules, level: (rule, at = file) => (this.ignores(at) ? 'off' : rules.level(rule, at)) };
  }

  settingsFor(file: string, platform: PlatformId): Settings {
    return this.of(file).settingsFor(file, platform);
  }

  limitsFor(file: string): Limits {
    return this.of(file).limitsFor(file);
  }

  commentsFor(file: string): CommentPolicy {
    return this.of(file).commentsFor(file);
  }

  failOn(file: string): Threshold | undefined {
    return this.of(file).failOn(file);
  }

  /** Innermost first. */
  #around(folder: string): readonly MergedConfiguration[] {
    const known = this.#nearest.get(folder);
    if (known !== undefined) return known;
    const own = this.#folders.get(folder);
    const outer = folder === '' ? [] : this.#around(folderOf(folder));
    const all = own === undefined ? outer : [own, ...outer];
    this.#nearest.set(folder, all);
    return all;
  }
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
