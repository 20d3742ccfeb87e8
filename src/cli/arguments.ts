import { parseArgs } from 'node:util';
import type { Severity } from '../model/finding.js';
import { suggestion } from '../model/nearest.js';
import type { PlatformId } from '../model/pipeline.js';
import { PRESET_NAMES, type Preset } from '../model/rule-info.js';
import { platforms } from '../platforms/index.js';
import { formatNames } from '../report/index.js';
import { COMMANDS, type Command, OPTIONS, type Option, type OptionName } from './options.js';
import { UsageError } from './usage-error.js';

/** What was typed, in our words. */
export interface Arguments {
  readonly command: Command;
  /** paths, or the rule to explain */
  readonly operands: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
  readonly outputs: readonly Output[];
  readonly inContext: boolean;
  readonly sarifSuppressed: boolean;
  /** absent: as the configuration says */
  readonly failOn?: Severity | 'never';
  readonly maxWarnings?: number;
  readonly exitZero: boolean;
  readonly failOnUnread: boolean;
  /** rule → severity; whether there is such a rule is not known here */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly preset?: Preset;
  readonly exclude: readonly string[];
  /** why findings are to be silenced */
  readonly reason?: string;
  /** the line to explain */
  readonly here?: string;
  /** absent: nothing is to be fixed */
  readonly fixing?: Fixing;
  /** what the options of `init` say; whether it makes sense is for it to judge */
  readonly order: OrderArguments;
  /** the one configuration file that counts */
  readonly config?: string;
  readonly noConfig: boolean;
  readonly noIgnoreComments: boolean;
  readonly quiet: boolean;
  readonly stats: boolean;
  /** how many threads read many files; absent: as many as there are processors */
  readonly threads?: number;
  /** only what concerns changed files is reported: since the last commit, or since the branch left another */
  readonly changed?: { readonly since?: string };
  /** the name that standard input goes by */
  readonly stdinName?: string;
  /** the platforms whose files are reported on */
  readonly onlyPlatforms?: ReadonlySet<PlatformId>;
  readonly baseline?: BaselineChoice;
  /** absent: as the terminal and the environment say */
  readonly color?: boolean;
}

export interface Fixing {
  /** `write` to the files, or show as a `diff` what would be written */
  readonly to: 'write' | 'diff';
  readonly unsafe: boolean;
  /** all rules, where it is absent; whether there are such rules is not known here */
  readonly rules?: ReadonlySet<string>;
}

/** The values of `--platform`, `--builder` …, as typed. */
export interface OrderArguments {
  readonly platform: string | undefined;
  readonly builder: string | undefined;
  readonly toolchain: string | undefined;
  readonly image: string | undefined;
  readonly outputFolder: string | undefined;
}

/** What is done with a baseline. */
export interface BaselineChoice {
  readonly file: string;
  /** `update`: new findings are let in, and what is gone is taken out; `prune`: only the latter */
  readonly write?: 'update' | 'prune';
}

/** A report to write: its format and the file, or standard output where there is none. */
export interface Output {
  readonly format: string;
  readonly file?: string;
}

const SEVERITIES: readonly Severity[] = ['note', 'warning', 'error'];
const FORMATS: Readonly<Record<Command, readonly string[]>> = {
  lint: formatNames,
  rules: ['text', 'json'],
  explain: ['text'],
  ignore: ['text'],
  inspect: ['text', 'json'],
  init: ['text'],
  config: ['text', 'json'],
  migrate: ['text'],
  completion: ['text'],
};

