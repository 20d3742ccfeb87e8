import { fix, withEdits, withFiles } from './fix.js';
import { connectByCommands } from './migrate/commands.js';
import { connectWorkflow } from './migrate/github-actions.js';
import { obstacleIn } from './migrate/obstacles.js';
import { type Destination, isLeft, type Left, localBuilds, type Plan } from './migrate/plan.js';
import type { Finding } from './model/finding.js';
import type { JobRun } from './model/job-run.js';
import type { ExpandedJob, ExpandedPipeline } from './model/pipeline.js';
import type { Report, WholeReport } from './model/report.js';
import type { Project } from './project/project.js';
import { simulate } from './simulate.js';
import { type Edit, type SourceFile, type Span, sameSpan } from './source/file.js';
import { isCloud } from './state/builders.js';
import { stepsOf } from './state/steps.js';

/** What a move to Build Cloud came to. */
export interface Migrated {
  /** new texts by path, byte order mark included */
  readonly files: ReadonlyMap<string, string>;
  /** the jobs that now build on Build Cloud, each once, as `path of the CI file: job` */
  readonly moved: readonly string[];
  /** what a person has to look at, sorted by place */
  readonly left: readonly Left[];
  /** what the rules still say of the jobs that were moved, notes left out */
  readonly open: readonly Finding[];
  /** what the rules say of the files as they are then */
  readonly report: WholeReport;
  /** stretches that hold a credential, of the files as they were and as they are then */
  readonly secrets: readonly Span[];
}

/** Rules whose fixes turn an ordinary build on a cloud builder into the documented form; none lets a job push what it did not push. */
const RULES: ReadonlySet<string> = new Set([
  'builder-create-not-idempotent',
  'deprecated-buildx-install',
  'docker-build-ignores-selected-builder',
  'implicit-image-load',
  'load-then-push',
  'login-after-builder-setup',
  'password-on-command-line',
  'pull-request-pushes-image',
  'push-and-load',
  'redundant-external-cache',
  'unneeded-qemu',
  'unsupported-cloud-driver-option',
]);

interface Candidate {
  readonly key: string;
  /** the CI file's path */
  readonly file: string;
  readonly job: ExpandedJob;
  readonly plan: Plan;
}

/**
 * Moves the ordinary Docker builds of a project to Build Cloud: each job that builds is connected to the builder, and what the rules then
 * say of its builds is put right by their own fixes. A job that would have a new error is left as it was, and named with the reason.
 * @param lintAgain the linter with all its options, for a project whose files have changed
 */
export async function migrate(
  project: Project,
  lintAgain: (project: Project) => Promise<WholeReport>,
  destination: Destination,
): Promise<Migrated> {
  const before = await lintAgain(project);
  const candidates = before.pipelines.flatMap(pipeline => pipeline.jobs.flatMap(job => candidateOf(job, pipeline, destination) ?? []));
  const refused = new Map<string, Left>();
  for (;;) {
    const chosen = withoutOverlaps(candidates.filter(({ key, plan }) => !isLeft(plan) && !refused.has(key)));
    const connected = connectedFiles(chosen);
    const fixed = await fix(withFiles(project, connected), lintAgain, {
      unsafe: true,
      rules: RULES,
      only: (finding, report) => concerns(finding, report, chosen),
    });
    const worse = broken(before, fixed.report, chosen);
    if (worse.size === 0)
      return {
        ...result(candidates, chosen, refused, connected, fixed.files, fixed.report),
        secrets: [...before.secrets, ...fixed.secrets],
      };
    for (const [key, left] of worse) refused.set(key, left);
  }
}

/** Whether a finding speaks of a job that is moved: it is the first that shows it, or a step of it is pointed at. */
function concerns(finding: Finding, { pipelines }: WholeReport, chosen: readonly Candidate[]): boolean {
  const { at, statement = at, pipelineFile } = finding;
  if (chosen.some(one => one.file === pipelineFile && one.job.name === finding.job)) return true;
  return pipelines.some(pipeline =>
    pipeline.jobs.some(
      job =>
        chosen.some(one => one.key === keyOf(job, pipeline)) &&
        job.steps.some(({ span }) => span.file === at.file && span.start < statement.end && statement.start < span.end),
    ),
  );
}

function keyOf(job: ExpandedJob, pipeline: ExpandedPipeline): string {
  return `${pipeline.file.path}: ${job.path.join(' ')} ${job.combination ?? ''}`;
}

function candidateOf(job: ExpandedJob, pipeline: ExpandedPipeline, destination: Destination): readonly Candidate[] | undefined {
  const all = simulate(job, pipeline);
  const runs = all.filter(run => localBuilds(run).length > 0);
  // A job that knows Build Cloud keeps some builds here on purpose, as those of pull requests from forks.
  if (runs.length === 0 || all.some(run => run.connects || stepsOf(run, 'build').some(build => isCloud(build) === true))) return undefined;
  const plan = planOf(runs, pipeline, destination);
  return plan && [{ key: keyOf(job, pipeline), file: pipeline.file.path, job, plan }];
}

function planOf(runs: readonly JobRun[], { platform }: ExpandedPipeline, destination: Destination): Plan | undefined {
  for (const run of runs) {
    const obstacle = obstacleIn(run);
    if (obstacle !== undefined) return obstacle;
  }
  return platform === 'github-actions' ? connectWorkflow(runs, destination) : connectByCommands(runs, destination);
}

