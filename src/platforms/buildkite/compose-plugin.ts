import { asMap, oneOrMore, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import type { Command, PlannedStep, StepFields } from '../../model/step.js';
import { literal, unknownValue, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { itemSetting } from '../lowering.js';
import { uploaded } from './interpolation.js';
import type { PluginOutcome } from './plugins.js';

/**
 * `build`, `run` and `push` of the docker-compose plugin, in the order in which its `command` hook does them, by what it calls
 * (https://github.com/buildkite-plugins/docker-compose-buildkite-plugin, read at 5.14.0). With `run` the step's command runs in the service's
 * container; without it, not at all.
 */
export function dockerCompose(settings: YamlMap | undefined, fields: StepFields): PluginOutcome {
  const calls = new ComposeCalls(settings, fields);
  return {
    preCommand: calls.builder(),
    command: [...calls.build(), ...calls.run(), ...calls.push()],
    stepCommand: settings?.get('run') === undefined ? 'not-run' : 'in-container',
  };
}

class ComposeCalls {
  readonly #settings: YamlMap | undefined;
  readonly #fields: StepFields;

  constructor(settings: YamlMap | undefined, fields: StepFields) {
    this.#settings = settings;
    this.#fields = fields;
  }

  /** `builder: { create: true, use: true, name: … }` */
  builder(): readonly PlannedStep[] {
    const create = this.#builder?.entry('create');
    if (create === undefined || textOf(create.value) !== 'true') return [];
    const flags = ['name', 'driver', 'driver-opt', 'platform'].flatMap(key => this.#flag(key, `--${key}`, this.#builder));
    const address = this.#builder?.get('remote-address');
    return [this.#docker(create.span, ['buildx', 'create'], [...flags, ...(address === undefined ? [] : names(address))])];
  }

  get #builder(): YamlMap | undefined {
    return asMap(this.#settings?.get('builder'));
  }

  build(): readonly PlannedStep[] {
    const entry = this.#settings?.entry('build');
    if (entry === undefined) return [];
    const flags = ['no-cache', 'pull'].flatMap(key =>
      textOf(this.#settings?.get(key)) === 'true' ? [literal(`--${key}`, this.#spanOf(key))] : [],
    );
    const build = this.#compose(entry.key.span, [
      literal('build', entry.key.span),
      ...flags,
      ...this.#flag('args', '--build-arg'),
      ...this.#flag('secrets', '--secret'),
      ...(textOf(this.#builder?.get('use')) === 'true' ? this.#flag('name', '--builder', this.#builder) : []),
      ...names(entry.value),
    ]);
    const repository = this.#settings?.entry('image-repository');
    // Up to 4.x what was built is pushed to this repository for the steps after.
    const value = repository === undefined ? undefined : itemSetting(repository.value)?.value;
    if (repository === undefined || value === undefined) return [build];
    const image = {
      parts: [...value.parts, ...literal(':', repository.span).parts, ...unknownValue(repository.span).parts],
      span: value.span,
    };
    return [build, this.#docker(repository.span, ['push'], [image])];
  }

  /** Compose builds a service before it runs it where there is no image of it yet. */
  run(): readonly PlannedStep[] {
    const entry = this.#settings?.entry('run');
    return entry === undefined ? [] : [this.#compose(entry.key.span, [literal('run', entry.key.span), ...names(entry.value)])];
  }

  /** `push: app:registry/app:tag`: the service's image under that name; a service alone is pushed as its Compose file says. */
  push(): readonly PlannedStep[] {
    const entry = this.#settings?.entry('push');
    return oneOrMore(entry?.value).flatMap((node): readonly PlannedStep[] => {
      if (node.kind !== 'scalar') return [];
      const colon = node.decoded.indexOf(':');
      if (colon < 0) return [this.#compose(node.span, [literal('push', node.span), uploaded(node.text)])];
      const target = uploaded(node.text.slice(colon + 1));
      return [this.#docker(node.span, ['tag'], [unknownValue(node.span), target]), this.#docker(node.span, ['push'], [target])];
    });
  }

  #compose(span: Span, words: readonly Value[]): Command {
    const at = this.#fields.span;
    const files = oneOrMore(this.#settings?.get('config')).flatMap(node => itemSetting(node) ?? []);
    const head = [literal('docker', at), literal('compose', at), ...files.flatMap(file => [literal('-f', file.span), file.value])];
    return { kind: 'command', ...this.#fields, words: [...head, ...words], dialect: 'bash', span };
  }

  #docker(span: Span, words: readonly string[], values: readonly Value[]): Command {
    const head = ['docker', ...words].map(word => literal(word, span));
    return { kind: 'command', ...this.#fields, words: [...head, ...values], dialect: 'bash', span };
  }

  #spanOf(key: string): Span {
    return this.#settings?.entry(key)?.span ?? this.#fields.span;
  }

  #flag(key: string, flag: string, settings = this.#settings): readonly Value[] {
    return oneOrMore(settings?.get(key)).flatMap(node => (node.kind === 'scalar' ? [literal(flag, node.span), uploaded(node.text)] : []));
  }
}

function names(node: YamlNode): readonly Value[] {
  return oneOrMore(node).flatMap(item => (item.kind === 'scalar' && item.value !== null ? [uploaded(item.text)] : []));
}