/** @throws UsageError that says what was wrong and what to do */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [first, ...rest] = positionals;
  const named = COMMANDS.find(name => name === first);
  const command = named ?? 'lint';
  for (const name of values.keys()) checkBelongs(name, command);
  if (values.has('config') && values.has('no-config')) throw new UsageError('--config and --no-config exclude each other. Leave out one.');
  const color = values.has('no-color') ? { color: false } : values.has('color') ? { color: true } : {};
  return {
    command,
    operands: named === undefined ? positionals : rest,
    help: values.has('help'),
    version: values.has('version'),
    outputs: readOutputs(command, values.get('format') ?? [], values.get('output-file') ?? []),
    inContext: values.has('in-context'),
    sarifSuppressed: values.has('sarif-suppressed'),
    ...given('failOn', values.get('fail-on'), readThreshold),
    ...given('maxWarnings', values.get('max-warnings'), readWarnings),
    ...given('threads', values.get('threads'), readThreads),
    exitZero: values.has('exit-zero'),
    failOnUnread: values.has('fail-on-unread'),
    severities: new Map((values.get('rule') ?? []).map(readRule)),
    ...readPreset(values.get('preset')?.at(-1)),
    exclude: values.get('exclude') ?? [],
    ...given('reason', values.get('reason'), text => text),
    ...given('here', values.get('here'), place => place),
    ...readFixing(values),
    order: readOrder(name => values.get(name)?.at(-1)),
    ...given('config', values.get('config'), path => path),
    noConfig: values.has('no-config'),
    noIgnoreComments: values.has('no-ignore-comments'),
    quiet: values.has('quiet'),
    stats: values.has('stats'),
    ...given('stdinName', values.get('stdin-filename'), path => path),
    ...(command === 'lint' && readPlatforms(values.get('platform') ?? [])),
    ...readChanged(values),
    ...readBaselineChoice(values),
    ...color,
  };
}

function readFixing(values: ReadonlyMap<OptionName, readonly string[]>): { readonly fixing?: Fixing } {
  if (values.has('write') && values.has('diff')) throw new UsageError('--diff writes nothing. Leave out --diff or --write.');
  const to = values.has('diff') ? 'diff' : values.has('fix') || values.has('write') ? 'write' : undefined;
  const more = (['unsafe-fixes', 'fix-rule'] as const).find(name => values.has(name));
  if (to === undefined && more !== undefined)
    throw new UsageError(`--${more} goes with --fix or --diff. Add one of them, or leave it out.`);
  if (to === undefined) return {};
  const rules = values.get('fix-rule');
  return { fixing: { to, unsafe: values.has('unsafe-fixes'), ...(rules && { rules: new Set(rules) }) } };
}

function readOrder(last: (name: OptionName) => string | undefined): OrderArguments {
  return {
    platform: last('platform'),
    builder: last('builder'),
    toolchain: last('toolchain'),
    image: last('image'),
    outputFolder: last('output-dir'),
  };
}

/** A property that is there where its option was given; the last of several counts. */
function given<const K extends string, V>(
  key: K,
  values: readonly string[] | undefined,
  read: (value: string) => V,
): { readonly [key in K]?: V } {
  const last = values?.at(-1);
  return last === undefined ? {} : ({ [key]: read(last) } as { readonly [key in K]?: V });
}

