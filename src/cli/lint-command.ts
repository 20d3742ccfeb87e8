import { rules } from '../../rules/index.js';
import { filesIn, reportOn } from '../changed.js';
import type { Configuration } from '../config/configuration.js';
import { fix } from '../fix.js';
import { lint } from '../lint.js';
import type { LintOptions } from '../lint-options.js';
import type { Finding } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { NO_TIMER } from '../model/timer.js';
import type { Project } from '../project/project.js';
import { type FormatName, formatters } from '../report/index.js';
import { VERSION } from '../version.js';
import type { Arguments } from './arguments.js';
import { baselineIn, settleBaseline } from './baseline-file.js';
import { configurationFor, forcedBy } from './configured.js';
import { EXIT, exitCode, type FailOn, warningsPast } from './exit-code.js';
import { type Files, findFiles, pathsSeenFrom, standardInput } from './files.js';
import { fixedText, fixSummary, writeDiff, writeFixes } from './fixes.js';
import type { Io } from './io.js';
import { Progress } from './progress.js';
import { writeReport } from './reports.js';
import { ruleNamed } from './rules-command.js';
import { sinceStart } from './since-start.js';
import { Stopwatch } from './stats.js';
import { ThreadPool } from './thread-pool.js';
import { UsageError } from './usage-error.js';

/** Lints and writes the reports that were asked for. */
export async function lintCommand(args: Arguments, io: Io): Promise<number> {
  const start = sinceStart();
  for (const id of [...args.severities.keys(), ...(args.fixing?.rules ?? [])]) ruleNamed(id);
  const stopwatch = args.stats ? new Stopwatch() : undefined;
  const timer = stopwatch ?? NO_TIMER;
  let stop = timer.start('find files');
  const named = await filesFor(args, io);
  const files = args.inContext ? await findFiles([named.base], args.exclude, io.cwd) : named;
  stop();
  stop = timer.start('configuration');
  const configuration = await configurationFor(files, args, forcedBy(args), io.cwd);
  stop();
  const shownPath = pathsSeenFrom(io.cwd, files.base);
  // The hook hands over whatever is to be committed.
  if (!args.inContext) tellIgnored(named.single.filter(path => configuration.ignores(path)).map(shownPath), io);
  const lintAll = linter(args, named, files, configuration, io, stopwatch);
  const { fixing } = args;
  const isInput = args.stdinName !== undefined;
  const isOfInput = ({ fix: made }: Finding) => made?.edits.every(edit => named.paths.includes(edit.span.file.path)) === true;
  const fixed = fixing && (await fix(files.project, lintAll, { ...fixing, ...(isInput && { only: isOfInput }) }));
  if (fixed !== undefined && fixing?.to === 'diff') {
    writeDiff(fixed, files.project, shownPath, 'use --fix', io);
    io.stderr.write(fixSummary(fixed, fixing));
    return fixed.files.size > 0 && !args.exitZero ? EXIT.findings : EXIT.clean;
  }
  // What comes from standard input goes to standard output, so that reports have to go elsewhere.
  const isFilter = fixed !== undefined && isInput;
  if (isFilter) for (const path of named.paths) io.stdout.write(fixedText(fixed, files.project, path));
  else if (fixed !== undefined) writeFixes(fixed, files.project, files.base);
  const report = fixed?.report ?? (await lintAll(files.project));
  stop = timer.start('reports');
  await writeReports(args.quiet ? errorsOf(report) : report, args, shownPath, isFilter ? { ...io, stdout: io.stderr } : io);
  stop();
  if (args.baseline !== undefined && report.baseline !== undefined) settleBaseline(args.baseline, report.baseline, io);
  if (fixed !== undefined && fixing !== undefined) io.stderr.write(fixSummary(fixed, fixing));
  if (stopwatch !== undefined) io.stderr.write(stopwatch.table(start, sinceStart()));
  return finalCode(report, args, named, io, file => configuration.failOn(file));
}

async function filesFor(args: Arguments, io: Io): Promise<Files> {
  const isInput = args.operands.includes('-');
  if (isInput !== (args.stdinName !== undefined))
    throw new UsageError(
      isInput ? 'The path - needs --stdin-filename PATH, by which its platform is known.' : '--stdin-filename goes with the path -.',
    );
  if (args.stdinName === undefined) return findFiles(args.operands, args.exclude, io.cwd);
  if (args.operands.length > 1) throw new UsageError('The path - is standard input, and stands alone. Leave out the others.');
  return standardInput(args.stdinName, io.stdin(), io.cwd);
}

