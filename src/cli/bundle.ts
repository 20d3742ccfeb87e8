export { run } from './run.js';

/** Loaded where it is asked for: most runs have no threads. */
export async function work(): Promise<void> {
  (await import('./thread.js')).work();
}
