import type { CheckedFile } from '../check-file.js';
import { oncePer } from '../model/once.js';
import type { Project } from '../project/project.js';
import type { Kept } from '../read.js';
import { SourceFile } from '../source/file.js';
import type { Arguments } from './arguments.js';
import type { ConfigPlaces } from './config-places.js';

/** What a thread has to know of the run. */
export interface ThreadData {
  readonly base: string;
  /** all files below it, where they were looked up */
  readonly paths: readonly string[] | undefined;
  readonly configs: ConfigPlaces;
  readonly args: Pick<Arguments, 'config' | 'noConfig' | 'severities' | 'preset' | 'stats'>;
  readonly cwd: string;
  /** what V8 has compiled of the program, where a thread could not use what the build made */
  readonly compiled?: Uint8Array | undefined;
  /** how many threads have not loaded the program yet: the last of them tunes V8, where that has to wait */
  readonly loading: Int32Array;
}

/** Files to be read and checked. Whoever takes the next one off the counter does it. */
export interface Share {
  readonly claims: readonly { readonly platform: string; readonly path: string; readonly length: number; readonly root: string }[];
  readonly counter: Int32Array;
}

/** What a thread has done of a share. */
export interface Answer {
  /** by their index in the share; files are named, as `withFileNames` has them */
  readonly kept: readonly (readonly [index: number, kept: unknown])[];
  /** errors of ours that became notes */
  readonly failures: readonly unknown[];
  readonly stages: readonly (readonly [what: string, ms: number, count: number])[];
}

/** The name of a file of the project, in its place. */
interface FileName {
  readonly fileNamed: string;
}

/** The value with the names of files in their places: a text does not travel between threads, each has read it. */
export function withFileNames(value: unknown): unknown {
  if (!isMade(value)) return value;
  if (value instanceof SourceFile) return nameOf(value);
  if (Array.isArray(value)) return value.map(withFileNames);
  if (value instanceof Set) return new Set([...value].map(withFileNames));
  const copy: Fields = {};
  for (const key in value) copy[key] = withFileNames(value[key]);
  return copy;
}

/** One object, which a message that names the file a hundred times holds once. */
const nameOf = oncePer((file: SourceFile): FileName => ({ fileNamed: file.path }));

/** Puts the files of the project into what `withFileNames` gave: it came from another thread, so nobody else has it. */
export function withFiles(named: unknown, project: Project): Kept<CheckedFile> {
  return restored(named, name => project.read(name) ?? new SourceFile(name, '')) as Kept<CheckedFile>;
}

function restored(value: unknown, fileNamed: (name: string) => SourceFile): unknown {
  if (!isMade(value)) return value;
  if (isFileName(value)) return fileNamed(value.fileNamed);
  if (value instanceof Set) return new Set([...value].map(item => restored(item, fileNamed)));
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) value[index] = restored(value[index], fileNamed);
  else for (const key in value) value[key] = restored(value[key], fileNamed);
  return value;
}

type Fields = Record<string, unknown>;

/** Whether something can hold files. */
function isMade(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !(value instanceof Float64Array);
}

function isFileName(value: object): value is FileName {
  return 'fileNamed' in value;
}
