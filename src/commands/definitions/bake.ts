import { type HclFile, parseHcl } from '../../formats/hcl.js';
import { keyAndValue } from '../../model/csv.js';
import { oncePerRecent } from '../../model/once.js';
import type { Rewrite } from '../../model/rewrite.js';
import type { Build, Setting } from '../../model/step.js';
import { concatenated, known, literal, reference, type Value, valueText } from '../../model/value.js';
import type { SourceFile } from '../../source/file.js';
import type { CommandContext } from '../command-reader.js';
import type { DefinitionFiles, UnknownFile } from '../definition-files.js';
import type { Definition, DefinitionRequest } from '../definitions.js';
import { optional } from '../fields.js';
import { composeTargets } from './bake-compose.js';
import { type BakeConfig, BakeFiles, BakeTarget } from './bake-config.js';
import { parseBakeJson } from './bake-json.js';
import { type Override, overrideOf } from './bake-overrides.js';
import { asksOnly, BakeResolver, wantedTargets } from './bake-resolve.js';
import { rewritableTarget } from './bake-rewrite.js';
import type { BakeCall } from './bake-scope.js';
import { rewritableService } from './compose-rewrite.js';
import { noteProblems } from './problems.js';
import { emptyAt, listed, mapped, mergedParts, single, type TargetPart, unknownIn } from './target-part.js';

/** The targets that a Bake call builds, with all that its files and flags say of them; `undefined` where that cannot be told. */
export function bakeDefinitions(
  request: DefinitionRequest,
  context: CommandContext,
  found: DefinitionFiles,
): readonly Definition[] | undefined {
  const metadata = found.unknown.filter(isMetadataFile);
  const others = found.unknown.filter(file => !isMetadataFile(file));
  for (const { note } of others) context.unread(note);
  if (others.length > 0) return undefined;
  const names = request.targets.map(known);
  if (!names.every((name): name is string => name !== undefined)) {
    const at = request.targets.find(target => known(target) === undefined)?.span ?? request.build.programSpan;
    context.unread({ at, kind: 'dynamic', why: 'which targets are built only a run would tell' });
    return undefined;
  }
  const config: BakeConfig = { targets: new Map(), groups: new Map() };
  const read = filesInto(config, request, context, found.files);
  if (read === undefined) return undefined;
  const isComplete = withMetadata(config, metadata, context);
  const definitions = new BakeReading(request, context, config, read, isComplete).definitions(names);
  const at = request.build.programSpan;
  if (read.isCut) context.unread({ at, kind: 'limit', why: 'the expressions of these Bake files are too many to be evaluated' });
  return definitions;
}

const parsed = oncePerRecent((file: SourceFile): HclFile => (file.path.endsWith('.json') ? parseBakeJson(file) : parseHcl(file)));

/** The files of a call, read. */
interface ReadFiles {
  /** some of their expressions were left because there are too many */
  readonly isCut: boolean;
  rewritable(target: string): Rewrite;
}

/** Fills the configuration; `undefined` where a Compose file among the files cannot be read. */
function filesInto(
  config: BakeConfig,
  request: DefinitionRequest,
  context: CommandContext,
  files: readonly SourceFile[],
): ReadFiles | undefined {
  const compose = files.filter(isCompose);
  const maps = compose.length > 0 ? composeTargets(request, context, compose, config) : [];
  if (maps === undefined) return undefined;
  const bodies = files
    .filter(file => !isCompose(file))
    .map(file => {
      const hcl = parsed(file);
      noteProblems(file, hcl.problems, context);
      return hcl.body;
    });
  const { isCut } = new BakeFiles(bodies, callOf(request), config);
  const rewritable = (target: string): Rewrite => {
    const [own, service] = [rewritableTarget(bodies, target), rewritableService(maps, target)];
    return (...changes) => own(...changes) ?? service(...changes);
  };
  return { isCut, rewritable };
}

/** By its ending, else by its content, as Bake tells them apart (docker/buildx `bake/compose.go`, `validateComposeFile`). */
function isCompose({ path, text }: SourceFile): boolean {
  if (/\.ya?ml$/i.test(path)) return true;
  return !/\.(?:json|hcl)$/i.test(path) && /^services:/m.test(text);
}

