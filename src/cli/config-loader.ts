import { basename, dirname, extname, join } from 'node:path';
import type { OptionsSync, PublicExplorerSync } from 'cosmiconfig';
import * as internals from 'cosmiconfig/dist/ExplorerSync.js';
import { type ConfigDocument, ConfigError, DocumentReader } from '../config/document.js';
import { type Layer, type Merged, merge } from '../config/merge.js';
import type { Vocabulary } from '../config/vocabulary.js';
import { pathFrom } from '../project/project.js';
import { SourceFile, type Span, span } from '../source/file.js';
import { projectPath } from './base-folder.js';
import { PLACES, upwards } from './config-places.js';
import type { DiskProject } from './disk.js';

export { ConfigError } from '../config/document.js';

/*
 * The package's own entry first looks for a configuration of its own in the current folder and runs it where that is JavaScript
 * (`getUserDefinedOptionsFromMetaConfig` in its dist/index.js: `.config/config.js`, and `searchPlaces` from package.json): a checkout must
 * not decide what is run or read here. The class behind that entry does no more than it is told, but has no types.
 */
const { ExplorerSync } = internals as unknown as { readonly ExplorerSync: new (options: Options) => PublicExplorerSync };

type Options = Partial<OptionsSync> & { readonly moduleName: string };

const KEY = 'dbc-lint';
/** More than an organisation's configurations on top of one another take. */
const MOST_EXTENDED = 50;
const DATA: ReadonlySet<string> = new Set(['', '.yaml', '.yml', '.json']);

/** Reads the configuration files of a project, as data, with all that they extend. Nothing outside the project's base folder is read. */
export class ConfigLoader {
  readonly #project: DiskProject;
  readonly #reader: DocumentReader;
  readonly #explorer: PublicExplorerSync;

  constructor(project: DiskProject, vocabulary: Vocabulary) {
    this.#project = project;
    this.#reader = new DocumentReader(vocabulary);
    const load = (absolute: string) => this.#reader.read(this.#source(projectPath(project.base, absolute)));
    const loadPackage = (absolute: string) => ({ [KEY]: this.#reader.read(this.#source(projectPath(project.base, absolute)), KEY) });
    const loadJson = (absolute: string) => (basename(absolute) === 'package.json' ? loadPackage : load)(absolute);
    this.#explorer = new ExplorerSync({
      moduleName: KEY,
      searchPlaces: [...PLACES],
      searchStrategy: 'none',
      ignoreEmptySearchPlaces: true,
      cache: true,
      transform: result => result,
      loaders: {
        noExt: load,
        '.yaml': load,
        '.yml': load,
        '.json': loadJson,
      },
    });
  }

  /**
   * The configuration in a folder; `undefined` where none of its files holds one.
   * @param places the files that may, in the order in which they count
   * @throws ConfigError
   */
  inFolder(folder: string, places: readonly string[]): Merged | undefined {
    const [first, second] = places.flatMap(path => {
      const document = this.#load(path);
      return document === undefined ? [] : [{ path, document }];
    });
    if (first === undefined) return undefined;
    if (second !== undefined)
      throw problemAt(this.#source(second.path), `'${first.path}' is a configuration of the same folder. Keep one of the two.`);
    return this.#merged(first.document, first.path, folder);
  }

  /**
   * The configuration in a file of any name.
   * @param folder what its globs are relative to
   * @throws ConfigError
   */
  inFile(path: string, folder: string): Merged {
    return this.#merged(this.#load(path) ?? { data: {}, at: () => span(this.#source(path), 0, 0) }, path, folder);
  }

  #merged(document: ConfigDocument, path: string, folder: string): Merged {
    const layers: Layer[] = [];
    this.#addLayers(layers, document, path, folder, [path]);
    return merge(layers);
  }

