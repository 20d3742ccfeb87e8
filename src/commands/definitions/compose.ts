import type { Build, Setting } from '../../model/step.js';
import { concatenated, known, literal, reference, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import type { CommandContext } from '../command-reader.js';
import type { ComposeFiles } from '../compose-files.js';
import type { Definition, DefinitionRequest, ServiceImages } from '../definitions.js';
import { sbomAttestation } from '../docker-build.js';
import { optional } from '../fields.js';
import { type ComposeBuild, composeBuild, settingOf } from './compose-build.js';
import { child, scalarOf, scalarsOf } from './compose-node.js';
import { ComposeLoader, type ComposeModel, type ComposeService, dependenciesOf } from './compose-project.js';
import { rewritableService } from './compose-rewrite.js';
import { pathSeen } from './relative.js';
import { emptyAt } from './target-part.js';

/** The services that a Compose command means, with what each is built as; `undefined` where that cannot be told. */
class ComposeReading {
  readonly #request: DefinitionRequest;
  readonly #context: CommandContext;
  readonly #files: ComposeFiles;
  readonly #model: ComposeModel;

  constructor(request: DefinitionRequest, context: CommandContext, files: ComposeFiles, model: ComposeModel) {
    this.#request = request;
    this.#context = context;
    this.#files = files;
    this.#model = model;
  }

  definitions(): readonly Definition[] | undefined {
    return this.#wanted()?.flatMap(service => {
      const build = composeBuild(service.node, this.#model.secrets);
      return build === undefined ? [] : [this.#definition(service, build)];
    });
  }

  images(): readonly ServiceImages[] | undefined {
    return this.#wanted()?.map(service => {
      const build = composeBuild(service.node, this.#model.secrets);
      const image = settingOf(child(service.node, 'image'));
      // Only what is built here and has a name of its own is pushed (docker/compose `pkg/compose/push.go`).
      const pushed = build === undefined || image === undefined ? [] : [image, ...build.tags];
      return { service: service.name, image: image ?? this.#ownName(service), isNamed: image !== undefined, pushed };
    });
  }

  /** The services that are asked for, in the order of the files; all that no profile keeps out, where none is. */
  #wanted(): readonly ComposeService[] | undefined {
    const { services } = this.#model;
    const names = this.#request.targets.map(known);
    const hidden = this.#request.targets.find((_, index) => names[index] === undefined);
    if (hidden !== undefined) return this.#note(hidden.span, 'dynamic', 'which services are meant only a run would tell');
    const missing = names.find(name => name !== undefined && !services.has(name));
    if (missing !== undefined) {
      const at = this.#request.targets[names.indexOf(missing)]?.span ?? this.#request.build.programSpan;
      return this.#note(at, 'missing', `the Compose files define no service ${missing}`);
    }
    const asked = new Set(names.flatMap(name => name ?? []));
    const chosen = asked.size > 0 ? asked : this.#enabled();
    const meant = this.#withOthers(chosen);
    return [...services.values()].filter(({ name }) => meant.has(name));
  }

  #note(at: Span, kind: 'dynamic' | 'missing', why: string): undefined {
    this.#context.unread({ at, kind, why });
    return undefined;
  }

  /** What is asked for, what it is built from, and what it depends on where the command goes on to that. */
  #withOthers(chosen: ReadonlySet<string>): ReadonlySet<string> {
    const found = new Set(chosen);
    for (const name of found) {
      const service = this.#model.services.get(name);
      if (service === undefined) continue;
      const contexts = composeBuild(service.node, this.#model.secrets)?.contexts.values() ?? [];
      for (const { value } of contexts) {
        const base = /^service:(.+)$/.exec(known(value) ?? '')?.[1];
        if (base !== undefined) found.add(base);
      }
      if (this.#request.withDependencies) for (const other of dependenciesOf(service)) found.add(other);
    }
    return found;
  }

  /** https://docs.docker.com/compose/how-tos/profiles/ */
  #enabled(): ReadonlySet<string> {
    const { profiles } = this.#request;
    const variable = this.#files.lookUp('COMPOSE_PROFILES');
    const given = profiles.length > 0 ? profiles.map(({ value }) => value) : variable === undefined ? [] : [variable];
    const active = new Set(given.flatMap(value => known(value)?.split(',') ?? []).map(name => name.trim()));
    const isKnown = given.every(value => known(value) !== undefined);
    const found = new Set<string>();
    for (const service of this.#model.services.values()) {
      const own = scalarsOf(child(service.node, 'profiles')).map(known);
      if (own.length === 0 || active.has('*') || own.some(name => name !== undefined && active.has(name))) found.add(service.name);
      else if (!isKnown) this.#note(service.at, 'dynamic', `whether a profile brings the service ${service.name} only a run would tell`);
    }
    return found;
  }

  #definition(service: ComposeService, build: ComposeBuild): Definition {
    const { build: command } = this.#request;
    const image = settingOf(child(service.node, 'image'));
    const { at, name, unknownAt } = service;
    const own = this.#ownName(service);
    const given = new Set(command.buildArguments.map(argumentName));
    const args = [...build.arguments].filter(([key]) => !given.has(key)).map(([key, setting]) => pair(key, setting));
    const provenance = command.provenance ?? build.provenance;
    return {
      target: name,
      callee: `${at.file.path} service ${name}`,
      fields: {
        tags: [...build.tags, image ?? own],
        platforms: this.#platforms(service, build),
        cacheFrom: build.cacheFrom,
        cacheTo: build.cacheTo,
        buildArguments: [...args, ...command.buildArguments],
        secrets: build.secrets,
        addHosts: [...build.extraHosts].map(([host, setting]) => pair(host, setting)),
        attestations: command.attestations.length > 0 || build.sbom === undefined ? command.attestations : [sbomAttestation(build.sbom)],
        // Without `image` nothing is pushed, whatever else it is tagged (docker/compose `pkg/compose/build_bake.go`, `bakeOutputs`).
        ...(command.push !== undefined && image === undefined && { push: { value: literal('false', at), span: command.push.span } }),
        ...optional('provenance', provenance),
        ...optional('noCache', command.noCache ?? build.noCache),
        ...optional('network', build.network),
        ...optional('context', build.context && this.#seen(build.context)),
        ...optional('dockerfile', build.dockerfile),
        ...optional('stage', build.stage),
      },
      complete: unknownAt === undefined,
      rewrite: rewritableService(this.#model.maps, name),
    };
  }

  /** A path of the files starts from the project's folder, one of the command from where it runs. */
  #seen({ value, span }: Setting): Setting {
    const { workingDirectory } = this.#request.build;
    return workingDirectory === undefined ? { value, span } : { value: pathSeen(value, this.#files.folder, workingDirectory), span };
  }

  /**
   * A service that names its own platform is built for that one; what is built to be run is never built for several
   * (docker/compose `cmd/compose/options.go`, `applyPlatforms`).
   */
  #platforms(service: ComposeService, build: ComposeBuild): readonly Setting[] {
    const platform = settingOf(child(service.node, 'platform'));
    const toRun = this.#request.toRun;
    if (platform !== undefined && (toRun || build.platforms.length === 0)) return [platform];
    return toRun && build.platforms.length > 1 ? [] : build.platforms;
  }

  /** The local name of an image that has none: `<project>-<service>`. */
  #ownName({ name, at }: ComposeService): Setting {
    const value = concatenated([this.#projectName(), literal(`-${name}`, at)], at);
    return { value, span: at };
  }

  /** https://docs.docker.com/compose/how-tos/project-name/ */
  #projectName(): Value {
    const { projectName, build } = this.#request;
    const given = projectName?.value ?? this.#files.lookUp('COMPOSE_PROJECT_NAME') ?? scalarOf(this.#model.name);
    if (given !== undefined && known(given) !== '') return given;
    const at = emptyAt(build.programSpan);
    const folder = this.#files.folder.split('/').at(-1) ?? '';
    // What the folder of the repository is called, only a run would tell.
    if (folder === '') return reference({ scope: 'env', name: 'COMPOSE_PROJECT_NAME' }, at);
    return literal(
      folder
        .toLowerCase()
        .replace(/[^-_a-z0-9]/g, '')
        .replace(/^[-_]+/, ''),
      at,
    );
  }
}

