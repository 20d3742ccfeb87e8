import type { BaselineEntry } from '../model/baseline.js';

/** Grows when something is renamed, removed or changes its meaning; keys that are not known are passed over. */
const VERSION = 1;

/** A baseline as the text of its file: JSON with a line for each finding, sorted, so that a change is a line. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ rule, pipeline, file, identity }) => `    ${JSON.stringify({ rule, pipeline, file, identity })}`);
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${findings}\n}\n`;
}

/**
 * The entries in a baseline's text.
 * @returns what is wrong with it, as a clause, where it is none
 */
export function readBaseline(text: string): readonly BaselineEntry[] | { readonly problem: string } {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return { problem: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isRecord(data) || !Array.isArray(data.findings)) return { problem: 'is no baseline: it holds no list of findings' };
  if (data.version !== VERSION) return { problem: `is of version ${JSON.stringify(data.version)}, which this dbc-lint does not know` };
  const entries: BaselineEntry[] = [];
  for (const [index, entry] of data.findings.entries()) {
    if (!isRecord(entry)) return { problem: `is no baseline: its finding ${index + 1} is no map` };
    const { rule, pipeline, file, identity } = entry;
    if (typeof rule !== 'string' || typeof pipeline !== 'string' || typeof identity !== 'string')
      return { problem: `is no baseline: its finding ${index + 1} lacks a rule, a pipeline or an identity` };
    entries.push({ rule, pipeline, ...(typeof file === 'string' && { file }), identity });
  }
  return entries;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
