import { ALWAYS, conditionText } from '../../src/model/condition.js';
import { Env } from '../../src/model/env.js';
import { NO_OPTIONS } from '../../src/model/shell.js';
import type { Command, Shell, ShellDialect } from '../../src/model/step.js';
import { literal, type Value, valueText } from '../../src/model/value.js';
import { memoryProject } from '../../src/project/memory.js';
import { type Interpreted, interpret } from '../../src/shell/interpret.js';
import { ParsedScripts } from '../../src/shell/parse.js';
import { scriptOfFile } from '../../src/shell/script-text.js';
import { SourceFile, span } from '../../src/source/file.js';

export interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  readonly dialect?: ShellDialect;
  readonly directory?: string;
}

/** What the interpreter makes of a script that lies at `ci/script.sh`. */
export function interpreted(text: string, given: Given = {}): Interpreted {
  const file = new SourceFile('ci/script.sh', text);
  const at = span(file, 0, 0);
  const shell: Shell = {
    kind: 'shell',
    script: scriptOfFile(file),
    dialect: given.dialect ?? 'bash',
    options: NO_OPTIONS,
    ...(given.arguments && { arguments: given.arguments.map(argument => literal(argument, at)) }),
    span: at,
    runs: ALWAYS,
    env: Env.of(Object.entries(given.env ?? {}).map(([name, value]) => [name, literal(value, at)] as const)),
    workingDirectory: given.directory ?? '',
    via: [],
    tolerated: false,
  };
  const project = memoryProject({ ...given.files });
  const host = { root: '', script: (path: string) => project.read(path), scripts: new ParsedScripts() };
  return interpret(shell, host, { commands: 1000, nodes: 10_000, depth: 20 });
}

/** The commands of a script, one a line: `a b | (condition)`, with `~` where words may split or vanish. */
export function commands(text: string, given: Given = {}): readonly string[] {
  return interpreted(text, given).items.flatMap(item => (item.kind === 'command' ? [commandText(item)] : []));
}

export function commandText(command: Command): string {
  const words = command.words.map(wordText).join(' ');
  return command.runs.kind === 'always' ? words : `${words} ? ${conditionText(command.runs)}`;
}

/** A word as bash would take it: quoted where it has to be, `~` behind what may be several words. */
export function wordText(word: Value): string {
  const text = valueText(word);
  if (word.parts.some(part => part.splits)) return `${text}~`;
  return text === '' || /\s/.test(text) ? `'${text}'` : text;
}
