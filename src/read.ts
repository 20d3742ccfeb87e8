import type { Claim } from './discover.js';
import { expand } from './expand.js';
import { type Limits, PipelineRoom, TooLarge } from './model/limits.js';
import type { ExpandedPipeline, Pipeline, PlatformId, Unread } from './model/pipeline.js';
import { isStackOverflow } from './model/stack-overflow.js';
import { type Timer, timed } from './model/timer.js';
import type { Project } from './project/project.js';
import { type SourceFile, span } from './source/file.js';
import { isTemplatePath, templateLanguage } from './template.js';

/** The pipelines of one file, expanded, and the files that its steps call. */
export interface ReadFile {
  readonly file: SourceFile;
  readonly platform: PlatformId;
  readonly pipelines: readonly ExpandedPipeline[];
  readonly reached: ReadonlySet<SourceFile>;
  readonly unread: readonly Unread[];
}

/** How much is read of each file, and who is told what happens on the way. */
export interface Reading {
  readonly limitsFor: (path: string) => Limits;
  readonly onFailure: (error: unknown) => void;
  readonly timer: Timer;
}

/** What is kept of a file once it was read. */
export interface Kept<T> {
  readonly file: SourceFile;
  readonly platform: PlatformId;
  /** the files that its steps call */
  readonly reached: ReadonlySet<SourceFile>;
  readonly kept: T;
}

/** Has work done for each claim, here or elsewhere, and gives what comes of it in the order of the claims. */
export type Pool<T> = (claims: readonly Claim[], here: (claim: Claim) => Promise<Kept<T>>) => Promise<readonly Kept<T>[]>;

/**
 * Gives what is kept of each file. What is read on its own only where nothing reaches it (a script) comes after all that may reach it, and
 * is left out where another such file does.
 */
export async function readAll<T>(
  claims: readonly Claim[],
  read: (claim: Claim) => Promise<Kept<T>>,
  pool: Pool<T> = oneByOne,
): Promise<readonly Kept<T>[]> {
  const first = await pool(
    claims.filter(({ platform }) => !platform.onlyUnreached),
    read,
  );
  const reached = new Set(first.flatMap(one => [...one.reached]));
  const rest = await pool(
    claims.filter(({ platform, file }) => platform.onlyUnreached && !reached.has(file)),
    read,
  );
  return [...first, ...withoutReached(rest)];
}

async function oneByOne<T>(claims: readonly Claim[], here: (claim: Claim) => Promise<Kept<T>>): Promise<readonly Kept<T>[]> {
  const all: Kept<T>[] = [];
  for (const claim of claims) all.push(await here(claim));
  return all;
}

/** Files that no other of them reaches; of files that reach each other the last stays, or the whole ring would be lost. */
function withoutReached<T>(files: readonly Kept<T>[]): readonly Kept<T>[] {
  const calls = new Map<SourceFile, number>();
  const count = (reached: Iterable<SourceFile>, by: number) => {
    for (const file of reached) calls.set(file, (calls.get(file) ?? 0) + by);
  };
  for (const { reached } of files) count(reached, 1);
  return files.filter(({ file, reached }) => {
    const byOthers = (calls.get(file) ?? 0) - (reached.has(file) ? 1 : 0);
    if (byOthers > 0) count(reached, -1);
    return byOthers === 0;
  });
}

/** Whether the file is what it is taken for: it holds a pipeline, and no syntax error. */
function isReadWhole(read: readonly Pipeline[], file: SourceFile): boolean {
  return read.length > 0 && !read.some(({ unread }) => unread.some(note => note.kind === 'syntax' && note.at.file === file));
}

/** A file that another program makes into a CI file: one note, and no syntax errors. */
function templateFile({ file, platform }: Claim, language: string): ReadFile {
  const why = `this file is a template (${language}); only what is made of it can be read`;
  return { file, platform: platform.id, pipelines: [], reached: new Set(), unread: [{ at: span(file, 0, 0), why, kind: 'dynamic' }] };
}

/** What an error of ours in one file costs, as a note. */
export function failure(file: SourceFile, error: unknown, onFailure: (error: unknown) => void = () => {}): Unread {
  const at = span(file, 0, 0);
  if (isStackOverflow(error)) return { at, why: 'this file, or one that it calls, is nested too deep to be read', kind: 'limit' };
  onFailure(error);
  return { at, why: `dbc-lint failed to read this file: ${error instanceof Error ? error.message : String(error)}`, kind: 'unsupported' };
}

/** Of pipelines that hold more than is read there is a note and nothing else. */
function withinRoom({ file, platform, root }: Claim, read: () => readonly Pipeline[]): readonly Pipeline[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return [{ platform: platform.id, file, root, events: [], jobs: [], unread: [{ at: error.at, why: error.message, kind: 'limit' }] }];
  }
}

/** Reads and expands one file. An error of ours in one file must not cost the findings of all others: it becomes a note. */
export async function readFile(claim: Claim, project: Project, { onFailure, timer, limitsFor }: Reading): Promise<ReadFile> {
  const { platform, file, root } = claim;
  const reached = new Set<SourceFile>();
  try {
    if (isTemplatePath(file.path)) return templateFile(claim, 'its path names a variable');
    const stop = timer.start('load readers');
    const reader = await platform.load();
    stop();
    const pipelines: ExpandedPipeline[] = [];
    const limits = limitsFor(file.path);
    const read = timed(timer, 'read', () => withinRoom(claim, () => reader.read(file, root, project, new PipelineRoom(limits))));
    // What stands between the statements of a template is read wrongly, not only in part.
    const language = isReadWhole(read, file) ? undefined : templateLanguage(file);
    if (language !== undefined) return templateFile(claim, language);
    for (const planned of read) {
      const stopExpand = timer.start('expand');
      const { pipeline, reachedFiles } = await expand(planned, project, limits).finally(stopExpand);
      pipelines.push(pipeline);
      for (const one of reachedFiles) reached.add(one);
    }
    return { file, platform: platform.id, pipelines, reached, unread: [] };
  } catch (error) {
    return { file, platform: platform.id, pipelines: [], reached, unread: [failure(file, error, onFailure)] };
  }
}
