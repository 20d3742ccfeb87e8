import type { Finding, Severity } from '../model/finding.js';
import { counted, PLURALS } from './text.js';
import { worstFirst } from './worst-first.js';

/**
 * Annotations of one kind that GitHub and Azure Pipelines keep of a step; their agents, which are of one origin, drop the others without a
 * word (`_maxIssueCount` in src/Runner.Worker/ExecutionContext.cs of https://github.com/actions/runner, in src/Agent.Worker of
 * https://github.com/microsoft/azure-pipelines-agent).
 */
const MOST_OF_A_KIND = 10;

/** The worst findings, as many of a severity as are shown, and a line for each severity of which some are not. */
export function capped(
  findings: readonly Finding[],
  reader: string,
): { readonly kept: readonly Finding[]; readonly left: readonly string[] } {
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  const kept = worstFirst(findings).filter(({ severity }) => ++counts[severity] <= MOST_OF_A_KIND);
  const left = (Object.keys(counts) as Severity[])
    .filter(severity => counts[severity] > MOST_OF_A_KIND)
    .map(severity => {
      const more = counted(counts[severity] - MOST_OF_A_KIND, severity, PLURALS[severity]);
      return `${more} more: ${reader} shows ${MOST_OF_A_KIND} of a kind for each step.`;
    });
  return { kept, left };
}
