import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The names of configuration files below a folder, in the order in which they count. */
export const PLACES: readonly string[] = [
  ...['.dbc-lintrc', '.config/dbc-lintrc'].flatMap(name => [name, `${name}.yaml`, `${name}.yml`, `${name}.json`]),
  'package.json',
];

/** The last parts of those names: what a walk looks out for. */
export const PLACE_NAMES: ReadonlySet<string> = new Set(PLACES.map(place => place.slice(place.lastIndexOf('/') + 1)));

/** Folder → the configuration files in it, as paths of the project, in the order in which they count. */
export type ConfigPlaces = ReadonlyMap<string, readonly string[]>;

/**
 * The configuration files around and below what is linted. Where a walk has looked already its finds are taken; elsewhere a look at nine
 * names is all it costs.
 * @param looked files below walked folders whose last name is one of `PLACE_NAMES`
 * @param unwalked folders to look into
 */
export function configPlaces(base: string, looked: readonly string[], unwalked: Iterable<string>): ConfigPlaces {
  const found = new Map<string, Set<string>>();
  const add = (folder: string, path: string) => found.set(folder, (found.get(folder) ?? new Set()).add(path));
  for (const path of looked) {
    const folder = folderOf(path);
    if (folder !== undefined) add(folder, path);
  }
  for (const folder of unwalked) {
    for (const place of PLACES) {
      const path = folder === '' ? place : `${folder}/${place}`;
      if (existsSync(join(base, path))) add(folder, path);
    }
  }
  const order = (path: string) => PLACES.findIndex(place => path === place || path.endsWith(`/${place}`));
  return new Map([...found].map(([folder, paths]) => [folder, [...paths].sort((a, b) => order(a) - order(b))]));
}

/** The folder for which a file is the configuration; `undefined` where its folder is none it could stand in. */
function folderOf(path: string): string | undefined {
  for (const place of PLACES) {
    if (path === place) return '';
    if (path.endsWith(`/${place}`)) return path.slice(0, -place.length - 1);
  }
  return undefined;
}

/** A folder and those around it, up to the base folder. */
export function upwards(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; at !== ''; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') folders.push(at);
  return [...folders, ''];
}
