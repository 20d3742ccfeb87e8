import { asMap, type YamlNode } from '../../formats/yaml.js';
import { ScriptBuilder, scriptSlice } from '../../model/script-builder.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type { Component, Login, PlannedStep, Script, SetEnv, Setting, Shell, StepFields } from '../../model/step.js';
import { known, literal, reference } from '../../model/value.js';
import { type Span, spanAround } from '../../source/file.js';
import { MappedText } from '../../source/mapped-text.js';
import { interpolated } from '../lowering.js';
import { rewritableOrb } from './orb-rewrite.js';
import type { Parameters } from './parameters.js';
import { valueOfScript } from './script-value.js';
import { substituted } from './substitution.js';

/**
 * The commands of the published `circleci/docker` orb by what they run (https://circleci.com/developer/orbs/orb/circleci/docker; read
 * from its releases 2.1 to 4.0.1). Up to 2.6.0 its builds are `docker build`, from 2.7.0 on `docker buildx build`. Parameters are
 * kebab-case in older releases, snake_case from 3.0 on. A shell reads what they hold, so `$CIRCLE_SHA1` in them is a variable.
 */
export class DockerOrb {
  readonly #component: Component;
  readonly #passed: YamlNode | undefined;
  readonly #parameters: Parameters;
  readonly #fields: StepFields;
  readonly #step: YamlNode | undefined;

  /** @param step the call in a list of steps; absent for a job */
  constructor(component: Component, passed: YamlNode | undefined, parameters: Parameters, fields: StepFields, step?: YamlNode) {
    this.#component = component;
    this.#passed = passed;
    this.#parameters = parameters;
    this.#fields = { ...fields, component };
    this.#step = step;
  }

