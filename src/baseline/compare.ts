import type { BaselineEntry, BaselineResult } from '../model/baseline.js';
import type { Finding, Silenced } from '../model/finding.js';

export interface Compared extends BaselineResult {
  readonly fresh: readonly Finding[];
  readonly known: readonly Silenced[];
}

/**
 * Takes out the findings that a baseline knows.
 * @param isJudged whether this run would have shown the finding of an entry, were it still there
 * @param letIn new findings become a part of the baseline
 */
export function compareWith(
  entries: readonly BaselineEntry[],
  findings: readonly Finding[],
  isJudged: (entry: BaselineEntry) => boolean,
  letIn: boolean,
): Compared {
  const identities = new Set(entries.map(entry => entry.identity));
  const found = new Set(findings.map(finding => finding.identity));
  const isKnown = (finding: Finding) => letIn || identities.has(finding.identity);
  const gone = entries.filter(entry => !found.has(entry.identity) && isJudged(entry));
  const isGone = new Set(gone);
  const kept = entries.filter(entry => !found.has(entry.identity) && !isGone.has(entry));
  const next = [...kept, ...findings.filter(isKnown).map(entryOf)];
  return {
    fresh: findings.filter(finding => !isKnown(finding)),
    known: findings.filter(isKnown).map(finding => ({ finding, by: 'baseline' })),
    gone,
    next: next.sort(byContent),
  };
}

function entryOf({ rule, pipelineFile, at, identity }: Finding): BaselineEntry {
  const file = at.file.path;
  return { rule, pipeline: pipelineFile, ...(file !== pipelineFile && { file }), identity };
}

function byContent(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compare(a.pipeline, b.pipeline) || compare(a.file ?? '', b.file ?? '') || compare(a.rule, b.rule) || compare(a.identity, b.identity)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
