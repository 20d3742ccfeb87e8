import { asMap, entriesOf, itemsOf, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { ALWAYS, all, type Condition, isNever, not, unreadable } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import { oncePer } from '../../model/once.js';
import type { Call, PlannedStep, Shell, StepFields } from '../../model/step.js';
import { known } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { asItem } from '../../source/notation.js';
import { itemSetting } from '../lowering.js';
import { stepItem } from '../yaml-rewrite.js';
import { stepCondition } from './conditions.js';
import { type Config, type Found, find, type Namespace, noteOrb } from './config.js';
import { DockerOrb } from './docker-orb.js';
import type { Folders } from './folders.js';
import { layerCache } from './layer-cache.js';
import { environmentOf } from './machine.js';
import { HARMLESS_ORBS } from './orbs.js';
import { bindParameters, type Parameters, wholeParameter } from './parameters.js';
import { dialectAndOptions } from './shells.js';
import { substituted, substitutedValue } from './substitution.js';

/** Where a step stands. */
export interface Place {
  readonly namespace: Namespace;
  readonly parameters: Parameters;
  readonly runs: Condition;
  readonly via: readonly Call[];
  /** the commands that are being read: CircleCI does not let one call itself */
  readonly open: readonly YamlMap[];
}

/** A step that is named, with what is passed to it. */
interface Named {
  readonly name: string;
  readonly passed: YamlNode | undefined;
  readonly at: Span;
  /** the entry of the list of steps that it is; absent where that holds more */
  readonly item: YamlNode | undefined;
}

/** A place outside of all commands. */
export function outermost(namespace: Namespace, parameters: Parameters): Place {
  return { namespace, parameters, runs: ALWAYS, via: [], open: [] };
}

/** Steps of one job, after which no more are read: commands that call each other twice double with each level. */
const MOST_STEPS = 5_000;
/** steps of CircleCI itself that leave Docker alone (https://circleci.com/docs/reference/configuration-reference/#steps) */
const BUILT_IN = new Set(
  'store_artifacts store_test_results persist_to_workspace attach_workspace add_ssh_keys restore_cache deploy install_signing_bundle'.split(
    ' ',
  ),
);

/** Reads the steps of one job. */
export class StepReader {
  readonly #config: Config;
  readonly #folders: Folders;
  readonly #shell: string | undefined;
  #left = MOST_STEPS;
  /** a `setup_remote_docker` was met, so a daemon answers */
  remoteDocker = false;

  /** @param shell the job's `shell`, where it names one */
  constructor(config: Config, folders: Folders, shell: string | undefined) {
    this.#config = config;
    this.#folders = folders;
    this.#shell = shell;
  }

  steps(list: YamlNode | undefined, place: Place): readonly PlannedStep[] {
    const given = list === undefined ? undefined : wholeParameter(list, place.parameters);
    if (given !== undefined) return this.steps(given.node, { ...place, parameters: given.parameters });
    return itemsOf(list).flatMap(node => this.#step(node, place));
  }

  #step(node: YamlNode, place: Place): readonly PlannedStep[] {
    // What is decided when the configuration is processed is not in the job at all.
    if (isNever(place.runs)) return [];
    if (this.#left-- <= 0) return this.#beyond(node.span);
    this.#config.room.takeStep(node.span);
    const given = wholeParameter(node, place.parameters);
    if (given !== undefined) return this.steps(given.node, { ...place, parameters: given.parameters });
    const name = textOf(node);
    if (name !== undefined) return this.#named({ name, passed: undefined, at: node.span, item: node }, place);
    const entries = entriesOf(node);
    return entries.flatMap(entry => this.#keyed(entry, place, entries.length === 1 ? node : undefined));
  }

  #beyond(at: Span): readonly PlannedStep[] {
    if (this.#left === -1) this.#config.note({ at, why: `a job of more than ${MOST_STEPS} steps is not read to its end`, kind: 'limit' });
    return [];
  }

  /** @param item the entry of the list of steps that the key is all of */
  #keyed(entry: YamlEntry, place: Place, item: YamlNode | undefined): readonly PlannedStep[] {
    const key = entry.key.decoded;
    const map = asMap(entry.value);
    switch (key) {
      case 'run':
      case 'deploy':
        return this.#run(entry, place);
      case 'when':
      case 'unless': {
        const met = stepCondition(map?.get('condition'), place.parameters);
        return this.steps(map?.get('steps'), { ...place, runs: all(place.runs, key === 'when' ? met : not(met)) });
      }
      case 'steps':
        return this.steps(entry.value, place);
      case 'save_cache': {
        const paths = itemsOf(map?.get('paths')).flatMap(item => itemSetting(item) ?? []);
        return [{ kind: 'cache-directory', ...this.#fields(entry.key.span, place), paths }];
      }
      default:
        return this.#named({ name: key, passed: entry.value, at: entry.key.span, item }, place);
    }
  }

  /** A built-in step, a command of the file or of an orb. */
  #named({ name, passed, at, item }: Named, place: Place): readonly PlannedStep[] {
    const fields = this.#fields(at, place);
    if (name === 'setup_remote_docker') return this.#remoteDocker(passed, fields, place.parameters);
    if (name === 'checkout') {
      const path = known(substitutedValue(asMap(passed)?.get('path'), place.parameters));
      if (path !== undefined) this.#folders.checkedOutTo(path);
    }
    if (name === 'checkout' || BUILT_IN.has(name)) return [{ kind: 'other', ...fields }];
    const found = find('commands', name, place.namespace, at);
    if (found === undefined) {
      // A step that a parameter nobody passed stands for says nothing wrong of the file.
      if (!name.startsWith('<<')) this.#config.note({ at, why: `the command ${name} is not defined in this file`, kind: 'missing' });
      return [{ kind: 'opaque', ...fields, what: name }];
    }
    return found.kind === 'published'
      ? this.#published(found, { name, passed, at, item }, fields, place)
      : this.#called(found, name, passed, at, place);
  }

  #remoteDocker(passed: YamlNode | undefined, fields: StepFields, parameters: Parameters): readonly PlannedStep[] {
    this.remoteDocker = true;
    return layerCache(asMap(passed), parameters, fields, { step: fields.span });
  }

  #published(found: Extract<Found, { kind: 'published' }>, { name, passed, item }: Named, fields: StepFields, place: Place) {
    const { component } = found;
    const isDocker = component.name === 'circleci/docker';
    const steps = isDocker ? new DockerOrb(component, passed, place.parameters, fields, item).command(found.name) : undefined;
    if (steps !== undefined) return steps;
    const step = { ...fields, component };
    if (HARMLESS_ORBS.has(component.name)) return [{ kind: 'other', ...step } as const];
    if (isDocker) this.#config.note({ at: fields.span, why: `what ${name} does is not known`, kind: 'unsupported' });
    else noteOrb(this.#config, component.name, fields.span);
    return [{ kind: 'opaque', ...step, what: name } as const];
  }

  #called(found: Extract<Found, { kind: 'local' }>, name: string, passed: YamlNode | undefined, at: Span, place: Place) {
    if (place.open.includes(found.node)) {
      this.#config.note({ at, why: `the command ${name} calls itself and is not followed here`, kind: 'limit' });
      return [];
    }
    return this.steps(found.node.get('steps'), {
      ...place,
      namespace: found.namespace,
      parameters: bindParameters(found.node.get('parameters'), passed, place.parameters),
      via: [...place.via, { at, callee: name }],
      open: [...place.open, found.node],
    });
  }

  /** `run: text` and `run: { command: text, … }`. Each starts a shell of its own. */
  #run(entry: YamlEntry, place: Place): readonly PlannedStep[] {
    const map = asMap(entry.value);
    const command = commandOf(entry);
    if (command === undefined) return [];
    const { parameters } = place;
    const textIn = (key: string): string | undefined => known(substitutedValue(map?.get(key), parameters));
    const title = textIn('name');
    const runs = textIn('when') === 'on_fail' ? all(place.runs, unreadable('an earlier step failed')) : place.runs;
    const folder = textIn('working_directory');
    const isAnywhere = folder === undefined && map?.get('working_directory') !== undefined;
    const step: Shell = {
      ...this.#fields(command.span, { ...place, runs }),
      ...(title === undefined ? {} : { name: title }),
      kind: 'shell',
      env: Env.of(environmentOf(map?.get('environment'), parameters)),
      workingDirectory: isAnywhere ? undefined : this.#folders.at(folder),
      script: substituted(command.text, parameters),
      ...dialectAndOptions(textIn('shell') ?? this.#shell),
    };
    return [step];
  }

  #fields(span: Span, { runs, via }: Place): StepFields {
    return { span, runs, env: Env.empty, workingDirectory: this.#folders.at(), via, tolerated: false };
  }
}

/** The text of a `run`, as that of a step; made once, for all jobs whose commands bring the step. */
const commandOf = oncePer((entry: YamlEntry) => {
  const map = asMap(entry.value);
  const node = map === undefined ? entry.value : map.get('command');
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return { span: node.span, text: node.text.withNotation(notation => asItem(notation, () => stepItem(entry, 'run'))) };
});
