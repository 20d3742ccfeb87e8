import type { PlannedStep, Setting } from '../model/step.js';
import { type DockerCall, group, type Handler } from './docker-call.js';
import { BUILDX, IMAGETOOLS } from './docker-flags.js';
import { optional, settingOf } from './fields.js';
import { parseFlags } from './flags.js';

/** `docker buildx imagetools`: works on images in registries, without a builder or a daemon. */
export const imagetools: Handler = group(
  BUILDX,
  new Map<string, Handler>([
    ['create', call => lists(call)],
    ['inspect', call => lists(call)],
  ]),
);

/** `create -t NAME SOURCE…` makes a list under each name; `inspect NAME` only reads. */
function lists(call: DockerCall): readonly PlannedStep[] | undefined {
  const args = parseFlags(call.rest, IMAGETOOLS);
  if (args.has('help')) return undefined;
  const images = args.positionals.map(settingOf);
  const names: readonly (Setting | undefined)[] = args.has('tag') ? args.all('tag') : [undefined];
  return names.map(name => ({ kind: 'use-image', ...call.fields, how: 'manifest', images, ...optional('newName', name) }));
}
