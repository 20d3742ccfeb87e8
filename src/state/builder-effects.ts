import { History } from '../model/history.js';
import type { Played, PlayedOf } from '../model/job-run.js';
import type { Builder, BuilderChange, Selection, State } from '../model/state.js';
import { known, truth as truthOf, type Value } from '../model/value.js';
import { driverOf, nameOfCreated, withoutScheme } from './builder-names.js';
import { builderNamed } from './builders.js';
import { endpointOf, sameEndpoint } from './endpoint.js';
import { buildxFolder, configFolder, sameFolder } from './folders.js';
import { sameText } from './same-text.js';
import { currentSelection } from './selection.js';
import { given, truth } from './steps.js';

/** https://docs.docker.com/reference/cli/docker/buildx/create/ */
export function afterCreate(step: PlayedOf<'create-builder'>): State {
  const found = sameNamed(step);
  const existing = found === 'gone' ? undefined : found;
  if (existing !== undefined && !joinsExisting(step)) return step.before;
  const folder = buildxFolder(step);
  const endpoint = given(step.endpoint);
  const builder: Builder = existing ?? {
    name: nameOfCreated(step),
    driver: driverOf(step),
    endpoint: endpoint && withoutScheme(endpoint),
    folder,
    by: step,
  };
  const state = existing === undefined ? withBuilder(step.before, { kind: 'created', builder, folder, by: step }) : step.before;
  // Where the name may be taken the command is taken to succeed: the job would end there, unless it may fail.
  const mayFail = found === undefined && step.tolerated && !joinsExisting(step);
  const use = mayFail || (step.use === undefined && step.opaque) ? undefined : truth(step.use, false);
  return use === false ? state : withSelection(state, select(step, use ? builder : undefined));
}

/** `undefined` where it cannot be told whether there is one. */
function sameNamed(step: PlayedOf<'create-builder'>): Builder | 'gone' | undefined {
  const name = nameOfCreated(step);
  return name === undefined ? 'gone' : builderNamed(name, step);
}

/**
 * setup-buildx-action goes on with a builder that is there (its input `name`); the command fails, unless it appends
 * (docker/buildx `builder/builder.go`: `existing instance for "x" but no append mode`).
 */
function joinsExisting(step: PlayedOf<'create-builder'>): boolean {
  return step.component !== undefined || (step.append !== undefined && truthOf(step.append.value) === true);
}

/** https://docs.docker.com/reference/cli/docker/buildx/use/ */
export function afterUse(step: PlayedOf<'use-builder'>): State {
  const name = given(step.builder);
  if (name === undefined) return step.before;
  const text = known(name);
  // A context's own builder is called after it, so the name of the current context selects the default one too.
  if (text === 'default' || (text !== undefined && text === endpointOf(step))) return withSelection(step.before, select(step, 'default'));
  const found = builderNamed(name, step);
  return withSelection(step.before, select(step, found === 'gone' ? { named: name } : found));
}

/** https://docs.docker.com/reference/cli/docker/buildx/rm/ */
export function afterRemove(step: PlayedOf<'remove-builder'>): State {
  const folder = buildxFolder(step);
  const name = step.all ? undefined : given(step.builder);
  const selection = currentSelection(step);
  const chosen = typeof selection === 'object' ? selection.builder : undefined;
  if (step.all) {
    const state = withBuilder(step.before, { kind: 'removed', name: undefined, folder, by: step });
    return typeof chosen === 'object' || selection === undefined ? withSelection(state, select(step, undefined)) : state;
  }
  const own = typeof chosen !== 'object' ? undefined : 'named' in chosen ? chosen.named : chosen.name;
  const state = withBuilder(step.before, { kind: 'removed', name: name ?? own, folder, by: step });
  if (selection === undefined) return withSelection(state, select(step, undefined));
  if (typeof chosen !== 'object') return state;
  const isChosen = name === undefined ? true : meansBuilder(name, chosen, step);
  return isChosen === false ? state : withSelection(state, select(step, isChosen ? 'default' : undefined));
}

function meansBuilder(name: Value, chosen: Exclude<Selection['builder'], string | undefined>, step: Played): boolean | undefined {
  if ('named' in chosen) return sameText(name, chosen.named);
  const found = builderNamed(name, step);
  if (found === undefined) return undefined;
  return found !== 'gone' && found.by.index === chosen.by.index;
}

/** https://docs.docker.com/reference/cli/docker/context/use/ */
export function afterUseContext(step: PlayedOf<'use-context'>): State {
  const folder = configFolder(step);
  const given = step.context?.value;
  const before = endpointOf(step);
  const contexts = [
    { name: known(given), folder, by: step },
    ...step.before.contexts.filter(other => sameFolder(other.folder, folder) !== true),
  ];
  const state = { ...step.before, contexts };
  // The usage page says that `docker context use default` ends the use of a cloud builder, the source that it does not where the context
  // was `default` already (https://docs.docker.com/build-cloud/usage/).
  const undecided = known(given) === 'default' && sameEndpoint(before, 'default') !== false && typeof currentSelection(step) === 'object';
  return undecided ? withSelection(state, select(step, undefined)) : state;
}

export function afterAlias(step: PlayedOf<'alias-builder'>): State {
  const folder = configFolder(step);
  const others = step.before.aliases.filter(other => sameFolder(other.folder, folder) !== true);
  return { ...step.before, aliases: [{ on: step.on, folder, by: step }, ...others] };
}

function select(step: Played, builder: Selection['builder']): Selection {
  const global = step.kind === 'use-builder' && step.global;
  return { builder, folder: buildxFolder(step), endpoint: endpointOf(step), global, by: step };
}

function withSelection(state: State, selection: Selection): State {
  const others = state.selections.filter(other => sameFolder(other.folder, selection.folder) !== true);
  return { ...state, selections: [selection, ...others] };
}

function withBuilder(state: State, change: BuilderChange): State {
  // Nobody can name a builder whose random name no step keeps; only a selection can speak of it.
  if (change.kind === 'created' && change.builder.name === undefined && change.builder.by.prints === undefined) return state;
  return { ...state, builders: History.of(change, state.builders) };
}
