import { asMap, entriesOf, oneOrMore, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { entryBehind } from '../../formats/yaml-edit.js';
import { MOST_MATRIX_JOBS, PERMISSIONS } from '../../knowledge/github-actions.js';
import { ALWAYS, all, type Condition } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Job, OtherValue, Permit } from '../../model/pipeline.js';
import type { Call, PlannedStep, Setting } from '../../model/step.js';
import type { Value } from '../../model/value.js';
import { simplified } from './cases.js';
import { JobState, type Reading, type RunDefaults } from './context.js';
import { withJobChange } from './job-change.js';
import { lowerCondition, lowerText } from './lower.js';
import { type Cell, readMatrix } from './matrix.js';
import { runVariables } from './run-variables.js';
import { readMachine } from './runner.js';
import type { Scope } from './scope.js';
import { certainText, isTrue, readSteps } from './steps.js';
import { readVariables } from './variables.js';

/** What a job has from the workflow around it, and from the job that called that workflow. */
export interface JobContext {
  readonly reading: Reading;
  /** the workflow's scope */
  readonly scope: Scope;
  readonly variables: readonly (readonly [string, Value])[];
  readonly defaults: RunDefaults;
  readonly permissions?: ReadonlyMap<string, string>;
  /** the workflow's own */
  readonly permit?: Permit;
  /** the path of the calling job, empty for a workflow that is read on its own */
  readonly path: readonly string[];
  /** the name of the calling job with ` / ` behind it */
  readonly namePrefix: string;
  readonly combination?: string;
  readonly runs: Condition;
  readonly tolerated: boolean;
  readonly via: readonly Call[];
  readonly files: readonly string[];
}

/** A job's entry in `jobs`, with what holds for all cells of its matrix. */
export interface JobEntry {
  readonly id: string;
  readonly entry: YamlEntry;
  readonly map: YamlMap;
  readonly runs: Condition;
}

/**
 * The entries of `jobs` with when each runs. A job that does not ask for the state of others is skipped with any that it needs
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds).
 */
export function jobEntries(jobs: YamlNode | undefined, context: JobContext): readonly JobEntry[] {
  const entries = new Map<string, { entry: YamlEntry; map: YamlMap }>();
  for (const entry of entriesOf(jobs)) {
    const map = asMap(entry.value);
    if (map !== undefined) entries.set(entry.key.decoded, { entry, map });
    else context.reading.unread({ at: entry.span, why: 'a job is not a map', kind: 'syntax' });
  }
  const runs = new Map<string, Condition>();
  const runsOf = (id: string): Condition => {
    const known = runs.get(id);
    if (known !== undefined) return known;
    runs.set(id, ALWAYS); // jobs that need one another never run; GitHub refuses such a file
    const map = entries.get(id)?.map;
    const node = map?.get('if');
    const own = node?.kind === 'scalar' && node.decoded.trim() !== '' ? lowerCondition(node.text, context.scope) : undefined;
    const needed = own?.checksStatus === true ? [] : needsOf(map).map(runsOf);
    const condition = simplified(all(own?.runs ?? ALWAYS, ...needed), context.scope.events);
    runs.set(id, condition);
    return condition;
  };
  return [...entries].map(([id, { entry, map }]) => ({
    id,
    entry,
    map,
    runs: simplified(all(context.runs, runsOf(id)), context.scope.events),
  }));
}

function needsOf(job: YamlMap | undefined): readonly string[] {
  return oneOrMore(job?.get('needs')).map(need => textOf(need) ?? '');
}

/** The cells of a job's matrix; one without values where it has none, or none that can be known. */
export function cellsOf(
  { map }: JobEntry,
  { reading, scope }: JobContext,
): readonly { readonly scope: Scope; readonly combination?: string }[] {
  const matrix = asMap(map.get('strategy'))?.get('matrix');
  if (matrix === undefined) return [{ scope: { ...scope, matrix: new Map() } }];
  const read = readMatrix(matrix, scope);
  if (read === 'dynamic') {
    reading.unread({ at: matrix.span, why: 'only a run tells what is in this matrix', kind: 'dynamic' });
    return [{ scope }];
  }
  if (read.tooMany)
    reading.unread({ at: matrix.span, why: `a matrix of more than ${MOST_MATRIX_JOBS} jobs is read up to there`, kind: 'limit' });
  return read.cells.map((cell: Cell) => ({ scope: { ...scope, matrix: cell.values }, combination: cell.name }));
}

