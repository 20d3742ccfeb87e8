import { flattened, slice } from '../../model/csv.js';
import { pathIn } from '../../model/path.js';
import type { Unread } from '../../model/pipeline.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type { Command, PlannedStep } from '../../model/step.js';
import { known, literal, type Value, valueText } from '../../model/value.js';
import type { CommandContext, CommandReader } from '../command-reader.js';
import { fieldsOf } from '../fields.js';
import { textStep } from '../script.js';
import { type PackageCall, packageCall, programCall } from './call.js';
import type { Manager } from './managers.js';
import { type PackageFile, packageAround, packageProblem, workspaceNamed, workspacesUnder } from './package-file.js';
import { scriptStep, withHooks } from './run-script.js';

/** Scripts that run when the packages of a project are installed: https://docs.npmjs.com/cli/using-npm/scripts#npm-ci */
const AT_INSTALL = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];

/** Scripts that have a sub-command of their own, and nothing to do with images where nobody wrote one. */
const LIFECYCLE = /^(?:test|start|stop|restart)$/;

type Run = Extract<PackageCall, { kind: 'run' }>;
type Steps = readonly PlannedStep[] | undefined;

export function packageManager(manager: Manager): CommandReader {
  return {
    read(command, context) {
      const call = packageCall(manager, command.words.slice(1));
      if (call === undefined) return [opaque(command, context, 'which script is run only a run would tell', 'dynamic')];
      return steps(manager, call, command, context);
    },
  };
}

/** `npx`, `bunx`, `pnpx`: programs of packages. */
export const packageProgram: CommandReader = {
  read(command, context) {
    return steps('npm', programCall(command.words.slice(1), { folder: undefined, workspaces: [] }), command, context);
  },
};

function steps(manager: Manager, call: PackageCall, command: Command, context: CommandContext): Steps {
  if (call.kind === 'nothing') return undefined;
  const folder = call.folder === undefined ? command.workingDirectory : pathIn(call.folder, command.workingDirectory, context.root);
  if (call.kind === 'shell') return [textStep(command, context, call.text, [], { dialect: 'sh', options: NO_OPTIONS }, 'npx -c')];
  if (call.kind === 'file') return [{ ...command, words: [literal('node', command.words[0]?.span ?? command.span), ...call.words] }];
  if (call.kind === 'program') return programStep(call.words, { ...command, workingDirectory: folder });
  if (folder === undefined) {
    if (call.kind === 'install') return undefined;
    return [opaque(command, context, `${shown(command)} is called in a folder that only a run would tell`, 'dynamic')];
  }
  const packages = packagesOf(call, folder, context);
  if (packages === undefined) {
    const why = `which packages ${shown(command)} is for is not worked out`;
    return [opaque(command, context, why, 'unsupported')];
  }
  if (call.kind === 'install') return packages.length === 0 ? undefined : packages.flatMap(one => installed(manager, one, command));
  return ran(manager, { call, folder, command }, packages, context);
}

/** The packages a call is for; none where no `package.json` is there; `undefined` where it cannot be told. */
function packagesOf({ workspaces }: PackageCall, folder: string, { project }: CommandContext): readonly PackageFile[] | undefined {
  const around = packageAround(folder, project);
  if (around === undefined) return [];
  if (workspaces === 'all') {
    const all = workspacesUnder(around, project);
    return all.length === 0 ? undefined : all;
  }
  if (workspaces.length === 0) return [around];
  const found: PackageFile[] = [];
  for (const name of workspaces) {
    const text = known(name);
    const one = text === undefined ? undefined : workspaceNamed(text, around, project);
    if (one === undefined) return undefined;
    found.push(one);
  }
  return found;
}

function noPackage(folder: string, { project }: CommandContext): string {
  const problem = packageProblem(folder, project);
  return problem === undefined ? 'no package.json is there' : `the package.json ${problem}`;
}

interface Asked {
  readonly call: Run;
  readonly folder: string;
  readonly command: Command;
}

function ran(manager: Manager, { call, folder, command }: Asked, packages: readonly PackageFile[], context: CommandContext): Steps {
  const name = known(call.script);
  if (name === undefined) return [opaque(command, context, 'which script is run only a run would tell', 'dynamic')];
  const having = packages.filter(one => one.scripts.has(name));
  if (having.length > 0) return having.flatMap(one => scriptSteps(manager, name, call.args, one, command));
  const [first] = packages;
  if (first?.problem !== undefined) {
    const { message, isLimit } = first.problem;
    return [
      opaque(
        command,
        context,
        `${shown(command)} is called, and ${first.file.path} cannot be read: ${message}`,
        isLimit ? 'limit' : 'syntax',
      ),
    ];
  }
  if (call.orProgram && first !== undefined && !LIFECYCLE.test(name)) return programStep([call.script, ...call.args], command);
  if (call.ifPresent && first !== undefined) return undefined;
  const why = first === undefined ? noPackage(folder, context) : `${first.file.path} has no such script`;
  if (!LIFECYCLE.test(name)) return [opaque(command, context, `${shown(command)} is called, but ${why}`, 'missing')];
  context.unread({ at: command.span, why: `${shown(command)} is called, but ${why}`, kind: 'missing' });
  return undefined;
}

function scriptSteps(manager: Manager, name: string, args: readonly Value[], from: PackageFile, command: Command): readonly PlannedStep[] {
  const names = manager === 'yarn' && isModernYarn(from) ? [name] : withHooks(name);
  return names.flatMap(one => scriptStep(command, from, one, one === name ? args : [], `${manager} run ${one}`) ?? []);
}

/** Yarn 2 and later run no `pre` and `post` scripts: https://yarnpkg.com/advanced/lifecycle-scripts */
function isModernYarn({ packageManager }: PackageFile): boolean {
  return packageManager !== undefined && /^yarn@(?:[2-9]|\d\d)/.test(packageManager);
}

function installed(manager: Manager, from: PackageFile, command: Command): readonly PlannedStep[] {
  const own = scriptsAtInstall(manager, from).flatMap(name => scriptStep(command, from, name, [], `${manager} install: ${name}`) ?? []);
  return [{ kind: 'other', ...fieldsOf(command) }, ...own];
}

function scriptsAtInstall(manager: Manager, from: PackageFile): readonly string[] {
  return manager === 'yarn' && isModernYarn(from) ? ['preinstall', 'install', 'postinstall'] : AT_INSTALL;
}

/** The command that is run, by a name without the version that may stand behind it: `npx tsx@4 x.ts`. */
function programStep(words: readonly Value[], command: Command): Steps {
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  const text = flattened(first);
  // `@scope/name`, `github:owner/name`: packages whose program nobody here knows.
  if (/^(?:@|\w+:)/.test(text) || (text.includes('/') && !/^\.{1,2}\//.test(text))) return undefined;
  const version = text.indexOf('@');
  return [{ ...command, words: [version > 0 ? slice(first, 0, version) : first, ...rest] }];
}

function shown({ words }: Command): string {
  return words
    .filter(word => !/^-/.test(flattened(word)))
    .slice(0, 3)
    .map(valueText)
    .join(' ');
}

export function opaque(command: Command, context: CommandContext, why: string, kind: Unread['kind']): PlannedStep {
  context.unread({ at: command.span, why, kind });
  return { kind: 'opaque', ...fieldsOf(command), what: shown(command) };
}
