import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rules } from '../../rules/index.js';
import { type Configuration, type Forced, withoutFiles } from '../config/configuration.js';
import type { Merged } from '../config/merge.js';
import type { NestedConfiguration } from '../config/nested-configuration.js';
import type { Vocabulary } from '../config/vocabulary.js';
import { COMMENT_RULES } from '../filter.js';
import { platforms } from '../platforms/index.js';
import type { Span } from '../source/file.js';
import type { Arguments } from './arguments.js';
import { baseFolder, nameOnDisk, projectPath } from './base-folder.js';
import { type ConfigPlaces, upwards } from './config-places.js';
import { DiskProject } from './disk.js';
import { UsageError } from './usage-error.js';

/** What the command line says of configuration files. */
export interface ConfigChoice {
  /** the one file that counts */
  readonly config?: string;
  /** none counts */
  readonly noConfig: boolean;
}

export const VOCABULARY: Vocabulary = { rules: [...rules, ...COMMENT_RULES], platforms: platforms.map(({ id }) => id) };

/**
 * What the configuration files around the linted ones say. Where there is none, nothing of what reads them is loaded.
 * @throws UsageError with every mistake and its place
 */
export async function configurationFor(
  { disk: project, configs }: { readonly disk: DiskProject; readonly configs: ConfigPlaces },
  choice: ConfigChoice,
  forced: Forced,
  cwd: string,
): Promise<Configuration> {
  if (choice.noConfig) return withoutFiles(forced);
  if (choice.config === undefined && ![...configs].some(([, places]) => places.some(path => mayHold(project, path))))
    return withoutFiles(forced);
  return (await configSet(project, configs, choice.config, forced, cwd)).configuration;
}

/** What the command line says whatever the files say. */
export function forcedBy({ severities, preset }: Pick<Arguments, 'severities' | 'preset'>): Forced {
  return { severities, ...(preset !== undefined && { preset }) };
}

/** Configurations, with the folder that the paths of their files are relative to. */
export interface ConfigSet {
  readonly configuration: NestedConfiguration;
  readonly base: string;
}

/** The same, as what knows where each value comes from. */
export async function configSet(
  project: DiskProject,
  configs: ConfigPlaces,
  named: string | undefined,
  forced: Forced,
  cwd: string,
): Promise<ConfigSet> {
  const [{ ConfigLoader, ConfigError }, { MergedConfiguration }, { NestedConfiguration: Nested }] = await Promise.all([
    import('./config-loader.js'),
    import('../config/merged-configuration.js'),
    import('../config/nested-configuration.js'),
  ]);
  const folders = new Map<string, InstanceType<typeof MergedConfiguration>>();
  const problems: string[] = [];
  const target = named === undefined ? undefined : nameOnDisk(named, realpathSync(cwd));
  // The file may lie outside the linted repository, where a gate keeps it; then its own repository is all that is read for it.
  const base = target === undefined ? project.base : baseFolder(project.base, [target]);
  const loader = new ConfigLoader(base === project.base ? project : new DiskProject(base), VOCABULARY);
  const load = (folder: string, read: () => Merged | undefined) => {
    try {
      const merged = read();
      if (merged !== undefined) folders.set(folder, new MergedConfiguration(merged, forced));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const { at, message } of error.problems) problems.push(`${shownPlace(at, base, cwd)}: ${message}`);
    }
  };
  if (target !== undefined) load('', () => loader.inFile(projectPath(base, target.absolute), ''));
  else
    for (const [folder, places] of [...configs].sort(([a], [b]) => a.length - b.length)) {
      // What lies in a folder that an outer configuration ignores is not read, as nothing else there is.
      if (upwards(folder).some(around => around !== folder && folders.get(around)?.ignores(folder))) continue;
      const holding = places.filter(path => mayHold(project, path));
      load(folder, () => loader.inFolder(folder, holding));
    }
  if (problems.length > 0) throw new UsageError([...new Set(problems)].join('\ndbc-lint: '));
  return { configuration: new Nested(folders, new MergedConfiguration(undefined, forced)), base };
}

/** `path:line:column`, the path as seen from the current folder. */
export function shownPlace({ file, start }: Span, base: string, cwd: string): string {
  const { line, column } = file.position(start);
  return `${relative(realpathSync(cwd), join(base, file.path)).replaceAll(sep, '/')}:${line}:${column}`;
}

/** Most packages configure nothing here: one look at the text spares the parser. */
function mayHold(project: DiskProject, path: string): boolean {
  if (!/(?:^|\/)package\.json$/.test(path)) return true;
  const text = project.read(path)?.text ?? '';
  if (!text.includes('"dbc-lint"')) return false;
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && Object.hasOwn(data, 'dbc-lint');
  } catch {
    return true;
  }
}
