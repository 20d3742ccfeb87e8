import type { YamlMap } from '../../formats/yaml.js';
import { keyAndValue } from '../../model/csv.js';
import type { Setting } from '../../model/step.js';
import { known, literal, type Value } from '../../model/value.js';
import type { SourceFile } from '../../source/file.js';
import type { CommandContext } from '../command-reader.js';
import { ownDotEnv } from '../compose-files.js';
import type { DefinitionRequest } from '../definitions.js';
import { sbomAttestation } from '../docker-build.js';
import { prefixed } from '../fields.js';
import { type BakeConfig, BakeTarget } from './bake-config.js';
import { type ComposeBuild, composeBuild, settingOf, settingsOf } from './compose-build.js';
import { type ComposeNode, child } from './compose-node.js';
import { ComposeLoader } from './compose-project.js';
import { readDotEnv } from './dotenv.js';
import type { LookUp } from './interpolation.js';
import type { Attribute, TargetPart } from './target-part.js';

/**
 * Adds what Compose files say to the targets of a Bake call: a target for each service that has something to build, all of them the
 * default group (docker/buildx `bake/compose.go`). The files as maps; `undefined` where they hold nothing.
 */
export function composeTargets(
  request: DefinitionRequest,
  context: CommandContext,
  files: readonly SourceFile[],
  config: BakeConfig,
): readonly YamlMap[] | undefined {
  const folder = request.build.workingDirectory ?? '';
  const model = new ComposeLoader(context).model(files, { folder, lookUp: lookUpOf(request, context, folder) });
  if (model === undefined) return undefined;
  const names: string[] = [];
  for (const { name, node, at, unknownAt } of model.services.values()) {
    const build = composeBuild(node, model.secrets);
    if (build === undefined) continue;
    const target = name.replaceAll('.', '_');
    const part = partOf(build, node);
    if (unknownAt !== undefined) part.set('extends', { kind: 'list', settings: [], unknownAt });
    names.push(target);
    config.targets.set(target, new BakeTarget(at, () => part));
  }
  config.groups.set('default', { names });
  return model.maps;
}

/** `--var` over the environment over `.env` in the working directory. */
function lookUpOf({ variables, build }: DefinitionRequest, context: CommandContext, folder: string): LookUp {
  const given = new Map<string, Value>();
  for (const { value } of variables) {
    const pair = keyAndValue(value);
    if (pair?.key !== undefined) given.set(pair.key, pair.value);
  }
  const outer: LookUp = name => given.get(name) ?? build.env.get(name);
  const [file] = ownDotEnv(folder, context.project);
  const own = file === undefined ? new Map<string, Value>() : readDotEnv(file, outer);
  return name => outer(name) ?? own.get(name);
}

function partOf(build: ComposeBuild, service: ComposeNode): Map<string, Attribute> {
  const image = settingOf(child(service, 'image'));
  const tags = build.tags.length > 0 || image === undefined ? build.tags : [image];
  const attest = [
    ...(build.sbom ? [sbomAttestation(build.sbom)] : []),
    ...(build.provenance ? [provenanceAttestation(build.provenance)] : []),
  ];
  const part = new Map<string, Attribute>([
    ...texts([
      ['context', build.context],
      ['dockerfile', build.dockerfile],
      ['target', build.stage],
      ['network', build.network],
      ['no-cache', build.noCache],
    ]),
    ['args', { kind: 'map', entries: build.arguments }],
    ['contexts', { kind: 'map', entries: new Map([...build.contexts].map(([name, context]) => [name, linked(context)])) }],
    ['extra-hosts', { kind: 'map', entries: build.extraHosts }],
    ...lists([
      ['tags', tags],
      ['platforms', build.platforms],
      ['cache-from', build.cacheFrom],
      ['cache-to', build.cacheTo],
      ['secret', build.secrets],
      ['attest', attest],
    ]),
  ]);
  return build.extension === undefined ? part : new Map(withExtension(part, build.extension));
}

function texts(settings: readonly (readonly [string, Setting | undefined])[]): readonly (readonly [string, Attribute])[] {
  return settings.flatMap(([name, setting]) => (setting === undefined ? [] : [[name, { kind: 'text', setting }] as const]));
}

/** An empty list is one that is not set. */
function lists(settings: readonly (readonly [string, readonly Setting[]])[]): readonly (readonly [string, Attribute])[] {
  return settings.flatMap(([name, list]) => (list.length === 0 ? [] : [[name, { kind: 'list', settings: list }] as const]));
}

/** https://docs.docker.com/build/bake/compose-file/#extension-field-with-x-bake: its lists are added to those of `build`. */
function withExtension(part: TargetPart, extension: ComposeNode): TargetPart {
  const added = ['tags', 'cache-from', 'cache-to', 'secret', 'platforms', 'output'].flatMap((name): (readonly [string, Attribute])[] => {
    const own = settingsOf(child(extension, name)).flatMap(setting => words(setting, child(extension, name)));
    const before = part.get(name);
    const settings = [...(before?.kind === 'list' ? before.settings : []), ...own];
    return own.length === 0 ? [] : [[name, { kind: 'list', settings }]];
  });
  const noCache = settingOf(child(extension, 'no-cache'));
  const contexts = child(extension, 'contexts');
  const named = contexts?.kind === 'map' ? [...contexts.entries].flatMap(([name, { node }]) => namedContext(name, settingOf(node))) : [];
  const before = part.get('contexts');
  const entries = new Map([...(before?.kind === 'map' ? before.entries : []), ...named]);
  return new Map<string, Attribute>([...part, ['contexts', { kind: 'map', entries }], ...added, ...texts([['no-cache', noCache]])]);
}

function namedContext(name: string, setting: Setting | undefined): readonly (readonly [string, Setting])[] {
  return setting === undefined ? [] : [[name, linked(setting)]];
}

/** One text in the place of a list holds several values, blanks between them. */
function words(setting: Setting, node: ComposeNode | undefined): readonly Setting[] {
  const text = node?.kind === 'scalar' ? known(setting.value) : undefined;
  return text === undefined
    ? [setting]
    : text
        .split(/\s+/)
        .filter(Boolean)
        .map(word => ({ value: literal(word, setting.span), span: setting.span }));
}

/** `service:base` is what Bake calls `target:base`. */
function linked({ value, span }: Setting): Setting {
  const service = /^(?:service|target):(.+)$/.exec(known(value) ?? '')?.[1];
  return service === undefined ? { value, span } : { value: literal(`target:${service.replaceAll('.', '_')}`, value.span), span };
}

/** `provenance: true` and `provenance: mode=max`. */
function provenanceAttestation(provenance: Setting): Setting {
  const text = known(provenance.value);
  const at = provenance.value.span;
  if (text === 'true') return { value: literal('type=provenance', at), span: provenance.span };
  if (text === 'false') return { value: literal('type=provenance,disabled=true', at), span: provenance.span };
  return prefixed('type=provenance,', provenance);
}
