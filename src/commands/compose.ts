import { NOTHING_SET } from '../model/build.js';
import type { Build, PlannedStep, Setting } from '../model/step.js';
import { known } from '../model/value.js';
import {
  buildsOf,
  type DefinitionRequest,
  type ReadDefinitions,
  type ReadImages,
  readDefinitions,
  readImages,
  type ServiceImages,
} from './definitions.js';
import { asksOnly, sbomAttestation } from './docker-build.js';
import { type DockerCall, group, type Handler, programOf, programSpan, type Steps, withoutBuildKit } from './docker-call.js';
import { COMPOSE, COMPOSE_BUILD, COMPOSE_PUSH, COMPOSE_RUN, COMPOSE_UP } from './docker-flags.js';
import { optional } from './fields.js';
import { type Arguments, type FlagTable, isHiddenFlag, isOn, parseFlags } from './flags.js';
import { type Maybe, whenThere } from './maybe.js';

/** What reads the files of a Compose command. */
export interface ComposeReaders {
  readonly definitions: ReadDefinitions;
  readonly images: ReadImages;
}

/**
 * `docker compose` and `docker-compose`. Its builds honour `--builder`, `BUILDX_BUILDER` and the selected builder: Compose calls the
 * Buildx plugin itself (docker/compose `pkg/compose/build_bake.go`).
 */
export function composeHandler(readers: ComposeReaders = { definitions: readDefinitions, images: readImages }): Handler {
  return call => {
    const globals = parseFlags(call.rest, COMPOSE);
    const as =
      (read: (compose: ComposeCall) => Steps): Handler =>
      inner =>
        read({ ...inner, globals, readers });
    const commands = new Map<string, Handler>([
      ['build', as(composeBuild)],
      ['up', as(inner => start(inner, COMPOSE_UP))],
      ['create', as(inner => start(inner, COMPOSE_UP))],
      ['run', as(inner => start(inner, COMPOSE_RUN))],
      ['push', as(push)],
      ['pull', as(pull)],
      ['start', as(use)],
      ['restart', as(use)],
    ]);
    return group(COMPOSE, commands)(call);
  };
}

interface ComposeCall extends DockerCall {
  readonly globals: Arguments;
  readonly readers: ComposeReaders;
}

/** What a sub-command means of the project: which services, with what they depend on or without. */
type Meant = Pick<DefinitionRequest, 'targets' | 'withDependencies' | 'toRun'>;

function composeBuild(call: ComposeCall): Steps {
  const args = parseFlags(call.rest, COMPOSE_BUILD);
  if (args.has('help')) return undefined;
  return builds(call, args, { targets: args.positionals, withDependencies: isOn(args.last('with-dependencies')), toRun: false });
}

/** `up`, `create` and `run`: with `--build` they build first, on the builder in force, as they have no `--builder` of their own. */
function start(call: ComposeCall, table: FlagTable): Steps {
  const args = parseFlags(call.rest, table);
  if (args.has('help')) return undefined;
  const targets = table === COMPOSE_RUN ? args.positionals.slice(0, 1) : args.positionals;
  const meant: Meant = { targets, withDependencies: !isOn(args.last('no-deps')), toRun: true };
  const build = args.last('build');
  const isBuilt = build !== undefined && known(build.value) !== 'false';
  const built = isBuilt ? builds(call, args, meant) : [];
  return whenThere(built, steps => whenThere(used(call, args, meant), uses => [...steps, ...uses]));
}

function builds(call: ComposeCall, args: Arguments, meant: Meant): Maybe<readonly PlannedStep[]> {
  return buildsOf(requestOf(call, args, meant), call.context, call.readers.definitions);
}

function requestOf(call: ComposeCall, args: Arguments, meant: Meant): DefinitionRequest {
  const { globals } = call;
  return {
    kind: 'compose',
    files: globals.all('file'),
    ...meant,
    ...optional('directory', globals.last('project-directory') ?? globals.last('workdir')),
    ...optional('projectName', globals.last('project-name')),
    profiles: globals.all('profile'),
    overrides: [],
    variables: globals.all('env-file'),
    isHidden: call.opaque || [...globals.unknown, ...args.unknown].some(isHiddenFlag),
    build: buildOf(call, args),
  };
}

/** The build as far as the command itself says it. */
function buildOf(call: ComposeCall, args: Arguments): Build {
  const dryRun = isOn(args.last('dry-run')) || isOn(call.globals.last('dry-run'));
  return {
    ...call.fields,
    ...NOTHING_SET,
    kind: 'build',
    program: programOf(call),
    programSpan: programSpan(call),
    engine: withoutBuildKit(call) ? 'other' : 'compose',
    honoursSelectedBuilder: true,
    ...optional('builder', args.last('builder')),
    buildArguments: args.all('build-arg'),
    attestations: args.all('sbom').map(sbomAttestation),
    ...optional('push', args.last('push')),
    ...optional('provenance', args.last('provenance')),
    ...optional('noCache', args.last('no-cache')),
    inspectsOnly: dryRun || asksOnly(args) === true,
    opaque: true,
  };
}

function push(call: ComposeCall): Steps {
  const args = parseFlags(call.rest, COMPOSE_PUSH);
  if (args.has('help')) return undefined;
  const meant = { targets: args.positionals, withDependencies: isOn(args.last('include-deps')), toRun: false };
  return whenThere(imagesOf(call, args, meant), services => {
    // A push of nothing that is known by name pushes nothing: no service is both built and named.
    if (services?.every(service => service.pushed.length === 0)) return [];
    const images = services?.flatMap(service => service.pushed) ?? [];
    return [{ kind: 'push-image', ...call.fields, program: programOf(call), images }];
  });
}

function pull(call: ComposeCall): Steps {
  const args = parseFlags(call.rest, COMPOSE_PUSH);
  if (args.has('help')) return undefined;
  const meant = { targets: args.positionals, withDependencies: isOn(args.last('include-deps')), toRun: false };
  return whenThere(imagesOf(call, args, meant), services => [
    { kind: 'use-image', ...call.fields, how: 'pull', images: names(services?.filter(service => service.isNamed)) },
  ]);
}

function use(call: ComposeCall): Steps {
  const args = parseFlags(call.rest, COMPOSE_UP);
  return used(call, args, { targets: args.positionals, withDependencies: true, toRun: true });
}

/** The images that containers are made of. */
function used(call: ComposeCall, args: Arguments, meant: Meant): Maybe<readonly PlannedStep[]> {
  return whenThere(imagesOf(call, args, meant), services => [
    { kind: 'use-image', ...call.fields, how: 'compose', images: names(services) },
  ]);
}

function imagesOf(call: ComposeCall, args: Arguments, meant: Meant): Maybe<readonly ServiceImages[] | undefined> {
  return call.readers.images(requestOf(call, args, meant), call.context);
}

function names(services: readonly ServiceImages[] | undefined): readonly Setting[] {
  return services?.map(service => service.image) ?? [];
}
