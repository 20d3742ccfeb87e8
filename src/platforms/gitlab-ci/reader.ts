import { asMap, type YamlEntry, type YamlNode } from '../../formats/yaml.js';
import { ALWAYS, type Event } from '../../model/condition.js';
import type { PipelineRoom } from '../../model/limits.js';
import type { Job, Pipeline, Unread } from '../../model/pipeline.js';
import type { Project } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';
import { type Config, jobEntries, loadConfig } from './config.js';
import { extended } from './extend.js';
import { readJob, type Shared } from './jobs.js';
import { EVENTS } from './predefined.js';
import { References } from './references.js';
import { readRules } from './rules.js';
import { readTrigger } from './trigger.js';
import { type Variables, variablesOf } from './variables.js';
import { isPartOfAnother } from './whole.js';

/** Keys that were set at the top level before there was `default`, https://docs.gitlab.com/ci/yaml/deprecated_keywords/ */
const GLOBAL_DEFAULTS: ReadonlySet<string> = new Set(['after_script', 'before_script', 'image', 'services']);

/** Branch, tag and merge request pipelines are what files are written for; others count where the file speaks of them. */
const USUAL: readonly Event[] = ['push', 'tag', 'pull-request'];

export function read(file: SourceFile, root: string, project: Project, room: PipelineRoom): readonly Pipeline[] {
  if (isPartOfAnother(file, project)) return [];
  const reader = new PipelineReader(root, project, room);
  reader.read(file, USUAL, []);
  return reader.pipelines;
}

/** Reads a configuration and the child pipelines that it starts. */
class PipelineReader {
  readonly pipelines: Pipeline[] = [];
  readonly #root: string;
  readonly #project: Project;
  readonly #room: PipelineRoom;
  readonly #seen = new Set<SourceFile>();

  constructor(root: string, project: Project, room: PipelineRoom) {
    this.#root = root;
    this.#project = project;
    this.#room = room;
  }

  read(file: SourceFile, usual: readonly Event[], given: Variables): void {
    this.#seen.add(file);
    const config = loadConfig(file, this.#root, this.#project);
    const { root: top, missing, unread: unreadExtends } = extended(config.root);
    const references = new References(top);
    const unread: Unread[] = [...config.unread, ...unreadExtends];
    const shared: Shared = { ...sharedOf(top, config, references), root: this.#root, usual, given, unread: note => unread.push(note) };

    const jobs: Job[] = [];
    const children: (() => void)[] = [];
    for (const { key, value } of jobEntries(top)) {
      const map = asMap(references.resolve(value));
      if (map === undefined || key.decoded.startsWith('.')) continue;
      const trigger = map.entry('trigger');
      if (trigger === undefined) {
        const own = asMap(config.root.get(key.decoded));
        for (const job of readJob({ name: key.decoded, span: key.span, map, own, missing: missing.get(key.decoded) ?? [] }, shared)) {
          this.#room.takeJob(job.span);
          jobs.push(job);
        }
        continue;
      }
      const passed: Variables = [...given, ...shared.variables, ...variablesOf(map.get('variables'))];
      children.push(...this.#children(trigger, passed, note => unread.push(note)));
    }
    const started = new Set<Event>(jobs.flatMap(job => job.events));
    const events = EVENTS.filter(event => started.has(event));
    const notes = distinct([...unread, ...references.unread]);
    this.pipelines.push({ platform: 'gitlab-ci', file, root: this.#root, events, jobs, unread: notes });
    for (const child of children) child();
  }

  /** A file that is started twice is read once. */
  #children(trigger: YamlEntry, passed: Variables, unread: (note: Unread) => void): readonly (() => void)[] {
    const { children, elsewhere } = readTrigger(trigger, this.#root, this.#project);
    for (const at of elsewhere) unread({ at, why: 'the pipeline that this job starts is not followed', kind: 'remote' });
    return children.map(({ file }) => () => {
      if (!this.#seen.has(file)) this.read(file, ['call'], passed);
    });
  }
}

function sharedOf(top: YamlNode, config: Config, references: References) {
  const map = asMap(top);
  const defaults = asMap(map?.get('default'));
  const workflowRules = asMap(map?.get('workflow'))?.get('rules');
  const globals = map?.get('variables');
  const resolvedEntry = (entry: YamlEntry | undefined) => entry && { ...entry, value: references.resolve(entry.value) };
  return {
    defaultOf: (key: string) => resolvedEntry(defaults?.entry(key) ?? (GLOBAL_DEFAULTS.has(key) ? map?.entry(key) : undefined)),
    hasDefault: (key: string) => defaults?.entry(key) !== undefined,
    variables: globals === undefined ? [] : variablesOf(references.resolve(globals)),
    workflow: workflowRules === undefined ? undefined : readRules(references.resolve(workflowRules)),
    originOf: (at: { readonly file: SourceFile }) => config.origins.get(at.file) ?? { via: [], condition: ALWAYS },
    unseen: config.unseen,
    partial: config.partial,
  };
}

/** A note on a hidden job, on a default or on a file that is included twice is met again and again. */
function distinct(notes: readonly Unread[]): readonly Unread[] {
  const byPlace = new Map(notes.map(note => [`${note.at.file.path}:${note.at.start}:${note.why}`, note]));
  return [...byPlace.values()];
}
