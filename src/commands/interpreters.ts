import { pathIn } from '../model/path.js';
import type { Command, PlannedStep } from '../model/step.js';
import { known, type Value, valueText } from '../model/value.js';
import type { CommandContext, CommandReader } from './command-reader.js';
import { fieldsOf } from './fields.js';

/** Flags that take the next word, of any of these programs. */
const VALUE_FLAGS = /^-[WXIrlE]$/;

const SPEAKS_OF_DOCKER = /docker|buildx|compose/i;

/**
 * `python build.py`, `ruby build.rb`, `perl build.pl`, `go run ./ci`: languages that are not read. What starts programs in them is of no
 * interest unless the text speaks of docker; then it may have done anything.
 */
export const interpreter: CommandReader = {
  read(command, context) {
    const words = command.words.slice(1);
    const isGo = known(command.words[0]) === 'go';
    if (isGo && known(words[0]) !== 'run') return undefined;
    let at = isGo ? 1 : 0;
    for (let text = known(words[at]); text?.startsWith('-'); text = known(words[at])) {
      if (/^-[ce]$/.test(text)) return inlineCode(command, words[at + 1], context);
      if (text === '-') return isGo ? undefined : inlineCode(command, command.stdin, context);
      if (/^-[cem]/.test(text)) return undefined;
      at += VALUE_FLAGS.test(text) ? 2 : 1;
    }
    const word = words[at];
    if (word === undefined && !isGo) return inlineCode(command, command.stdin, context);
    const path = word === undefined ? undefined : pathIn(word, command.workingDirectory, context.root);
    const file =
      path === undefined ? undefined : (context.project.read(path) ?? (isGo ? context.project.read(`${path}/main.go`) : undefined));
    if (word === undefined || file === undefined || !SPEAKS_OF_DOCKER.test(file.text)) return undefined;
    context.unread({ at: word.span, why: `${file.path} is not a shell script and is not read`, kind: 'unsupported' });
    return [{ kind: 'opaque', ...fieldsOf(command), what: file.path }];
  },
};

/** `python -c 'import subprocess; …'`, `python <<EOF`. */
function inlineCode(command: Command, code: Value | undefined, context: CommandContext): readonly PlannedStep[] | undefined {
  if (code === undefined || !SPEAKS_OF_DOCKER.test(valueText(code))) return undefined;
  const program = valueText(command.words[0] ?? code);
  context.unread({ at: code.span, why: `the code that ${program} is given here is no shell script and is not read`, kind: 'unsupported' });
  return [{ kind: 'opaque', ...fieldsOf(command), what: `code of ${program}` }];
}
