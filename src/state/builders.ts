import type { Played, PlayedOf } from '../model/job-run.js';
import { oncePer } from '../model/once.js';
import { sameReference } from '../model/reference.js';
import type { Settings } from '../model/settings.js';
import type { Builder } from '../model/state.js';
import { known, truth, type Value, valueText } from '../model/value.js';
import { cloudName, driverOf, isCloudName, nameOfCreated } from './builder-names.js';
import { buildxFolder, configFolder, sameFolder } from './folders.js';
import { sameText } from './same-text.js';
import { currentSelection, isAfter } from './selection.js';
import { given, variable } from './steps.js';

/** The builder a build really runs on. */
export interface EffectiveBuilder {
  readonly kind: 'cloud' | 'other';
  /** as far as known: `cloud-acme-default`, `cloud-$ORG-default` */
  readonly name?: string;
  /** `acme/default`, where all of it is known */
  readonly endpoint?: string;
  readonly driver?: string;
  /** the step that made it, where one of this job did */
  readonly by?: PlayedOf<'create-builder'>;
  /** the step that selected it, where it is the current builder */
  readonly selectedBy?: Played;
  /**
   * why it is this one: the `--builder` flag, `BUILDX_BUILDER`, the current builder, none of these, `DOCKER_BUILDKIT=0`, or a program
   * that has no builders
   */
  readonly how: 'flag' | 'environment' | 'selected' | 'default' | 'legacy' | 'engine';
}

type BuilderStep = PlayedOf<'build' | 'use-builder' | 'remove-builder' | 'inspect-builder' | 'prune-cache'>;

/**
 * The builder a build runs on; `undefined` where it cannot be told. First comes the `--builder` flag, then `BUILDX_BUILDER`, then the
 * current builder (which `docker build` does not look at), then `default`.
 * https://docs.docker.com/build/builders/#selected-builder
 */
export function builderOf(build: PlayedOf<'build'>): EffectiveBuilder | undefined {
  return builderOnce(build);
}

/** The builder a build would run on if it went by the selected one, as `docker buildx build` does and `docker build` may not. */
export const builderBySelection = oncePer((build: PlayedOf<'build'>) =>
  builderOf(build.honoursSelectedBuilder ? build : { ...build, honoursSelectedBuilder: true }),
);

/** A builder as people know it: its name, or what stands for one; `undefined` where it cannot be told which it is. */
export function builderWords(builder: EffectiveBuilder | undefined): string | undefined {
  if (builder === undefined) return undefined;
  if (builder.how === 'legacy') return 'legacy builder';
  if (builder.how === 'engine') return 'the program itself';
  return builder.name ?? builder.endpoint ?? (builder.how === 'default' ? 'default' : `one of the driver ${builder.kind}`);
}

/** Most rules ask for the builder of every build, and so do the questions about outputs. */
const builderOnce = oncePer(findBuilder);

function findBuilder(build: PlayedOf<'build'>): EffectiveBuilder | undefined {
  if (build.engine === 'other') return { kind: 'other', how: 'engine' };
  const legacy = isLegacy(build);
  if (legacy !== false) return legacy && { kind: 'other', how: 'legacy' };
  const found = named(build) ?? current(build, build.honoursSelectedBuilder ? true : isAliased(build));
  // Where one was chosen before, words that were not read hardly name another; where none was, they may name the one that is missed.
  return found !== 'unknown' && !(found.how === 'default' && hidesFlags(build)) ? found : undefined;
}

/** Whether flags may be among the words: an unquoted variable on its own may be several, a bake or Compose file that was not read none. */
export function hidesFlags(build: PlayedOf<'build'>): boolean {
  const isOpen = ({ parts }: Value) => parts.some(part => part.splits) && parts.every(part => part.kind !== 'literal' || part.text === '');
  return build.opaque && (build.words === undefined || build.words.some(isOpen));
}

/**
 * Whether a step speaks to Docker Build Cloud: a build by its builder, `buildx create` by its driver, the other builder commands by the
 * builder they name or that is current. https://docs.docker.com/build-cloud/usage/
 */
export function isCloud(step: PlayedOf<'create-builder'> | BuilderStep): boolean | undefined {
  if (step.kind === 'create-builder') {
    const driver = driverOf(step);
    return driver === undefined ? undefined : driver === 'cloud';
  }
  const builder = step.kind === 'build' ? builderOf(step) : builderMeant(step);
  return builder === undefined ? undefined : builder.kind === 'cloud';
}

/** Whether a build is made by the legacy builder, which has no BuildKit. https://docs.docker.com/build/buildkit/#getting-started */
export function isLegacyBuild({ program }: PlayedOf<'build'>, { how }: EffectiveBuilder): boolean {
  return how === 'legacy' || (how === 'engine' && program.startsWith('docker'));
}

/** The builder that a command other than a build means; `undefined` where it cannot be told. */
function builderMeant(step: Exclude<BuilderStep, PlayedOf<'build'>>): EffectiveBuilder | undefined {
  const found = named(step) ?? current(step, step.kind === 'prune-cache' ? step.honoursSelectedBuilder : true);
  return found === 'unknown' ? undefined : found;
}

/** The builder of a name, made by this job before the step; `gone` where none has it, `undefined` where it cannot be told. */
export function builderNamed(name: Value, step: Played): Builder | 'gone' | undefined {
  const [only, ...others] = name.parts;
  const folder = buildxFolder(step);
  for (const change of step.before.builders ?? []) {
    const there = sameFolder(change.folder, folder);
    if (there === false) continue;
    if (change.kind === 'removed') {
      const removed = change.name === undefined ? undefined : sameText(change.name, name);
      if (removed === false) continue;
      return removed && there ? 'gone' : undefined;
    }
    const { prints } = change.builder.by;
    if (prints !== undefined && only?.kind === 'reference' && others.length === 0 && sameReference(prints, only.to)) return change.builder;
    const same = change.builder.name === undefined ? false : sameText(change.builder.name, name);
    if (same === false) continue;
    return same && there ? change.builder : undefined;
  }
  return 'gone';
}

