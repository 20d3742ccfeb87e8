import { pathIn } from '../model/path.js';
import { dialectOf, NO_OPTIONS, readFlags, shebangOf } from '../model/shell.js';
import type { Command, PlannedStep, Script, Shell } from '../model/step.js';
import { known, literal, type Value, valueText } from '../model/value.js';
import { scriptOfFile, scriptOfValue } from '../shell/script-text.js';
import { type SourceFile, spanAround } from '../source/file.js';
import type { CommandContext, CommandReader } from './command-reader.js';
import { calledFieldsOf, fieldsOf } from './fields.js';

/** `bash x.sh a b`, `sh -c '…' name a`, `bash -s a <<EOF`: a shell of its own. */
export const scriptShell: CommandReader = {
  read(command, context) {
    const dialect = dialectOf(programName(command.words[0]) ?? '');
    if (dialect === undefined) return undefined;
    const texts = command.words.slice(1).map(known);
    const { options, rest, command: isText, stdin, informs } = readFlags(texts, NO_OPTIONS);
    const [first, ...others] = command.words.slice(1 + rest);
    if (informs) return undefined;
    const shell = { dialect, options };
    // Behind the text of `-c` stands what becomes `$0`.
    if (isText)
      return first === undefined
        ? undefined
        : [textStep(command, context, first, others.slice(1), shell, `${valueText(command.words[0] ?? first)} -c`)];
    if (first !== undefined && !stdin) return [fileStep(command, context, first, others, shell)];
    const args = first === undefined ? [] : [first, ...others];
    return command.stdin === undefined ? undefined : [textStep(command, context, command.stdin, args, shell, 'standard input')];
  },
};

/** `su - deploy -c '…'`, `runuser -u deploy -c …`: a shell of another user. */
export const switchUser: CommandReader = {
  read(command, context) {
    const at = command.words.findIndex(word => /^(-[a-z]*c|--command)$/.test(known(word) ?? ''));
    const text = command.words[at + 1];
    if (at < 0 || text === undefined) return undefined;
    return [textStep(command, context, text, [], { dialect: 'sh', options: NO_OPTIONS }, 'su -c')];
  },
};

/** `ssh host docker build .`: nothing of it happens on this machine. */
export const remoteShell: CommandReader = {
  read(command, context) {
    const told = [...command.words.slice(1), ...(command.stdin === undefined ? [] : [command.stdin])].map(valueText).join(' ');
    if (/docker|buildx/i.test(told)) {
      context.unread({ at: command.span, why: 'commands for another machine are not followed', kind: 'unsupported' });
    }
    return undefined;
  },
};

export type Running = Pick<Shell, 'dialect' | 'dialectAssumed' | 'options'>;

/** Text in the command itself. What is not known of it may be any words, so it has to begin with something that is. */
export function textStep(
  command: Command,
  context: CommandContext,
  text: Value,
  args: readonly Value[],
  shell: Running,
  callee: string,
): PlannedStep {
  const first = text.parts[0];
  if (first !== undefined && first.kind !== 'literal') {
    context.unread({ at: command.span, why: 'a shell reads commands here that only a run would tell', kind: 'dynamic' });
    return { kind: 'opaque', ...fieldsOf(command), what: `a script from ${callee}` };
  }
  return shellStep(command, scriptOfValue(text), args, shell, callee);
}

function fileStep(command: Command, context: CommandContext, word: Value, args: readonly Value[], shell: Running): PlannedStep {
  const path = pathIn(word, command.workingDirectory, context.root);
  const file = path === undefined ? undefined : context.project.read(path);
  if (file === undefined && OF_THE_SYSTEM.test(known(word) ?? '')) return { kind: 'other', ...fieldsOf(command) };
  if (file === undefined) return missing(command, context, word);
  return shellStep(command, scriptOfFile(file), args, isMeantFor(file, shell) ? shell : { ...shell, dialectAssumed: true }, file.path);
}

/** A file whose shebang names another shell may be run by that as well. */
function isMeantFor({ text }: SourceFile, { dialect }: Running): boolean {
  const shebang = shebangOf(text);
  return shebang === undefined || dialectOf(shebang.program) === dialect;
}

/** Scripts that come with the machine: `/etc/init.d/xvfb`. */
const OF_THE_SYSTEM = /^\/(?:etc|usr|lib|opt)\//;

