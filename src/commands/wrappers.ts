import { all, unreadable } from '../model/condition.js';
import { Env } from '../model/env.js';
import { pathIn } from '../model/path.js';
import type { Command, PlannedStep } from '../model/step.js';
import { known, type Value } from '../model/value.js';
import type { CommandReader } from './command-reader.js';
import { addingBehind } from './fields.js';

/** How a program that runs another one is called. */
interface Wrapper {
  /** short and long flags that take the next word as their value */
  readonly valueFlags?: string;
  /** words of its own between its flags and the command: the duration of `timeout` */
  readonly operands?: number;
  /** the command stands behind `--`, with sub-commands and flags of its own before */
  readonly behindDashes?: true;
  /** a word of its own that may stand before the command: the count of `retry 3` */
  readonly mayTake?: RegExp;
}

/** Programs that only run another one, each from its manual page. */
const TRANSPARENT: Readonly<Record<string, Wrapper>> = {
  command: {},
  exec: { valueFlags: '-a' },
  time: { valueFlags: '-f --format -o --output' },
  timeout: { valueFlags: '-k --kill-after -s --signal', operands: 1 },
  gtimeout: { valueFlags: '-k --kill-after -s --signal', operands: 1 },
  nohup: {},
  nice: { valueFlags: '-n --adjustment' },
  ionice: { valueFlags: '-c --class -n --classdata' },
  stdbuf: { valueFlags: '-i --input -o --output -e --error' },
  unbuffer: {},
  setsid: {},
  caffeinate: { valueFlags: '-t -w' },
  chronic: {},
  flock: { valueFlags: '-w --timeout -E --conflict-exit-code', operands: 1 },
  gosu: { operands: 1 },
  'su-exec': { operands: 1 },
  'dumb-init': {},
  tini: {},
  'ssh-agent': { valueFlags: '-a -t' },
  // https://docs.travis-ci.com/user/common-build-problems/ : functions of Travis's own
  travis_retry: {},
  travis_wait: { mayTake: /^\d+$/ },
  retry: { valueFlags: '-t --times --tries -d --delay -s --sleep -n -m --max -w --wait', mayTake: /^\d+[smh]?$/ },
  dotenv: { behindDashes: true },
  // https://github.com/toddbluhm/env-cmd#readme
  'env-cmd': { valueFlags: '-f --file -e --environments -r --rc-file' },
  op: { behindDashes: true },
  'aws-vault': { behindDashes: true },
  doppler: { behindDashes: true },
  infisical: { behindDashes: true },
  chamber: { behindDashes: true },
  teller: { behindDashes: true },
};

/** Takes a command's own words away; what is left is the command it runs. The words keep their places. */
function behind({ words }: Command, { valueFlags = '', operands = 0, behindDashes, mayTake }: Wrapper): readonly Value[] {
  if (behindDashes) {
    const dashes = words.findIndex(word => known(word) === '--');
    return dashes < 0 ? [] : words.slice(dashes + 1);
  }
  const takeValue = new Set(valueFlags.split(' '));
  let at = 1;
  for (; at < words.length; at += 1) {
    const word = known(words[at]);
    if (word === '--') {
      at += 1;
      break;
    }
    if (word === undefined || !/^-./.test(word)) break;
    if (takeValue.has(word)) at += 1;
  }
  at += operands;
  while (mayTake?.test(known(words[at]) ?? '')) at += 1;
  if (known(words[at]) === '--') at += 1;
  return words.slice(at);
}

function inner(command: Command, words: readonly Value[], more: Partial<Command> = {}): readonly PlannedStep[] | undefined {
  const [program] = words;
  if (program === undefined) return undefined;
  return [{ ...command, ...more, words, ...(command.rewrite && { rewrite: addingBehind(program, command.rewrite) }) }];
}

/**
 * Without `-E` sudo hands nothing of the environment on but what its policy keeps (`env_reset`, on by default), so what the script
 * exports is not seen: https://www.sudo.ws/docs/man/sudoers.man/#Command_environment
 */
const sudo: CommandReader = {
  read(command) {
    const flags =
      '-u --user -g --group -h --host -p --prompt -C --close-from -T --command-timeout -r --role -t --type -U -D --chdir -R --chroot';
    const words = behind(command, { valueFlags: flags });
    const own = command.words.slice(1, command.words.length - words.length).map(known);
    const { rest, assigned } = leadingAssignments(words);
    const keepsAll = own.some(word => word !== undefined && /^(-[A-Za-z]*E[A-Za-z]*|--preserve-env)$/.test(word));
    const kept = own.flatMap(word => /^--preserve-env=(.*)$/.exec(word ?? '')?.[1]?.split(',') ?? []);
    const env = keepsAll ? command.env : Env.of(command.env.entries().filter(([name]) => kept.includes(name)));
    const user = own[own.findIndex(word => word === '-u' || word === '--user') + 1];
    const isRoot = !own.some(word => word === '-u' || word === '--user' || word?.startsWith('--user=')) || user === 'root';
    return inner(command, rest, { env: env.withAll(assigned), ...(isRoot && { sudo: true }) });
  },
};

