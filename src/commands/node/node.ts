import { pathIn } from '../../model/path.js';
import type { Command, PlannedStep } from '../../model/step.js';
import { known, literal, type Value } from '../../model/value.js';
import { scriptOfValue } from '../../shell/script-text.js';
import type { CommandContext, CommandReader } from '../command-reader.js';
import { calledFieldsOf, spanOfWords } from '../fields.js';
import { LAUNCHERS } from '../script.js';
import { nodeCall } from './node-call.js';
import { folderOf, resolveImport, startsSomething } from './relevance.js';
import type { Running } from './run.js';

type Steps = readonly PlannedStep[] | undefined;

/** `node x.js`, `tsx x.ts`, `zx x.mjs`, `node -e '…'`: the programs that a script starts, in order, as far as its text tells. */
export function nodeReader(program: string): CommandReader {
  return {
    read(command, context) {
      const found = nodeCall(program, command.words.slice(1), command.stdin);
      if (found === undefined) return undefined;
      if (found.kind === 'script')
        return [{ ...command, words: [literal('npm', command.span), literal('run', command.span), ...found.words] }];
      const at = spanOfWords(command.words, command.span);
      const running = { args: found.args, program: program === 'zx' ? 'zx' : 'node' } as const;
      if (found.kind === 'file') return fromFile(command, context, found.file, running);
      return fromText(command, context, found.text, { ...running, via: [...command.via, { at, callee: `${program} -e` }] });
    },
  };
}

/** `script` of actions/github-script. */
export const githubScript: CommandReader = {
  async read(command, context) {
    const [, body] = command.words;
    const steps = body && (await fromText(command, context, body, { args: [], program: 'github-script', via: command.via }));
    return steps ?? [{ kind: 'other', ...calledFieldsOf(command) }];
  },
};

async function fromText(command: Command, context: CommandContext, text: Value, running: Running): Promise<Steps> {
  const script = scriptOfValue(text);
  if (!startsSomething(script.text.value, command.workingDirectory, context.project)) return undefined;
  const { runText } = await import('./run.js');
  return orNothing(runText(command, context, script, running));
}

function fromFile(command: Command, context: CommandContext, word: Value, running: Omit<Running, 'via'>): Steps | Promise<Steps> {
  const { project, root } = context;
  const path = pathIn(word, command.workingDirectory, root);
  const resolved = path === undefined ? undefined : resolveImport(path, project);
  const file = resolved === undefined ? undefined : project.read(resolved);
  if (file === undefined) return notFound(command, context, word, path);
  if (!startsSomething(file.text, folderOf(file.path), project)) return undefined;
  const via = [...command.via, { at: spanOfWords(command.words, command.span), callee: file.path }];
  return import('./run.js').then(({ runFile }) => orNothing(runFile(command, context, file, { ...running, via })));
}

function orNothing(steps: readonly PlannedStep[]): Steps {
  return steps.length === 0 ? undefined : steps;
}

/** Programs of packages, and what a build makes, are in no repository; what they do has little to do with images. */
function notFound(command: Command, context: CommandContext, word: Value, path: string | undefined): Steps {
  const isOutside = path === undefined && known(word) !== undefined && command.workingDirectory !== undefined;
  if (isOutside || (path !== undefined && LAUNCHERS.test(path))) return undefined;
  const problem = path === undefined ? undefined : context.project.problem(path);
  const why =
    path === undefined
      ? 'a script whose path only a run would tell is not followed'
      : `${path} is called, but ${problem ?? 'is not in the repository'}`;
  context.unread({ at: word.span, why, kind: path === undefined ? 'dynamic' : 'missing' });
  return undefined;
}
