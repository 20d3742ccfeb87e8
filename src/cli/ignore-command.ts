import { rules } from '../../rules/index.js';
import { ignore } from '../ignore.js';
import { lint } from '../lint.js';
import type { Project } from '../project/project.js';
import { counted } from '../report/text.js';
import type { Arguments } from './arguments.js';
import { configurationFor } from './configured.js';
import { EXIT } from './exit-code.js';
import { findFiles, pathsSeenFrom } from './files.js';
import { writeDiff, writeFixes } from './fixes.js';
import type { Io } from './io.js';
import { ruleNamed } from './rules-command.js';
import { tuneV8 } from './tune-v8.js';
import { UsageError } from './usage-error.js';

/** `ignore RULE --reason TEXT [paths…]`: writes an ignore comment above each statement that the rule reports something of. */
export async function ignoreCommand(args: Arguments, io: Io): Promise<number> {
  const [rule, ...operands] = args.operands;
  if (rule === undefined) throw new UsageError('ignore needs a rule: dbc-lint ignore RULE --reason TEXT [paths…].');
  ruleNamed(rule);
  const { reason } = args;
  if (reason === undefined || reason.trim() === '' || /[\r\n]/.test(reason))
    throw new UsageError(`Say in one line why: dbc-lint ignore ${rule} --reason 'the scanner needs the image'.`);
  const files = await findFiles(operands, args.exclude, io.cwd);
  tuneV8(files.paths.length);
  const configuration = await configurationFor(files, args, {}, io.cwd);
  const { paths, unread } = files;
  const lintAgain = (project: Project) => lint(project, rules, { paths, unread, configuration, partial: !files.whole });
  const ignored = await ignore(files.project, lintAgain, rule, reason.trim());
  const shownPath = pathsSeenFrom(io.cwd, files.base);
  if (args.fixing === undefined) writeFixes(ignored, files.project, files.base);
  else writeDiff(ignored, files.project, shownPath, 'leave out --diff', io);
  const left = ignored.left.map(({ at }) => {
    const { line, column } = at.file.position(at.start);
    return `${shownPath(at.file.path)}:${line}:${column} no comment can stand here: silence it with ignore-file at the top of the file, or in the configuration.\n`;
  });
  io.stderr.write(`${left.join('')}${counted(ignored.silenced.length, 'finding', 'findings')} silenced, ${ignored.left.length} left.\n`);
  return ignored.left.length === 0 ? EXIT.clean : EXIT.findings;
}
