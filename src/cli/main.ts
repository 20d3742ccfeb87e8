import { inert, visible } from '../report/visible.js';
import { VERSION } from '../version.js';
import { type Arguments, readArguments } from './arguments.js';
import { EXIT } from './exit-code.js';
import { helpText } from './help.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

/** Does what the arguments ask and gives the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const args = readArguments(argv);
    if (args.help) return print(io, helpText());
    if (args.version) return print(io, `${VERSION}\n`);
    return await run(args, io);
  } catch (error) {
    if (error instanceof UsageError) io.stderr.write(inert(visible(`dbc-lint: ${error.message}\n`)));
    else
      io.stderr.write(
        `dbc-lint failed: ${error instanceof Error ? error.stack : String(error)}\nThis is a mistake in dbc-lint. Please report it with the lines above.\n`,
      );
    return EXIT.failure;
  }
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return EXIT.clean;
}

/** Commands are loaded when they are called: `--version` needs none of them. */
async function run(args: Arguments, io: Io): Promise<number> {
  switch (args.command) {
    case 'lint':
      return (await import('./lint-command.js')).lintCommand(args, io);
    case 'inspect':
      return (await import('./inspect-command.js')).inspectCommand(args, io);
    case 'init':
      return (await import('./init-command.js')).initCommand(args, io);
    case 'completion':
      return (await import('./completion.js')).completionCommand(args, io);
    case 'config':
      return (await import('./config-command.js')).configCommand(args, io);
    case 'migrate':
      return (await import('./migrate-command.js')).migrateCommand(args, io);
    case 'rules':
      return (await import('./rules-command.js')).rulesCommand(args, io);
    case 'ignore':
      return (await import('./ignore-command.js')).ignoreCommand(args, io);
    case 'explain':
      return (await import('./rules-command.js')).explainCommand(args, io);
  }
}
