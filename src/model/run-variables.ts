import type { Condition } from './condition.js';

/**
 * What the variables that a CI system sets itself say of a run: `$CI_COMMIT_TAG` is set where the pipeline is of a tag. Scripts ask them
 * what started the run. Each answer is `undefined` where nothing is known of that variable.
 */
export interface RunVariables {
  /** when `$name` is not empty */
  filled(name: string): Condition | undefined;
  /** when `$name` is `text`, which is not empty */
  equals(name: string, text: string): Condition | undefined;
  /** when `$name` begins with `text`, which is not empty, and anything may follow */
  startsWith?(name: string, text: string): Condition | undefined;
}
