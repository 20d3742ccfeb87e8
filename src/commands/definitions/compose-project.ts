import { asMap, entriesOf, isNoMap, parseYaml, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { oncePerRecent } from '../../model/once.js';
import { known } from '../../model/value.js';
import { pathFrom } from '../../project/project.js';
import { type SourceFile, type Span, span } from '../../source/file.js';
import type { CommandContext } from '../command-reader.js';
import { composeIncludes } from './compose-include.js';
import { type ComposeNode, ComposeReader, child, mergedNodes, scalarOf, scalarsOf } from './compose-node.js';
import type { LookUp } from './interpolation.js';
import { noteProblems } from './problems.js';
import { rebased } from './relative.js';

export interface ComposeService {
  readonly name: string;
  /** its key in the file that defines it first */
  readonly at: Span;
  readonly node: ComposeNode;
  /** what it takes from a file that is not read */
  readonly unknownAt?: Span;
}

export interface ComposeModel {
  readonly services: ReadonlyMap<string, ComposeService>;
  readonly secrets: ReadonlyMap<string, ComposeNode>;
  /** `name:` */
  readonly name?: ComposeNode;
  /** the files as they are written, without what they include */
  readonly maps: readonly YamlMap[];
}

/** What a Compose file is read with: its variables, and the folder its paths start from. */
export interface ComposeSurroundings {
  readonly lookUp: LookUp;
  readonly folder: string;
}

/** The keys of a service that say something of what is built, and of what else is. */
const KEYS = ['image', 'build', 'platform', 'profiles', 'depends_on', 'links', 'volumes_from', 'network_mode', 'ipc', 'pid'];

const parsed = oncePerRecent(parseYaml);
const DEEPEST = 20;

/** Reads Compose files as Compose merges them (https://docs.docker.com/reference/compose-file/merge/). */
export class ComposeLoader {
  readonly context: CommandContext;
  /** something of the files was not read, and that is said */
  hasNoted = false;

  constructor(context: CommandContext) {
    this.context = context;
  }

  /** Several files as one; `undefined` where none of them holds anything. */
  model(files: readonly SourceFile[], surroundings: ComposeSurroundings, including: readonly string[] = []): ComposeModel | undefined {
    const maps = files.flatMap(file => this.#documents(file));
    if (maps.length === 0) return undefined;
    const reader = new ComposeReader(surroundings.lookUp);
    const services = new Map<string, ComposeService>();
    const secrets = new Map<string, ComposeNode>();
    for (const map of maps) {
      for (const service of this.#servicesOf(map, reader, surroundings)) add(services, service);
      for (const { key, value } of entriesOf(map.get('secrets'))) secrets.set(key.decoded, reader.node(value));
    }
    for (const included of composeIncludes(maps, surroundings, this, including)) {
      for (const service of included.services.values()) addBelow(services, service);
      for (const [name, secret] of included.secrets) if (!secrets.has(name)) secrets.set(name, secret);
    }
    const name = maps.map(map => map.get('name')).findLast(node => node !== undefined);
    return { services, secrets, maps, ...(name && { name: reader.node(name) }) };
  }

  #documents(file: SourceFile): readonly YamlMap[] {
    const yaml = parsed(file);
    this.hasNoted ||= yaml.problems.length > 0;
    const [top] = yaml.documents;
    if (isNoMap(top)) this.#noteNoMap(file, top);
    return noteProblems(file, yaml.problems, this.context) ? [] : yaml.documents.flatMap(document => asMap(document) ?? []);
  }

  #noteNoMap(file: SourceFile, { span: at }: YamlNode): void {
    this.hasNoted = true;
    this.context.unread({ at: span(file, at.start, at.start), kind: 'syntax', why: 'this is no Compose file: it is no map' });
  }

  #servicesOf(map: YamlMap, reader: ComposeReader, { folder }: ComposeSurroundings): readonly ComposeService[] {
    const services = map.get('services');
    return entriesOf(services).map(({ key, value }) => {
      const { node, unknownAt } = this.#extended(key.decoded, value, services, reader, folder, []);
      return { name: key.decoded, at: key.span, node, ...(unknownAt && { unknownAt }) };
    });
  }

  /** A service with what it extends, of the same file or of another (https://docs.docker.com/reference/compose-file/services/#extends). */
  #extended(
    name: string,
    value: YamlNode,
    services: YamlNode | undefined,
    reader: ComposeReader,
    folder: string,
    trail: readonly string[],
  ): Pick<ComposeService, 'node' | 'unknownAt'> {
    const map = asMap(value);
    const own: ComposeNode =
      map === undefined
        ? { kind: 'map', entries: new Map(), span: value.span, ...(value.tag && { tag: value.tag }) }
        : reader.some(map, KEYS);
    const extended = map?.get('extends');
    if (extended === undefined) return { node: own };
    const node = reader.node(extended);
    const service = known(scalarOf(child(node, 'service')) ?? scalarOf(node));
    const file = scalarOf(child(node, 'file'));
    const unread = (kind: 'dynamic' | 'missing' | 'limit', why: string) => {
      this.context.unread({ at: extended.span, kind, why });
      return { node: own, unknownAt: extended.span };
    };
    if (service === undefined) return unread('dynamic', `which service ${name} extends only a run would tell`);
    const from = file === undefined ? { services, folder, reader } : this.#servicesIn(known(file), folder, reader);
    const base = asMap(from?.services)?.get(service);
    if (from === undefined || base === undefined)
      return unread('missing', `the service ${service} that ${name} extends is not in the repository`);
    const step = `${base.span.file.path}#${service}`;
    if (trail.includes(step) || trail.length > DEEPEST) return unread('limit', `${name} extends itself`);
    const above = this.#extended(service, base, from.services, from.reader, from.folder, [...trail, step]);
    const moved = rebased(above.node, from.folder, folder);
    return { node: mergedNodes(moved, own), ...(above.unknownAt && { unknownAt: above.unknownAt }) };
  }

  #servicesIn(path: string | undefined, folder: string, reader: ComposeReader) {
    const place = path === undefined ? undefined : pathFrom(folder, path);
    const file = place === undefined || path?.includes('://') ? undefined : this.context.project.read(place);
    const [map] = file === undefined ? [] : this.#documents(file);
    if (file === undefined || map === undefined) return undefined;
    return { services: map.get('services'), folder: file.path.slice(0, Math.max(0, file.path.lastIndexOf('/'))), reader };
  }
}

