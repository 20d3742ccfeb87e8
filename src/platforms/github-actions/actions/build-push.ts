import { flattened, slice } from '../../../model/csv.js';
import type { PlannedStep, Setting } from '../../../model/step.js';
import { concatenated, literal, unknownValue, type Value } from '../../../model/value.js';
import { type ActionCall, settings } from './action-call.js';
import { listItems } from './list.js';
import { CommandLine } from './words.js';

/**
 * docker/build-push-action runs `docker buildx build`
 * (https://github.com/docker/build-push-action/blob/master/src/context.ts, `getArgs`).
 */
export function buildPush(call: ActionCall): readonly PlannedStep[] {
  if (call.major === 1) return [firstVersion(call)];
  const line = new CommandLine(call, 'docker', 'buildx', 'build')
    .list('add-hosts', '--add-host', 'lines and commas')
    .list('allow', '--allow', 'lines and commas')
    .list('annotations', '--annotation', 'lines')
    .list('build-args', '--build-arg', 'lines')
    .list('build-contexts', '--build-context', 'lines')
    .list('cache-from', '--cache-from', 'lines')
    .list('cache-to', '--cache-to', 'lines')
    .value('call', '--call')
    .value('cgroup-parent', '--cgroup-parent')
    .value('file', '--file')
    .list('labels', '--label', 'lines')
    .list('no-cache-filters', '--no-cache-filter', 'lines and commas')
    .list('outputs', '--output', 'lines')
    .joined('platforms', '--platform')
    .list('attests', '--attest', 'lines')
    .value('provenance', '--provenance')
    .value('sbom', '--sbom');
  secrets(call, line);
  line
    .value('shm-size', '--shm-size')
    .list('ssh', '--ssh', 'lines and commas')
    .list('tags', '--tag', 'lines and commas')
    .value('target', '--target')
    .list('ulimit', '--ulimit', 'lines')
    .value('builder', '--builder')
    .switch('load', '--load')
    .value('network', '--network')
    .switch('no-cache', '--no-cache')
    .switch('pull', '--pull')
    .switch('push', '--push');
  const context = call.inputs.get('context');
  // Without a context the action builds the commit that started the run, straight from GitHub: no folder of the machine is read.
  // https://github.com/docker/build-push-action#git-context
  if (context !== undefined && !flattened(context.value).startsWith('{{defaultContext}}')) line.words(context.value);
  return [line.step()];
}

/** The value of a secret goes to a file of the action's; the word names that file and never the value. */
function secrets(call: ActionCall, line: CommandLine): void {
  for (const item of listItems(call.inputs.get('secret-envs'), 'lines and commas')) named(line, item, 'env');
  for (const item of listItems(call.inputs.get('secrets'), 'lines')) {
    call.keep('secrets', item.value);
    const key = keyOf(item);
    const word = [literal('id=', item.span), key ?? unknownValue(item.span), literal(',src=', item.span), unknownValue(item.span)];
    line.flag('--secret', item, concatenated(word, item.span));
  }
  for (const item of listItems(call.inputs.get('secret-files'), 'lines')) named(line, item, 'src');
}

/** `key=NAME` becomes `id=key,env=NAME`. */
function named(line: CommandLine, item: Setting, source: 'env' | 'src'): void {
  const equals = flattened(item.value).indexOf('=');
  const key = keyOf(item);
  const value = equals < 0 || key === undefined ? unknownValue(item.span) : slice(item.value, equals + 1);
  const word = [literal('id=', item.span), key ?? unknownValue(item.span), literal(`,${source}=`, item.span), value];
  line.flag('--secret', item, concatenated(word, item.span));
}

function keyOf(item: Setting): Value | undefined {
  const equals = flattened(item.value).indexOf('=');
  return equals < 0 ? undefined : slice(item.value, 0, equals);
}

/** Version 1 was another program: it signed in, ran `docker build` with the engine's own builder and pushed by itself. */
function firstVersion(call: ActionCall): PlannedStep {
  const { file, target, push } = settings(call, {
    file: 'dockerfile',
    target: 'target',
    push: 'push',
  });
  const path = call.inputs.get('path');
  return {
    kind: 'build',
    ...call.fields,
    program: call.component.name,
    programSpan: call.component.span,
    engine: 'other',
    honoursSelectedBuilder: false,
    tags: listItems(call.inputs.get('tags'), 'lines and commas'),
    platforms: [],
    outputs: [],
    ...(push && { push }),
    cacheFrom: listItems(call.inputs.get('cache_froms'), 'lines and commas'),
    cacheTo: [],
    buildArguments: listItems(call.inputs.get('build_args'), 'lines and commas'),
    secrets: [],
    attestations: [],
    addHosts: [],
    ...(path && { context: { value: path.value, span: path.span } }),
    ...(file && { dockerfile: file }),
    ...(target && { stage: target }),
    inspectsOnly: false,
    opaque: false,
  };
}
