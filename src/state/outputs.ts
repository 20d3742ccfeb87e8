import { flattened, isWritten } from '../model/csv.js';
import type { PlayedOf } from '../model/job-run.js';
import { oncePer } from '../model/once.js';
import { type Entry, entryPushes, isInvalid, parseOutput } from '../model/output.js';
import { splitPlatforms } from '../model/platforms.js';
import { known, type Value, valueText } from '../model/value.js';
import { builderOf, type EffectiveBuilder } from './builders.js';
import { truth, variable } from './steps.js';
import { and, not, or } from './three-valued.js';

type Build = PlayedOf<'build'>;
type Answer = boolean | undefined;

/**
 * What becomes of a build's result. Several can be true at once (`--push --load`); `undefined` where it cannot be told.
 * https://docs.docker.com/build-cloud/usage/#loading-build-results
 */
export interface Output {
  /** it goes to a registry, straight from the builder */
  readonly push: Answer;
  /** it comes to the local image store because the file asks for it: `--load`, `type=docker`, an image that is not pushed */
  readonly load: Answer;
  /** it comes to the local image store although nothing asks for it: a tagged build for one platform, a Compose service */
  readonly implicitLoad: Answer;
  /** it stays in the build cache, and that is what the file asks for: `type=cacheonly`, or no tag */
  readonly cacheOnly: Answer;
  /** it is written to files or standard output of the client */
  readonly files: Answer;
  /** nothing comes of it by mistake: tags, several platforms and no output */
  readonly nothing: Answer;
}

const NOBODY_KNOWS: Output = {
  push: undefined,
  load: undefined,
  implicitLoad: undefined,
  cacheOnly: undefined,
  files: undefined,
  nothing: undefined,
};
const NO_OUTPUT: Output = { push: false, load: false, implicitLoad: false, cacheOnly: false, files: false, nothing: false };

export function outputOf(build: Build): Output {
  return outputOnce(build);
}

/** Every fifth rule asks for the output of every build. */
const outputOnce = oncePer(findOutput);

function findOutput(build: Build): Output {
  if (build.inspectsOnly) return NO_OUTPUT;
  if (build.engine === 'compose') return build.opaque ? NOBODY_KNOWS : composeOutput(build);
  const isBake = /\bbake\b/.test(build.program);
  // Words that were not read can add outputs; those that were read are still there. A bake target's own `output` may undo its flags.
  if (build.opaque)
    return isBake ? NOBODY_KNOWS : { ...NOBODY_KNOWS, push: certain(truth(build.push, false)), load: certain(truth(build.load, false)) };
  const entries = outputEntries(build);
  if (entries === undefined) return NOBODY_KNOWS;
  const flags = isBake ? bakeFlags(build, entries) : { push: truth(build.push, false), load: truth(build.load, false) };
  return entries.length === 0 ? withoutOutputs(build, flags) : explicitOutput(build, entries, flags);
}

function certain(answer: Answer): Answer {
  return answer === true ? true : undefined;
}

