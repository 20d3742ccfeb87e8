import { isHarmlessAction } from '../../../knowledge/github-actions.js';
import type { PlannedStep, Setting } from '../../../model/step.js';
import { concatenated, known, literal } from '../../../model/value.js';
import { shellOf } from '../shells.js';
import type { ActionCall, ActionReader } from './action-call.js';
import { isOn, standard } from './action-call.js';
import { bake } from './bake.js';
import { buildPush } from './build-push.js';
import { setupBuildx } from './buildx.js';
import { listItems } from './list.js';
import { amazonEcrLogin, inputLogin, login } from './login.js';

/** Actions with a meaning for builds, by lower-case name. */
const READERS: ReadonlyMap<string, ActionReader> = new Map<string, ActionReader>([
  ['docker/login-action', login],
  ['docker/setup-buildx-action', setupBuildx],
  ['docker/build-push-action', buildPush],
  ['docker/bake-action', bake],
  ['docker/setup-qemu-action', call => [{ kind: 'set-up-emulation', ...call.fields }]],
  ['docker/setup-docker-action', setupDocker],
  ['docker/setup-compose-action', call => [install(call, 'compose')]],
  // https://github.com/ndeloof/install-compose-action#readme
  ['ndeloof/install-compose-action', call => [install(call, 'compose')]],
  // https://github.com/docker/scout-action#inputs
  ['docker/scout-action', scan('image')],
  // https://github.com/aquasecurity/trivy-action#inputs
  ['aquasecurity/trivy-action', scan('image-ref')],
  // https://github.com/anchore/scan-action#action-inputs
  ['anchore/scan-action', scan('image')],
  // https://github.com/anchore/sbom-action#inputs
  ['anchore/sbom-action', scan('image')],
  // https://github.com/snyk/actions/tree/master/docker
  ['snyk/actions/docker', scan('image')],
  ['aws-actions/amazon-ecr-login', amazonEcrLogin],
  // https://github.com/Azure/docker-login#readme
  ['azure/docker-login', inputLogin('login-server')],
  // https://github.com/redhat-actions/podman-login#action-inputs
  ['redhat-actions/podman-login', inputLogin('registry')],
  // https://github.com/nick-fields/retry#inputs
  ['nick-fields/retry', retry],
  ['nick-invision/retry', retry],
  // https://github.com/Wandalen/wretry.action#inputs
  ['wandalen/wretry.action', retry],
  ['actions/github-script', githubScript],
  ['actions/cache', cache],
  ['actions/cache/restore', cache],
  ['actions/cache/save', cache],
]);

/** What a remote action does: by its documented meaning, nothing to us, or anything. */
export function readAction(call: ActionCall): readonly PlannedStep[] {
  const reader = READERS.get(call.component.name.toLowerCase());
  if (reader !== undefined) return reader(call);
  if (isHarmlessAction(call.component.name)) return [{ kind: 'other', ...call.fields }];
  return [{ kind: 'opaque', ...call.fields, what: call.component.name }];
}

function install(call: ActionCall, plugin: 'buildx' | 'compose'): PlannedStep {
  const version = call.inputs.get('version');
  return {
    kind: 'install-plugin',
    ...call.fields,
    plugin,
    from: 'action',
    ...(version && { version: { value: version.value, span: version.span } }),
  };
}

/**
 * docker/setup-docker-action starts an engine of its own, with Buildx, and makes its context the current one
 * (https://github.com/docker/setup-docker-action#inputs). `version` is the engine's.
 */
function setupDocker(call: ActionCall): readonly PlannedStep[] {
  const context = call.inputs.get('context') ?? standard(call, 'setup-docker-action');
  return [
    { kind: 'install-plugin', ...call.fields, plugin: 'buildx', from: 'action' },
    { kind: 'use-context', ...call.fields, context: { value: context.value, span: context.span } },
  ];
}

/** An action that looks into an image; one that looks at files only is no use of an image. */
function scan(input: string): ActionReader {
  return call => {
    const image = call.inputs.get(input);
    if (image === undefined) return [{ kind: 'other', ...call.fields }];
    return [{ kind: 'use-image', ...call.fields, how: 'scan', images: [{ value: withoutScheme(image), span: image.span }] }];
  };
}

/** `registry://name` tells Scout where the image is; the name is what follows. */
function withoutScheme(image: Setting): Setting['value'] {
  const [first, ...rest] = image.value.parts;
  const scheme = first?.kind === 'literal' ? /^(?:registry|local|image):\/\//.exec(first.text)?.[0] : undefined;
  if (first?.kind !== 'literal' || scheme === undefined) return image.value;
  return concatenated([literal(first.text.slice(scheme.length), first.span), { parts: rest, span: image.value.span }], image.value.span);
}

/** https://github.com/actions/github-script#readme : the text goes on as the word of a program of that name, which `commands` reads. */
function githubScript(call: ActionCall): readonly PlannedStep[] {
  const script = call.inputs.get('script');
  if (script === undefined) return [{ kind: 'other', ...call.fields }];
  const { span } = call.component;
  call.keep('script', script.value);
  return [{ kind: 'command', ...call.fields, words: [literal('github-script', span), script.value], dialect: 'other' }];
}

/** https://github.com/actions/cache#inputs */
function cache(call: ActionCall): readonly PlannedStep[] {
  return [{ kind: 'cache-directory', ...call.fields, paths: listItems(call.inputs.get('path'), 'lines') }];
}

/** Actions that run a `command` until it succeeds, in a plain shell: a step that may go on after a command that failed. */
function retry(call: ActionCall): readonly PlannedStep[] {
  const command = call.inputs.get('command');
  if (command === undefined) return [{ kind: 'opaque', ...call.fields, what: call.component.name }];
  const shell = known(call.inputs.get('shell')?.value);
  const how = shellOf(shell, { entry: 'unknown' });
  const tolerated = call.fields.tolerated || isOn(call.inputs.get('continue_on_error')) === true;
  const options = { errexit: false, pipefail: false, xtrace: false };
  return [{ ...call.fields, tolerated, kind: 'shell', script: call.script(command.text), ...how, options }];
}
