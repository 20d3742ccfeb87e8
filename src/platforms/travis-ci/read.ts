import { asMap, itemsOf, oneOrMore, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { all, type Condition, type Event, isNever } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Job, Pipeline, Unread } from '../../model/pipeline.js';
import type { CacheDirectory, PlannedStep, Shell } from '../../model/step.js';
import { known } from '../../model/value.js';
import type { Project } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';
import { bareJob, fields, itemSetting, joinedScript, notAMap, scriptLines } from '../lowering.js';
import type { PlatformReader } from '../platform.js';
import { readYaml } from '../template.js';
import { rewritableList } from '../yaml-lists.js';
import { branchesCondition, travisCondition } from './conditions.js';
import { machineOf } from './machine.js';
import { type TravisJob, travisJobs } from './matrix.js';
import { type PhasePart, phasesOf } from './phases.js';
import { runVariables } from './run-variables.js';

/** Travis builds branches, pull requests and tags; cron and API builds where somebody set them up. */
const EVENTS: readonly Event[] = ['push', 'pull-request', 'tag', 'schedule', 'manual'];

export const reader: PlatformReader = {
  read(file: SourceFile, root: string, _project: Project): readonly Pipeline[] {
    const { documents, notes } = readYaml(file);
    const top = asMap(documents[0]);
    const unread = [...notes, ...notAMap(documents[0], file)];
    if (top === undefined) return unread.length === 0 ? [] : [{ platform: 'travis-ci', file, root, events: [], jobs: [], unread }];
    const imported = top.entry('import');
    if (imported !== undefined) unread.push({ at: imported.span, why: 'imported configuration is not read', kind: 'remote' });
    const { jobs, cut } = travisJobs(top);
    if (cut) unread.push({ at: top.span, why: 'this matrix has more than 200 jobs and the rest is not read', kind: 'limit' });
    const lower = new JobReader(top, root, note => unread.push(note));
    const read = jobs.map(job => lower.job(job)).filter(job => !isNever(job.runs));
    return [{ platform: 'travis-ci', file, root, events: EVENTS, jobs: read, unread }];
  },
};

class JobReader {
  readonly #top: YamlMap;
  readonly #root: string;
  readonly #note: (note: Unread) => void;

  constructor(top: YamlMap, root: string, note: (note: Unread) => void) {
    this.#top = top;
    this.#root = root;
    this.#note = note;
  }

  job(travis: TravisJob): Job {
    const { keys, own, stage, name, combination } = travis;
    const top = this.#top.entries[0]?.key.span ?? this.#top.span;
    const at = own?.entry('name')?.value.span ?? own?.entry('stage')?.value.span ?? own?.span ?? top;
    return {
      ...bareJob(['jobs', stage, name, ...(combination === '' ? [] : [combination])], name, at, machineOf(keys), EVENTS, runVariables),
      ...(combination === '' ? {} : { combination }),
      runs: this.#condition(travis),
      env: Env.of(travis.env),
      steps: [...this.#caches(keys), ...this.#steps(keys)],
      services: oneOrMore(keys.get('services')).flatMap(node => itemSetting(node) ?? []),
    };
  }

  /** `branches` and `if` of the file, `if` of the stage and of the job itself. */
  #condition({ own, stage, env }: TravisJob): Condition {
    const variables = new Map(env);
    const lookup = (name: string): string | undefined => known(variables.get(name));
    const conditions = [this.#top.get('if'), this.#stageCondition(stage), own?.get('if')].map(node =>
      travisCondition(textOf(node), lookup),
    );
    return all(branchesCondition(this.#top.get('branches')), ...conditions);
  }

  /** `stages: [{ name: deploy, if: … }]` */
  #stageCondition(stage: string): YamlNode | undefined {
    for (const node of itemsOf(this.#top.get('stages'))) {
      const map = asMap(node);
      if (textOf(map?.get('name'))?.toLowerCase() === stage.toLowerCase()) return map?.get('if');
    }
    return undefined;
  }

  /** All phases are one bash process. */
  #steps(keys: YamlMap): readonly PlannedStep[] {
    const steps: Shell[] = [];
    for (const part of phasesOf(keys)) {
      const step = this.#step(part);
      if (step !== undefined) steps.push(steps.length === 0 ? step : { ...step, continues: true });
    }
    return steps;
  }

  #step({ phase, script, stops, settled, runs }: PhasePart): Shell | undefined {
    const text = joinedScript(scriptLines([script], this.#note));
    if (text === undefined) return undefined;
    // A block of several lines is one command for Travis: only its last line's failure counts.
    const errexit = stops && !oneOrMore(script).some(isBlock);
    return {
      kind: 'shell',
      ...fields(text.text.spanOf(), this.#root, { name: phase, runs, tolerated: settled }),
      script: text,
      dialect: 'bash',
      options: { errexit, pipefail: false, xtrace: false },
    };
  }

  #caches(keys: YamlMap): readonly CacheDirectory[] {
    const cache = asMap(keys.get('cache'));
    const directories = oneOrMore(cache?.get('directories'));
    const paths = directories.flatMap(node => itemSetting(node) ?? []);
    const [first] = paths;
    if (first === undefined || cache === undefined) return [];
    const own = { map: cache, key: 'directories' };
    const holders = this.#top.get('cache') === cache ? [own, { map: this.#top, key: 'cache' }] : [own];
    const written = rewritableList(directories, holders);
    return [{ ...fields(first.span, this.#root, { name: 'cache' }), ...written, kind: 'cache-directory', paths }];
  }
}

function isBlock(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === 'literal' && node.decoded.trimEnd().includes('\n');
}
