import { slice } from '../../model/csv.js';
import { known, type Value } from '../../model/value.js';
import { MANAGERS, type Manager, type ManagerFacts, setOf } from './managers.js';

/** What a call of a package manager asks for, as far as its words tell. */
export type PackageCall = {
  /** `--prefix`, `-C`, `--cwd` */
  readonly folder: Value | undefined;
  /** `--workspace`, `--filter`, `yarn workspace`; `all`: in each of them */
  readonly workspaces: readonly Value[] | 'all';
} & (
  | {
      readonly kind: 'run';
      readonly script: Value;
      readonly args: readonly Value[];
      /** `--if-present`: no such script is no error */
      readonly ifPresent: boolean;
      /** `yarn x`: a program where there is no such script */
      readonly orProgram: boolean;
    }
  | { readonly kind: 'program'; readonly words: readonly Value[] }
  /** `npx -c 'a && b'` */
  | { readonly kind: 'shell'; readonly text: Value }
  | { readonly kind: 'install' }
  /** `bun x.ts` */
  | { readonly kind: 'file'; readonly words: readonly Value[] }
  | { readonly kind: 'nothing' }
);

/** Short names of npm's sub-commands for one script. */
const SCRIPTS: Readonly<Record<string, string>> = { t: 'test', tst: 'test' };

const INFORMS = /^(?:--version|--help|-v|-h|--list)$/;

/** `undefined`: a word decides that nobody can read. */
export function packageCall(manager: Manager, words: readonly Value[]): PackageCall | undefined {
  const facts = MANAGERS[manager];
  const scan = new Scan(facts, words);
  const verb = scan.positional();
  const where = () => ({ folder: scan.folder, workspaces: scan.workspaces });
  if (verb === undefined) return manager === 'yarn' ? installation(scan) : { kind: 'nothing', ...where() };
  const text = known(verb);
  if (text === undefined) return undefined;
  const kind = facts.verbs.get(text) ?? facts.otherwise;
  switch (kind) {
    case 'nothing':
      return { kind: 'nothing', ...where() };
    case 'install':
      return installation(scan);
    case 'program':
      return program(scan);
    case 'workspace':
      return inWorkspace(scan);
    case 'all':
      scan.workspaces = 'all';
      return ran(scan, facts, afterForeach(scan), false);
    case 'run':
      return ran(scan, facts, scan.positional(), false);
    case 'lifecycle':
      return ran(
        scan,
        facts,
        Object.hasOwn(SCRIPTS, text) ? { ...verb, parts: [{ kind: 'literal', text: 'test', span: verb.span }] } : verb,
        false,
      );
    case 'script':
      return ran(scan, facts, verb, true);
    case 'file or script': {
      const name = facts.verbs.has(text) ? scan.positional() : verb;
      const path = known(name);
      if (name !== undefined && path !== undefined && /\.[cm]?[jt]sx?$/.test(path))
        return { kind: 'file', ...where(), words: [name, ...scan.left] };
      return ran(scan, facts, name, true);
    }
  }
}

function ran(scan: Scan, facts: ManagerFacts, script: Value | undefined, orProgram: boolean): PackageCall {
  const args = facts.takesFlagsAnywhere ? scan.argumentsAmongFlags() : withoutDashes(scan.left);
  const where = { folder: scan.folder, workspaces: scan.workspaces };
  if (script === undefined || scan.informs) return { kind: 'nothing', ...where };
  return { kind: 'run', ...where, script, args, ifPresent: scan.has('--if-present'), orProgram };
}

function withoutDashes(words: readonly Value[]): readonly Value[] {
  return known(words[0]) === '--' ? words.slice(1) : words;
}

/** Only what installs the packages of the project itself runs its scripts. */
function installation(scan: Scan): PackageCall {
  const where = { folder: scan.folder, workspaces: scan.workspaces };
  const names = scan.argumentsAmongFlags();
  const off = scan.has('--ignore-scripts') || scan.has('-g') || scan.has('--global') || scan.has('--package-lock-only') || scan.informs;
  return { ...where, kind: names.length > 0 || off ? 'nothing' : 'install' };
}

