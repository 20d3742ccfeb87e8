import { asMap, entriesOf, textOf, type YamlMap } from '../../formats/yaml.js';
import type { PipelineRoom } from '../../model/limits.js';
import type { Unread } from '../../model/pipeline.js';
import type { Component } from '../../model/step.js';
import type { Span } from '../../source/file.js';
import type { Parameters } from './parameters.js';

/** Where names of jobs, commands and executors are looked up: the file, or an orb that is written in it. */
export interface Namespace {
  readonly map: YamlMap;
  readonly orbs: ReadonlyMap<string, Orb>;
}

export type Orb =
  | { readonly kind: 'inline'; readonly namespace: Namespace }
  /** `circleci/docker@2.8.2`, or `undefined` where the reference cannot be read */
  | { readonly kind: 'published'; readonly component: Component };

export interface Config {
  readonly top: Namespace;
  /** what is in sight outside of jobs, commands and executors: the pipeline's parameters */
  readonly outside: Parameters;
  readonly root: string;
  readonly room: PipelineRoom;
  readonly note: (note: Unread) => void;
  /** orbs that were said to be unread: each is said once */
  readonly unreadOrbs: Set<string>;
}

/** Says that an orb is not read, at its first use. */
export function noteOrb(config: Config, orb: string, at: Span): void {
  if (config.unreadOrbs.has(orb)) return;
  config.unreadOrbs.add(orb);
  config.note({ at, why: `the orb ${orb} lies elsewhere and is not read`, kind: 'remote' });
}

export function namespaceOf(map: YamlMap): Namespace {
  const orbs = new Map<string, Orb>();
  for (const { key, value } of entriesOf(map.get('orbs'))) {
    const inline = asMap(value);
    if (inline !== undefined && inline.entries.length === 0) {
      // `docker: {}` is put there by whoever processes the file first.
      orbs.set(key.decoded, { kind: 'published', component: orbComponent(key.decoded, key.span) });
    } else if (inline !== undefined) orbs.set(key.decoded, { kind: 'inline', namespace: namespaceOf(inline) });
    else orbs.set(key.decoded, { kind: 'published', component: orbComponent(textOf(value) ?? '', value.span) });
  }
  return { map, orbs };
}

function orbComponent(text: string, span: Span): Component {
  const [name = '', version = ''] = text.split('@');
  return { name, version, span };
}

export type Found =
  | { readonly kind: 'local'; readonly node: YamlMap; readonly namespace: Namespace }
  | { readonly kind: 'published'; readonly component: Component; readonly name: string };

/** What `name` or `orb/name` stands for in a section (`jobs`, `commands`, `executors`). */
export function find(section: 'jobs' | 'commands' | 'executors', name: string, namespace: Namespace, at: Span): Found | undefined {
  const slash = name.indexOf('/');
  if (slash < 0) {
    const node = asMap(asMap(namespace.map.get(section))?.get(name));
    return node === undefined ? undefined : { kind: 'local', node, namespace };
  }
  const orb = namespace.orbs.get(name.slice(0, slash));
  if (orb === undefined) return { kind: 'published', component: orbComponent(name.slice(0, slash), at), name: name.slice(slash + 1) };
  if (orb.kind === 'inline') return find(section, name.slice(slash + 1), orb.namespace, at);
  return { kind: 'published', component: orb.component, name: name.slice(slash + 1) };
}
