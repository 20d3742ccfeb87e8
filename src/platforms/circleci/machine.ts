import { asMap, itemsOf, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import type { Machine, OtherValue } from '../../model/pipeline.js';
import type { Component, Setting } from '../../model/step.js';
import { known, type Value } from '../../model/value.js';
import { spanAround } from '../../source/file.js';
import { variablesIn } from '../lowering.js';
import { find, type Namespace } from './config.js';
import { orbMachine } from './orbs.js';
import { bindParameters, type Parameters, wholeParameter } from './parameters.js';
import { substitutedValue } from './substitution.js';

/** Where a job's machine is described: the job itself or its executor, each with the parameters in sight there. */
export interface Description {
  readonly map: YamlMap;
  readonly parameters: Parameters;
}

export interface Executor {
  /** the job's own keys before those of the executor it names */
  readonly descriptions: readonly Description[];
  /** the executor of a published orb */
  readonly published?: { readonly component: Component; readonly name: string; readonly passed: YamlMap | undefined };
}

/** The executor a job names, under what the job says itself. */
export function executorOf(job: YamlMap, namespace: Namespace, parameters: Parameters): Executor {
  const own: Description = { map: job, parameters };
  const node = job.get('executor');
  const named = node === undefined ? undefined : nameAndArguments(node, parameters);
  const found = named === undefined ? undefined : find('executors', named.name, namespace, job.span);
  if (named === undefined || found === undefined) return { descriptions: [own] };
  if (found.kind === 'published') return { descriptions: [own], published: { ...found, passed: asMap(named.passed) } };
  return {
    descriptions: [own, { map: found.node, parameters: bindParameters(found.node.get('parameters'), named.passed, named.parameters) }],
  };
}

interface Named {
  readonly name: string;
  readonly passed: YamlNode | undefined;
  readonly parameters: Parameters;
}

/** `executor: name`, `executor: { name: …, key: … }`, or a parameter that was given either. */
function nameAndArguments(node: YamlNode, parameters: Parameters): Named | undefined {
  const given = wholeParameter(node, parameters);
  if (given !== undefined) return nameAndArguments(given.node, given.parameters);
  const map = asMap(node);
  const name = known(substitutedValue(map === undefined ? node : map.get('name'), parameters));
  return name === undefined ? undefined : { name, passed: map, parameters };
}

/** Every job gets a machine of its own; a resource class with a slash is a runner of one's own (https://circleci.com/docs/guides/execution-runner/runner-overview/). */
export function machineOf(executor: Executor, remoteDocker: boolean): Machine {
  const resource = firstValue(executor, 'resource_class');
  const base = baseMachine(resource);
  const docker = first(executor, 'docker');
  if (docker !== undefined) {
    const image = imageOf(itemsOf(docker.node)[0], docker.parameters);
    return { ...base, os: 'linux', daemon: remoteDocker, ...(image === undefined ? {} : { image }) };
  }
  const machine = first(executor, 'machine');
  if (machine !== undefined) return virtualMachine(base, substitutedValue(asMap(machine.node)?.get('image'), machine.parameters));
  if (first(executor, 'macos') !== undefined) return { ...withoutArchitecture(base), os: 'macos' };
  const { published } = executor;
  if (published === undefined) return base;
  const known = orbMachine(published.component.name, published.name);
  return { ...(known.os === 'macos' ? withoutArchitecture(base) : base), ...known, ...(remoteDocker ? { daemon: true } : {}) };
}

function baseMachine(resource: Value | undefined): Machine {
  const text = resource === undefined ? '' : known(resource);
  const selfHosted = text?.includes('/') === true;
  return {
    entry: selfHosted ? 'unknown' : 'clean',
    ...(resource === undefined ? {} : { label: resource }),
    ...(selfHosted || text === undefined ? {} : { architecture: text.startsWith('arm') ? 'arm64' : 'amd64' }),
  };
}

function virtualMachine(base: Machine, image: Value | undefined): Machine {
  const texts = [base.label, image].map(value => (value === undefined ? '' : known(value)));
  const selfHosted = base.entry === 'unknown';
  return {
    ...base,
    os: texts.some(text => text !== undefined && /windows/i.test(text)) ? 'windows' : 'linux',
    ...(selfHosted ? {} : { daemon: true }),
    ...(image === undefined ? {} : { label: image }),
  };
}

/** Macs are of both kinds, by resource classes that come and go. */
function withoutArchitecture({ architecture: _, ...machine }: Machine): Machine {
  return machine;
}

/** The shell of the job's steps: on Windows PowerShell where no other is named (https://circleci.com/docs/guides/execution-managed/using-windows/). */
export function shellOf(executor: Executor, machine: Machine): string | undefined {
  const { published } = executor;
  const passed = textOf(published?.passed?.get('shell'));
  return known(firstValue(executor, 'shell')) ?? passed ?? (machine.os === 'windows' ? 'powershell.exe' : undefined);
}

function imageOf(node: YamlNode | undefined, parameters: Parameters): Setting | undefined {
  const entry = asMap(node)?.entry('image');
  const value = substitutedValue(entry?.value, parameters);
  return entry === undefined || value === undefined ? undefined : { value, span: spanAround(entry.key.span, value.span) };
}

/** The first of the executor's descriptions that has the key. */
export function first(executor: Executor, key: string): { node: YamlNode; parameters: Parameters } | undefined {
  for (const { map, parameters } of executor.descriptions) {
    const node = map.get(key);
    if (node !== undefined) return { node, parameters };
  }
  return undefined;
}

export function firstValue(executor: Executor, key: string): Value | undefined {
  const found = first(executor, key);
  return found === undefined ? undefined : substitutedValue(found.node, found.parameters);
}

/** `environment` as a map or a list of maps; the values are taken as they are, `$X` in them means nothing. */
export function environmentOf(node: YamlNode | undefined, parameters: Parameters): readonly (readonly [string, Value])[] {
  const maps = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  return maps.flatMap(map => variablesIn(map, value => substitutedValue(value, parameters)));
}

/** The executor's variables, those of its first image and the job's, later ones over earlier ones. */
export function jobEnvironment(executor: Executor): readonly (readonly [string, Value])[] {
  return [...executor.descriptions].reverse().flatMap(({ map, parameters }) => {
    const image = asMap(itemsOf(map.get('docker'))[0]);
    return [...environmentOf(image?.get('environment'), parameters), ...environmentOf(map.get('environment'), parameters)];
  });
}

/** Credentials to pull the images of the job with, and variables of its other containers: they stand in no command. */
export function otherValues(executor: Executor): readonly OtherValue[] {
  return executor.descriptions.flatMap(({ map, parameters }) =>
    itemsOf(map.get('docker')).flatMap((node, index) => {
      const container = asMap(node);
      const named = (item: YamlNode | undefined, prefix: string): readonly OtherValue[] =>
        environmentOf(item, parameters).map(([name, value]) => ({ name: prefix + name, value }));
      return [
        ...named(container?.get('auth'), 'credentials.'),
        ...named(container?.get('aws_auth'), ''),
        ...(index === 0 ? [] : named(container?.get('environment'), '')),
      ];
    }),
  );
}
