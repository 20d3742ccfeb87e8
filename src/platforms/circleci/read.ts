import { asMap, textOf, type YamlMap } from '../../formats/yaml.js';
import type { PipelineRoom } from '../../model/limits.js';
import type { Pipeline, Unread } from '../../model/pipeline.js';
import { type Project, pathFrom } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';
import { notAMap } from '../lowering.js';
import type { PlatformReader } from '../platform.js';
import { readYaml } from '../template.js';
import { type Config, namespaceOf } from './config.js';
import { continuationFile, continuationsIn } from './continuation.js';
import { Parameters, pipelineParameters } from './parameters.js';
import { EVENTS } from './pipeline-values.js';
import { rootOf } from './places.js';
import { workflowJobs } from './workflows.js';

export const reader: PlatformReader = {
  read(file: SourceFile, root: string, project: Project, room: PipelineRoom): readonly Pipeline[] {
    const pipelines: Pipeline[] = [];
    const files = [file];
    for (const next of files) {
      const { pipeline, continuations } = readFile(next, root, project, room);
      if (pipeline !== undefined) pipelines.push(pipeline);
      // A file of the folder is read on its own.
      for (const other of continuations) if (rootOf(other.path) === undefined && !files.includes(other)) files.push(other);
    }
    return pipelines;
  },
};

interface Read {
  readonly pipeline?: Pipeline;
  readonly continuations: readonly SourceFile[];
}

function readFile(file: SourceFile, root: string, project: Project, room: PipelineRoom): Read {
  const { documents, notes } = readYaml(file);
  const unread = [...notes, ...(isMainFile(file) ? notAMap(documents[0], file) : [])];
  const top = asMap(documents[0]);
  const base = { platform: 'circleci', file, root, unread } as const;
  // A file of the folder that holds nothing of a configuration is somebody else's, unless that is lost behind a syntax error.
  if (top === undefined || (top.get('jobs') === undefined && top.get('workflows') === undefined))
    return unread.length === 0 ? { continuations: [] } : { pipeline: { ...base, events: [], jobs: [] }, continuations: [] };
  const continuations = continued(top, root, project, note => unread.push(note));
  // Who continues a setup workflow may pass any parameters with it.
  const outside = Parameters.of(isMainFile(file) ? pipelineParameters(top.get('parameters')) : new Map());
  const config: Config = { top: namespaceOf(top), outside, root, room, note: note => unread.push(note), unreadOrbs: new Set() };
  return { pipeline: { ...base, events: EVENTS, jobs: workflowJobs(config) }, continuations };
}

/** What a build begins with; other files of the folder are what it goes on with, or are somebody else's. */
function isMainFile({ path }: SourceFile): boolean {
  return /(?:^|\/)config\.ya?ml$/.test(path);
}

/** What the path-filtering orb goes on with where it is told nothing (https://circleci.com/developer/orbs/orb/circleci/path-filtering). */
const DEFAULT_CONTINUATIONS = ['.circleci/continue_config.yml', '.circleci/continue-config.yml'];

/** The files that a setup workflow goes on with; says so where one is known to a run only. */
function continued(top: YamlMap, root: string, project: Project, note: (note: Unread) => void): readonly SourceFile[] {
  const setup = top.entry('setup');
  if (setup === undefined || textOf(setup.value) !== 'true') return [];
  const named = continuationsIn(top);
  const files = named.map(one => continuationFile(one, root, project));
  const preset = files.length === 0 ? DEFAULT_CONTINUATIONS.find(path => project.has(pathFrom(root, path, root) ?? '')) : undefined;
  const missing = files.length === 0 && preset === undefined ? 0 : files.indexOf(undefined);
  if (missing >= 0) {
    note({ at: named[missing]?.at ?? setup.span, why: 'what this setup workflow continues with is known to a run only', kind: 'dynamic' });
  }
  return files.filter(file => file !== undefined);
}
