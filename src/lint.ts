import { causesFirst } from './check.js';
import { type CheckedFile, fileChecker, notesOf } from './check-file.js';
import { withoutFiles } from './config/configuration.js';
import { type Claim, discover } from './discover.js';
import { byPlace, reportFrom } from './gather.js';
import type { LintOptions } from './lint-options.js';
import { DEFAULT_LIMITS } from './model/limits.js';
import type { ExpandedPipeline, PlatformId, Unread } from './model/pipeline.js';
import type { Report, WholeReport } from './model/report.js';
import { NO_TIMER, timed } from './model/timer.js';
import { platforms as allPlatforms } from './platforms/index.js';
import type { Project } from './project/project.js';
import { failure, type Kept, type Pool, type ReadFile, readAll, readFile } from './read.js';
import type { Rule } from './rule.js';

/** What the files say, without any rule. */
export interface Inspection {
  readonly pipelines: readonly ExpandedPipeline[];
  /** sorted by file and offset */
  readonly unread: readonly Unread[];
  /** CI files that cannot matter */
  readonly passedOver: number;
}

/**
 * The whole linter. One file, platform or rule that breaks never stops a run: what it cost is told in a note. `pool` has the files read
 * and checked elsewhere, which is for texts that are on disk.
 */
export async function lint(project: Project, rules: readonly Rule[], options: LintOptions = {}, pool?: Pool<CheckedFile>): Promise<Report> {
  return reportFrom(await readFiles(project, options, checking(project, rules, options), pool), rules, options);
}

/** As `lint`, with all that was read. */
export async function lintWhole(project: Project, rules: readonly Rule[], options: LintOptions = {}): Promise<WholeReport> {
  const check = checkOf(rules, options);
  const { files, ...others } = await readFiles(
    project,
    options,
    reading(project, options, read => ({ read, checked: check(read) })),
  );
  const report = reportFrom({ ...others, files: files.map(({ checked }) => checked) }, rules, options);
  return { ...report, pipelines: files.flatMap(({ read }) => read.pipelines) };
}

/** The stages before the rules: discover, read, expand. */
export async function inspect(project: Project, options: LintOptions = {}): Promise<Inspection> {
  const { files, unread, passedOver } = await readFiles(
    project,
    options,
    reading(project, options, read => read),
  );
  const notes = [...unread, ...files.flatMap(notesOf)];
  return { pipelines: files.flatMap(file => file.pipelines), unread: notes.sort(byPlace), passedOver };
}

/** What is done for one file on its own, in whichever thread: it is read, expanded and checked. */
export function checking(project: Project, rules: readonly Rule[], options: LintOptions): (claim: Claim) => Promise<Kept<CheckedFile>> {
  return reading(project, options, checkOf(rules, options));
}

function checkOf(rules: readonly Rule[], options: LintOptions): (read: ReadFile) => CheckedFile {
  const configuration = options.configuration ?? withoutFiles(options, options.settings);
  const check = fileChecker(
    causesFirst(rules, rule => rule),
    configuration,
    options.timer,
  );
  return read => {
    try {
      return check(read);
    } catch (error) {
      // Rules that break are caught one by one: this is for what is done around them.
      return { unread: [...notesOf(read), failure(read.file, error, options.onFailure)], pipelines: [] };
    }
  };
}

function reading<T>(project: Project, options: LintOptions, keep: (read: ReadFile) => T): (claim: Claim) => Promise<Kept<T>> {
  const { configuration, timer = NO_TIMER, onFailure = () => {} } = options;
  const limitsFor = (path: string) => ({ ...(configuration?.limitsFor(path) ?? DEFAULT_LIMITS), ...options.limits });
  return async claim => {
    const read = await readFile(claim, project, { onFailure, timer, limitsFor });
    return { file: read.file, platform: read.platform, reached: read.reached, kept: keep(read) };
  };
}

/** What is kept of each file that may be a CI system's, and what is known before any is read. */
async function readFiles<T>(project: Project, options: LintOptions, read: (claim: Claim) => Promise<Kept<T>>, pool?: Pool<T>) {
  const { onlyPlatforms, configuration, platforms = allPlatforms } = options;
  const { timer = NO_TIMER, onProgress } = options;
  const found = timed(timer, 'discover', () => discover(project, options.paths ?? project.paths, platforms, configuration));
  const claims = onlyPlatforms === undefined ? found.claims : neededFor(onlyPlatforms, found.claims);
  let done = 0;
  const telling = (claim: Claim) => {
    onProgress?.('read', done++, claims.length);
    return read(claim);
  };
  const all = await readAll(claims, telling, pool);
  const files = all.filter(({ platform }) => onlyPlatforms?.has(platform) !== false).map(({ kept }) => kept);
  return { files, unread: [...(options.unread ?? []), ...found.unread], passedOver: found.passedOver };
}

/** Which scripts nothing calls is only known once all that might call them was read. */
function neededFor(wanted: ReadonlySet<PlatformId>, claims: readonly Claim[]): readonly Claim[] {
  const wantsUnreached = claims.some(({ platform }) => platform.onlyUnreached && wanted.has(platform.id));
  return wantsUnreached ? claims : claims.filter(({ platform }) => wanted.has(platform.id));
}