/** The plans that can be carried out together; jobs that share what is edited ask for the same. */
function withoutOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  const taken: Edit[] = [];
  return candidates.filter(({ plan }) => {
    const edits = isLeft(plan) ? [] : plan.edits;
    if (edits.some(edit => taken.some(other => clash(edit, other) && !isAgreed(edit, other, edits, taken)))) return false;
    taken.push(...edits);
    return true;
  });
}

/** Several insertions at one place, of which one job asks for more than the other: an image that is used behind one of them is loaded for both. */
function isAgreed(edit: Edit, other: Edit, edits: readonly Edit[], taken: readonly Edit[]): boolean {
  const isEmpty = ({ span }: Edit) => span.start === span.end;
  const at = (list: readonly Edit[]) => list.filter(one => isEmpty(one) && sameSpan(one.span, edit.span)).map(one => one.text);
  const [own, theirs] = [at(edits), at(taken)];
  return isEmpty(edit) && isEmpty(other) && (own.every(text => theirs.includes(text)) || theirs.every(text => own.includes(text)));
}

function clash({ span: a, text }: Edit, { span: b, text: other }: Edit): boolean {
  if (a.file !== b.file || (a.start === b.start && a.end === b.end && text === other)) return false;
  return a.start < b.end && b.start < a.end ? true : a.start === b.start;
}

function connectedFiles(chosen: readonly Candidate[]): ReadonlyMap<string, SourceFile> {
  const byFile = new Map<SourceFile, Edit[]>();
  for (const { plan } of chosen) {
    for (const edit of isLeft(plan) ? [] : plan.edits) {
      const others = byFile.get(edit.span.file) ?? [];
      const isThere = others.some(other => sameSpan(other.span, edit.span) && other.text === edit.text);
      if (!isThere) byFile.set(edit.span.file, [...others, edit]);
    }
  }
  return new Map([...byFile].map(([file, edits]) => [file.path, withEdits(file, edits)]));
}

/** The jobs that would be worse off: one with an error that was not there, or whose images are still not built on Build Cloud. */
function broken(before: Report, after: WholeReport, chosen: readonly Candidate[]): ReadonlyMap<string, Left> {
  const had = new Set(before.findings.map(finding => finding.identity));
  const errors = after.findings.filter(finding => finding.severity === 'error' && !had.has(finding.identity));
  const syntax = after.unread.filter(note => note.kind === 'syntax').length > before.unread.filter(note => note.kind === 'syntax').length;
  const worse = new Map<string, Left>();
  for (const one of chosen) {
    const { key, job, plan } = one;
    if (isLeft(plan)) continue;
    const now = after.pipelines
      .flatMap(pipeline => pipeline.jobs.map(one => ({ job: one, pipeline })))
      .find(found => keyOf(found.job, found.pipeline) === key);
    const error = errors.find(finding => concerns(finding, after, [one]));
    if (error !== undefined) worse.set(key, { at: job.span, why: `moved, it would fail: ${error.message.replace(/\.$/, '')}` });
    else if (now === undefined || syntax) worse.set(key, { at: job.span, why: 'it could not be read any more' });
    else if (!buildsOnCloud(now.job, now.pipeline))
      worse.set(key, {
        at: job.span,
        why: 'whether all of its builds would run on Build Cloud cannot be told, as a step before them may choose another builder',
      });
  }
  return worse;
}

/** In some world at least: pull requests from forks have no token. */
function buildsOnCloud(job: ExpandedJob, pipeline: ExpandedPipeline): boolean {
  const builds = simulate(job, pipeline).flatMap(run => stepsOf(run, 'build').filter(build => !build.inspectsOnly));
  const moved = new Set(builds.filter(build => isCloud(build) === true).map(build => build.origin.span.start));
  return builds.every(build => moved.has(build.span.start));
}

function result(
  candidates: readonly Candidate[],
  chosen: readonly Candidate[],
  refused: ReadonlyMap<string, Left>,
  connected: ReadonlyMap<string, SourceFile>,
  fixed: ReadonlyMap<string, string>,
  after: WholeReport,
): Omit<Migrated, 'secrets'> {
  const open = after.findings.filter(finding => finding.severity !== 'note' && concerns(finding, after, chosen));
  const isMoved = new Set(chosen.map(one => one.key));
  const left = candidates
    .filter(one => !isMoved.has(one.key))
    .map(
      ({ key, plan, job }) =>
        refused.get(key) ??
        (isLeft(plan) ? plan : { at: job.span, why: 'it shares lines with another job that is moved otherwise; give each its own' }),
    );
  const texts = new Map([...connected].map(([path, file]) => [path, `${file.byteOrderMark ? '\ufeff' : ''}${file.text}`] as const));
  return { files: new Map([...texts, ...fixed]), moved: [...isMoved].map(key => key.trim()), left: unique(left), open, report: after };
}

/** Cells of a matrix and callers of one script are left for the same reason. */
function unique(left: readonly Left[]): readonly Left[] {
  const seen = new Map(left.map(one => [`${one.at.file.path}\0${one.at.start}\0${one.why}`, one]));
  return [...seen.values()].sort((a, b) =>
    a.at.file.path < b.at.file.path ? -1 : a.at.file.path > b.at.file.path ? 1 : a.at.start - b.at.start,
  );
}
