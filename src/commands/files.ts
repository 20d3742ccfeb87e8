import { flattened, slice } from '../model/csv.js';
import type { Command, MoveFile, PlannedStep } from '../model/step.js';
import { known, type Value } from '../model/value.js';
import type { CommandReader } from './command-reader.js';
import { inFolder } from './download.js';
import { credentialsAt, fieldsOf } from './fields.js';
import { type Arguments, flagTable, parseFlags } from './flags.js';

/** https://www.gnu.org/software/coreutils/manual/coreutils.html; BSD's letters are the same where they exist */
const MOVE = flagTable({
  value: 'target-directory/t suffix/S',
  alone: `archive/a attributes-only copy-contents force/f interactive/i link/l dereference/L no-clobber/n no-dereference/P parents
    recursive/r symbolic/s no-target-directory/T update/u verbose/v one-file-system/x backup/b debug help R H d p Z F`,
});
const INSTALL = flagTable({
  value: 'group/g mode/m owner/o suffix/S target-directory/t strip-program',
  alone: 'directory/d leading/D compare/C preserve-timestamps/p strip/s no-target-directory/T verbose/v backup/b c preserve-context help',
});
const MAKE_DIRECTORY = flagTable({ value: 'mode/m', alone: 'parents/p verbose/v help' });
const CHANGE_MODE = flagTable({
  value: 'reference',
  alone: 'changes/c silent/f verbose/v recursive/R preserve-root no-preserve-root help',
});

export const mkdir: CommandReader = {
  read(command) {
    const { positionals } = parseFlags(command.words.slice(1), MAKE_DIRECTORY);
    return [{ kind: 'make-directory', ...fieldsOf(command), paths: positionals }];
  },
};

/** `chmod MODE FILE…`; a mode may look like a flag: `chmod -x FILE`. */
export const chmod: CommandReader = {
  read(command) {
    const words = command.words.slice(1);
    const at = words.findIndex(word => /^-[rwxXst]+$/.test(flattened(word)));
    const { positionals } = parseFlags(
      words.filter((_, index) => index !== at),
      CHANGE_MODE,
    );
    const mode = at === -1 ? positionals[0] : words[at];
    if (mode === undefined) return undefined;
    const paths = at === -1 ? positionals.slice(1) : positionals;
    return [{ kind: 'change-mode', ...fieldsOf(command), paths, executable: makesExecutable(known(mode)) }];
  },
};

/** Whether the owner may run a file of this mode; `undefined` where the mode is not known or leaves that as it was. */
function makesExecutable(mode: string | undefined): boolean | undefined {
  if (mode === undefined) return undefined;
  if (/^[0-7]{3,4}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o100) !== 0;
  let executable: boolean | undefined;
  for (const clause of mode.split(',')) {
    const [, who = '', change = '', bits = ''] = /^([ugoa]*)([+=-])([rwxXst]*)$/.exec(clause) ?? [];
    if (who !== '' && !/[ua]/.test(who)) continue;
    if (bits.includes('x')) executable = change !== '-';
    else if (change === '=') executable = false;
  }
  return executable;
}

export const mv: CommandReader = { read: command => moved(command, parseFlags(command.words.slice(1), MOVE), false) };
export const cp: CommandReader = { read: command => moved(command, parseFlags(command.words.slice(1), MOVE), true) };

/** `ln [-s] TARGET NAME`: for what is found at the name, the same as a copy; without a name it is the target's own. */
export const ln: CommandReader = {
  read(command) {
    const args = parseFlags(command.words.slice(1), MOVE);
    const [only, second] = args.positionals;
    if (only && second === undefined && !args.has('target-directory')) return move(command, only, lastPart(only), true);
    return moved(command, args, true);
  },
};

/** `install [-m MODE] SOURCE… TARGET`: the mode is 755 where none is given. `-d` makes folders. */
export const install: CommandReader = {
  read(command) {
    const args = parseFlags(command.words.slice(1), INSTALL);
    if (args.has('directory')) return [{ kind: 'make-directory', ...fieldsOf(command), paths: args.positionals }];
    const mode = args.last('mode');
    const executable = mode ? makesExecutable(known(mode.value)) : true;
    return moved(command, args, true, executable);
  },
};

function moved(command: Command, args: Arguments, copies: boolean, executable?: boolean): readonly PlannedStep[] | undefined {
  if (args.has('help')) return undefined;
  const folder = args.last('target-directory')?.value;
  const sources = folder ? args.positionals : args.positionals.slice(0, -1);
  const target = folder ?? args.positionals.at(-1);
  if (target === undefined || sources.length === 0) return undefined;
  const intoFolder = folder !== undefined || (!args.has('no-target-directory') && (sources.length > 1 || isFolder(target)));
  return sources.flatMap(source => move(command, source, intoFolder ? inFolder(target, lastPart(source)) : target, copies, executable));
}

function move(command: Command, from: Value, to: Value, copies: boolean, executable?: boolean): readonly PlannedStep[] {
  const mode = executable === undefined ? {} : { executable };
  const step: MoveFile = { kind: 'move-file', ...fieldsOf(command), from: [from], to, copies, ...mode };
  return [step, ...credentialsAt(command, to)];
}

/** Whether a path is a folder by its look: it ends with a slash, or it is one that every machine has or that plugins live in. */
function isFolder(path: Value): boolean {
  const text = flattened(path);
  return /(?:^|\/)(?:~|\.{0,2}|s?bin|cli-plugins|lib|libexec|tmp|opt)$/.test(text);
}

function lastPart(path: Value): Value {
  const text = flattened(path).replace(/\/+$/, '');
  return slice(path, text.lastIndexOf('/') + 1, text.length);
}