function callOf({ variables, build }: DefinitionRequest): BakeCall {
  const given = new Map<string, Value>();
  for (const { value } of variables) {
    const pair = keyAndValue(value);
    if (pair?.key !== undefined) given.set(pair.key, pair.value);
  }
  const at = build.programSpan;
  return { lookUp: name => given.get(name) ?? build.env.get(name), key: `${at.file.path}:${at.start}`, at };
}

/** What docker/metadata-action writes: `cwd://${{ steps.meta.outputs.bake-file }}`. */
const METADATA_FILE = /\.bake-file(?:-(?:tags|labels|annotations))?$/;

function isMetadataFile({ path }: UnknownFile): boolean {
  const [only, second] = path.parts;
  return second === undefined && only?.kind === 'reference' && only.to.scope === 'output' && METADATA_FILE.test(only.to.name);
}

/**
 * That file gives the target `docker-metadata-action` its tags, which others inherit
 * (https://github.com/docker/metadata-action#bake-definition). Where no target has that name, the action has been told another
 * (`bake-target`), and any target may be the one.
 */
function withMetadata({ targets }: BakeConfig, files: readonly UnknownFile[], context: CommandContext): boolean {
  if (files.length === 0) return true;
  const name = 'docker-metadata-action';
  const target = targets.get(name);
  if (target === undefined) {
    for (const { note } of files) context.unread(note);
    return false;
  }
  let part: TargetPart = target.part;
  for (const { path } of files) {
    const [only] = path.parts;
    if (only?.kind !== 'reference' || /-(?:labels|annotations)$/.test(only.to.name)) continue;
    const value = reference({ scope: 'output', name: only.to.name.replace(METADATA_FILE, '.tags') }, path.span);
    part = mergedParts(part, new Map([['tags', { kind: 'list', settings: [{ value, span: path.span }] }]]));
  }
  targets.set(name, new BakeTarget(target.at, () => part));
  return true;
}

/** One call, with its files read. */
class BakeReading {
  readonly #request: DefinitionRequest;
  readonly #context: CommandContext;
  readonly #config: BakeConfig;
  readonly #read: ReadFiles;
  readonly #resolver: BakeResolver;
  readonly #overrides: readonly Override[];
  readonly #isComplete: boolean;

  constructor(request: DefinitionRequest, context: CommandContext, config: BakeConfig, read: ReadFiles, isComplete: boolean) {
    const overrides = request.overrides.map(overrideOf);
    const hidden = request.overrides.find((_, index) => overrides[index] === undefined);
    if (hidden !== undefined) context.unread({ at: hidden.span, kind: 'dynamic', why: 'what is set here only a run would tell' });
    this.#request = request;
    this.#context = context;
    this.#config = config;
    this.#read = read;
    this.#overrides = overrides.filter(override => override !== undefined);
    this.#resolver = new BakeResolver(config, this.#overrides);
    this.#isComplete = isComplete && hidden === undefined;
  }

