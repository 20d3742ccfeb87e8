import { asMap, entriesOf, itemsOf, oneOrMore, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { all, type Condition, isNever } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Job } from '../../model/pipeline.js';
import { known } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { bareJob, fields } from '../lowering.js';
import { filterCondition, workflowCondition } from './conditions.js';
import { type Config, type Found, find } from './config.js';
import { Folders } from './folders.js';
import { jobChange } from './job-change.js';
import { layerCache } from './layer-cache.js';
import { executorOf, first, firstValue, jobEnvironment, machineOf, otherValues, shellOf } from './machine.js';
import { type Cell, MOST_CELLS, matrixCells, withCell } from './matrix.js';
import { bindParameters, type Parameters } from './parameters.js';
import { EVENTS } from './pipeline-values.js';
import { publishedJob } from './published.js';
import { runVariables } from './run-variables.js';
import { outermost, StepReader } from './steps.js';
import { substitutedValue } from './substitution.js';

/** A job as a workflow starts it. */
export interface Start {
  readonly name: string;
  readonly at: Span;
  readonly passed: YamlMap | undefined;
  readonly path: readonly string[];
  readonly runs: Condition;
}

/** The jobs as the workflows start them; without workflows the job `build` runs alone. */
export function workflowJobs(config: Config): readonly Job[] {
  const { map } = config.top;
  const workflows = entriesOf(map.get('workflows')).filter(entry => asMap(entry.value) !== undefined);
  if (workflows.length > 0) {
    return workflows.flatMap(({ key, value }) =>
      startedIn(value, { path: ['workflows', key.decoded], runs: workflowCondition(value, config.outside) }, config),
    );
  }
  const jobs = asMap(map.get('jobs'));
  const build = jobs?.entry('build');
  if (build !== undefined) {
    const runs = filterCondition(undefined, config.outside);
    return startedJobs({ name: 'build', at: build.key.span, passed: undefined, path: ['jobs'], runs }, config);
  }
  const [other] = jobs?.entries ?? [];
  if (other !== undefined) config.note({ at: other.key.span, why: 'no workflow of this file starts its jobs', kind: 'unsupported' });
  return [];
}

/** Groups of jobs may be started as jobs are; this many levels of them are followed. */
const DEEPEST_GROUPS = 5;

/** `jobs` of a workflow or a group: names, or names with arguments. */
function startedIn(node: YamlNode, { path, runs }: Pick<Start, 'path' | 'runs'>, config: Config): readonly Job[] {
  return itemsOf(asMap(node)?.get('jobs')).flatMap(item => {
    const name = textOf(item);
    if (name !== undefined) {
      return started({ name, at: item.span, passed: undefined, path, runs: all(runs, filterCondition(undefined, config.outside)) }, config);
    }
    return entriesOf(item).flatMap(({ key, value }) => {
      const passed = asMap(value);
      const when = filterCondition(passed?.get('filters'), config.outside);
      return started({ name: key.decoded, at: key.span, passed, path, runs: all(runs, when) }, config);
    });
  });
}

/** What is no job: somebody who approves, a place to wait (https://circleci.com/docs/reference/configuration-reference/#type). */
const NO_JOB = new Set(['approval', 'no-op', 'release', 'lock', 'unlock']);

function started(start: Start, config: Config): readonly Job[] {
  if (isNever(start.runs) || NO_JOB.has(textOf(start.passed?.get('type')) ?? '')) return [];
  const group = asMap(asMap(config.top.map.get('job-groups'))?.get(start.name));
  if (group !== undefined && start.path.length < 2 + DEEPEST_GROUPS) {
    return startedIn(group, { path: [...start.path, start.name], runs: start.runs }, config);
  }
  return startedJobs(start, config);
}

/** `override-with` names a job of an orb that takes the place of the job. */
function startedJobs(start: Start, config: Config): readonly Job[] {
  const name = textOf(start.passed?.get('override-with')) ?? start.name;
  const found = find('jobs', name, config.top, start.at);
  if (found === undefined) {
    config.note({ at: start.at, why: `the job ${name} is not defined in this file`, kind: 'missing' });
    return [];
  }
  if (found.kind === 'local' && NO_JOB.has(textOf(found.node.get('type')) ?? '')) return [];
  const { cells, cut } = matrixCells(start.passed?.get('matrix'));
  if (cut !== undefined) config.note({ at: cut, why: `a matrix of more than ${MOST_CELLS} jobs is read up to there`, kind: 'limit' });
  return cells.map(cell => {
    config.room.takeJob(start.at);
    const outside = config.outside.withMatrix(cell.values);
    const job = emptyJob(start, cell, outside);
    if (found.kind === 'published') return { ...job, ...publishedJob(found.component, found.name, start, outside, config) };
    return { ...job, ...localJob(found, { ...start, passed: withCell(start.passed, cell) }, outside, config) };
  });
}

function localJob(found: Extract<Found, { kind: 'local' }>, start: Start, outside: Parameters, config: Config): Partial<Job> {
  const { node, namespace } = found;
  const parameters = bindParameters(node.get('parameters'), start.passed, outside);
  const executor = executorOf(node, namespace, parameters);
  const withoutDaemon = machineOf(executor, false);
  const folder = firstValue(executor, 'working_directory');
  const reader = new StepReader(
    config,
    new Folders(config.root, folder === undefined ? '~/project' : known(folder)),
    shellOf(executor, withoutDaemon),
  );
  const around = (key: string) => reader.steps(start.passed?.get(key), outermost(config.top, outside));
  const machine = first(executor, 'machine');
  const steps = [
    ...layerCache(asMap(machine?.node), machine?.parameters ?? parameters, fields(start.at, config.root)),
    ...around('pre-steps'),
    ...reader.steps(node.get('steps'), outermost(namespace, parameters)),
    ...around('post-steps'),
  ];
  return {
    machine: machineOf(executor, reader.remoteDocker),
    env: Env.of(jobEnvironment(executor)),
    steps,
    // A runner of one's own starts no remote daemon: https://circleci.com/docs/guides/execution-runner/container-runner/
    rewrite: asked => (asked.change === 'daemon' && withoutDaemon.entry !== 'clean' ? undefined : jobChange(asked, node)),
    otherValues: otherValues(executor),
  };
}

function emptyJob(start: Start, cell: Cell, parameters: Parameters): Job {
  const own = start.passed?.get('name');
  const name = known(substitutedValue(own, parameters)) ?? textOf(own) ?? start.name;
  return {
    ...bareJob([...start.path, textOf(own) ?? start.name], name, start.at, { entry: 'clean' }, EVENTS, runVariables),
    ...(cell.label === '' ? {} : { combination: cell.label }),
    runs: start.runs,
    needs: oneOrMore(start.passed?.get('requires')).flatMap(node => textOf(node) ?? asMap(node)?.entries[0]?.key.decoded ?? []),
  };
}