function add(services: Map<string, ComposeService>, service: ComposeService): void {
  const before = services.get(service.name);
  if (service.node.tag === '!reset') services.delete(service.name);
  else services.set(service.name, before === undefined ? service : joined(before, service));
}

/** What is included lies below what the including file says. */
function addBelow(services: Map<string, ComposeService>, service: ComposeService): void {
  const over = services.get(service.name);
  services.set(service.name, over === undefined ? service : joined(service, over));
}

function joined(base: ComposeService, over: ComposeService): ComposeService {
  const unknownAt = base.unknownAt ?? over.unknownAt;
  return { name: base.name, at: base.at, node: mergedNodes(base.node, over.node), ...(unknownAt && { unknownAt }) };
}

/** The services that one needs to be there: `depends_on`, and what shares its network or volumes. */
export function dependenciesOf({ node }: ComposeService): readonly string[] {
  const listed = ['depends_on', 'links', 'volumes_from'].flatMap(key => {
    const of = child(node, key);
    return of?.kind === 'map' ? [...of.entries.keys()] : scalarsOf(of).flatMap(value => known(value) ?? []);
  });
  const shared = ['network_mode', 'ipc', 'pid'].flatMap(key => /^service:(.+)$/.exec(known(scalarOf(child(node, key))) ?? '')?.[1] ?? []);
  return [...new Set([...listed.map(name => name.split(':', 1)[0] ?? name), ...shared])];
}