/** The options that were given, each with its values; a switch has none. */
function parse(argv: readonly string[]): { values: Map<OptionName, readonly string[]>; positionals: readonly string[] } {
  // Strict parsing stops with sentences of its own; ours name the option that was meant.
  const { tokens, positionals } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true, allowPositionals: true });
  const values = new Map<OptionName, readonly string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!isOption(token.name)) {
      throw new UsageError(
        `There is no option ${token.rawName}.${suggestion(token.name, Object.keys(OPTIONS), '--')} Run dbc-lint --help for all options.`,
      );
    }
    const option: Option = OPTIONS[token.name];
    if (option.type === 'boolean' && token.value !== undefined)
      throw new UsageError(`${token.rawName} takes no value. Leave out '=${token.value}'.`);
    if (option.type === 'string' && (token.value === undefined || token.value === '')) {
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`);
    }
    if (option.type === 'string' && !token.inlineValue && token.value?.startsWith('-')) {
      throw new UsageError(
        `${token.rawName} needs a value, but '${token.value}' looks like an option. Write ${token.rawName}=${token.value} if it is meant.`,
      );
    }
    const value = token.value === undefined ? [] : [token.value];
    values.set(token.name, option.multiple ? [...(values.get(token.name) ?? []), ...value] : value);
  }
  return { values, positionals };
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

function checkBelongs(name: OptionName, command: Command): void {
  const { commands }: Option = OPTIONS[name];
  if (commands.includes(command)) return;
  const without = command === 'lint' ? 'without a command' : `with '${command}'`;
  throw new UsageError(`--${name} means nothing ${without}. Leave it out.`);
}

function readOutputs(command: Command, formats: readonly string[], files: readonly string[]): readonly Output[] {
  const outputs = (formats.length === 0 ? ['text'] : formats).map(given => readFormat(given, FORMATS[command]));
  const [file] = files;
  if (file !== undefined) {
    const [only, ...more] = outputs;
    if (only === undefined || more.length > 0) {
      throw new UsageError('--output-file goes with one format. With several, give each its file: --format sarif=FILE.');
    }
    if (only.file !== undefined)
      throw new UsageError(`The report is to be written to both '${only.file}' and '${file}'. Leave out one of them.`);
    return [{ ...only, file }];
  }
  const targets = new Set<string | undefined>();
  for (const output of outputs) {
    if (targets.has(output.file)) {
      const where = output.file === undefined ? 'standard output' : `'${output.file}'`;
      throw new UsageError(`Two reports would be written to ${where}. Give each its file: --format ${output.format}=FILE.`);
    }
    targets.add(output.file);
  }
  return outputs;
}

function readFormat(given: string, known: readonly string[]): Output {
  const at = given.indexOf('=');
  const format = oneOf(known, at === -1 ? given : given.slice(0, at), 'There is no format');
  if (at === -1) return { format };
  const file = given.slice(at + 1);
  if (file === '') throw new UsageError(`--format ${given} names no file. Write --format ${format}=FILE, or leave out the '='.`);
  return { format, file };
}

function readBaselineChoice(values: ReadonlyMap<OptionName, readonly string[]>): Pick<Arguments, 'baseline'> {
  const file = values.get('baseline')?.at(-1);
  const [write, other] = (['update', 'prune'] as const).filter(name => values.has(`${name}-baseline`));
  if (other !== undefined) throw new UsageError('--update-baseline takes out what is gone, too. Leave out --prune-baseline.');
  if (file !== undefined) return { baseline: { file, ...(write !== undefined && { write }) } };
  if (write === undefined) return {};
  throw new UsageError(`--${write}-baseline needs a file. Name it: --baseline .dbc-lint-baseline.json.`);
}

function readChanged(values: ReadonlyMap<OptionName, readonly string[]>): Pick<Arguments, 'changed'> {
  const since = values.get('since')?.at(-1);
  if (since !== undefined) return { changed: { since } };
  return values.has('changed') ? { changed: {} } : {};
}

function readPlatforms(names: readonly string[]): Pick<Arguments, 'onlyPlatforms'> {
  const known = platforms.map(({ id }) => id);
  const ids = names.map(name => oneOf(known, name, 'There is no platform'));
  return ids.length === 0 ? {} : { onlyPlatforms: new Set(ids) };
}

function readThreshold(given: string): Severity | 'never' {
  return oneOf([...SEVERITIES, 'never'] as const, given, '--fail-on knows no severity');
}

function readPreset(given: string | undefined): Pick<Arguments, 'preset'> {
  return given === undefined ? {} : { preset: oneOf(PRESET_NAMES, given, 'There is no preset') };
}

function readThreads(given: string): number {
  if (/^[1-9]\d?$/.test(given)) return Number(given);
  throw new UsageError(`--threads takes a number from 1 to 99, not '${given}'. Write --threads 1 to have all done in one.`);
}

function readWarnings(given: string): number {
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw new UsageError(`--max-warnings takes a number of warnings, not '${given}'. Write --max-warnings 10.`);
}

function readRule(given: string): readonly [string, Severity | 'off'] {
  const at = given.lastIndexOf('=');
  if (at <= 0) throw new UsageError(`--rule ${given} has no severity. Write --rule ID=SEVERITY, as in --rule login-missing=error.`);
  const severity = oneOf([...SEVERITIES, 'off'] as const, given.slice(at + 1), `--rule ${given} asks for an unknown severity`);
  return [given.slice(0, at), severity];
}

/** @param unknown what is wrong where it is none of those known: a clause to which the word is added */
function oneOf<K extends string>(known: readonly K[], given: string, unknown: string): K {
  const one = known.find(name => name === given);
  if (one !== undefined) return one;
  throw new UsageError(`${unknown} '${given}'.${suggestion(given, known)} Take one of: ${known.join(', ')}.`);
}
