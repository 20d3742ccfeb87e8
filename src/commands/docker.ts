import { flattened, slice } from '../model/csv.js';
import type { Command, PlannedStep } from '../model/step.js';
import type { Value } from '../model/value.js';
import { alternatives } from './alternatives.js';
import { bakeHandler } from './bake.js';
import type { CommandContext, CommandReader } from './command-reader.js';
import { composeHandler } from './compose.js';
import { buildxBuild, dockerBuild } from './docker-build.js';
import { createBuilder, inspectBuilder, installAlias, prune, removeBuilder, uninstallAlias, useBuilder } from './docker-builders.js';
import { group, type Handler, type Steps } from './docker-call.js';
import { BUILDX, DOCKER, PLUGIN } from './docker-flags.js';
import * as images from './docker-images.js';
import { login, logout } from './docker-login.js';
import { fieldsOf } from './fields.js';
import { imagetools } from './imagetools.js';
import { allThere, whenThere } from './maybe.js';
import { scout } from './scanners.js';

/** `docker buildx …`, and with `builder` in its place the same commands on the builder of the current context. */
const BUILDX_COMMANDS: readonly (readonly [string, Handler])[] = [
  ['build', buildxBuild],
  ['b', buildxBuild],
  ['bake', bakeHandler(true)],
  ['f', bakeHandler(true)],
  ['create', createBuilder],
  ['use', useBuilder],
  ['rm', removeBuilder],
  ['inspect', inspectBuilder],
  ['prune', prune],
  ['install', installAlias],
  ['uninstall', uninstallAlias],
  ['imagetools', imagetools],
];

const buildxHandler: Handler = group(BUILDX, new Map(BUILDX_COMMANDS));

/** The CLI hands `docker builder X` to Buildx as a whole (docker/cli `cmd/docker/builder.go`, `forwardBuilder`). */
const builderHandler: Handler = call => builders({ ...call, honoursSelectedBuilder: false });
const builders: Handler = group(BUILDX, new Map([...BUILDX_COMMANDS, ['build', dockerBuild], ['b', dockerBuild]]));

const IMAGE_COMMANDS: readonly (readonly [string, Handler])[] = [
  ['build', dockerBuild],
  ['push', images.pushImage],
  ['pull', images.pullImage],
  ['tag', images.tagImage],
  ['save', images.saveImage],
  ['load', images.loadImage],
  ['import', images.importImage],
  ['history', images.inspectImage],
  ['inspect', images.inspectImage],
];

const CONTAINER_COMMANDS: readonly (readonly [string, Handler])[] = [
  ['run', images.runImage],
  ['create', images.runImage],
  ['commit', images.importImage],
];

const COMMANDS = new Map<string, Handler>([
  ...IMAGE_COMMANDS,
  ...CONTAINER_COMMANDS,
  ['login', login],
  ['logout', logout],
  ['buildx', buildxHandler],
  ['builder', builderHandler],
  ['bake', bakeHandler(false)],
  ['compose', composeHandler()],
  ['scout', scout],
  ['image', group(PLUGIN, new Map(IMAGE_COMMANDS))],
  ['container', group(PLUGIN, new Map(CONTAINER_COMMANDS))],
  [
    'manifest',
    group(
      PLUGIN,
      new Map([
        ['create', images.createManifest],
        ['annotate', images.useManifest],
        ['inspect', images.useManifest],
        ['push', images.pushManifest],
      ]),
    ),
  ],
  ['context', group(PLUGIN, new Map([['use', images.useContext]]))],
]);

/** A reader of a program whose first word is its name: `docker`, `docker-compose`. */
function reader(handler: Handler): CommandReader {
  return {
    read(command, context) {
      const forms = alternatives(command);
      return whenThere(allThere(forms.map(form => readForm(form, context, handler))), read => {
        if (read.every(steps => steps === undefined)) return undefined;
        return read.flatMap((steps, index) => steps ?? other(forms[index]));
      });
    },
  };
}

function readForm(command: Command, context: CommandContext, handler: Handler): Steps {
  return handler({
    command,
    context,
    fields: fieldsOf(command),
    path: command.words.slice(0, 1).map(withoutFolder),
    rest: command.words.slice(1),
    opaque: false,
    honoursSelectedBuilder: true,
  });
}

/** `/usr/bin/docker` is docker. */
function withoutFolder(word: Value): Value {
  const { parts } = slice(word, flattened(word).lastIndexOf('/') + 1);
  return { ...word, parts };
}

function other(command: Command | undefined): readonly PlannedStep[] {
  return command ? [{ kind: 'other', ...fieldsOf(command) }] : [];
}

/** `docker` with all that belongs to it. */
export const docker: CommandReader = reader(group(DOCKER, COMMANDS));

/** `docker-compose`: Compose v1, or v2 as a program of its own. */
export const dockerCompose: CommandReader = reader(composeHandler());

/** `docker-buildx` and `buildx`: the plugin called as a program, which asks docker for nothing. */
export const buildx: CommandReader = reader(buildxHandler);
