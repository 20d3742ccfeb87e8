import { rules } from '../../rules/index.js';
import { PRESETS } from '../config/presets.js';
import { LEVELS } from '../config/vocabulary.js';
import { COMMENT_RULES } from '../filter.js';
import { suggestion } from '../model/nearest.js';
import { platforms } from '../platforms/index.js';
import { formatNames } from '../report/index.js';
import type { Arguments } from './arguments.js';
import { EXIT } from './exit-code.js';
import type { Io } from './io.js';
import { COMMANDS, OPTIONS, type Option, type OptionName } from './options.js';
import { UsageError } from './usage-error.js';

const RULE_IDS = [...rules, ...COMMENT_RULES].map(({ id }) => id).sort();

/** What may stand behind an option; behind others that take a value, files. */
const VALUES: Partial<Record<OptionName, readonly string[]>> = {
  format: formatNames,
  'fail-on': [...LEVELS.slice(1), 'never'],
  'max-warnings': [],
  threads: [],
  preset: Object.keys(PRESETS),
  rule: RULE_IDS.flatMap(id => LEVELS.map(level => `${id}=${level}`)),
  exclude: [],
  since: [],
  platform: platforms.map(({ id }) => id),
  builder: [],
  toolchain: ['modern', 'documented'],
  image: [],
};

const SHELLS: Readonly<Record<string, () => string>> = { bash, zsh, fish };

/** Prints what a shell needs to complete the command line: `source <(dbc-lint completion bash)`. */
export async function completionCommand({ operands }: Arguments, io: Io): Promise<number> {
  const [shell = '', ...more] = operands;
  const script = Object.hasOwn(SHELLS, shell) && more.length === 0 ? SHELLS[shell] : undefined;
  if (script === undefined) throw new UsageError(`completion takes one shell: bash, zsh or fish.${suggestion(shell, Object.keys(SHELLS))}`);
  io.stdout.write(script());
  return EXIT.clean;
}

const options = Object.entries<Option>(OPTIONS) as readonly (readonly [OptionName, Option])[];

function spellings([name, { short }]: readonly [OptionName, Option]): readonly string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

function bash(): string {
  const cases = options
    .filter(([, { type }]) => type === 'string')
    .map(([name, option]) => {
      const values = VALUES[name];
      const words = values === undefined ? 'compgen -f -- "$cur"' : `compgen -W '${values.join(' ')}' -- "$cur"`;
      return `    ${spellings([name, option]).join('|')}) mapfile -t COMPREPLY < <(${words}); return ;;\n`;
    });
  return `# dbc-lint, for bash 4 and newer: source <(dbc-lint completion bash)
_dbc_lint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  # The sign between an option and its value is a word of its own.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case $prev in
${cases.join('')}    explain) mapfile -t COMPREPLY < <(compgen -W '${RULE_IDS.join(' ')}' -- "$cur"); return ;;
    config) mapfile -t COMPREPLY < <(compgen -W 'init show validate' -- "$cur"); return ;;
    completion) mapfile -t COMPREPLY < <(compgen -W '${Object.keys(SHELLS).join(' ')}' -- "$cur"); return ;;
  esac
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '${options.flatMap(spellings).join(' ')}' -- "$cur")
  elif ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${COMMANDS.join(' ')}' -- "$cur"; compgen -f -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -o filenames -F _dbc_lint dbc-lint
`;
}

function zsh(): string {
  const quoted = (text: string) => text.replace(/'/g, `'\\''`).replace(/[[\]:]/g, '\\$&');
  const lines = options.map(([name, { type, short, multiple, help }]) => {
    const values = VALUES[name];
    const value = type === 'boolean' ? '' : values === undefined ? ':file:_files' : `:value:(${values.join(' ')})`;
    const once = multiple ? '*' : '';
    const forms = [`--${name}${type === 'string' ? '=' : ''}`, ...(short === undefined ? [] : [`-${short}`])];
    return forms.map(form => `    '${once}${form}[${quoted(help)}]${value}'`).join(' \\\n');
  });
  return `#compdef dbc-lint
# dbc-lint: source <(dbc-lint completion zsh), or put this as _dbc-lint into a folder of $fpath
_dbc_lint_first() {
  local -a commands=(${COMMANDS.join(' ')})
  _describe command commands
  _files
}
_dbc_lint_rest() {
  case $words[2] in
    explain) _values rule ${RULE_IDS.join(' ')} ;;
    config) _values action init show validate; _files ;;
    completion) _values shell ${Object.keys(SHELLS).join(' ')} ;;
    *) _files ;;
  esac
}
_dbc_lint() {
  _arguments -s \\
${lines.join(' \\\n')} \\
    '1:command:_dbc_lint_first' '*:path:_dbc_lint_rest'
}
compdef _dbc_lint dbc-lint
`;
}

function fish(): string {
  const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = options.map(([name, { type, short, help }]) => {
    const values = VALUES[name];
    const value = type === 'boolean' ? '' : values === undefined ? ' -r -F' : ` -x -a ${quoted(values.join(' '))}`;
    return `complete -c dbc-lint -l ${name}${short === undefined ? '' : ` -s ${short}`}${value} -d ${quoted(help)}\n`;
  });
  const behind = (command: string, words: readonly string[]) =>
    `complete -c dbc-lint -n '__fish_seen_subcommand_from ${command}' -f -a ${quoted(words.join(' '))}\n`;
  return `# dbc-lint: dbc-lint completion fish | source
complete -c dbc-lint -n '__fish_use_subcommand' -a ${quoted(COMMANDS.join(' '))}
${behind('explain', RULE_IDS)}${behind('config', ['init', 'show', 'validate'])}${behind('completion', Object.keys(SHELLS))}${lines.join('')}`;
}