/** https://www.gnu.org/software/coreutils/manual/html_node/env-invocation.html */
const env: CommandReader = {
  read(command, context) {
    const words = behind(command, { valueFlags: '-u --unset -C --chdir -S --split-string' });
    const own = command.words.slice(1, command.words.length - words.length).map(known);
    if (own.some(word => word?.startsWith('-S') || word?.startsWith('--split-string'))) return undefined;
    const { rest, assigned } = leadingAssignments(words);
    let variables = own.includes('-i') || own.includes('-') || own.includes('--ignore-environment') ? Env.empty : command.env;
    own.forEach((word, index) => {
      const name = word === '-u' || word === '--unset' ? own[index + 1] : /^--unset=(.*)$/.exec(word ?? '')?.[1];
      if (name !== undefined) variables = variables.without(name);
    });
    const folder = command.words[own.findIndex(word => word === '-C' || word === '--chdir') + 2];
    const moves = own.some(word => word === '-C' || word === '--chdir') && folder !== undefined;
    const workingDirectory = moves ? pathIn(folder, command.workingDirectory, context.root) : command.workingDirectory;
    return inner(command, rest, { env: variables.withAll(assigned), workingDirectory });
  },
};

/**
 * The words `xargs` reads come behind the command's own, nobody knows how many; with `-I` they take the place of a mark. Where it reads
 * none it may run nothing (`-r`, `-I`, and always on BSD).
 */
const xargs: CommandReader = {
  read(command) {
    const flags =
      '-a --arg-file -d --delimiter -E -I --replace -L --max-lines -n --max-args -P --max-procs -s --max-chars --process-slot-var';
    const words = behind(command, { valueFlags: flags });
    const own = command.words.slice(1, command.words.length - words.length).map(known);
    const mark = markOf(own);
    const at = command.span;
    const read: Value = { parts: [{ kind: 'unknown', span: at, splits: true }], span: at };
    const { stdin: _, ...other } = command;
    const key = `xargs ${at.file.path}:${at.start}${command.via.map(call => `<${call.at.file.path}:${call.at.start}`).join('')}`;
    const rest = { ...other, runs: all(command.runs, unreadable('xargs reads words', key)) };
    if (mark === undefined) return inner(rest, words.length === 0 ? [] : [...words, read]);
    const replaced = words.map(word =>
      known(word)?.includes(mark) ? { parts: [{ kind: 'unknown', span: word.span } as const], span: word.span } : word,
    );
    return inner(rest, replaced);
  },
};

/** `-I {}`, `-I{}`, `--replace={}`, and without a mark `-i` and `--replace`. https://www.gnu.org/software/findutils/manual/html_node/find_html/xargs-options.html */
function markOf(own: readonly (string | undefined)[]): string | undefined {
  const at = own.findIndex(word => word !== undefined && /^(?:-[Ii]|--replace(?:=|$))/.test(word));
  const [, flag = '', mark] = /^(-[Ii]|--replace)=?(.*)$/.exec(own[at] ?? '') ?? [];
  return mark === '' ? (flag === '-I' ? own[at + 1] : '{}') : mark;
}

/** https://github.com/kentcdodds/cross-env#readme */
const crossEnv: CommandReader = {
  read(command) {
    const { rest, assigned } = leadingAssignments(command.words.slice(1));
    return inner(command, rest, { env: command.env.withAll(assigned) });
  },
};

/** `A=b C=d command`, as `env` and `sudo` take it. */
function leadingAssignments(words: readonly Value[]): {
  readonly rest: readonly Value[];
  readonly assigned: readonly (readonly [string, Value])[];
} {
  const assigned: [string, Value][] = [];
  for (const [index, word] of words.entries()) {
    const first = word.parts[0];
    const name = first?.kind === 'literal' ? /^([A-Za-z_]\w*)=/.exec(first.text) : null;
    if (name === null || first?.kind !== 'literal') return { rest: words.slice(index), assigned };
    const length = name[0].length;
    const verbatim = first.span.end - first.span.start === first.text.length;
    const span = verbatim ? { ...first.span, start: first.span.start + length } : first.span;
    const text = first.text.slice(length);
    const parts = [...(text === '' ? [] : [{ ...first, text, span }]), ...word.parts.slice(1)];
    assigned.push([name[1] ?? '', { parts, span: word.span }]);
  }
  return { rest: [], assigned };
}

function transparent(wrapper: Wrapper): CommandReader {
  return { read: command => inner(command, behind(command, wrapper)) };
}

/** Programs that run another one, which is what matters. */
export const wrappers: Readonly<Record<string, CommandReader>> = {
  ...Object.fromEntries(Object.entries(TRANSPARENT).map(([name, wrapper]) => [name, transparent(wrapper)])),
  sudo,
  doas: sudo,
  env,
  'cross-env': crossEnv,
  xargs,
};
