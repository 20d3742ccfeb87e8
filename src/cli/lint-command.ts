import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rules } from '../../rules/index.js';
import type { Forced } from '../config/configuration.js';
import { fix } from '../fix.js';
import { lint } from '../lint.js';
import type { Project } from '../project/project.js';
import { type FormatName, formatters } from '../report/index.js';
import { VERSION } from '../version.js';
import type { Arguments } from './arguments.js';
import { baselineIn, settleBaseline } from './baseline-file.js';
import { configurationFor } from './configured.js';
import { EXIT, exitCode } from './exit-code.js';
import { findFiles } from './files.js';
import { diffOf, fixSummary, writeFixes } from './fixes.js';
import type { Io } from './io.js';
import { writeReport } from './reports.js';
import { ruleNamed } from './rules-command.js';

/** Lints and writes the reports that were asked for. */
export async function lintCommand(args: Arguments, io: Io): Promise<number> {
  for (const id of [...args.severities.keys(), ...(args.fixing?.rules ?? [])]) ruleNamed(id);
  const named = await findFiles(args.operands, args.exclude, io.cwd);
  const files = args.inContext ? await findFiles([named.base], args.exclude, io.cwd) : named;
  const configuration = await configurationFor(files, args, forcedBy(args), io.cwd);
  const entries = args.baseline && baselineIn(args.baseline, io.cwd);
  const lintAll = (project: Project) =>
    lint(project, rules, {
      paths: files.paths,
      ...(args.inContext && { touching: new Set(named.paths) }),
      unread: files.unread,
      configuration,
      withoutComments: args.noIgnoreComments,
      ...(entries !== undefined && { known: { entries, letIn: args.baseline?.write === 'update' } }),
      partial: !files.whole,
      onFailure: error => debug(io, error),
    });
  const cwd = realpathSync(io.cwd);
  const shownPath = (path: string) => relative(cwd, join(files.base, path)).replaceAll(sep, '/');
  const { fixing } = args;
  const fixed = fixing && (await fix(files.project, lintAll, fixing));
  if (fixed !== undefined && fixing?.to === 'diff') {
    io.stdout.write(diffOf(fixed, files.project, shownPath));
    io.stderr.write(fixSummary(fixed, fixing));
    return fixed.files.size > 0 && !args.exitZero ? EXIT.findings : EXIT.clean;
  }
  if (fixed !== undefined) writeFixes(fixed, files.project, files.base);
  const report = fixed?.report ?? (await lintAll(files.project));
  for (const output of args.outputs) {
    // The arguments name no other formats than these.
    const format = await formatters[output.format as FormatName]();
    await writeReport(output, io, args.color, colour =>
      format(report, { colour, version: VERSION, shownPath, suppressed: args.sarifSuppressed }),
    );
  }
  if (args.baseline !== undefined && report.baseline !== undefined) settleBaseline(args.baseline, report.baseline, io);
  if (fixed !== undefined && fixing !== undefined) io.stderr.write(fixSummary(fixed, fixing));
  return exitCode(report, args, file => configuration.failOn(file));
}

function forcedBy({ severities, preset }: Arguments): Forced {
  return { severities, ...(preset !== undefined && { preset }) };
}

/** Where an error of ours became a note, `DBC_LINT_DEBUG=1` shows where it came from. */
function debug(io: Io, error: unknown): void {
  if (io.env.DBC_LINT_DEBUG) io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
