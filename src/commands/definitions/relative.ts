import { concatenated, known, literal, type Value } from '../../model/value.js';
import { asBuild, type ComposeNode, child } from './compose-node.js';
import { emptyAt } from './target-part.js';

/** The way from one folder to another, with a `/` at its end; empty where they are the same. */
function wayTo(folder: string, from: string): string {
  const target = folder.split('/').filter(Boolean);
  const start = from.split('/').filter(Boolean);
  let same = 0;
  while (same < Math.min(target.length, start.length) && target[same] === start[same]) same++;
  return [...start.slice(same).map(() => '..'), ...target.slice(same)].map(part => `${part}/`).join('');
}

/** A path that starts from one folder as it is seen from another; addresses and absolute paths stay. */
export function pathSeen(path: Value, folder: string, from: string): Value {
  const way = wayTo(folder, from);
  const text = known(path);
  if (way === '' || text === undefined || /^(?:[/~]|[a-z][a-z+-]*:|git@|github\.com\/)/i.test(text)) return path;
  if (text === '.' || text === './') return literal(way.slice(0, -1), path.span);
  return concatenated([literal(way, emptyAt(path.span)), path], path.span);
}

/** A service whose build context starts from one folder as another folder sees it. */
export function rebased(service: ComposeNode, folder: string, from: string): ComposeNode {
  const build = service.kind === 'map' ? service.entries.get('build') : undefined;
  if (service.kind !== 'map' || build === undefined || wayTo(folder, from) === '') return service;
  const node = asBuild(build.node);
  const context = child(node, 'context');
  if (node.kind !== 'map' || context?.kind !== 'scalar') return service;
  const moved: ComposeNode = { ...context, value: pathSeen(context.value, folder, from) };
  const entries = new Map([...node.entries, ['context', { key: context.span, node: moved }] as const]);
  return { ...service, entries: new Map([...service.entries, ['build', { key: build.key, node: { ...node, entries } }] as const]) };
}
