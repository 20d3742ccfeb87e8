import type { GroovyCall, GroovyNode } from '../../formats/groovy.js';
import { ALWAYS, type Event, isNever } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { PipelineRoom } from '../../model/limits.js';
import type { Pipeline, Unread } from '../../model/pipeline.js';
import type { PlannedStep } from '../../model/step.js';
import { reference, type Value } from '../../model/value.js';
import type { Project } from '../../project/project.js';
import type { SourceFile, Span } from '../../source/file.js';
import type { PlatformReader } from '../platform.js';
import { readGroovy } from '../template.js';
import { agentFromLabel } from './agent.js';
import { DeclarativeReader } from './declarative.js';
import { finishedJob, type JobDraft, newDraft } from './job-draft.js';
import { type Binding, keepMethods, type Place, type Reading, Scope } from './scope.js';
import { StepReader } from './steps.js';

/** A Jenkinsfile inlines its methods and unrolls its loops at most this often: a cycle or a product of loops ends there. */
const MOST_INLINED = 2_000;

/** What starts a build lies in the job's configuration; a multibranch job builds branches, pull requests and tags. */
const EVENTS: readonly Event[] = ['push', 'pull-request', 'tag'];

export const reader: PlatformReader = {
  read(file: SourceFile, root: string, project: Project, room: PipelineRoom): readonly Pipeline[] {
    const { statements, notes: unread } = readGroovy(file);
    const reading = new FileReading(project, root, room, unread);
    const steps = new StepReader(reading);
    const declarative = new DeclarativeReader(reading, steps);
    const place = startOf(file, root);
    readTopLevel(statements, place, steps, declarative);
    if (reading.jobs.length === 0 && declarative.jobs.length === 0) readEntryMethod(place, steps, declarative);
    const drafts = [...declarative.jobs, ...reading.jobs].filter(job => job.steps.length > 0);
    if (drafts.length === 0 && unread.length === 0) return [];
    const jobs = drafts.map(job => finishedJob(job, EVENTS, reading.globals)).filter(job => !isNever(job.runs));
    return [{ platform: 'jenkins', file, root, events: EVENTS, jobs, unread }];
  },
};

/** The jobs of scripted pipelines, and what is said of the file. */
class FileReading implements Reading {
  readonly project: Project;
  readonly root: string;
  readonly room: PipelineRoom;
  readonly jobs: JobDraft[] = [];
  globals = Env.empty;
  readonly #notes: Unread[];
  #outside: JobDraft | undefined;
  #left = MOST_INLINED;

  constructor(project: Project, root: string, room: PipelineRoom, notes: Unread[]) {
    this.project = project;
    this.root = root;
    this.room = room;
    this.#notes = notes;
  }

  unread(at: Span, why: string, kind: Unread['kind']): void {
    this.#notes.push({ at, why, kind });
  }

  beginJob(at: Span, name: string, label: GroovyNode | undefined, place: Place): PlannedStep[] {
    this.room.takeJob(at);
    const number = this.jobs.filter(job => job.name === name).length + 1;
    // Nodes of one name are told apart by their order.
    const path = number === 1 ? [name] : [name, String(number)];
    const job = newDraft(path, name, at, agentFromLabel(label, place.scope));
    this.jobs.push({ ...job, runs: place.runs });
    return job.steps;
  }

  outsideNodes(at: Span): PlannedStep[] {
    if (this.#outside === undefined) {
      this.#outside = newDraft(['outside of nodes'], 'outside of nodes', at, undefined);
      this.jobs.push(this.#outside);
    }
    return this.#outside.steps;
  }

  setForAll(name: string, value: Value): void {
    this.globals = this.globals.with(name, value);
  }

  spend(): boolean {
    return this.#left-- > 0;
  }
}

function startOf(file: SourceFile, root: string): Place {
  const scope = new Scope();
  return { file, scope, env: Env.empty, runs: ALWAYS, via: [], workingDirectory: root, tolerated: false, steps: undefined };
}

function readTopLevel(statements: readonly GroovyNode[], place: Place, steps: StepReader, declarative: DeclarativeReader): void {
  const rest: GroovyNode[] = [];
  // A script is a class: its methods are there wherever they stand, and many stand below the pipeline.
  keepMethods(statements, place.scope);
  for (const node of statements) {
    if (isPipeline(node)) {
      steps.statements(rest.splice(0), place);
      declarative.pipeline(node, place);
    } else rest.push(node);
  }
  steps.statements(rest, place);
}

/** A step of a shared library: what `call` does is what its users get. */
function readEntryMethod(place: Place, steps: StepReader, declarative: DeclarativeReader): void {
  const entry = place.scope.methods.get('call')?.at(-1);
  if (entry === undefined) return;
  const given = entry.parameters.map(({ name }): [string, Binding] => {
    return [name, { kind: 'value', value: reference({ scope: 'argument', name }, entry.span) }];
  });
  readTopLevel(entry.body, { ...place, scope: new Scope(place.scope, given) }, steps, declarative);
}

function isPipeline(node: GroovyNode): node is GroovyCall {
  return (
    node.kind === 'call' &&
    node.target === undefined &&
    node.name === 'pipeline' &&
    node.arguments.some(item => item.value.kind === 'closure')
  );
}
