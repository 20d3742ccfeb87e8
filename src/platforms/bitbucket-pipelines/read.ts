import { asMap, entriesOf, itemsOf, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { all, unreadable } from '../../model/condition.js';
import type { PipelineRoom } from '../../model/limits.js';
import type { Job, Pipeline, Unread } from '../../model/pipeline.js';
import type { Project } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';
import { bareJob, minutesSetting, notAMap } from '../lowering.js';
import type { PlatformReader } from '../platform.js';
import { readYaml } from '../template.js';
import { withItem } from '../yaml-lists.js';
import { machineOf, otherValuesOf, servicesOf } from './machine.js';
import { runVariables } from './run-variables.js';
import { scriptSteps } from './script.js';
import { pipelinesOf, stepCondition, type Trigger } from './triggers.js';

/** What is the same for every step of the file. */
export interface FileScope {
  readonly top: YamlMap;
  readonly root: string;
  readonly room: PipelineRoom;
  readonly note: (note: Unread) => void;
}

export const reader: PlatformReader = {
  read(file: SourceFile, root: string, _project: Project, room: PipelineRoom): readonly Pipeline[] {
    const { documents, notes } = readYaml(file);
    const top = asMap(documents[0]);
    const unread = [...notes, ...notAMap(documents[0], file)];
    const empty: Pipeline = { platform: 'bitbucket-pipelines', file, root, events: [], jobs: [], unread };
    if (top === undefined) return unread.length === 0 ? [] : [empty];
    const scope: FileScope = { top, root, room, note: note => unread.push(note) };
    const jobs = pipelinesOf(top).flatMap(({ node, trigger }) => pipelineJobs(node, trigger, scope));
    return [{ ...empty, events: [...new Set(jobs.flatMap(job => job.events))], jobs }];
  },
};

function pipelineJobs(node: YamlNode, trigger: Trigger, scope: FileScope): readonly Job[] {
  const imported = asMap(node)?.entry('import');
  if (imported !== undefined) {
    scope.note({ at: imported.span, why: 'a pipeline shared by another repository is not read', kind: 'remote' });
    return [];
  }
  return itemsOf(node).flatMap((item, index) => itemJobs(item, { number: String(index + 1), trigger, stage: undefined }, scope));
}

/** Where a step stands: in which pipeline, as which of its items, in which stage. */
interface Place {
  readonly trigger: Trigger;
  readonly number: string;
  readonly stage: YamlMap | undefined;
}

/** `step`, `parallel` in both forms, `stage`; `variables` of custom pipelines are asked for when they start. */
function itemJobs(item: YamlNode, place: Place, scope: FileScope): readonly Job[] {
  const inner = (node: YamlNode, index: number, stage = place.stage): readonly Job[] =>
    itemJobs(node, { ...place, number: `${place.number}.${index + 1}`, stage }, scope);
  return entriesOf(item).flatMap((entry): readonly Job[] => {
    const map = asMap(entry.value);
    switch (entry.key.decoded) {
      case 'step':
        return map === undefined ? [] : [stepJob(entry, map, place, scope)];
      case 'parallel':
        return itemsOf(map?.get('steps') ?? entry.value).flatMap((node, index) => inner(node, index));
      case 'stage':
        return itemsOf(map?.get('steps')).flatMap((node, index) => inner(node, index, map));
      default:
        return [];
    }
  });
}

function stepJob(entry: YamlEntry, step: YamlMap, { trigger, number, stage }: Place, scope: FileScope): Job {
  const name = textOf(step.get('name'));
  const isManual = [step, stage].some(map => textOf(map?.get('trigger')) === 'manual');
  const conditions = [trigger.runs, stepCondition(stage?.get('condition')), stepCondition(step.get('condition'))];
  if (isManual) conditions.push(unreadable(`${trigger.path.join(' ')} ${number} is started by hand`));
  const options = asMap(scope.top.get('options'));
  const timeout = minutesSetting(step.entry('max-time')) ?? minutesSetting(options?.entry('max-time'));
  const at = step.entry('name')?.value.span ?? entry.key.span;
  scope.room.takeJob(at);
  const machine = machineOf(step, scope);
  return {
    ...bareJob([...trigger.path, name ?? number], name ?? `step ${number}`, at, machine, trigger.events, runVariables),
    runs: all(...conditions),
    ...(timeout === undefined ? {} : { timeout }),
    steps: scriptSteps(step, name, machine, scope),
    services: servicesOf(step),
    // https://support.atlassian.com/bitbucket-cloud/docs/run-docker-commands-in-bitbucket-pipelines/
    rewrite: ({ change }) => (change === 'daemon' ? withItem(step, 'services', 'docker') : undefined),
    otherValues: otherValuesOf(step, scope),
  };
}