/** One job that runs steps, for one cell of its matrix. */
export function readJob(job: JobEntry, cell: { readonly scope: Scope; readonly combination?: string }, context: JobContext): Job {
  const { map } = job;
  const { reading } = context;
  const state = new JobState();
  const variables = readVariables(map.get('env'), { ...cell.scope, outputs: new Map(), timesSet: state.timesSet });
  const container = readContainer(map.entry('container'), variables.scope, state.otherValues);
  const machine = readMachine(map.get('runs-on'), container.image, variables.scope);
  const scope: Scope = { ...variables.scope, machine };
  const env = Env.of([...context.variables, ...variables.entries, ...container.variables]);
  const services = readServices(map.get('services'), scope, state.otherValues);
  const steps: readonly PlannedStep[] = readSteps(map.get('steps'), {
    reading,
    job: state,
    scope,
    env: Env.empty,
    runs: ALWAYS,
    tolerated: context.tolerated || isTrue(map.get('continue-on-error'), scope),
    via: context.via,
    files: context.files,
    defaults: readDefaults(map, scope, context.defaults),
  });
  const timeout = settingOf(map.entry('timeout-minutes'), scope);
  const permit = map.entry('permissions') === undefined ? context.permit : permitIn(map, false);
  const permissions = readPermissions(map.get('permissions')) ?? context.permissions;
  return {
    ...describe(job, cell.combination, context),
    machine,
    ...(timeout && { timeout }),
    env,
    runVariables: runVariables(scope, job.entry.key.span),
    steps,
    services,
    otherValues: state.otherValues,
    ...(permissions && { permissions }),
    rewrite: asked => withJobChange(asked, map, scope.triggers),
    ...(permit && { permit }),
  };
}

/** What a job has whether it runs steps or calls a workflow. */
export function describe(
  { id, entry, map, runs }: JobEntry,
  combination: string | undefined,
  context: JobContext,
): Pick<Job, 'path' | 'name' | 'span' | 'combination' | 'runs' | 'events' | 'needs'> {
  const combinations = [context.combination, combination].filter(text => text !== undefined && text !== '');
  return {
    path: [...context.path, 'jobs', id],
    name: `${context.namePrefix}${id}`,
    span: entry.key.span,
    ...(combinations.length > 0 && { combination: combinations.join(' / ') }),
    runs,
    events: context.scope.events,
    needs: needsOf(map).map(need => `${context.namePrefix}${need}`),
  };
}

export function settingOf(entry: YamlEntry | undefined, scope: Scope): Setting | undefined {
  if (entry?.value.kind !== 'scalar' || entry.value.value === null) return undefined;
  return { value: { ...lowerText(entry.value.text, scope), span: entry.value.span }, span: entry.span };
}

/** `defaults.run` of a workflow or job; the inner one wins key by key. */
export function readDefaults(map: YamlMap, scope: Scope, outer: RunDefaults): RunDefaults {
  const run = asMap(asMap(map.get('defaults'))?.get('run'));
  const shell = certainText(run?.get('shell'), scope);
  const workingDirectory = certainText(run?.get('working-directory'), scope);
  return { ...outer, ...(shell !== undefined && { shell }), ...(workingDirectory !== undefined && { workingDirectory }) };
}

/** `container: image` or `container: { image, credentials, env }`. */
function readContainer(
  entry: YamlEntry | undefined,
  scope: Scope,
  otherValues: OtherValue[],
): { image?: Setting; variables: readonly (readonly [string, Value])[] } {
  if (entry === undefined) return { variables: [] };
  const map = asMap(entry.value);
  const image = settingOf(map === undefined ? entry : map.entry('image'), scope);
  keepCredentials(map, scope, otherValues);
  return { ...(image && { image }), variables: readVariables(map?.get('env'), scope).entries };
}

function readServices(services: YamlNode | undefined, scope: Scope, otherValues: OtherValue[]): readonly Setting[] {
  return entriesOf(services).flatMap(({ value }) => {
    const map = asMap(value);
    keepCredentials(map, scope, otherValues);
    for (const [name, value] of readVariables(map?.get('env'), scope).entries) otherValues.push({ name, value });
    const image = settingOf(map?.entry('image'), scope);
    return image === undefined ? [] : [image];
  });
}

function keepCredentials(map: YamlMap | undefined, scope: Scope, otherValues: OtherValue[]): void {
  for (const { key, value } of entriesOf(map?.get('credentials'))) {
    if (value.kind === 'scalar') otherValues.push({ name: `credentials.${key.decoded}`, value: lowerText(value.text, scope) });
  }
}

/** For permissions that are written there, of a job or a workflow, as a map that nothing else shares. */
export function permitIn(map: YamlMap, isShared: boolean): Permit | undefined {
  const entry = map.entry('permissions');
  const own = entry?.aliasSpan === undefined && entry?.mergedAt === undefined ? asMap(entry?.value) : undefined;
  if (own === undefined || own.anchor !== undefined) return undefined;
  const isOpen = (scope: string) => own.entries.length > 0 && own.entry(scope) === undefined;
  return { isShared, add: (scope, access) => (isOpen(scope) ? entryBehind(own, `${scope}: ${access}`) : undefined) };
}

/** `permissions: read-all`, or a map: what it does not name is `none`. */
export function readPermissions(node: YamlNode | undefined): ReadonlyMap<string, string> | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'map') {
    const named = entriesOf(node).map(({ key, value }): [string, string] => [key.decoded, textOf(value) ?? 'none']);
    return new Map([...PERMISSIONS.map((name): [string, string] => [name, 'none']), ...named]);
  }
  const everything = /^(read|write)-all$/.exec(textOf(node) ?? '')?.[1];
  if (everything === undefined) return undefined;
  // There is no reading of a token: https://docs.github.com/en/actions/reference/security/oidc
  return new Map(PERMISSIONS.map((name): [string, string] => [name, name === 'id-token' && everything === 'read' ? 'none' : everything]));
}
