import {
  asMap,
  asScalar,
  entriesOf,
  itemsOf,
  parseYaml,
  type YamlMap,
  type YamlNode,
  type YamlProblem,
  type YamlScalar,
} from '../../formats/yaml.js';
import { oncePerRecent } from '../../model/once.js';
import { globMatcher } from '../../project/glob.js';
import { type Project, pathFrom } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';

/** What a `package.json` says of its scripts: https://docs.npmjs.com/cli/configuring-npm/package-json */
export interface PackageFile {
  readonly file: SourceFile;
  readonly folder: string;
  readonly name: YamlScalar | undefined;
  readonly version: YamlScalar | undefined;
  /** scripts see each of them as `npm_package_config_<key>` */
  readonly config: YamlMap | undefined;
  readonly scripts: ReadonlyMap<string, YamlScalar>;
  /** globs of the folders of its workspaces */
  readonly workspaces: readonly string[];
  /** `yarn@4.1.0` */
  readonly packageManager: string | undefined;
  /** the first thing that could not be read */
  readonly problem: YamlProblem | undefined;
}

/** A repository with more packages than this is not searched for one of them. */
const MOST_PACKAGES = 1000;

function packageIn(folder: string, project: Project): PackageFile | undefined {
  const file = project.read(folder === '' ? 'package.json' : `${folder}/package.json`);
  return file === undefined ? undefined : packageOf(file);
}

/** Why the `package.json` that a package manager would find cannot be opened; `undefined` where none is there. */
export function packageProblem(folder: string, project: Project): string | undefined {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const problem = project.problem(at === '' ? 'package.json' : `${at}/package.json`);
    if (problem !== undefined || at === '') return problem;
  }
}

/** Package managers look for `package.json` in the folder they are started in, then in each above it. */
export function packageAround(folder: string, project: Project): PackageFile | undefined {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const found = packageIn(at, project);
    if (found !== undefined || at === '') return found;
  }
}

const packageOf = oncePerRecent((file: SourceFile): PackageFile => {
  // JSON is YAML, and the YAML reader knows the place of each character.
  const { documents, problems } = parseYaml(file);
  const root = asMap(documents[0]);
  const scripts = new Map<string, YamlScalar>();
  for (const { key, value } of entriesOf(root?.get('scripts'))) if (value.kind === 'scalar') scripts.set(key.decoded, value);
  return {
    file,
    folder: file.path.slice(0, Math.max(0, file.path.lastIndexOf('/'))),
    name: asScalar(root?.get('name')),
    version: asScalar(root?.get('version')),
    config: asMap(root?.get('config')),
    scripts,
    workspaces: workspacesOf(root?.get('workspaces')),
    packageManager: asScalar(root?.get('packageManager'))?.decoded,
    problem: problems[0],
  };
});

/** A list, or with yarn a map whose `packages` is one. */
function workspacesOf(node: YamlNode | undefined): readonly string[] {
  const list = node?.kind === 'map' ? node.get('packages') : node;
  return itemsOf(list).flatMap(item => (item.kind === 'scalar' ? [item.decoded] : []));
}

/** The packages of a repository of several, by the globs of its root's `package.json` or pnpm-workspace.yaml. */
export function workspacesUnder(root: PackageFile, project: Project): readonly PackageFile[] {
  return foldersUnder(root, project).flatMap(folder => packageIn(folder, project) ?? []);
}

function foldersUnder(root: PackageFile, project: Project): readonly string[] {
  const prefix = root.folder === '' ? '' : `${root.folder}/`;
  const globs = [...root.workspaces, ...pnpmGlobs(prefix, project)];
  const wanted = globs.filter(glob => !glob.startsWith('!')).map(matcher);
  const barred = globs.filter(glob => glob.startsWith('!')).map(glob => matcher(glob.slice(1)));
  if (wanted.length === 0) return [];
  const found: string[] = [];
  for (const path of project.paths) {
    if (!path.endsWith('/package.json') || !path.startsWith(prefix) || /(^|\/)node_modules\//.test(path)) continue;
    const folder = path.slice(0, -'/package.json'.length);
    const relative = folder.slice(prefix.length);
    if (!wanted.some(matches => matches(relative)) || barred.some(matches => matches(relative))) continue;
    found.push(folder);
    if (found.length >= MOST_PACKAGES) break;
  }
  return found;
}

function matcher(glob: string): (path: string) => boolean {
  return globMatcher(glob.replace(/^\.?\//, '').replace(/\/$/, ''));
}

/** https://pnpm.io/pnpm-workspace_yaml */
function pnpmGlobs(prefix: string, project: Project): readonly string[] {
  const file = project.read(`${prefix}pnpm-workspace.yaml`);
  return file === undefined ? [] : workspacesOf(asMap(parseYaml(file).documents[0])?.get('packages'));
}

/** The workspace that a name or a folder stands for. */
export function workspaceNamed(name: string, root: PackageFile, project: Project): PackageFile | undefined {
  const byFolder = pathFrom(root.folder, name);
  const inFolder = byFolder === undefined || byFolder === root.folder ? undefined : packageIn(byFolder, project);
  if (inFolder !== undefined) return inFolder;
  if (root.name?.decoded === name) return root;
  for (const folder of foldersUnder(root, project)) {
    // Reading a hundred files as text is cheap, reading them as YAML is not.
    if (project.read(`${folder}/package.json`)?.text.includes(`"${name}"`) !== true) continue;
    const one = packageIn(folder, project);
    if (one?.name?.decoded === name) return one;
  }
  return undefined;
}
