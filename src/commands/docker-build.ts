import type { Build, PlannedStep, Setting } from '../model/step.js';
import { known, literal, truth } from '../model/value.js';
import { type DockerCall, platformsOf, programOf, programSpan, withoutBuildKit } from './docker-call.js';
import { BUILD } from './docker-flags.js';
import { optional, prefixed, settingOf } from './fields.js';
import { type Arguments, isOn, parseFlags } from './flags.js';

/** `docker buildx build`: the builder it uses is the one that is named or selected, whatever `DOCKER_BUILDKIT` says. */
export function buildxBuild(call: DockerCall): readonly PlannedStep[] | undefined {
  const args = parseFlags(call.rest, BUILD);
  return args.has('help') ? undefined : [build(call, args, 'buildkit')];
}

/**
 * `docker build`, `docker image build`, `docker builder build`: the builder of the current context, unless one is named by flag or
 * variable (docker/cli `cmd/docker/builder.go`), and the legacy builder with `DOCKER_BUILDKIT=0`.
 */
export function dockerBuild(call: DockerCall): readonly PlannedStep[] | undefined {
  const args = parseFlags(call.rest, BUILD);
  if (args.has('help')) return undefined;
  return [build({ ...call, honoursSelectedBuilder: false }, args, withoutBuildKit(call) ? 'other' : 'buildkit')];
}

function build(call: DockerCall, args: Arguments, engine: Build['engine']): Build {
  const context = args.positional();
  const asks = asksOnly(args);
  return {
    kind: 'build',
    ...call.fields,
    program: programOf(call),
    programSpan: programSpan(call),
    engine,
    honoursSelectedBuilder: call.honoursSelectedBuilder,
    ...optional('builder', args.last('builder') ?? call.builder),
    tags: args.all('tag'),
    platforms: platformsOf(call, args.all('platform')),
    outputs: args.all('output'),
    ...optional('push', args.last('push')),
    ...optional('load', args.last('load')),
    cacheFrom: args.all('cache-from'),
    cacheTo: args.all('cache-to'),
    buildArguments: args.all('build-arg'),
    secrets: args.all('secret'),
    attestations: [...args.all('attest'), ...args.all('sbom').map(sbomAttestation)],
    ...optional('provenance', args.last('provenance')),
    ...optional('noCache', args.last('no-cache')),
    addHosts: args.all('add-host'),
    ...optional('network', args.last('network')),
    ...optional('context', context && settingOf(context)),
    ...optional('dockerfile', args.last('file')),
    ...optional('stage', args.last('target')),
    inspectsOnly: asks === true,
    opaque: call.opaque || asks === undefined || args.opaque(1),
  };
}

/** Whether `--call`, `--check` or the former `--print` ask about the build and nothing is built; `undefined` where that is not known. */
export function asksOnly(args: Arguments): boolean | undefined {
  if (isOn(args.last('check')) || args.last('print') !== undefined) return true;
  const call = args.last('call');
  if (call === undefined) return false;
  const method = known(call.value);
  // `build,format=json` is a build; the empty string too
  return method === undefined ? undefined : !['', 'build'].includes(method.split(',', 1)[0] ?? '');
}

/** `--sbom=V` stands for `--attest=type=sbom,V` (docker/buildx `util/buildflags/attests.go`, `CanonicalizeAttest`). */
export function sbomAttestation(sbom: Setting): Setting {
  const on = truth(sbom.value);
  if (on === undefined) return prefixed('type=sbom,', sbom);
  return { value: literal(on ? 'type=sbom' : 'type=sbom,disabled=true', sbom.value.span), span: sbom.span };
}
