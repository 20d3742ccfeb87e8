import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { isWithin } from './base-folder.js';
import { UsageError } from './usage-error.js';

/*
 * Git runs what a repository configures: file-system monitors and hooks when it looks at the index, filters and external diffs when it
 * compares files, transports when an object is missing. So it is only asked what commits hold, never what the working tree does: whether
 * a file has changed is told by its hash. What could still run is switched off, transports by an environment that wins over any
 * configuration (https://git-scm.com/docs/git#Documentation/git.txt-GITALLOWPROTOCOL).
 */
const NOTHING_RUNS = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};
const SWITCHES = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
/** With these git finds the user's own configuration, which says whose repositories may be read. */
const KEPT = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot'];

type Environment = Readonly<Record<string, string | undefined>>;

/** What is asked of git about one repository. */
export class Git {
  readonly #base: string;
  readonly #program: string;
  readonly #env: Record<string, string>;

  /**
   * @param base the top of the repository
   * @param option for whose sake git is asked, to name it
   * @throws UsageError where there is no git or no repository
   */
  constructor(base: string, env: Environment, option: string) {
    const folders = (env.PATH ?? '').split(delimiter).filter(folder => isAbsolute(folder) && !isWithin(base, folder));
    const program = folders.flatMap(folder => [join(folder, 'git'), join(folder, 'git.exe')]).find(isExecutable);
    if (program === undefined) throw new UsageError(`${option} needs git, which is not in PATH. Install it, or leave out ${option}.`);
    if (!existsSync(join(base, '.git'))) throw new UsageError(`${option} needs a git repository, and '${base}' is none. Leave it out.`);
    this.#base = base;
    this.#program = program;
    const kept = KEPT.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]] as const]));
    // Above the top there may be another repository, which was not meant.
    this.#env = { ...Object.fromEntries(kept), ...NOTHING_RUNS, PATH: folders.join(delimiter), GIT_CEILING_DIRECTORIES: dirname(base) };
  }

  /**
   * Those of some files that are not as they were in a commit.
   * @param since where the current branch left it counts; absent: the last commit
   * @throws UsageError where the commit is not there
   */
  changed(paths: readonly string[], since?: string): ReadonlySet<string> {
    const commit = since === undefined ? this.#commit('HEAD') : this.#branchPoint(since);
    // Before the first commit everything is new.
    const before = commit === undefined ? new Map<string, string>() : this.#hashes(commit, paths);
    return new Set(paths.filter(path => !isAt(join(this.#base, path), before.get(path))));
  }

  #branchPoint(since: string): string {
    const target = since.startsWith('-') ? undefined : this.#commit(since);
    if (target === undefined) throw new UsageError(`git knows no commit '${since}' here. ${this.#fetchHint()}`);
    const head = this.#commit('HEAD');
    const found = head === undefined ? undefined : this.#ask(['merge-base', target, head]);
    if (found?.status === 0) return found.text.trim();
    throw new UsageError(`git knows no commit that '${since}' and HEAD have in common. ${this.#fetchHint()}`);
  }

  #commit(name: string): string | undefined {
    const { status, text } = this.#ask(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    return status === 0 ? text.trim() : undefined;
  }

  #fetchHint(): string {
    const { text } = this.#ask(['rev-parse', '--is-shallow-repository']);
    if (text.trim() !== 'true') return 'Fetch it first.';
    return 'This clone is shallow: fetch its history first (`git fetch --unshallow`; `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of GitLab).';
  }

  /** The object names of files in a commit; none for what was not there. */
  #hashes(commit: string, paths: readonly string[]): ReadonlyMap<string, string> {
    const asked = paths.filter(path => !path.includes('\n'));
    const { text } = this.#ask(['cat-file', '--batch-check'], asked.map(path => `${commit}:${path}\n`).join(''));
    const lines = text.split('\n');
    return new Map(
      asked.flatMap((path, index) => {
        const hash = /^([0-9a-f]+) blob \d+$/.exec(lines[index] ?? '')?.[1];
        return hash === undefined ? [] : [[path, hash] as const];
      }),
    );
  }

  /** @throws UsageError where git fails in a way that no question expects: exit code 128 */
  #ask(question: readonly string[], input = ''): { readonly status: number; readonly text: string } {
    const { status, stdout, stderr, error } = spawnSync(this.#program, [...SWITCHES, '-C', this.#base, ...question], {
      cwd: dirname(this.#program),
      env: this.#env,
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      timeout: 60_000,
    });
    if (error === undefined && status !== null && status < 128) return { status, text: stdout };
    const said = (error?.message ?? stderr).trim().split('\n')[0] || `it ended with ${status}`;
    throw new UsageError(`git cannot read the repository '${this.#base}': ${said}`);
  }
}

/** Whether a file on disk holds what git has under a name, line ends of Windows or not. */
function isAt(path: string, hash: string | undefined): boolean {
  if (hash === undefined) return false;
  try {
    const bytes = readFileSync(path);
    if (blobHash(bytes, hash.length) === hash) return true;
    return (
      bytes.includes('\r\n') && blobHash(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), hash.length) === hash
    );
  } catch {
    return false;
  }
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage */
function blobHash(bytes: Buffer, length: number): string {
  return createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