  /** What a configuration extends comes before it. */
  #addLayers(layers: Layer[], document: ConfigDocument, path: string, folder: string, chain: readonly string[]): void {
    const { data, at } = document;
    const names = data.extends === undefined ? [] : [data.extends].flat();
    for (const [index, name] of names.entries()) {
      const place = typeof data.extends === 'string' ? at('extends') : at('extends', index);
      const target = this.#extended(name, path, place);
      if (chain.includes(target))
        throw new ConfigError([{ at: place, message: `'${name}' leads back to this configuration. Take it out.` }]);
      if (layers.length >= MOST_EXTENDED)
        throw new ConfigError([{ at: place, message: `A configuration can extend ${MOST_EXTENDED} others at most.` }]);
      const extended = this.#load(target);
      if (extended === undefined) throw new ConfigError([{ at: place, message: `'${target}' holds no configuration.` }]);
      // A package's globs speak of the project that extends it: its own folder holds nothing that is linted.
      this.#addLayers(layers, extended, target, isRelative(name) ? folderOf(target) : folder, [...chain, target]);
    }
    layers.push({ document, folder });
  }

  /** The file that a name in `extends` stands for. */
  #extended(name: string, from: string, at: Span): string {
    const fail = (message: string) => new ConfigError([{ at, message }]);
    if (isRelative(name)) {
      const path = pathFrom(folderOf(from), name);
      if (path === undefined || name.startsWith('/')) throw fail(`'${name}' leads out of the repository, where nothing is read.`);
      if (!DATA.has(extname(path))) throw fail(`'${name}' is neither YAML nor JSON. A configuration is data; nothing is run.`);
      if (this.#project.has(path)) return path;
      throw fail(`There is no file '${path}'${this.#why(path)}.`);
    }
    const { packageName, rest } = partsOf(name);
    if (rest.split('/').includes('..') || packageName.split('/').some(part => /^\.*$/.test(part)))
      throw fail(`'${name}' is neither a path, which begins with './' or '../', nor the name of a package.`);
    if (rest !== '' && !DATA.has(extname(rest))) throw fail(`'${name}' is neither YAML nor JSON. A configuration is data; nothing is run.`);
    for (const folder of upwards(folderOf(from))) {
      const top = [...(folder === '' ? [] : [folder]), 'node_modules', packageName].join('/');
      const candidates = rest === '' ? PLACES.map(place => `${top}/${place}`) : [`${top}/${rest}`];
      const path = candidates.find(candidate => this.#project.has(candidate) && this.#load(candidate) !== undefined);
      if (path !== undefined) return path;
    }
    throw fail(
      `No package '${packageName}' with ${rest === '' ? 'a configuration' : `a file '${rest}'`} is installed here. Install it first.`,
    );
  }

  #load(path: string): ConfigDocument | undefined {
    this.#source(path);
    const found = this.#explorer.load(join(this.#project.base, path));
    return found === null || found.isEmpty ? undefined : (found.config as ConfigDocument);
  }

  /** Before the package opens a file it is known to be one: no pipe that never ends, no link that leads outside. */
  #source(path: string): SourceFile {
    const file = this.#project.read(path);
    if (file !== undefined) return file;
    throw problemAt(new SourceFile(path, ''), `This file ${this.#project.problem(path) ?? 'is not there'}.`);
  }

  #why(path: string): string {
    const problem = this.#project.problem(path);
    return problem === undefined ? '' : `: it ${problem}`;
  }
}

function problemAt(file: SourceFile, message: string): ConfigError {
  return new ConfigError([{ at: span(file, 0, 0), message }]);
}

function isRelative(name: string): boolean {
  return /^\.{0,2}\//.test(name);
}

function partsOf(name: string): { readonly packageName: string; readonly rest: string } {
  const parts = name.split('/');
  const length = name.startsWith('@') ? 2 : 1;
  return { packageName: parts.slice(0, length).join('/'), rest: parts.slice(length).join('/') };
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? '' : folder;
}
