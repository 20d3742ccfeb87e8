import { OPTIONS, type Option } from './options.js';

const USAGE = `Usage: dbc-lint [options] [paths…]

Reads CI files, follows the scripts they call, and checks Docker's documented practices for Docker
Build Cloud. Without paths it reads the current folder.

Commands:
  dbc-lint rules                 list the rules
  dbc-lint explain RULE          show what a rule checks, why, and how to put it right
  dbc-lint explain --here FILE:LINE
                                 show why something is reported on a line, and what would change
  dbc-lint ignore RULE --reason TEXT [paths…]
                                 write ignore comments for what a rule reports
  dbc-lint inspect [paths…]      show the build steps that were read, with what each build runs on
  dbc-lint init --platform NAME --builder ORG/NAME
                                 print a new pipeline that builds on Docker Build Cloud
  dbc-lint migrate [paths…] --builder ORG/NAME
                                 show how ordinary Docker builds move to Docker Build Cloud`;

const CODES = `Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 misuse or a failure of dbc-lint.
A path that is called as a command is: dbc-lint ./rules`;

const WIDTH = 100;
const COLUMN = 33;

/** What `--help` prints, made from the same table that the parser reads. */
export function helpText(): string {
  const options = Object.entries<Option>(OPTIONS).map(([name, option]) => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `;
    const left = `  ${short}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
    return `${left.padEnd(COLUMN)}${wrapped(option.help)}`;
  });
  return `${USAGE}\n\nOptions:\n${options.join('\n')}\n\n${CODES}\n`;
}

function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? '';
    if (line !== '' && COLUMN + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(COLUMN)}`);
}
