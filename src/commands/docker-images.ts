import { EMULATION_IMAGES } from '../knowledge/emulation.js';
import { flattened, isWritten } from '../model/csv.js';
import { parseImage } from '../model/image.js';
import type { PlannedStep, Setting, UseImage } from '../model/step.js';
import type { Value } from '../model/value.js';
import { type DockerCall, type Handler, programOf } from './docker-call.js';
import { CONTEXT, IMPORT, INSPECT, LOAD, MANIFEST, PUSH, RUN, SAVE } from './docker-flags.js';
import { optional, settingOf } from './fields.js';
import { type Arguments, type FlagTable, parseFlags } from './flags.js';

/** Reads a command's flags and makes steps of what is left; `--help` only prints. */
function reading(table: FlagTable, steps: (call: DockerCall, args: Arguments) => readonly PlannedStep[] | undefined): Handler {
  return call => {
    const args = parseFlags(call.rest, table);
    return args.has('help') ? undefined : steps(call, args);
  };
}

function uses(call: DockerCall, how: UseImage['how'], images: readonly Value[], newName?: Setting): UseImage {
  return { kind: 'use-image', ...call.fields, how, images: images.map(settingOf), ...optional('newName', newName) };
}

export const pushImage = reading(PUSH, (call, args) => [
  {
    kind: 'push-image',
    ...call.fields,
    program: programOf(call),
    images: args.positionals.map(settingOf),
    ...(args.has('all-tags') && { allTags: true }),
  },
]);

export const pullImage = reading(PUSH, (call, args) => [uses(call, 'pull', args.positionals)]);

/** `docker tag SOURCE TARGET` */
export const tagImage = reading(PUSH, (call, args) => {
  const [source, target] = args.positionals;
  return source && [uses(call, 'tag', [source], target && settingOf(target))];
});

export const saveImage = reading(SAVE, (call, args) => [uses(call, 'save', args.positionals)]);

/** Which images an archive brings is not said. */
export const loadImage = reading(LOAD, call => [uses(call, 'load', [])]);

/** `docker import FILE [NAME]` and `docker commit CONTAINER [NAME]` put an image into the local store. */
export const importImage = reading(IMPORT, (call, args) => [uses(call, 'load', args.positionals.slice(1, 2))]);

/** `docker inspect` may be asked about containers too, whose names no image has. */
export const inspectImage = reading(INSPECT, (call, args) => [uses(call, 'inspect', args.positionals)]);

/** `docker run [OPTIONS] IMAGE [COMMAND…]` and `docker create`. */
export const runImage = reading(RUN, (call, args) => {
  const image = args.positional();
  if (image === undefined) return undefined;
  if (registersEmulation(image)) return [{ kind: 'set-up-emulation', ...call.fields }];
  return [uses(call, 'run', [image])];
});

/** Whether a container of this image registers QEMU: the tag or digest may be unknown, the name may not. */
function registersEmulation(image: Value): boolean {
  const text = flattened(image);
  const slash = text.lastIndexOf('/');
  const name = `${text.slice(0, slash + 1)}${text.slice(slash + 1).split(/[:@]/, 1)[0] ?? ''}`;
  return isWritten(name) && EMULATION_IMAGES.has(parseImage(name)?.repository ?? '');
}

/** `docker manifest create LIST MANIFEST…`: asks the registry for each manifest. */
export const createManifest = reading(MANIFEST, (call, args) => {
  const [list, ...manifests] = args.positionals;
  return list && [uses(call, 'manifest', manifests, settingOf(list))];
});

/** `docker manifest annotate LIST MANIFEST` and `inspect [LIST] MANIFEST`. */
export const useManifest = reading(MANIFEST, (call, args) => [uses(call, 'manifest', args.positionals.slice(-1))]);

export const pushManifest = reading(MANIFEST, (call, args) => [
  { kind: 'push-image', ...call.fields, program: programOf(call), images: args.positionals.slice(0, 1).map(settingOf) },
]);

/** `docker context use NAME`: the daemon, and with it the builder, of every command after it. */
export const useContext = reading(CONTEXT, (call, args) => {
  const context = args.positional();
  return [{ kind: 'use-context', ...call.fields, ...optional('context', context && settingOf(context)) }];
});