/** A script that is called and cannot be read may have done anything. */
export function missing(command: Command, context: CommandContext, word: Value): PlannedStep {
  const path = pathIn(word, command.workingDirectory, context.root);
  const text = known(word);
  const name = path ?? valueText(word);
  const problem = path === undefined ? undefined : context.project.problem(path);
  const isElsewhere = path === undefined && text !== undefined && command.workingDirectory === undefined && !text.startsWith('/');
  const isDynamic = path === undefined && (text === undefined || isElsewhere);
  const why = isElsewhere
    ? `${name} is called in a folder that only a run would tell`
    : isDynamic
      ? 'a script whose path only a run would tell is not followed'
      : `${name} is called, but ${problem ?? 'is not in the repository'}`;
  context.unread({ at: word.span, why, kind: isDynamic ? 'dynamic' : 'missing' });
  return { kind: 'opaque', ...fieldsOf(command), what: name };
}

function shellStep(command: Command, script: Script, args: readonly Value[], shell: Running, callee: string): Shell {
  const fields = calledFieldsOf(command);
  const first = command.words[0]?.span ?? command.span;
  const at = first.file === command.span.file ? spanAround(first, command.words.at(-1)?.span ?? first) : command.span;
  return { kind: 'shell', ...fields, script, ...shell, arguments: args, via: [...command.via, { at, callee }] };
}

/** A file of the repository that is run by its path: `./ci/build.sh prod`, `ci/deploy`. `undefined`: there is no such file. */
export function readScriptFile(command: Command, context: CommandContext): readonly PlannedStep[] | undefined {
  const [program, ...args] = command.words;
  const path = program === undefined ? undefined : pathIn(program, command.workingDirectory, context.root);
  const file = path === undefined ? undefined : context.project.read(path);
  if (program === undefined || path === undefined || file === undefined) return undefined;
  if (LAUNCHERS.test(path)) return [{ kind: 'other', ...fieldsOf(command) }];
  const shell = shellOf(file);
  if (shell !== undefined) return [shellStep(command, scriptOfFile(file), args, shell, path)];
  const interpreter = interpreterOf(file);
  if (interpreter !== undefined)
    return [{ ...command, words: [...interpreter.map(word => literal(word, program.span)), ...command.words] }];
  if (!/docker|buildx|compose/i.test(file.text)) return [{ kind: 'other', ...fieldsOf(command) }];
  context.unread({ at: program.span, why: `${path} is not a shell script and is not read`, kind: 'unsupported' });
  return [{ kind: 'opaque', ...fieldsOf(command), what: path }];
}

/** Programs of a shebang that have readers of their own, which follow the file. */
const INTERPRETERS = /^(?:node|tsx|ts-node|zx|deno|make)$/;

/** The words that a shebang puts before the path: `#!/usr/bin/env -S npx tsx`. */
function interpreterOf(file: SourceFile): readonly string[] | undefined {
  const shebang = shebangOf(file.text);
  if (shebang === undefined) return undefined;
  const { program, flags } = shebang;
  // bun tells a script of package.json from a file by its ending, which a file with a shebang need not have.
  if (program === 'bun') return ['node'];
  const isKnown = INTERPRETERS.test(program) || (program === 'npx' && flags.some(flag => INTERPRETERS.test(flag)));
  return isKnown ? [program, ...flags] : undefined;
}

/** Scripts that come with build tools and start them: what they do is not in their own text. */
export const LAUNCHERS = /(^|\/)(gradlew|mvnw|sbtx?|gradlew\.bat|mvnw\.cmd)$|(^|\/)(node_modules\/\.bin|vendor\/bin|\.?venv\/bin)\/[^/]+$/;

/** The shell a file is run by: its shebang's; a text without one is run by the shell that calls it. */
function shellOf(file: SourceFile): Running | undefined {
  const shebang = shebangOf(file.text);
  if (shebang === undefined) return file.text.includes('\0') ? undefined : { dialect: 'bash', dialectAssumed: true, options: NO_OPTIONS };
  const dialect = dialectOf(shebang.program);
  return dialect === undefined ? undefined : { dialect, options: readFlags(shebang.flags, NO_OPTIONS).options };
}

/** The name of the program a word stands for, without its folder; known even where only the folder is not: `$BIN/docker`. */
export function programName(word: Value | undefined): string | undefined {
  const text = known(word);
  if (text !== undefined) return text.slice(text.lastIndexOf('/') + 1);
  const last = word?.parts.at(-1);
  if (last?.kind !== 'literal' || !last.text.includes('/')) return undefined;
  return last.text.slice(last.text.lastIndexOf('/') + 1) || undefined;
}
