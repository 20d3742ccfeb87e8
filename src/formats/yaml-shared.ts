import { append } from '../model/append.js';
import type { SourceFile, Span } from '../source/file.js';
import { parseYaml, type YamlNode } from './yaml.js';

/** Places of a YAML file that stand for more than themselves. */
export interface SharedPlaces {
  /** nodes that aliases or merge keys put elsewhere as well */
  readonly aliased: readonly Span[];
  /** the keys at the top, with all that stands below them: a job, or a template that jobs extend */
  readonly top: readonly { readonly key: string; readonly span: Span }[];
}

/** Of a text that is no YAML as much as can be read. */
export function sharedPlacesIn(file: SourceFile): SharedPlaces {
  const { documents } = parseYaml(file);
  const seen = new Set<YamlNode>();
  const aliased: Span[] = [];
  const rest = [...documents];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    // An alias is the same object as the node it stands for.
    if (seen.has(node)) aliased.push(node.span);
    else if (node.kind === 'list') append(rest, node.items);
    else if (node.kind === 'map')
      append(
        rest,
        node.entries.map(entry => entry.value),
      );
    seen.add(node);
  }
  const entries = documents.flatMap(node => (node.kind === 'map' ? node.entries : []));
  return { aliased, top: entries.map(({ key, span }) => ({ key: key.decoded, span })) };
}