function argumentName({ value }: Build['buildArguments'][number]): string {
  const first = value.parts[0];
  return first?.kind === 'literal' ? (first.text.split('=', 1)[0] ?? '') : '';
}

function pair(key: string, { value, span }: Setting): Setting {
  return { value: concatenated([literal(`${key}=`, emptyAt(value.span)), value], value.span), span };
}

function readingOf(request: DefinitionRequest, context: CommandContext, files: ComposeFiles): ComposeReading | undefined {
  for (const { note } of files.unknown) context.unread(note);
  if (files.unknown.length > 0) return undefined;
  const loader = new ComposeLoader(context);
  const model = loader.model(files.files, files);
  if (model !== undefined) return new ComposeReading(request, context, files, model);
  if (!loader.hasNoted) context.unread({ at: request.build.programSpan, kind: 'syntax', why: 'the Compose files hold no services' });
  return undefined;
}

export function composeDefinitions(
  request: DefinitionRequest,
  context: CommandContext,
  files: ComposeFiles,
): readonly Definition[] | undefined {
  return readingOf(request, context, files)?.definitions();
}

/** The images that the containers of the services are made of, and those that are pushed. */
export function composeImages(
  request: DefinitionRequest,
  context: CommandContext,
  files: ComposeFiles,
): readonly ServiceImages[] | undefined {
  return readingOf(request, context, files)?.images();
}
