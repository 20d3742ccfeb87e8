import { asMap, entriesOf, itemsOf, oneOrMore, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { ALWAYS, all, type Condition, type Event, unreadable } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { PipelineRoom } from '../../model/limits.js';
import type { Job, Machine, Pipeline, Unread } from '../../model/pipeline.js';
import type { CacheDirectory } from '../../model/step.js';
import { known, reference, type Value } from '../../model/value.js';
import { type Project, pathFrom } from '../../project/project.js';
import type { Edit, SourceFile } from '../../source/file.js';
import { bareJob, fields, itemSetting, minutesSetting, notAMap, settingOf, variablesIn } from '../lowering.js';
import type { PlatformReader } from '../platform.js';
import { readYaml } from '../template.js';
import { rewritableList, withItem } from '../yaml-lists.js';
import { branchesCondition, buildkiteCondition } from './conditions.js';
import { inOrder, uploaded } from './interpolation.js';
import { type Cell, cellText, isSet, MOST_CELLS, matrixCells, matrixValue } from './matrix.js';
import { isDocumentedPlace, rootOf } from './places.js';
import { runVariables } from './run-variables.js';
import { commandSteps } from './steps.js';

/** What starts a build lies in the pipeline's settings. */
const EVENTS: readonly Event[] = ['push', 'pull-request', 'tag', 'schedule', 'manual', 'call'];

/** What is the same for every step of the file. */
export interface FileScope {
  readonly file: SourceFile;
  readonly top: YamlMap | undefined;
  readonly root: string;
  readonly project: Project;
  readonly room: PipelineRoom;
  readonly note: (note: Unread) => void;
  /** paths of files that commands upload as further steps */
  readonly uploads: string[];
}

export const reader: PlatformReader = {
  read(file: SourceFile, root: string, project: Project, room: PipelineRoom): readonly Pipeline[] {
    const pipelines: Pipeline[] = [];
    const files = [file];
    for (const next of files) {
      const uploads: string[] = [];
      const pipeline = readFile(next, { root, project, room, uploads });
      if (pipeline !== undefined) pipelines.push(pipeline);
      for (const path of uploads) {
        const uploaded = uploadedFile(path, root, project);
        if (uploaded !== undefined && !files.includes(uploaded)) files.push(uploaded);
      }
    }
    return pipelines;
  },
};

/** A file that is not a pipeline by its place, so that it is not read on its own. */
function uploadedFile(path: string, root: string, project: Project): SourceFile | undefined {
  const target = pathFrom(root, path, root);
  return target === undefined || rootOf(target) !== undefined ? undefined : project.read(target);
}

function readFile(file: SourceFile, shared: Pick<FileScope, 'root' | 'project' | 'room' | 'uploads'>): Pipeline | undefined {
  const { documents, notes } = readYaml(file);
  // A template of Buildkite's has a document of its own about the template before the pipeline.
  const document = documents.find(node => stepsNode(node) !== undefined);
  const steps = stepsNode(document);
  const unread = [...notes, ...(steps === undefined && !isListOfSteps(documents[0]) ? notAMap(documents[0], file) : [])];
  const empty: Pipeline = { platform: 'buildkite', file, root: shared.root, events: [], jobs: [], unread };
  if (steps === undefined) return unread.length > 0 && isDocumentedPlace(file.path) ? empty : undefined;
  const scope: FileScope = { ...shared, file, top: asMap(document), note: note => unread.push(note) };
  return { ...empty, events: EVENTS, jobs: itemsOf(steps).flatMap((node, index) => stepJobs(node, String(index + 1), ALWAYS, scope)) };
}

/** `steps:` of a map, or the list that a file may be as a whole. */
function stepsNode(document: YamlNode | undefined): YamlNode | undefined {
  const steps = asMap(document)?.get('steps');
  if (steps?.kind === 'list') return steps;
  const isList = document?.kind === 'list' && document.items.some(item => isCommand(asMap(item)));
  return isList ? document : undefined;
}

/** Steps without a command, of which nothing is to be read: `wait`, `block: …`. */
function isListOfSteps(document: YamlNode | undefined): boolean {
  const words: readonly unknown[] = ['wait', 'waiter', 'block', 'manual', 'input'];
  return document?.kind === 'list' && document.items.every(item => item.kind === 'map' || words.includes(textOf(item)));
}

function isCommand(step: YamlMap | undefined): boolean {
  return step?.get('command') !== undefined || step?.get('commands') !== undefined || step?.get('plugins') !== undefined;
}

function stepJobs(node: YamlNode, number: string, runs: Condition, scope: FileScope): readonly Job[] {
  const step = asMap(node);
  if (step === undefined || isSet(step.get('skip'))) return [];
  const own = all(runs, buildkiteCondition(textOf(step.get('if'))), branchesCondition(textOf(step.get('branches'))), ifChanged(step));
  if (step.get('group') !== undefined || step.get('steps') !== undefined) {
    return itemsOf(step.get('steps')).flatMap((inner, index) => stepJobs(inner, `${number}.${index + 1}`, own, scope));
  }
  const trigger = step.entry('trigger');
  if (trigger !== undefined) {
    scope.note({ at: trigger.value.span, why: 'the pipeline that is triggered lies elsewhere and is not read', kind: 'remote' });
    return [];
  }
  if (!isCommand(step)) return [];
  const { cells, cut } = matrixCells(step.get('matrix'));
  if (cut !== undefined) scope.note({ at: cut, why: `a matrix of more than ${MOST_CELLS} jobs is read up to there`, kind: 'limit' });
  return cells.map(cell => commandJob(step, number, own, cell, scope));
}

/** `if_changed: "app/**"` */
function ifChanged(step: YamlMap): Condition {
  const node = step.get('if_changed');
  return node === undefined ? ALWAYS : unreadable('files named by if_changed changed', `${node.span.file.path}:${node.span.start}`);
}

function commandJob(step: YamlMap, number: string, runs: Condition, cell: Cell, scope: FileScope): Job {
  const named = ['label', 'name', 'key', 'id', 'identifier'].map(key => step.entry(key)).find(entry => textOf(entry?.value) !== undefined);
  const key = ['key', 'id', 'identifier', 'label', 'name'].map(name => textOf(step.get(name))).find(text => text !== undefined);
  const name = textOf(named?.value) ?? `step ${number}`;
  const at =
    named?.value.span ??
    step.entry('command')?.key.span ??
    step.entry('commands')?.key.span ??
    step.entry('plugins')?.key.span ??
    step.span;
  scope.room.takeJob(at);
  const timeout = minutesSetting(step.entry('timeout_in_minutes'));
  const machine = machineOf(step, scope);
  const lower = (node: YamlNode): Value | undefined =>
    node.kind === 'scalar' ? matrixValue(node.text, cell, text => uploaded(text)) : undefined;
  const env = Env.of([
    ...inOrder(variablesIn(scope.top?.get('env'), lower)),
    ...variablesIn(step.get('env'), lower),
    ...secretsOf(scope.top),
    ...secretsOf(step),
  ]);
  return {
    ...bareJob(['steps', key ?? number], name, at, machine, EVENTS, runVariables),
    ...(cell.size === 0 ? {} : { combination: cellText(cell) }),
    ...(timeout === undefined ? {} : { timeout }),
    runs,
    env,
    needs: oneOrMore(step.get('depends_on')).flatMap(node => textOf(node) ?? textOf(asMap(node)?.get('step')) ?? []),
    steps: [...cacheSteps(step, scope), ...commandSteps(step, cell, machine, scope)],
    rewrite: asked => (asked.change === 'at-end' ? withLastCommand(step, asked.command) : undefined),
  };
}

/** The commands of a step are one script, which ends at the first that fails. */
function withLastCommand(step: YamlMap, command: string): readonly Edit[] | undefined {
  const key = step.get('commands') === undefined ? 'command' : 'commands';
  return step.get(key)?.kind === 'list' && step.get('plugins') === undefined ? withItem(step, key, command) : undefined;
}

/** Agents live on from job to job (https://buildkite.com/docs/agent); `agents: { queue: … }` names which. */
function machineOf(step: YamlMap, scope: FileScope): Machine {
  const label = agentLabel(step) ?? (scope.top === undefined ? undefined : agentLabel(scope.top));
  const image = settingOf(step.entry('image') ?? scope.top?.entry('image'));
  const text = (label === undefined ? undefined : known(label)) ?? '';
  const os = /windows/i.test(text) ? 'windows' : /\bmac(?:os)?\b|darwin/i.test(text) ? 'macos' : undefined;
  return {
    entry: 'unknown',
    ...(label === undefined ? {} : { label }),
    ...(os === undefined ? {} : { os }),
    ...(image === undefined ? {} : { image }),
  };
}

/** `agents: { queue: linux }`, `agents: queue=linux`, `agents: [queue=linux, docker=true]` */
function agentLabel(map: YamlMap): Value | undefined {
  const agents = map.entry('agents');
  if (agents?.value.kind === 'map') return settingOf(agents.value.entry('queue') ?? agents.value.entries[0])?.value;
  const tags = oneOrMore(agents?.value);
  const queue = tags.find(tag => textOf(tag)?.startsWith('queue=')) ?? tags[0];
  return queue === undefined ? undefined : itemSetting(queue)?.value;
}

/** `cache: path`, a list of them, or `{ paths: … }` (https://buildkite.com/docs/agent/buildkite-hosted/cache-volumes). */
function cacheSteps(step: YamlMap, scope: FileScope): readonly CacheDirectory[] {
  const node = step.get('cache') ?? scope.top?.get('cache');
  const map = asMap(node);
  const nodes = oneOrMore(map?.get('paths') ?? (map === undefined ? node : undefined));
  const paths = nodes.flatMap(item => itemSetting(item) ?? []);
  const [first] = paths;
  if (first === undefined) return [];
  const top = step.get('cache') === undefined ? scope.top : step;
  const holders = top === undefined ? [] : [...(map === undefined ? [] : [{ map, key: 'paths' }]), { map: top, key: 'cache' }];
  // A map of a volume says more than its folders: it goes as a whole, or none of it does.
  const written = map === undefined ? rewritableList(nodes, holders) : rewritableList([], holders.slice(1));
  return [{ ...fields(first.span, scope.root), ...written, kind: 'cache-directory', paths }];
}

/** `secrets: [NAME]` and `secrets: { NAME: path }` (https://buildkite.com/docs/pipelines/security/secrets/buildkite-secrets). */
function secretsOf(map: YamlMap | undefined): readonly (readonly [string, Value])[] {
  const node = map?.get('secrets');
  const names = node?.kind === 'map' ? entriesOf(node).map(entry => entry.key) : itemsOf(node);
  return names.flatMap(item => {
    const name = textOf(item);
    return name === undefined ? [] : [[name, reference({ scope: 'secret', name }, item.span)] as const];
  });
}
