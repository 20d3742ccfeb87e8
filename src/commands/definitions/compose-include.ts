import { asMap, itemsOf, oneOrMore, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { known } from '../../model/value.js';
import { pathFrom } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';
import { ownDotEnv } from '../compose-files.js';
import { ComposeReader, scalarOf } from './compose-node.js';
import type { ComposeLoader, ComposeModel, ComposeSurroundings } from './compose-project.js';
import { readDotEnv } from './dotenv.js';
import type { LookUp } from './interpolation.js';

const DEEPEST = 10;

/**
 * The projects that Compose files include, each with the folder and the `.env` of its own
 * (https://docs.docker.com/reference/compose-file/include/).
 */
export function composeIncludes(
  maps: readonly YamlMap[],
  surroundings: ComposeSurroundings,
  loader: ComposeLoader,
  including: readonly string[],
): readonly ComposeModel[] {
  return maps.flatMap(map => itemsOf(map.get('include'))).flatMap(item => included(item, surroundings, loader, including) ?? []);
}

function included(
  item: YamlNode,
  surroundings: ComposeSurroundings,
  loader: ComposeLoader,
  including: readonly string[],
): ComposeModel | undefined {
  const { context } = loader;
  const map = asMap(item);
  const reader = new ComposeReader(surroundings.lookUp);
  const paths = (map === undefined ? [item] : oneOrMore(map.get('path'))).map(node => known(scalarOf(reader.node(node))));
  const files: SourceFile[] = [];
  for (const path of paths) {
    const place = path === undefined ? undefined : pathFrom(surroundings.folder, path);
    if (path === undefined || /^(?:[a-z]+:\/\/|git@|github\.com\/)/.test(path)) {
      const [kind, why] = path === undefined ? (['dynamic', 'only a run would tell'] as const) : (['remote', 'lies elsewhere'] as const);
      context.unread({
        at: item.span,
        kind,
        why: `what is included here is not read: where it is ${why}`.replace('where it is lies', 'it lies'),
      });
      return undefined;
    }
    const file = place === undefined ? undefined : context.project.read(place);
    if (place === undefined || file === undefined) {
      const problem = place === undefined ? undefined : context.project.problem(place);
      context.unread({ at: item.span, kind: 'missing', why: `${path} is included, but ${problem ?? 'is not in the repository'}` });
      return undefined;
    }
    files.push(file);
  }
  const [first] = files;
  if (first === undefined || including.includes(first.path) || including.length > DEEPEST) return undefined;
  const own = textOf(map?.get('project_directory'));
  const folder =
    (own === undefined ? undefined : pathFrom(surroundings.folder, own)) ?? first.path.slice(0, Math.max(0, first.path.lastIndexOf('/')));
  const lookUp = withOwnVariables(map, surroundings, folder, loader);
  return loader.model(files, { folder, lookUp }, [...including, first.path]);
}

function withOwnVariables(
  map: YamlMap | undefined,
  { lookUp, folder }: ComposeSurroundings,
  own: string,
  { context }: ComposeLoader,
): LookUp {
  const named = oneOrMore(map?.get('env_file')).flatMap(node => textOf(node) ?? []);
  const files =
    named.length === 0
      ? ownDotEnv(own, context.project)
      : named.flatMap(path => context.project.read(pathFrom(folder, path) ?? path) ?? []);
  const variables = new Map(files.flatMap(file => [...readDotEnv(file, lookUp)]));
  return name => lookUp(name) ?? variables.get(name);
}