  definitions(names: readonly string[]): readonly Definition[] | undefined {
    // A service's name may have dots, a target's may not (`bake/bake.go`, `sanitizeTargetName`).
    const asked = names.length === 0 ? ['default'] : names.map(name => name.replaceAll('.', '_'));
    const { targets, missing, unknown } = wantedTargets(asked, this.#config);
    const at = this.#request.targets[0]?.span ?? this.#request.build.programSpan;
    for (const name of missing) this.#context.unread({ at, kind: 'missing', why: `the Bake files define no target ${name}` });
    for (const { group, at: where } of unknown) {
      this.#context.unread({ at: where, kind: 'dynamic', why: `which targets the group ${group} has only a run would tell` });
    }
    if (targets.length === 0 || unknown.length > 0) return undefined;
    const linked = this.#resolver.linked(targets);
    return [...targets.map(name => this.#definition(name, false)), ...linked.map(name => this.#definition(name, true))];
  }

  #definition(name: string, isLinked: boolean): Definition {
    const part = this.#resolver.part(name);
    const at = this.#config.targets.get(name)?.at ?? this.#request.build.programSpan;
    const asks = asksOnly(part);
    const inspectsOnly = this.#request.build.inspectsOnly || asks === true;
    const fields: Definition['fields'] = { ...this.#fields(part, name), inspectsOnly };
    // What another target is built from stays in the cache (`bake/bake.go`, `loadLinks`).
    const outputs = isLinked ? [{ value: literal('type=cacheonly', at), span: at }] : fields.outputs;
    return {
      target: name,
      callee: `${at.file.path} target ${name}`,
      fields: { ...fields, ...(outputs && { outputs }) },
      complete: this.#isComplete && asks !== undefined && this.#isRead(name, part),
      rewrite: this.#read.rewritable(name),
    };
  }

  /** Notes what of a target cannot be told; false where that may be anything that decides what becomes of the build. */
  #isRead(name: string, part: TargetPart): boolean {
    const parent = this.#resolver.parentUnknown(name);
    const unknown = unknownIn(part);
    for (const { name: key, at } of unknown) {
      this.#context.unread({ at, kind: 'dynamic', why: `${key} of the Bake target ${name} cannot be told without a run` });
    }
    if (parent !== undefined) {
      const [kind, what] =
        parent.name === undefined ? (['dynamic', 'only a run would tell'] as const) : (['missing', 'is not defined'] as const);
      this.#context.unread({ at: parent.at, kind, why: `what the Bake target ${name} inherits from here ${what}` });
    }
    return parent === undefined && unknown.every(({ name: key }) => HARMLESS.has(key));
  }

  #fields(part: TargetPart, name: string): Definition['fields'] {
    const { build } = this.#request;
    return {
      tags: listed(part, 'tags'),
      platforms: listed(part, 'platforms'),
      outputs: listed(part, 'output'),
      cacheFrom: listed(part, 'cache-from'),
      cacheTo: listed(part, 'cache-to'),
      buildArguments: pairs(mapped(part, 'args')),
      secrets: listed(part, 'secret'),
      attestations: withFlags(listed(part, 'attest'), build),
      addHosts: pairs(mapped(part, 'extra-hosts')),
      ...optional('push', this.#switch(name, 'push', build.push)),
      ...optional('load', this.#switch(name, 'load', build.load)),
      ...optional('noCache', this.#switch(name, 'no-cache', build.noCache) ?? single(part, 'no-cache')),
      ...optional('network', single(part, 'network')),
      ...optional('context', single(part, 'context')),
      ...optional('dockerfile', single(part, 'dockerfile')),
      ...optional('stage', single(part, 'target')),
    };
  }

  /** `--push` counts for every target and over `--set app.push=false`; what `--set *.push` says is in the build already. */
  #switch(target: string, name: string, given: Setting | undefined): Setting | undefined {
    const isFlag = given !== undefined && !this.#overrides.some(({ setting }) => setting.span === given.span);
    if (isFlag) return given;
    return this.#overrides.findLast(override => override.name === name && override.matches(target))?.setting;
  }
}

/** What may be more than is known without a change to where the build runs and what becomes of it. */
const HARMLESS: ReadonlySet<string> = new Set(['args', 'contexts', 'extra-hosts', 'secret']);

function pairs(entries: ReadonlyMap<string, Setting>): readonly Setting[] {
  return [...entries].map(([key, { value, span }]) => {
    return { value: concatenated([literal(`${key}=`, emptyAt(value.span)), value], value.span), span };
  });
}

/** A flag's attestation takes the place of the file's of its type (docker/buildx `util/buildflags/attests.go`, `Merge`). */
function withFlags(own: readonly Setting[], { attestations, provenance }: Build): readonly Setting[] {
  const types = new Set(attestations.map(attestationType));
  if (provenance !== undefined) types.add('provenance');
  return [...own.filter(one => !types.has(attestationType(one) ?? '')), ...attestations];
}

function attestationType({ value }: Setting): string | undefined {
  return /(?:^|,)type=([a-z]+)/.exec(valueText(value))?.[1];
}