/** `npm exec -- x`, `yarn dlx -p y x`: the program, and what `-c` gives to a shell. */
function program(scan: Scan): PackageCall {
  return programCall(scan.left, { folder: scan.folder, workspaces: scan.workspaces });
}

const EXEC_VALUE_FLAGS = setOf('-p --package -w --workspace --prefix --cache --userconfig --registry --loglevel -n --node-arg --shell');

/** `npx [flags] program …`: https://docs.npmjs.com/cli/commands/npx */
export function programCall(words: readonly Value[], where: Pick<PackageCall, 'folder' | 'workspaces'>): PackageCall {
  let at = 0;
  for (; at < words.length; at += 1) {
    const text = known(words[at]);
    if (text === '--') {
      at += 1;
      break;
    }
    if (text === undefined || !/^-./.test(text)) break;
    const joined = /^--call=/.exec(text);
    const value = words[at + 1];
    if ((text === '-c' || text === '--call') && value !== undefined) return { kind: 'shell', ...where, text: value };
    if (INFORMS.test(text) || joined !== null) return { kind: 'nothing', ...where };
    if (EXEC_VALUE_FLAGS.has(text)) at += 1;
  }
  const rest = words.slice(at);
  return rest.length === 0 ? { kind: 'nothing', ...where } : { kind: 'program', ...where, words: rest };
}

/** `yarn workspace NAME build`, `yarn workspace NAME run build`. */
function inWorkspace(scan: Scan): PackageCall | undefined {
  const name = scan.positional();
  if (name === undefined) return undefined;
  const inner = packageCall('yarn', scan.left);
  return inner === undefined ? undefined : { ...inner, folder: scan.folder, workspaces: [name] };
}

/** `yarn workspaces run x`, `yarn workspaces foreach -A run x` */
function afterForeach(scan: Scan): Value | undefined {
  const first = scan.positional();
  if (known(first) === 'run') return scan.positional();
  if (known(first) !== 'foreach') return undefined;
  for (let word = scan.positional(); word !== undefined; word = scan.positional()) if (known(word) === 'run') return scan.positional();
  return undefined;
}

/** Reads words in order, the flags of the manager among them. */
class Scan {
  folder: Value | undefined;
  workspaces: Value[] | 'all' = [];
  informs = false;
  readonly #facts: ManagerFacts;
  readonly #words: readonly Value[];
  readonly #flags = new Set<string>();
  #at = 0;

  constructor(facts: ManagerFacts, words: readonly Value[]) {
    this.#facts = facts;
    this.#words = words;
  }

  get left(): readonly Value[] {
    return this.#words.slice(this.#at);
  }

  has(flag: string): boolean {
    return this.#flags.has(flag);
  }

  /** The next word that is no flag. */
  positional(): Value | undefined {
    for (let word = this.#words[this.#at]; word !== undefined; word = this.#words[this.#at]) {
      const text = known(word);
      if (text === '--') return undefined;
      this.#at += 1;
      if (text === undefined || !/^-./.test(text)) return word;
      this.#flag(text, word);
    }
    return undefined;
  }

  /** What is left: words that are no flags, and all words behind `--`. */
  argumentsAmongFlags(): readonly Value[] {
    const found: Value[] = [];
    for (let word = this.positional(); word !== undefined; word = this.positional()) found.push(word);
    return [...found, ...withoutDashes(this.left)];
  }

  #flag(text: string, word: Value): void {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    this.#flags.add(name);
    if (INFORMS.test(name)) this.informs = true;
    if (this.#facts.allFlags.has(name) && !text.endsWith('=false')) this.workspaces = 'all';
    if (!this.#facts.valueFlags.has(name)) return;
    const value = equals < 0 ? this.#words[this.#at] : slice(word, equals + 1);
    if (equals < 0) this.#at += 1;
    if (value === undefined) return;
    if (this.#facts.folderFlags.has(name)) this.folder = value;
    else if (this.#facts.workspaceFlags.has(name) && this.workspaces !== 'all') this.workspaces.push(value);
  }
}
