import { closeSync, fstatSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decode, LARGEST_FILE } from '../project/decode.js';
import type { Project } from '../project/project.js';
import { SourceFile } from '../source/file.js';
import { isWithin, projectPath } from './base-folder.js';
import { errorCode } from './error-code.js';
import { walk } from './walk.js';

const OUTSIDE = 'is a link that leads outside the base folder';

/**
 * The files below a folder on disk that git does not ignore, relative to it. Nothing outside of it is read, whatever links say.
 * @throws where there is no such folder
 */
export function diskProject(folder: string): Project {
  return new DiskProject(realpathSync(folder));
}

/**
 * The files below a folder on disk. A file is read when it is first asked for, once, under its real name: two links to one file give
 * one `SourceFile`, whose path is where the file really stands, as code scanning wants it.
 */
export class DiskProject implements Project {
  readonly base: string;
  #paths: readonly string[] | undefined;
  readonly #read = new Map<string, SourceFile | { readonly problem: string } | undefined>();
  readonly #has = new Map<string, boolean>();

  /**
   * @param base an absolute path without links
   * @param paths all files below it, where they are known already
   */
  constructor(base: string, paths?: readonly string[]) {
    this.base = base;
    this.#paths = paths;
  }

  get paths(): readonly string[] {
    this.#paths ??= walk(this.base, '').files;
    return this.#paths;
  }

  read(path: string): SourceFile | undefined {
    const result = this.#result(path);
    return result instanceof SourceFile ? result : undefined;
  }

  problem(path: string): string | undefined {
    const result = this.#result(path);
    return result instanceof SourceFile ? undefined : result?.problem;
  }

  has(path: string): boolean {
    const read = this.#read.get(path);
    if (read !== undefined) return read instanceof SourceFile;
    // The same few names are asked for by each step and each script of a folder.
    const known = this.#has.get(path) ?? this.#isFile(path);
    this.#has.set(path, known);
    return known;
  }

  #isFile(path: string): boolean {
    try {
      // An error of Node's for each file that is not there takes longer than the question: 25 of 1,560 ms for 200 workflows.
      return statSync(join(this.base, path), { throwIfNoEntry: false })?.isFile() === true && this.#realPath(path) !== undefined;
    } catch {
      return false;
    }
  }

  #result(path: string): SourceFile | { readonly problem: string } | undefined {
    if (!this.#read.has(path)) this.#read.set(path, this.#load(path));
    return this.#read.get(path);
  }

  #load(path: string): SourceFile | { readonly problem: string } | undefined {
    try {
      const real = this.#realPath(path);
      if (real === undefined) return { problem: OUTSIDE };
      if (real !== path) return this.#result(real);
      return readText(join(this.base, path), path);
    } catch (error) {
      const code = errorCode(error);
      return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : { problem: `cannot be opened (${code})` };
    }
  }

  /** Where the path leads once links are followed; `undefined` outside the base folder. */
  #realPath(path: string): string | undefined {
    const real = realpathSync.native(join(this.base, path));
    return isWithin(this.base, real) ? projectPath(this.base, real) : undefined;
  }
}

function readText(absolute: string, path: string): SourceFile | { readonly problem: string } {
  // Opening a named pipe would wait for its writer for ever.
  if (!statSync(absolute).isFile()) return { problem: 'is not a regular file' };
  const file = openSync(absolute, 'r');
  try {
    if (fstatSync(file).size > LARGEST_FILE) return { problem: 'is larger than 10 MB' };
    const decoded = decode(readFileSync(file));
    return 'text' in decoded ? new SourceFile(path, decoded.text) : decoded;
  } finally {
    closeSync(file);
  }
}
