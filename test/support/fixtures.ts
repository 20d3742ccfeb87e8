import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { memoryProject } from '../../src/project/memory.js';
import type { Project } from '../../src/project/project.js';

/** The top folder of our own repository. */
export const top = new URL('../../../', import.meta.url).pathname;

/** A folder of fixtures as a project of its own. Files named `expected.*` are not of it. */
export function projectIn(folder: string): Project {
  return memoryProject(Object.fromEntries(filesIn(folder).map(path => [path, readFileSync(join(top, folder, path), 'utf8')])));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.startsWith('expected.'))
    .map(entry => join(entry.parentPath, entry.name).slice(join(top, folder).length + 1))
    .sort();
}

/** The names of the folders in a folder, sorted. */
export function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(join(top, folder), { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}

/**
 * What the comments of a project's files expect, as `path:line rule-id`. `# expect: a, b` (`//` in Groovy) marks the line on which the
 * findings must start; alone on a line it speaks of the next one; `# expect+3:` of the third line down, where no comment fits.
 */
export function expectedIn(project: Project): readonly string[] {
  const expected: string[] = [];
  for (const path of project.paths) {
    const lines = (project.read(path)?.text ?? '').split(/\r\n|\n|\r/);
    lines.forEach((line, index) => {
      for (const match of line.matchAll(/(?:#|\/\/) expect(?:\+(\d+))?: ([a-z0-9, -]+)/g)) {
        const alone = /^\s*(?:#|\/\/)/.test(line);
        const down = match[1] === undefined ? (alone ? 1 : 0) : Number(match[1]);
        for (const rule of (match[2] ?? '').split(',')) expected.push(`${path}:${index + 1 + down} ${rule.trim()}`);
      }
    });
  }
  return expected.sort();
}

/** Findings in the form of `expectedIn`. */
export function foundIn(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ at, rule }) => `${at.file.path}:${at.file.position(at.start).line} ${rule}`).sort();
}

/**
 * The text that a file of fixtures should hold. With `UPDATE=1` in the environment what was given is written and returned: then every
 * change shows in `git diff`.
 */
export function expectedText(path: string, given: string): string {
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), given);
  }
  return readFileSync(join(top, path), 'utf8');
}
