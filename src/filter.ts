import { type Complaint, mistakesOf, unusedIn } from './comments/complaints.js';
import { FileComments } from './comments/file-comments.js';
import { commentsIn, type IgnoreComment } from './comments/ignore-comment.js';
import { lineStructureOf } from './comments/lines.js';
import { COMMENT_RULES } from './comments/rules.js';
import { type CommentPolicy, DEFAULT_COMMENT_POLICY } from './config/configuration.js';
import { identityOf } from './findings/identity.js';
import { append } from './model/append.js';
import type { Finding, Severity, Silenced } from './model/finding.js';
import { oncePer } from './model/once.js';
import type { Outline } from './model/outline.js';
import type { SourceFile } from './source/file.js';

export { COMMENT_RULES } from './comments/rules.js';

export interface FilterSettings {
  /** the day by which comments expire, as ISO 8601 writes it */
  readonly today: string;
  /** comments silence nothing, and nothing is said of them */
  readonly without?: boolean;
  /** what comments may do in the files of a pipeline */
  policyOf?(owner: Owner): CommentPolicy;
  /** whether all was read that might need the comments of a file; by default it was */
  isWhole?(file: string, owner: Owner): boolean;
  /** the ids of all rules there are */
  readonly known: Iterable<string>;
  /** the rules that are on in a file that a pipeline leads to, `unused-ignore` and `invalid-ignore` among them, with their severities */
  activeIn(file: string, owner: Owner): ReadonlyMap<string, Severity>;
}

export interface Filtered {
  /** what is left, with what is wrong with the comments themselves; sorted by file, offset and rule */
  readonly findings: readonly Finding[];
  /** in the order the findings had */
  readonly silenced: readonly Silenced[];
}

/** Takes out the findings that a comment silences, and reports the comments that are wrong, have expired or silence nothing. */
export function filter(findings: readonly Finding[], pipelines: readonly Outline[], settings: FilterSettings): Filtered {
  const owners = ownersOf(pipelines, findings);
  const known = new Set([...settings.known, ...COMMENT_RULES.map(rule => rule.id)]);
  const complaints: Complaint[] = [];
  const inForce = new Map<SourceFile, FileComments>();
  for (const [file, owner] of settings.without ? [] : owners) {
    const policy = settings.policyOf?.(owner) ?? DEFAULT_COMMENT_POLICY;
    const { comments, malformed } = commentsIn(file);
    append(
      complaints,
      malformed.map(({ at, message }) => ({ rule: 'invalid-ignore', at, message, subject: 'form' })),
    );
    if (comments.length === 0) continue;
    const structure = lineStructureOf(file);
    const active = new FileComments(structure, policy.never);
    inForce.set(file, active);
    for (const comment of comments) {
      const mistakes = mistakesOf(comment, structure, known, { today: settings.today, ...policy });
      complaints.push(...mistakes);
      if (!mistakes.some(mistake => mistake.voids)) active.add(comment);
    }
  }
  const kept: Finding[] = [];
  const silenced: Silenced[] = [];
  for (const finding of findings) {
    const comment = silencing(finding, inForce);
    if (comment === undefined) kept.push(finding);
    else silenced.push({ finding, by: 'comment', ...(comment.reason !== undefined && { reason: comment.reason }) });
  }
  for (const [file, { all, never }] of inForce) {
    const owner = owners.get(file);
    if (owner === undefined || settings.isWhole?.(file.path, owner) === false) continue;
    const active = settings.activeIn(file.path, owner);
    for (const comment of all) append(complaints, unusedIn(comment, known, active, never));
  }
  append(kept, complaintFindings(complaints, owners, settings));
  return { findings: kept.sort(byPlace), silenced };
}

/** The first comment that silences a finding: where it points, or else around its statement, where that is in another file. */
function silencing(finding: Finding, inForce: ReadonlyMap<SourceFile, FileComments>): IgnoreComment | undefined {
  const { at, statement } = finding;
  const files = statement === undefined || statement.file === at.file ? [at.file] : [at.file, statement.file];
  // Both are asked, as each has to know which of its comments are of use.
  return files.map(file => inForce.get(file)?.silence(finding)).find(comment => comment !== undefined);
}

/** The pipeline for whose sake a file is looked at. */
export type Owner = Pick<Finding, 'platform' | 'pipelineFile'>;

/** The files whose comments are looked at: all that a pipeline or a finding leads to, each with the first pipeline that does. */
function ownersOf(pipelines: readonly Outline[], findings: readonly Finding[]): ReadonlyMap<SourceFile, Owner> {
  const owners = new Map<SourceFile, Owner>();
  const add = (file: SourceFile, { platform, pipelineFile }: Owner) => {
    if (!owners.has(file)) owners.set(file, { platform, pipelineFile });
  };
  for (const { platform, file, files } of pipelines) {
    for (const one of files) add(one, { platform, pipelineFile: file.path });
  }
  for (const finding of findings) add(finding.at.file, finding);
  return owners;
}

function complaintFindings(
  complaints: readonly Complaint[],
  owners: ReadonlyMap<SourceFile, Owner>,
  settings: FilterSettings,
): readonly Finding[] {
  const counts = new Map<string, number>();
  const activeOf = oncePer((file: SourceFile) => {
    const owner = owners.get(file);
    return owner && { owner, active: settings.activeIn(file.path, owner) };
  });
  return complaints.flatMap(({ rule, at, message, subject }) => {
    const { owner, active } = activeOf(at.file) ?? {};
    const severity = active?.get(rule);
    if (severity === undefined || owner === undefined) return [];
    const key = [at.file.path, owner.platform, rule, subject].join('\0');
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return [{ rule, severity, at, message, ...owner, related: [], via: [], identity: identityOf(key, count) }];
  });
}

function byPlace(a: Finding, b: Finding): number {
  return compare(a.at.file.path, b.at.file.path) || a.at.start - b.at.start || compare(a.rule, b.rule);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
