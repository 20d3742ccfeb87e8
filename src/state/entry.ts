import type { ExpandedJob } from '../model/pipeline.js';
import type { Settings } from '../model/settings.js';

/**
 * Whether a job starts on a machine on which no earlier job has left anything. What the configuration says of the platform's machines
 * wins over what is assumed of them; it does not make a vendor's own machines keep anything.
 */
export function startsClean({ machine }: ExpandedJob, { persistentAgents }: Settings): boolean {
  if (persistentAgents === false) return true;
  return machine.entry === 'clean' && !(persistentAgents && machine.entryAssumed);
}