  /** `undefined` for a command that is not known. */
  command(name: string): readonly PlannedStep[] | undefined {
    switch (name.replaceAll('_', '-')) {
      case 'check':
        return [this.login()];
      case 'build':
        return this.build();
      case 'push':
        return [this.push()];
      case 'pull':
        return [this.#pull()];
      case 'hadolint':
      case 'dockerlint':
      case 'configure-docker-credentials-store':
      case 'install-docker':
      case 'install-docker-credential-helper':
      case 'install-dockerize':
      case 'install-goss':
      case 'update-description':
        return [{ kind: 'other', ...this.#fields }];
      case 'install-docker-tools':
        return this.isOn('install-docker-compose', true) ? [this.#installCompose()] : [{ kind: 'other', ...this.#fields }];
      case 'install-docker-compose':
        return [this.#installCompose()];
      default:
        return undefined;
    }
  }

  /** A boolean parameter; `false` where its value is not known. */
  isOn(name: string, preset: boolean): boolean {
    const given = this.#given(name);
    return given === undefined ? preset : known(valueOfScript(given.script)) === 'true';
  }

  login(): Login {
    const registry = this.#given('registry');
    const name = registry === undefined ? undefined : valueOfScript(registry.script, text => interpolated(text));
    return {
      ...this.#fields,
      ...this.#written(),
      kind: 'login',
      passwordFrom: 'stdin',
      username: this.#variable('docker-username', 'DOCKER_LOGIN'),
      password: this.#variable('docker-password', 'DOCKER_PASSWORD'),
      ...(registry === undefined || name === undefined ? {} : { registry: { value: name, span: registry.span } }),
    };
  }

  build(): readonly PlannedStep[] {
    const at = this.#fields.span;
    const buildx = this.#isAtLeast(2, 7);
    const cacheFrom = this.#given('cache-from');
    const cacheTo = this.#given('cache-to');
    const script = new ScriptBuilder();
    if (cacheFrom !== undefined && !buildx)
      for (const image of splitAt(cacheFrom.script, ',')) line(script, 'docker pull', image, at, ' || true');
    // With a cache to fill the orb makes a builder of its own and selects it.
    if (cacheTo !== undefined && buildx) script.made('docker buildx create --name cache --use\n', cacheTo.span);
    script.made(buildx ? 'docker buildx build' : 'docker build', at);
    this.#dockerfile(script);
    for (const tag of this.#tags()) this.#image(script.made(' --tag="', this.#imageSpan()), tag).made('"', this.#imageSpan());
    const extra = this.#given('extra-build-args');
    if (extra !== undefined) script.made(' ', extra.span).script(extra.script);
    this.#caches(script, 'cache-from', cacheFrom);
    if (buildx) this.#caches(script, 'cache-to', cacheTo);
    if (cacheTo !== undefined && buildx) script.made(' --load', cacheTo.span);
    const context = this.#given('docker-context');
    if (context === undefined) script.made(' .', at);
    else script.made(' "', context.span).script(context.script).made('"', context.span);
    const shell = this.#shell(script.build(at), this.#keyOf('extra-build-args'));
    return this.isOn('use-buildkit', false) ? [this.#buildkit(), shell] : [shell];
  }

  push(): Shell {
    const at = this.#fields.span;
    const script = new ScriptBuilder();
    const tags = this.#tags();
    for (const tag of tags) this.#image(script.made('docker push "', at), tag).made('"\n', at);
    const shell = this.#shell(script.build(at));
    // What pushes several or writes their digests down does not go with one of them.
    return tags.length === 1 && this.#given('digest-path') === undefined ? shell : { ...shell, made: {} };
  }

  /** As it is written, else as the release writes it. */
  #keyOf(name: string): string {
    const own = name.replaceAll('-', '_');
    const isWritten = (key: string) => asMap(this.#passed)?.entry(key) !== undefined;
    return isWritten(name) || (!isWritten(own) && !this.#isAtLeast(3, 0)) ? name : own;
  }

  #given(name: string): { script: Script; span: Span } | undefined {
    const map = asMap(this.#passed);
    const entry = map?.entry(name) ?? map?.entry(name.replaceAll('-', '_'));
    if (entry?.value.kind !== 'scalar' || entry.value.decoded === '') return undefined;
    return { script: substituted(entry.value.text, this.#parameters), span: spanAround(entry.key.span, entry.value.span) };
  }

  /** The parameter holds the name of a variable. */
  #variable(name: string, preset: string): Setting {
    const given = this.#given(name);
    const variable = (given === undefined ? undefined : known(valueOfScript(given.script))) ?? preset;
    const at = given?.span ?? this.#fields.span;
    return { value: reference({ scope: 'env', name: variable.replace(/^\$/, '') }, at), span: at };
  }

  /** Tags are a list separated by commas; without one it is the commit. */
  #tags(): readonly Script[] {
    const tag = this.#given('tag');
    return tag === undefined ? [{ text: MappedText.synthetic('$CIRCLE_SHA1', this.#imageSpan()), holes: [] }] : splitAt(tag.script, ',');
  }

  #imageSpan(): Span {
    return this.#given('image')?.span ?? this.#fields.span;
  }

  #image(script: ScriptBuilder, tag: Script): ScriptBuilder {
    const [registry, image] = [this.#given('registry'), this.#given('image')];
    if (registry !== undefined) script.script(registry.script).made('/', registry.span);
    if (image !== undefined) script.script(image.script);
    return script.made(':', this.#imageSpan()).script(tag);
  }

  #dockerfile(script: ScriptBuilder): void {
    const [path, name] = [this.#given('path'), this.#given('dockerfile')];
    const at = name?.span ?? path?.span;
    if (at === undefined) return;
    script.made(' --file="', at);
    if (path !== undefined) script.script(path.script).made('/', path.span);
    if (name === undefined) script.made('Dockerfile', at);
    else script.script(name.script);
    script.made('"', at);
  }

  /** From 3.0.0 on a list of caches separated by blanks. */
  #caches(script: ScriptBuilder, flag: string, given: { script: Script; span: Span } | undefined): void {
    if (given === undefined) return;
    for (const cache of this.#isAtLeast(3, 0) ? splitAt(given.script, ' ') : [given.script]) {
      script.made(` --${flag}="`, given.span).script(cache).made('"', given.span);
    }
  }

  #pull(): Shell {
    const at = this.#fields.span;
    const images = this.#given('images');
    const script = new ScriptBuilder();
    if (images !== undefined) for (const image of splitAt(images.script, ',')) line(script, 'docker pull', image, at, '');
    return this.#shell(script.build(at));
  }

  #installCompose(): PlannedStep {
    return { kind: 'install-plugin', ...this.#fields, plugin: 'compose', from: 'package' };
  }

  /** It is written to `$BASH_ENV`, so it holds from there on. */
  #buildkit(): SetEnv {
    return { kind: 'set-env', ...this.#fields, variable: 'DOCKER_BUILDKIT', value: literal('1', this.#fields.span), exported: true };
  }

  #shell(script: Script, flags?: string): Shell {
    return { kind: 'shell', ...this.#fields, script, dialect: 'bash', options: NO_OPTIONS, made: this.#written(flags) };
  }

  /** A job that signs in, builds and pushes has no step of its own for any of them. */
  #written(flags?: string): Pick<StepFields, 'rewrite' | 'lines'> {
    return rewritableOrb({ step: this.#step, passed: this.#passed, ...(flags !== undefined && { flags }) });
  }

  /** Volatile versions (`volatile`, `dev:…`) and a major alone are the newest of their kind. */
  #isAtLeast(major: number, minor: number): boolean {
    const [own, second] = this.#component.version.split('.').map(Number);
    if (own === undefined || Number.isNaN(own)) return true;
    return own > major || (own === major && (second === undefined || second >= minor));
  }
}

function line(script: ScriptBuilder, command: string, image: Script, at: Span, end: string): void {
  script.made(`${command} "`, at).script(image).made(`"${end}\n`, at);
}

/** The items of a list in a text, without the blanks around them. */
function splitAt(script: Script, separator: string): readonly Script[] {
  const items: Script[] = [];
  let from = 0;
  for (const piece of script.text.value.split(separator)) {
    const start = from + piece.length - piece.trimStart().length;
    if (piece.trim() !== '') items.push(scriptSlice(script, start, start + piece.trim().length));
    from += piece.length + separator.length;
  }
  return items;
}
