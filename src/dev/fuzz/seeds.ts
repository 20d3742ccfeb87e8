import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { platforms } from '../../platforms/index.js';
import type { Files } from './invariants.js';

/** Files that are mutated: one of them, with a workflow that calls it where it is no CI file itself. */
export interface Seed {
  readonly path: string;
  readonly text: string;
  readonly caller: Files;
}

/** The commands that lead to a file, by its name. */
const CALLS: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/\.(?:sh|bash)$/, name => `bash ${name}`],
  [/\.hcl$|bake\.json$/, name => `docker buildx bake -f ${name}`],
  [/(?:^|[.-])compose[^/]*\.ya?ml$/, name => `docker compose -f ${name} build`],
  [/^(?:GNU)?[Mm]akefile$|\.mk$/, name => `make -f ${name}`],
  [/\.[cm]?[jt]s$/, name => `node ${name}`],
  [/^package\.json$/, () => 'npm run build && npm test'],
];
const LARGEST = 20_000;

/** The seeds below a folder, sorted by path, so that the same folder gives the same ones. */
export function seedsIn(folder: string): readonly Seed[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => !/(^|[\\/])(?:node_modules|\.git)[\\/]/.test(path) && statSync(join(folder, path)).isFile())
    .sort()
    .flatMap(path => seedOf(path.replaceAll('\\', '/'), join(folder, path)));
}

function seedOf(path: string, file: string): readonly Seed[] {
  const own = platforms.find(platform => platform.rootOf(path) !== undefined);
  const name = basename(path);
  const call = CALLS.find(([pattern]) => pattern.test(name))?.[1];
  if ((own === undefined && call === undefined) || statSync(file).size > LARGEST) return [];
  const text = readFileSync(file, 'utf8');
  if (own !== undefined) return [{ path: path.slice((own.rootOf(path) ?? '').length).replace(/^\//, ''), text, caller: {} }];
  const workflow = `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${call?.(name)}\n`;
  return [{ path: name, text, caller: { '.github/workflows/caller.yml': workflow } }];
}
