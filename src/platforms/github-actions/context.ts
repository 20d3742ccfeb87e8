import { asMap, type YamlMap } from '../../formats/yaml.js';
import type { Condition } from '../../model/condition.js';
import type { Env } from '../../model/env.js';
import type { PipelineRoom } from '../../model/limits.js';
import { oncePerRecent } from '../../model/once.js';
import type { OtherValue, Unread } from '../../model/pipeline.js';
import type { Call, StepFields } from '../../model/step.js';
import { type Project, pathFrom } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';
import type { MappedText } from '../../source/mapped-text.js';
import { notAMap } from '../lowering.js';
import { type ReadYaml, readYaml } from '../template.js';
import type { Scope } from './scope.js';

/** What reading one pipeline needs, and where it notes what it could not read. */
export interface Reading {
  readonly project: Project;
  readonly root: string;
  readonly unread: (note: Unread) => void;
  readonly room: PipelineRoom;
  /** takes one of the calls of actions and workflows that a pipeline may make; false where none is left */
  readonly spendCall: () => boolean;
}

const parsed = oncePerRecent((file: SourceFile): ReadYaml => {
  const { notes, ...read } = readYaml(file);
  return { ...read, notes: [...notes, ...notAMap(read.documents[0], file)] };
});

/** A file's first document, if it is a map; its faults are noted each time it is asked for. */
export function documentOf(file: SourceFile, unread: (note: Unread) => void): YamlMap | undefined {
  const yaml = parsed(file);
  for (const note of yaml.notes) unread(note);
  return asMap(yaml.documents[0]);
}

/** What the steps of a job leave behind for those after them. */
export class JobState {
  /** values that belong to no step */
  readonly otherValues: OtherValue[] = [];
  /** where `actions/checkout` put the repository, relative to the workspace */
  checkout = '';
  readonly #timesSet = new Map<string, number>();

  /** How often a script so far may have set a variable for the steps after it. */
  readonly timesSet = (variable: string): number => this.#timesSet.get(variable) ?? 0;

  /** Takes in a script: whatever it assigns may go to `$GITHUB_ENV` once it names that file. */
  noteScript(script: MappedText): void {
    if (!/GITHUB_ENV|::set-env/.test(script.value)) return;
    const names = new Set(
      [...script.value.matchAll(/(?<!\w)([A-Za-z_]\w*)(?==|<<)|::set-env name=(\w+)/g)].map(found => found[2] ?? found[1] ?? ''),
    );
    for (const name of names) this.#timesSet.set(name, this.timesSet(name) + 1);
  }

  /** A path of the workspace as a path of the project, relative to its base folder; `undefined` where it lies outside the repository. */
  path(reading: Reading, path: string): string | undefined {
    const inWorkspace = pathFrom('', path);
    if (inWorkspace === undefined) return undefined;
    if (this.checkout === '') return pathFrom(reading.root, inWorkspace);
    if (inWorkspace !== this.checkout && !inWorkspace.startsWith(`${this.checkout}/`)) return undefined;
    return pathFrom(reading.root, inWorkspace.slice(this.checkout.length + 1));
  }
}

/** What holds for a list of steps. */
export interface StepContext {
  readonly reading: Reading;
  readonly job: JobState;
  readonly scope: Scope;
  /** variables that the step which called these steps sets */
  readonly env: Env;
  readonly runs: Condition;
  readonly tolerated: boolean;
  readonly via: readonly Call[];
  /** the files on the way here, so that none calls itself */
  readonly files: readonly string[];
  readonly defaults: RunDefaults;
}

/** `defaults.run`; `null` stands for what is set and not known. */
export interface RunDefaults {
  readonly shell?: string | null;
  readonly workingDirectory?: string | null;
}

/** A step with what every kind of step has, and the scope its own texts are read in. */
export interface ReadStep {
  readonly step: YamlMap;
  /** its id, or its place among the steps */
  readonly label: string;
  readonly fields: StepFields;
  readonly scope: Scope;
  readonly context: StepContext;
}
