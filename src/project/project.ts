import type { SourceFile } from '../source/file.js';

/**
 * The files of the linted repository, each read once. Paths are relative to the base folder, `/` between the parts, normalised, without
 * a leading `./`; the base folder itself is `''`. Nothing outside the base folder is ever read.
 */
export interface Project {
  /** all files found, sorted */
  readonly paths: readonly string[];
  /** the file, or `undefined` where there is none, it cannot be read as text, it is too large or it lies outside the base folder */
  read(path: string): SourceFile | undefined;
  /** whether there is such a file, without reading it */
  has(path: string): boolean;
  /** why `read` gave nothing, as a clause: `is larger than 10 MB`; `undefined` where the file simply is not there */
  problem(path: string): string | undefined;
}

/** The project with what is read passed on, to be taken note of or given another text. */
export function withReading(project: Project, passOn: (file: SourceFile) => SourceFile): Project {
  return {
    get paths() {
      return project.paths;
    },
    has: path => project.has(path),
    problem: path => project.problem(path),
    read(path) {
      const file = project.read(path);
      return file && passOn(file);
    },
  };
}

/**
 * `path` as seen from `folder`: `./x`, `../y/z`, and `/x` for the root. `undefined` where it leads outside the base folder.
 * @param root the folder that a leading `/` stands for
 */
export function pathFrom(folder: string, path: string, root = ''): string | undefined {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of `${absolute ? root : folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
