import type { CreateBuilder, PlannedStep } from '../model/step.js';
import type { DockerCall, Handler } from './docker-call.js';
import { CREATE_BUILDER, INSPECT_BUILDER, PRUNE, REMOVE_BUILDER, USE_BUILDER } from './docker-flags.js';
import { optional, settingOf } from './fields.js';
import { type Arguments, type FlagTable, isOn, parseFlags } from './flags.js';

/**
 * `docker buildx create [CONTEXT|ENDPOINT]`. With the cloud driver it connects to a builder that exists, which needs the sign-in to Docker
 * Hub (https://docs.docker.com/build/builders/drivers/cloud/).
 */
export function createBuilder(call: DockerCall): readonly PlannedStep[] | undefined {
  const args = parseFlags(call.rest, CREATE_BUILDER);
  // `--leave` takes a node out of a builder
  if (args.has('help') || isOn(args.last('leave'))) return undefined;
  const endpoint = args.positional();
  const step: CreateBuilder = {
    kind: 'create-builder',
    ...call.fields,
    ...optional('builderName', args.last('name')),
    randomName: false,
    ...optional('driver', args.last('driver')),
    ...optional('endpoint', endpoint && settingOf(endpoint)),
    ...optional('use', args.last('use')),
    ...optional('append', args.last('append')),
    driverOptions: args.all('driver-opt'),
    ...optional('buildkitdFlags', args.last('buildkitd-flags')),
    ...optional('buildkitdConfig', args.last('buildkitd-config') ?? args.last('config')),
    platforms: args.all('platform'),
    ...((call.opaque || args.opaque(1)) && { opaque: true }),
  };
  return [step];
}

/** `docker buildx use NAME`; the name may come as `--builder` too (docker/buildx `commands/use.go`). */
export const useBuilder: Handler = withName(USE_BUILDER, (call, args, builder) => {
  return { kind: 'use-builder', ...call.fields, ...builder, global: isOn(args.last('global')) };
});

/** `docker buildx rm [NAME…]`: the builder in force where none is named. */
export function removeBuilder(call: DockerCall): readonly PlannedStep[] | undefined {
  const args = parseFlags(call.rest, REMOVE_BUILDER);
  if (args.has('help')) return undefined;
  const named = args.positionals.map(settingOf);
  const builders = named.length > 0 ? named : [args.last('builder') ?? call.builder];
  const all = isOn(args.last('all-inactive'));
  return builders.map(builder => ({ kind: 'remove-builder', ...call.fields, ...optional('builder', builder), all }));
}

export const inspectBuilder: Handler = withName(INSPECT_BUILDER, (call, _args, builder) => {
  return { kind: 'inspect-builder', ...call.fields, ...builder };
});

/** `docker buildx prune` cleans the builder in force; `docker builder prune` the one of the context. */
export const prune: Handler = withName(PRUNE, (call, _args, builder) => {
  return { kind: 'prune-cache', ...call.fields, ...builder, honoursSelectedBuilder: call.honoursSelectedBuilder };
});

type BuilderStep = (
  call: DockerCall,
  args: Arguments,
  builder: ReturnType<typeof optional<'builder'>>,
) => Extract<PlannedStep, { readonly kind: 'use-builder' | 'inspect-builder' | 'prune-cache' }>;

function withName(table: FlagTable, step: BuilderStep): Handler {
  return call => {
    const args = parseFlags(call.rest, table);
    if (args.has('help')) return undefined;
    const name = args.positional();
    return [step(call, args, optional('builder', name ? settingOf(name) : (args.last('builder') ?? call.builder)))];
  };
}

export function installAlias(call: DockerCall): readonly PlannedStep[] {
  return [{ kind: 'alias-builder', ...call.fields, on: true }];
}

export function uninstallAlias(call: DockerCall): readonly PlannedStep[] {
  return [{ kind: 'alias-builder', ...call.fields, on: false }];
}