/** Who names a file does not think that it is passed over. */
function tellIgnored(paths: readonly string[], io: Io): void {
  for (const path of paths) io.stderr.write(`dbc-lint: '${path}' is not linted: the configuration ignores it.\n`);
}

/** Lints a state of the project: as it is on disk, or with fixes. */
function linter(args: Arguments, named: Files, files: Files, configuration: Configuration, io: Io, stopwatch?: Stopwatch) {
  const timer = stopwatch ?? NO_TIMER;
  const entries = args.baseline && baselineIn(args.baseline, io.cwd);
  const pool = poolFor(args, files, io, stopwatch);
  const concerned = new Set(named.paths);
  return async (project: Project): Promise<Report> => {
    const progress = new Progress(io.stderr);
    const options: LintOptions = {
      paths: files.paths,
      unread: files.unread,
      configuration,
      partial: !files.whole,
      withoutComments: args.noIgnoreComments,
      ...(args.onlyPlatforms !== undefined && { onlyPlatforms: args.onlyPlatforms }),
      ...(entries !== undefined && { known: { entries, letIn: args.baseline?.write === 'update' } }),
      timer,
      onProgress: (what, done, count) => progress.tell(what, done, count),
      onFailure: error => debug(io, error),
    };
    // Of a text that was changed here the other threads know nothing.
    const elsewhere = project === files.disk ? pool.run.bind(pool) : undefined;
    const report = await lint(project, rules, options, elsewhere).finally(() => {
      progress.end();
      pool.end();
    });
    const inContext = args.inContext ? reportOn(report, concerned) : report;
    if (args.changed === undefined) return inContext;
    const stop = timer.start('changed files');
    return onlyChanged(inContext, args.changed, files, io).finally(stop);
  };
}

function poolFor(args: Arguments, { base, disk, whole, configs }: Files, io: Io, stopwatch: Stopwatch | undefined): ThreadPool {
  const { config, noConfig, severities, preset, stats } = args;
  const choice = { noConfig, severities, stats, ...(config !== undefined && { config }), ...(preset !== undefined && { preset }) };
  return new ThreadPool(disk, {
    script: io.threadScript,
    compiled: io.compiled,
    data: { base, paths: whole ? disk.paths : undefined, configs, args: choice, cwd: io.cwd },
    threads: args.threads,
    stopwatch,
    onFailure: error => debug(io, error),
  });
}

/** Git is loaded where it is asked for. */
async function onlyChanged(report: Report, { since }: { readonly since?: string }, { base }: Files, io: Io): Promise<Report> {
  const { Git } = await import('./git.js');
  const git = new Git(base, io.env, since === undefined ? '--changed' : '--since');
  return reportOn(report, git.changed(filesIn(report), since));
}

function errorsOf(report: Report): Report {
  return { ...report, findings: report.findings.filter(({ severity }) => severity === 'error') };
}

async function writeReports(report: Report, args: Arguments, shownPath: (path: string) => string, io: Io): Promise<void> {
  for (const output of args.outputs) {
    // The arguments name no other formats than these.
    const format = await formatters[output.format as FormatName]();
    await writeReport(output, io, args.color, colour =>
      format(report, { colour, version: VERSION, shownPath, suppressed: args.sarifSuppressed }),
    );
  }
}

/** What was named and cannot be opened fails the run, whatever else was found: nobody may take it for clean. */
function finalCode(report: Report, args: Arguments, { unopened }: Files, io: Io, failOn: FailOn): number {
  for (const { given, problem } of unopened) io.stderr.write(`dbc-lint: '${given}' ${problem}.\n`);
  if (unopened.length > 0) return EXIT.failure;
  const past = args.exitZero ? undefined : warningsPast(report, args);
  if (past !== undefined) io.stderr.write(`dbc-lint: ${past} warnings, and --max-warnings allows ${args.maxWarnings}.\n`);
  return past === undefined ? exitCode(args.quiet ? errorsOf(report) : report, args, failOn) : EXIT.findings;
}

/** Where an error of ours became a note, `DBC_LINT_DEBUG=1` shows where it came from. */
function debug(io: Io, error: unknown): void {
  if (io.env.DBC_LINT_DEBUG) io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
