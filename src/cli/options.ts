import { PRESETS } from '../config/presets.js';
import { platforms } from '../platforms/index.js';
import { recipes } from '../recipes/index.js';
import { formatNames } from '../report/index.js';

/** The commands besides linting, which has no name. */
export const COMMANDS = ['rules', 'explain', 'inspect', 'ignore', 'init', 'migrate', 'config', 'completion'] as const;
export type Command = 'lint' | (typeof COMMANDS)[number];

/** An option as `--help` shows it and the parser takes it. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: true;
  /** what the value is, for `--help` */
  readonly value?: string;
  readonly help: string;
  readonly commands: readonly Command[];
}

const EVERY: readonly Command[] = ['lint', ...COMMANDS];
const READING: readonly Command[] = ['lint', 'inspect', 'ignore', 'config'];

/** All options, in the order `--help` lists them. */
export const OPTIONS = {
  format: {
    type: 'string',
    short: 'f',
    multiple: true,
    value: 'NAME[=FILE]',
    help: `${formatNames.join(', ')}; text by default; may be given several times; commands know text and json`,
    commands: ['lint', 'rules', 'inspect', 'config'],
  },
  'output-file': {
    type: 'string',
    value: 'FILE',
    help: 'write the report there, not to standard output',
    commands: ['lint', 'rules', 'inspect', 'config'],
  },
  'in-context': {
    type: 'boolean',
    help: 'read the whole repository, and report only what stands in the named files or is reached through them',
    commands: ['lint'],
  },
  'sarif-suppressed': {
    type: 'boolean',
    help: 'let SARIF carry silenced findings too, with their reasons; not for code scanning, which would open alerts for them',
    commands: ['lint'],
  },
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    help: 'the least severity that gives exit code 1: note, warning (the default), error or never',
    commands: ['lint'],
  },
  'max-warnings': {
    type: 'string',
    value: 'N',
    help: 'exit code 1 only past so many warnings; errors fail all the same',
    commands: ['lint'],
  },
  quiet: {
    type: 'boolean',
    short: 'q',
    help: 'report errors only; what is left out fails no run, but counts for --max-warnings',
    commands: ['lint'],
  },
  'exit-zero': { type: 'boolean', help: 'exit code 0 whatever is found', commands: ['lint'] },
  'fail-on-unread': { type: 'boolean', help: 'exit code 1 where something could not be read', commands: ['lint'] },
  preset: {
    type: 'string',
    value: 'NAME',
    help: `the set of rules: ${Object.keys(PRESETS).join(', ')}; recommended by default`,
    commands: ['lint', 'rules'],
  },
  rule: {
    type: 'string',
    multiple: true,
    value: 'ID=SEVERITY',
    help: 'change the severity of a rule: note, warning, error or off; may be given several times',
    commands: ['lint'],
  },
  reason: { type: 'string', value: 'TEXT', help: 'why the findings are silenced', commands: ['ignore'] },
  here: {
    type: 'string',
    value: 'FILE:LINE',
    help: 'explain what is reported on this line: the values that count, where each comes from, and the fix',
    commands: ['explain'],
  },
  fix: { type: 'boolean', help: 'put right what can be put right without a doubt; the report shows what is left', commands: ['lint'] },
  'unsafe-fixes': { type: 'boolean', help: 'with --fix or --diff: what somebody should look at first, too', commands: ['lint'] },
  'fix-rule': {
    type: 'string',
    multiple: true,
    value: 'ID',
    help: 'with --fix or --diff: only what this rule reports; may be given several times',
    commands: ['lint'],
  },
  diff: {
    type: 'boolean',
    help: 'write nothing, print what --fix or --write would change as a unified diff; exit code 1 if there is any',
    commands: ['lint', 'ignore', 'migrate'],
  },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'the only configuration that counts, wherever it lies; its globs are relative to the top of the repository',
    commands: READING,
  },
  'no-config': { type: 'boolean', help: 'read no configuration files', commands: READING },
  baseline: {
    type: 'string',
    value: 'FILE',
    help: 'report only findings that this file does not know; --update-baseline writes it',
    commands: ['lint'],
  },
  'update-baseline': { type: 'boolean', help: 'let all findings into the baseline, and take out what is gone', commands: ['lint'] },
  'prune-baseline': { type: 'boolean', help: 'take what is gone out of the baseline, and let nothing in', commands: ['lint'] },
  'no-ignore-comments': { type: 'boolean', help: 'ignore comments silence nothing', commands: ['lint'] },
  exclude: {
    type: 'string',
    multiple: true,
    value: 'GLOB',
    help: 'pass over files and folders; relative to the current folder, and without a / at any depth; may be given several times',
    commands: ['lint', 'inspect', 'ignore', 'migrate'],
  },
  changed: {
    type: 'boolean',
    help: 'report only what concerns files that differ from the last commit; the rest is still read',
    commands: ['lint'],
  },
  since: {
    type: 'string',
    value: 'REF',
    help: 'the same, for what differs from where the current branch left REF',
    commands: ['lint'],
  },
  'stdin-filename': {
    type: 'string',
    value: 'PATH',
    help: 'lint standard input, given as the path -, as if it were this file',
    commands: ['lint'],
  },
  platform: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: `the CI system to report on, or with init the one to write for: ${[...new Set([...platforms.map(({ id }) => id), ...Object.keys(recipes)])].join(', ')}`,
    commands: ['lint', 'init'],
  },
  builder: { type: 'string', value: 'ORG/NAME', help: 'the cloud builder', commands: ['init', 'migrate'] },
  toolchain: {
    type: 'string',
    value: 'NAME',
    help: `where Buildx comes from: modern, a release of it (the default), or documented, the build that Docker's examples fetch`,
    commands: ['init', 'migrate'],
  },
  image: { type: 'string', value: 'NAME', help: 'the image, without a tag; ORG/FOLDER by default', commands: ['init'] },
  'output-dir': { type: 'string', value: 'FOLDER', help: 'write the files there; none that is there is replaced', commands: ['init'] },
  threads: {
    type: 'string',
    value: 'N',
    help: 'how many threads read many files; as many as there are processors by default, but no more than four',
    commands: ['lint'],
  },
  stats: { type: 'boolean', help: 'tell on standard error what the time went into, by stage and rule', commands: ['lint'] },
  write: { type: 'boolean', help: 'write the changes to the files; without it, they are only shown', commands: ['migrate'] },
  color: { type: 'boolean', help: 'colour the text even where it is not written to a terminal', commands: EVERY },
  'no-color': { type: 'boolean', help: 'never colour', commands: EVERY },
  help: { type: 'boolean', short: 'h', help: 'show this', commands: EVERY },
  version: { type: 'boolean', short: 'v', help: 'show the version', commands: EVERY },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof OPTIONS;