/**
 * The builder a build would run on, selected ones included, if `DOCKER_BUILDKIT=0` did not send it to the legacy builder of this
 * machine; `undefined` where it does not, or where it cannot be told. https://docs.docker.com/build/buildkit/#getting-started
 */
export function builderWithBuildKit(build: PlayedOf<'build'>): EffectiveBuilder | undefined {
  const value = variable(build, 'DOCKER_BUILDKIT');
  const how = builderOf(build)?.how;
  if (value === undefined || truth(value) !== false || (how !== 'legacy' && how !== 'engine') || !build.program.startsWith('docker'))
    return undefined;
  return builderOf({ ...build, engine: 'buildkit', honoursSelectedBuilder: true, env: build.env.without('DOCKER_BUILDKIT') });
}

/** The legacy builder of `DOCKER_BUILDKIT=0`; `docker buildx` and `docker bake` do not look at that variable. */
function isLegacy(build: PlayedOf<'build'>): boolean | undefined {
  if (build.engine !== 'compose' && (build.honoursSelectedBuilder || /\bbake\b/.test(build.program))) return false;
  const value = variable(build, 'DOCKER_BUILDKIT');
  if (value === undefined) return false;
  const on = truth(value);
  return on === undefined ? undefined : !on;
}

function isAliased(build: PlayedOf<'build'>): boolean | undefined {
  const { aliases, opaque } = build.before;
  const folder = configFolder(build);
  for (const alias of aliases) {
    const same = sameFolder(alias.folder, folder);
    if (same === false) continue;
    return same === undefined || isAfter(opaque, alias.by) ? undefined : alias.on;
  }
  // `docker buildx install` is deprecated and rare: no machine is taken to come with it.
  return opaque === undefined ? false : undefined;
}

type Found = EffectiveBuilder | 'unknown';

/** The builder that the flag or `BUILDX_BUILDER` names; `undefined` where neither does. */
function named(step: BuilderStep): Found | undefined {
  const flag = given(step.builder);
  if (flag !== undefined) return byName(flag, step, 'flag');
  const name = variable(step, 'BUILDX_BUILDER');
  return name === undefined ? undefined : byName(name, step, 'environment');
}

/** Docker's own builder of the current context. */
const DEFAULT: EffectiveBuilder = { kind: 'other', name: 'default', driver: 'docker', how: 'default' };

/** @param honours whether the command looks at the current builder */
function current(step: BuilderStep, honours: boolean | undefined): Found {
  if (honours === false) return DEFAULT;
  const selection = currentSelection(step);
  if (selection === 'none') return DEFAULT;
  if (honours === undefined || selection === undefined) return 'unknown';
  if (selection === 'preconfigured') return preconfigured(step.before.run.settings);
  const { builder, by } = selection;
  if (builder === undefined) return 'unknown';
  if (builder === 'default') return by.kind === 'remove-builder' ? DEFAULT : { ...DEFAULT, how: 'selected', selectedBy: by };
  const found = 'named' in builder ? byName(builder.named, step, 'selected') : made(builder, 'selected');
  return found === 'unknown' ? found : { ...found, selectedBy: by };
}

/** The builder that machines are said to come with. */
function preconfigured({ builder: { org, name } = {} }: Settings): EffectiveBuilder {
  const endpoint = org === undefined || name === undefined ? undefined : `${org}/${name}`;
  return { kind: 'cloud', how: 'selected', driver: 'cloud', ...(endpoint && { endpoint, name: cloudName(endpoint) }) };
}

function byName(name: Value, step: Played, how: EffectiveBuilder['how']): Found {
  const text = known(name);
  if (text === 'default') return { kind: 'other', name: text, driver: 'docker', how };
  const builder = builderNamed(name, step);
  if (builder === undefined) return 'unknown';
  if (builder !== 'gone') return made(builder, how);
  const driver = driverElsewhere(name, step);
  if (driver === 'several') return 'unknown';
  if (driver === undefined && !isCloudName(name)) return 'unknown';
  return { kind: driver === undefined || driver === 'cloud' ? 'cloud' : 'other', name: valueText(name), ...(driver && { driver }), how };
}

/**
 * The driver under which this job makes a builder of that name at another place or in another world:
 * `docker buildx use cloud-x-y || docker buildx create --name cloud-x-y --use`.
 */
function driverElsewhere(name: Value, step: Played): string | 'several' | undefined {
  const drivers = new Set<string>();
  for (const other of step.before.run.job.steps) {
    if (other.kind !== 'create-builder') continue;
    const made = nameOfCreated(other);
    if (made !== undefined && sameText(made, name) === true) drivers.add(driverOf(other) ?? 'several');
  }
  const [first] = drivers;
  return drivers.size > 1 ? 'several' : first;
}

function made(builder: Builder, how: EffectiveBuilder['how']): Found {
  if (builder.driver === undefined) return 'unknown';
  const endpoint = known(builder.endpoint);
  return {
    kind: builder.driver === 'cloud' ? 'cloud' : 'other',
    ...(builder.name !== undefined && { name: valueText(builder.name) }),
    ...(endpoint !== undefined && { endpoint }),
    driver: builder.driver,
    by: builder.by,
    how,
  };
}
