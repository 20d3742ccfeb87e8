import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.js';
import type { Redactor } from './redact.js';

/**
 * For readers that take findings of one id for one finding, and tell by it which ones a change brings: the id stays when lines move, and
 * no two in a report are equal. It is made of the identity without credentials, as the hash of a short one would give it away.
 */
export function stableIds(redactor: Redactor): (finding: Finding) => string {
  const counts = new Map<string, number>();
  return ({ identity, rule }) => {
    const key = `${rule}\n${redactor.text(identity)}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return createHash('sha256').update(`${key}\n${count}`).digest('hex');
  };
}
