import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IgnoreRules } from '../project/git-ignore.js';
import { isWithin, projectPath } from './base-folder.js';
import { errorCode } from './error-code.js';

/** Installed packages and git's own files are never the project's CI, and a search of them would take longer than all the rest. */
export const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git']);

export interface Walked {
  /** paths relative to the base folder, sorted */
  readonly files: readonly string[];
  /** linked folders that lead outside the base folder, and folders that could not be opened, with the reason as a clause */
  readonly refused: readonly { readonly path: string; readonly problem: string }[];
  /** files with one of the names to look out for, whether git ignores them or not */
  readonly noticed: readonly string[];
}

/**
 * The files below a folder that git does not ignore; folders whose names begin with a dot are walked. The folder itself is walked even
 * where git ignores it: it was asked for by name.
 * @param folder relative to `base`
 * @param leaveOut files and folders (these with a `/` at their end) to pass over
 * @param lookOutFor names of files to note
 */
export function walk(
  base: string,
  folder: string,
  leaveOut: (path: string) => boolean = () => false,
  lookOutFor: ReadonlySet<string> = new Set(),
): Walked {
  const walker = new Walker(base, leaveOut, lookOutFor);
  walker.enter(folder, rulesAbove(base, folder));
  walker.enterLinks();
  return { files: walker.files.sort(), refused: walker.refused, noticed: walker.noticed };
}

class Walker {
  readonly files: string[] = [];
  readonly refused: { readonly path: string; readonly problem: string }[] = [];
  readonly noticed: string[] = [];
  readonly #base: string;
  readonly #leaveOut: (path: string) => boolean;
  readonly #lookOutFor: ReadonlySet<string>;
  readonly #links: { readonly path: string; readonly real: string; readonly rules: IgnoreRules }[] = [];
  readonly #linked = new Set<string>();

  constructor(base: string, leaveOut: (path: string) => boolean, lookOutFor: ReadonlySet<string>) {
    this.#base = base;
    this.#leaveOut = leaveOut;
    this.#lookOutFor = lookOutFor;
  }

  enter(folder: string, above: IgnoreRules): void {
    const entries = this.#entriesOf(folder);
    if (entries === undefined) return;
    const rules = entries.some(entry => entry.name === '.gitignore') ? withRulesOf(this.#base, folder, above) : above;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (this.#lookOutFor.has(entry.name)) this.noticed.push(path);
      if (entry.isDirectory()) {
        if (!NEVER_ENTERED.has(entry.name) && !this.#passes(`${path}/`, rules)) this.enter(path, rules.inside(path));
      } else if (entry.isSymbolicLink()) {
        if (!NEVER_ENTERED.has(entry.name) && !this.#passes(path, rules)) this.#meetLink(path, rules);
      } else if (entry.isFile() && !this.#passes(path, rules)) {
        this.files.push(path);
      }
    }
  }

  /**
   * Linked folders come last and each real folder is entered through links at most once, so links to one another end; a link to a folder
   * that holds the link would only repeat what was walked.
   */
  enterLinks(): void {
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) {
      const { path, real, rules } = link;
      if (this.#linked.has(real) || isWithin(real, realpathSync(dirname(join(this.#base, path))))) continue;
      this.#linked.add(real);
      this.enter(path, rules);
    }
  }

  #meetLink(path: string, rules: IgnoreRules): void {
    const real = realFolder(join(this.#base, path));
    // A linked file that leads outside or nowhere is refused where it is read: most are never asked for.
    if (real === undefined) this.files.push(path);
    else if (!isWithin(this.#base, real)) this.refused.push({ path, problem: 'is a link to a folder outside the base folder' });
    else if (
      !projectPath(this.#base, real)
        .split('/')
        .some(name => NEVER_ENTERED.has(name))
    )
      this.#links.push({ path, real, rules });
  }

  #entriesOf(folder: string): Dirent[] | undefined {
    try {
      return readdirSync(join(this.#base, folder), { withFileTypes: true });
    } catch (error) {
      this.refused.push({ path: folder, problem: `cannot be opened (${errorCode(error)})` });
      return undefined;
    }
  }

  #passes(path: string, rules: IgnoreRules): boolean {
    return rules.ignores(path) || this.#leaveOut(path);
  }
}

/** The folder a link leads to; `undefined` where it leads to a file, nowhere or in a circle. */
function realFolder(link: string): string | undefined {
  try {
    return statSync(link).isDirectory() ? realpathSync(link) : undefined;
  } catch {
    return undefined;
  }
}

/** The rules in force where a walk begins; none where they ignore that very folder. */
function rulesAbove(base: string, folder: string): IgnoreRules {
  if (folder === '') return IgnoreRules.none;
  let rules = IgnoreRules.none;
  const parts = folder.split('/');
  for (let depth = 0; depth < parts.length; depth++) {
    rules = withRulesOf(base, parts.slice(0, depth).join('/'), rules);
    if (rules.ignores(`${parts.slice(0, depth + 1).join('/')}/`)) return IgnoreRules.none;
  }
  return rules;
}

function withRulesOf(base: string, folder: string, rules: IgnoreRules): IgnoreRules {
  try {
    return rules.with(folder, readFileSync(join(base, folder, '.gitignore'), 'utf8'));
  } catch {
    // There is none, or git could not read it either.
    return rules;
  }
}