/** The outputs as Docker reads them; `undefined` where it refuses one. https://docs.docker.com/build/exporters/ */
export function outputEntries(build: Build): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  for (const output of build.outputs) {
    const entry = parseOutput(output.value);
    if (isInvalid(entry)) return undefined;
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

interface Flags {
  readonly push: Answer;
  readonly load: Answer;
}

/**
 * `bake --push` and `--load` speak to a target only where its own output goes with them: `--push` not to one that is written to files or
 * to the cache (docker/buildx `bake/bake.go`, `setPushOverride` and `setLoadOverride`;
 * https://docs.docker.com/reference/cli/docker/buildx/bake/#push).
 */
function bakeFlags(build: Build, entries: readonly Entry[]): Flags {
  const types = entries.map(entry => entry.type);
  const among = (allowed: readonly string[]): Answer => {
    if (types.some(type => type !== undefined && !allowed.includes(type))) return false;
    return types.includes(undefined) ? undefined : true;
  };
  const images = among(['docker', 'image', 'registry']);
  return {
    push: and(truth(build.push, false), images),
    load: and(truth(build.load, false), among(['docker', 'image', 'registry', 'oci'])),
  };
}

/** https://docs.docker.com/reference/cli/docker/buildx/build/#output */
function explicitOutput(build: Build, entries: readonly Entry[], flags: Flags): Output {
  // `--push` makes each image that is exported a pushed one.
  const isPushed = (entry: Entry): Answer => (entry.type === 'image' ? or(entryPushes(entry), flags.push) : entryPushes(entry));
  const push = or(flags.push, ...entries.map(isPushed));
  const builder = builderOf(build);
  const loads = (entry: Entry): Answer => {
    if (entry.type === undefined) return undefined;
    if (entry.type === 'docker') return entry.attributes.has('dest') ? false : entry.complete ? true : undefined;
    if (entry.type === 'image') return and(not(isPushed(entry)), keepsImage(build, builder));
    return false;
  };
  const load = or(flags.load, ...entries.map(loads));
  const files = or(...entries.map(writesFiles));
  const cache = and(
    ...entries.map(entry => (entry.type === undefined ? undefined : entry.type === 'cacheonly')),
    not(flags.push),
    not(flags.load),
  );
  // An input that is not known may be empty, and then the builder's own default counts.
  const implicitLoad = entries.every(entry => entry.type === undefined && !entry.complete) ? undefined : false;
  return { push, load, implicitLoad, cacheOnly: cache, files, nothing: and(not(push), not(load), not(files), not(cache)) };
}

function writesFiles(entry: Entry): Answer {
  if (entry.type === undefined) return undefined;
  if (entry.type === 'docker') return entry.attributes.has('dest') ? true : entry.complete ? false : undefined;
  return entry.type === 'local' || entry.type === 'tar' || entry.type === 'oci';
}

/** Whether an exported image that is not pushed comes to the local store: Docker's own driver keeps it there, the cloud's loads one platform. */
function keepsImage(build: Build, builder: EffectiveBuilder | undefined): Answer {
  if (builder === undefined) return undefined;
  if (builder.kind === 'cloud') return and(isTagged(build), not(isMultiPlatform(build)));
  return builder.driver === undefined ? undefined : builder.driver === 'docker';
}

function withoutOutputs(build: Build, { push, load }: Flags): Output {
  const unasked = and(not(push), not(load));
  if (unasked === false) return { ...NO_OUTPUT, push, load };
  const { implicitLoad, cacheOnly, nothing } = defaultOutput(build);
  return {
    push,
    load,
    implicitLoad: and(unasked, implicitLoad),
    cacheOnly: and(unasked, cacheOnly),
    files: false,
    nothing: and(unasked, nothing),
  };
}

/** What happens where nothing is said: it is for the builder's driver to say. */
function defaultOutput(build: Build): Output {
  const builder = builderOf(build);
  if (builder === undefined) return { ...NO_OUTPUT, implicitLoad: undefined, cacheOnly: undefined, nothing: undefined };
  if (builder.how === 'legacy' || builder.how === 'engine' || builder.driver === 'docker')
    return { ...NO_OUTPUT, implicitLoad: loadsByDefault(build) };
  const always = hasDefaultLoad(builder);
  const tagged = isTagged(build);
  const single = not(isMultiPlatform(build));
  const implicitLoad = builder.kind === 'cloud' ? or(always, and(tagged, single)) : always;
  return { ...NO_OUTPUT, implicitLoad, cacheOnly: and(not(implicitLoad), not(tagged)), nothing: and(not(implicitLoad), tagged) };
}

/** https://docs.docker.com/build/building/variables/#buildx_no_default_load */
function loadsByDefault(build: Build): Answer {
  const off = variable(build, 'BUILDX_NO_DEFAULT_LOAD');
  return off === undefined ? true : known(off) === undefined ? undefined : !/^(1|t|true)$/i.test(known(off) ?? '');
}

/** The driver option `default-load=true`. https://docs.docker.com/build/builders/drivers/docker-container/#loading-to-local-image-store */
function hasDefaultLoad(builder: EffectiveBuilder): Answer {
  return or(
    ...(builder.by?.driverOptions ?? []).map(({ value }): Answer => {
      const text = flattened(value);
      if (/(^|,)"?default-load=true"?(,|$)/.test(text)) return true;
      return isWritten(text) || /^[\w.-]+=/.test(text) ? false : undefined;
    }),
  );
}

/**
 * What Compose asks Buildx for: to load one platform, to push a service that has an `image`, nothing for several platforms
 * (docker/compose `pkg/compose/build_bake.go`; https://docs.docker.com/reference/cli/docker/compose/build/).
 */
function composeOutput(build: Build): Output {
  const push = and(truth(build.push, false), isTagged(build));
  const multi = isMultiPlatform(build);
  return { ...NO_OUTPUT, push, implicitLoad: and(not(push), not(multi)), nothing: and(not(push), multi) };
}

/** The tags as far as they are all known: none is an empty list; `undefined` where one cannot be told. */
export function tagsOf(build: Build): readonly string[] | undefined {
  if (build.opaque) return undefined;
  const tags: string[] = [];
  for (const value of tagValues(build)) {
    const text = known(value);
    if (text === undefined) return undefined;
    tags.push(text);
  }
  return tags;
}

/** The tags, what cannot be told of them included; one of them may stand for several tags or for none (`tags: ${{ inputs.tags }}`). */
export function tagValues(build: Build): readonly Value[] {
  return build.tags.map(tag => tag.value).filter(value => known(value)?.trim() !== '');
}

/**
 * Whether the build has a tag at all, which can be certain where the tag itself is not: docker refuses an empty `-t "$IMAGE"`.
 * An action's input may be empty; the outputs that people give it (docker/metadata-action's) are not.
 */
export function isTagged(build: Build): Answer {
  const tags = tagValues(build);
  const counts = (value: Value): Answer => {
    if (build.component === undefined || /\w/.test(flattened(value))) return true;
    return value.parts.some(part => part.kind === 'reference' && part.to.scope === 'output') ? true : undefined;
  };
  return or(...tags.map(counts), build.opaque ? undefined : false);
}

/**
 * The platforms, normalised, each once; none is an empty list; `undefined` where one cannot be told. Without `--platform`,
 * `DOCKER_DEFAULT_PLATFORM` counts. https://docs.docker.com/reference/cli/docker/buildx/build/#platform
 */
export function platformsOf(build: Build): readonly string[] | undefined {
  const platforms = somePlatforms(build);
  return platforms.every((platform): platform is string => platform !== undefined) ? platforms : undefined;
}

function isMultiPlatform(build: Build): Answer {
  const platforms = somePlatforms(build);
  if (platforms.filter(platform => platform !== undefined).length > 1) return true;
  return platforms.includes(undefined) ? undefined : false;
}

/** An `undefined` stands for any number of platforms. */
function somePlatforms(build: Build): readonly (string | undefined)[] {
  const written = build.platforms.map(platform => platform.value);
  const fallback = variable(build, 'DOCKER_DEFAULT_PLATFORM');
  const values = written.length > 0 || fallback === undefined ? written : [fallback];
  const platforms = new Set(values.flatMap(value => splitPlatforms(value)));
  return build.opaque ? [...platforms, undefined] : [...platforms];
}

/** A job for each architecture builds for its own machine on purpose: its tag says which, or it is pushed by digest. */
export function isOneOfSeveral(build: Build): boolean {
  if (tagValues(build).some(tag => /amd64|arm64|aarch64|x86[_-]64|arch/i.test(valueText(tag)))) return true;
  return outputEntries(build)?.some(entry => entry.attributes.has('push-by-digest')) ?? true;
}
