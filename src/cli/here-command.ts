import { rules } from '../../rules/index.js';
import { withEdits } from '../fix.js';
import { lintWhole } from '../lint.js';
import type { Finding } from '../model/finding.js';
import { formatHere } from '../report/here.js';
import type { Arguments } from './arguments.js';
import { configurationFor } from './configured.js';
import { EXIT } from './exit-code.js';
import { findFiles, pathsSeenFrom } from './files.js';
import type { Io } from './io.js';
import { tuneV8 } from './tune-v8.js';
import { UsageError } from './usage-error.js';

/**
 * `explain --here FILE:LINE`: what is reported on a line, and why. The whole repository is read for it, as a script is judged by the jobs
 * that call it.
 */
export async function hereCommand(here: string, args: Arguments, io: Io): Promise<number> {
  const [, name, digits] = /^(.+?):(\d+)(?::\d+)?$/.exec(here) ?? [];
  if (name === undefined) throw new UsageError(`--here ${here} names no line. Write --here FILE:LINE, as in --here ci/build.sh:3.`);
  const named = await findFiles([name], [], io.cwd);
  const files = await findFiles([named.base], [], io.cwd);
  tuneV8(files.paths.length);
  const [path] = named.paths;
  const file = path === undefined ? undefined : files.project.read(path);
  if (file === undefined) throw new UsageError(`'${name}' cannot be read. Name a file of the repository.`);
  const configuration = await configurationFor(files, args, {}, io.cwd);
  const report = await lintWhole(files.project, rules, { paths: files.paths, unread: files.unread, configuration });
  const shownPath = pathsSeenFrom(io.cwd, files.base);
  io.stdout.write(formatHere(report, file, Number(digits), { shownPath, fixed: fixedFiles }));
  return EXIT.clean;
}

function fixedFiles({ fix }: Finding) {
  const edits = fix?.edits ?? [];
  return [...new Set(edits.map(edit => edit.span.file))].map(file => ({
    before: file,
    after: withEdits(
      file,
      edits.filter(edit => edit.span.file === file),
    ),
  }));
}
