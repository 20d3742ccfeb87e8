import { append } from '../../model/append.js';
import { ALWAYS } from '../../model/condition.js';
import { slice } from '../../model/csv.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type { Shell } from '../../model/step.js';
import { concatenated, known, literal, type Part, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { quoted } from '../quoted.js';
import { type Starting, startProgram, startShell } from './processes.js';
import { asText, type JsValue, type ListItem, type ListValue, list, text, UNKNOWN } from './values.js';

type Starter = (starting: Starting, args: readonly JsValue[]) => JsValue;
type ShellKind = Pick<Shell, 'dialect' | 'options'>;

const SH: ShellKind = { dialect: 'sh', options: NO_OPTIONS };
/** zx begins each command with `set -euo pipefail;`: https://google.github.io/zx/shell */
const ZX: ShellKind = { dialect: 'bash', options: { errexit: true, pipefail: true, xtrace: false } };

/** `exec(text, options, callback)` */
const shellText: Starter = (starting, args) => {
  const [script, ...others] = args;
  if (script === undefined) return UNKNOWN;
  const process = startShell(starting, asText(script, starting.at), optionsAmong(others), SH);
  return calledBack(starting, others, process);
};

/** `spawn(file, args, options)`, in which the arguments may be left out. */
const fileAndArguments: Starter = (starting, args) => {
  const [file, ...others] = args;
  if (file === undefined) return UNKNOWN;
  const process = startProgram(starting, wordList(file, others), optionsAmong(others));
  return calledBack(starting, others, process);
};

/** `exec.exec('docker build', ['.'])`: a line that is split at blanks, without a shell. */
const lineAndArguments: Starter = (starting, args) => {
  const [line, ...others] = args;
  if (line === undefined) return UNKNOWN;
  const words = lineWords(asText(line, starting.at));
  const more = others.find(arg => arg.kind === 'list');
  const items = [
    ...words.map(value => ({ value: text(value), when: ALWAYS })),
    ...(more?.kind === 'list' ? more.items : openArguments(others)),
  ];
  return startProgram(starting, { kind: 'list', items }, optionsAmong(others));
};

/** `fork(module, args, options)` */
const nodeFile: Starter = (starting, args) => {
  const [file, ...others] = args;
  const { at } = starting;
  if (file === undefined) return UNKNOWN;
  const words = wordList(file, others);
  return startProgram(
    starting,
    { kind: 'list', items: [{ value: text(literal('node', at)), when: ALWAYS }, ...words.items] },
    optionsAmong(others),
  );
};

/** `Bun.spawn(['docker', 'build'], options)`, `Bun.spawn({ cmd: […] })`, `Deno.run({ cmd: […] })` */
const wordsAndOptions: Starter = (starting, [first, ...others]) => {
  const options = first?.kind === 'object' ? first : optionsAmong(others);
  const words = first?.kind === 'object' ? first.entries.get('cmd') : first;
  return startProgram(starting, words?.kind === 'list' ? words : open(), options);
};

/** `new Deno.Command('docker', { args: […] })`: https://docs.deno.com/api/deno/~/Deno.Command */
const denoCommand: Starter = (starting, [file, options]) => {
  if (file === undefined) return UNKNOWN;
  const args = options?.kind === 'object' ? options.entries.get('args') : undefined;
  return startProgram(starting, wordList(file, args === undefined ? [] : [args]), options);
};

function wordList(file: JsValue, others: readonly JsValue[]): ListValue {
  const given = others.find(arg => arg.kind === 'list');
  return { kind: 'list', items: [{ value: file, when: ALWAYS }, ...(given?.kind === 'list' ? given.items : openArguments(others))] };
}

/** What stands where the arguments are expected, and is not seen, may be any words. */
function openArguments([first]: readonly JsValue[]): readonly ListItem[] {
  return first?.kind === 'unknown' || first?.kind === 'choice' ? open().items : [];
}

function open(): ListValue {
  return { kind: 'list', items: [{ value: UNKNOWN, when: ALWAYS, rest: true }] };
}

function optionsAmong(args: readonly JsValue[]): JsValue | undefined {
  return args.find(arg => arg.kind === 'object');
}

function calledBack({ session, at }: Starting, args: readonly JsValue[], process: JsValue): JsValue {
  const callback = args.at(-1);
  if (callback?.kind === 'function') session.call(callback, [UNKNOWN, process], at);
  return process;
}

/** Words of a line that no shell reads: https://github.com/actions/toolkit/blob/main/packages/exec/src/toolrunner.ts, `argStringToArray` */
function lineWords(line: Value): readonly Value[] {
  const words: Value[] = [];
  let parts: Part[] = [];
  const end = (): void => {
    const [first] = parts;
    if (first !== undefined) words.push({ parts, span: first.span });
    parts = [];
  };
  for (const part of line.parts) {
    if (part.kind !== 'literal') {
      parts.push(part);
      continue;
    }
    let quote = false;
    let from = 0;
    const value = { parts: [part], span: part.span };
    const take = (to: number): void => {
      append(parts, slice(value, from, to).parts);
      from = to + 1;
    };
    for (let at = 0; at < part.text.length; at += 1) {
      const char = part.text[at] ?? '';
      if (char === '"') {
        take(at);
        quote = !quote;
      } else if (!quote && /\s/.test(char)) {
        take(at);
        end();
      }
    }
    take(part.text.length);
  }
  end();
  return words;
}

const CHILD_PROCESS: readonly (readonly [string, Starter])[] = [
  ['exec', shellText],
  ['execSync', shellText],
  ['spawn', fileAndArguments],
  ['spawnSync', fileAndArguments],
  ['execFile', fileAndArguments],
  ['execFileSync', fileAndArguments],
  ['fork', nodeFile],
];

/** Functions that start programs, by module and name. */
export const STARTERS: ReadonlyMap<string, Starter> = new Map<string, Starter>([
  // https://nodejs.org/docs/latest-v20.x/api/child_process.html
  ...CHILD_PROCESS.map(([name, starter]) => [`child_process.${name}`, starter] as const),
  ...CHILD_PROCESS.map(([name, starter]) => [`promisify-child-process.${name}`, starter] as const),
  ...CHILD_PROCESS.map(([name, starter]) => [`child-process-promise.${name}`, starter] as const),
  // https://github.com/sindresorhus/execa/blob/main/docs/api.md
  ...['execa', 'execa.execa', 'execa.execaSync', 'execa.sync', 'execa.execa.sync'].map(path => [path, fileAndArguments] as const),
  ...['execa.execaCommand', 'execa.execaCommandSync', 'execa.command', 'execa.commandSync'].map(path => [path, lineAndArguments] as const),
  ['execa.execaNode', nodeFile],
  ['execa.node', nodeFile],
  ['execa.shell', shellText],
  // https://github.com/actions/toolkit/tree/main/packages/exec
  ['@actions/exec.exec', lineAndArguments],
  ['@actions/exec.getExecOutput', lineAndArguments],
  // https://bun.com/docs/runtime/child-process
  ...['Bun.spawn', 'Bun.spawnSync', 'Deno.run'].map(path => [path, wordsAndOptions] as const),
  ['Deno.Command', denoCommand],
  // https://github.com/shelljs/shelljs#execcommand--options--callback
  ['shelljs.exec', shellText],
  ['shelljs.cmd', (starting, args) => startProgram(starting, list(args.filter(arg => arg.kind === 'text')), optionsAmong(args))],
  // https://github.com/moxystudio/node-cross-spawn, https://github.com/tinylibs/tinyexec, https://github.com/sindresorhus/nano-spawn
  ...['cross-spawn', 'cross-spawn.spawn', 'cross-spawn.sync', 'tinyexec.x', 'tinyexec.exec', 'nano-spawn'].map(
    path => [path, fileAndArguments] as const,
  ),
]);

/** Tags of templates that are commands. execa's knows no operators of a shell, which nobody writes there then. */
export const TAGS: ReadonlyMap<string, ShellKind> = new Map<string, ShellKind>([
  ['zx.$', ZX],
  ['zx.$.sync', ZX],
  ['execa.$', SH],
  ['execa.$.sync', SH],
  ['execa.execa', SH],
  ['execa.execaSync', SH],
  // https://bun.com/docs/runtime/shell, https://github.com/dsherret/dax
  ['Bun.$', SH],
  ['dax', SH],
  ['dax.$', SH],
]);

export type Piece = JsValue | { readonly kind: 'written'; readonly value: JsValue };

/** A template as a command: what is put in is one word each, a list a word for each of its items. */
export function startTemplate(starting: Starting, pieces: readonly Piece[], options: JsValue | undefined, shell: ShellKind): JsValue {
  const { at } = starting;
  const values = pieces.map(piece => (piece.kind === 'written' ? asText(piece.value, at) : inserted(piece, at)));
  return startShell(starting, concatenated(values, at), options, shell);
}

function inserted(value: JsValue, at: Span): Value {
  if (value.kind !== 'list') return value.kind === 'text' && known(value.value) === '' ? literal("''", at) : quoted(asText(value, at));
  const words = value.items.flatMap((item, index): readonly Value[] => {
    const word: Value = item.rest ? { parts: [{ kind: 'unknown', span: at, splits: true }], span: at } : quoted(asText(item.value, at));
    const before = index === 0 ? [] : [literal(' ', at)];
    if (item.when.kind === 'always') return [...before, word];
    const part: Part = {
      kind: 'choice',
      options: [
        { when: item.when, value: word },
        { when: ALWAYS, value: { parts: [], span: at } },
      ],
      span: at,
      splits: true,
    };
    return [...before, { parts: [part], span: at }];
  });
  return concatenated(words, at);
}
