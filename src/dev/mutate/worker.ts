import { parentPort, workerData } from 'node:worker_threads';
import { type Item, suiteIn } from './suite.js';

/** What the worker is given: the copy with the mutants in it, and which of them to try. */
export interface Work {
  readonly copy: string;
  readonly unitTestFiles: readonly string[];
  readonly mutants: readonly number[];
}

/** `start` before each mutant, so that one that never ends is noticed; then what became of it. */
export type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'start'; readonly mutant: number }
  | { readonly kind: 'end'; readonly mutant: number; readonly fate: 'killed' | 'survived' | 'not reached' }
  | { readonly kind: 'done' };

const { copy, unitTestFiles, mutants } = workerData as Work;
let active = -1;
let reached = new Set<number>();
const shared = globalThis as unknown as Record<string, unknown>;
shared.$generation = 0;
shared.$mutant = (id: number) => {
  if (active === -1) reached.add(id);
  return id === active;
};

/** What is worked out once for each object is worked out anew. */
function outcomeOf(item: Item): Promise<string> {
  shared.$generation = Number(shared.$generation) + 1;
  return item.run().catch(error => `failed: ${String(error)}`);
}

const items = await suiteIn(copy, unitTestFiles);
const reaching = new Map<number, { readonly item: Item; readonly outcome: string }[]>();
for (const item of items) {
  reached = new Set();
  const outcome = await outcomeOf(item);
  if (outcome.startsWith('failed: ')) throw new Error(`${item.name} fails without any change: ${outcome}`);
  for (const id of reached) reaching.set(id, [...(reaching.get(id) ?? []), { item, outcome }]);
}
post({ kind: 'ready' });
for (const mutant of mutants) {
  post({ kind: 'start', mutant });
  post({ kind: 'end', mutant, fate: await fateOf(mutant) });
}
post({ kind: 'done' });

async function fateOf(mutant: number): Promise<'killed' | 'survived' | 'not reached'> {
  const tried = reaching.get(mutant) ?? [];
  active = mutant;
  try {
    for (const { item, outcome } of tried) if ((await outcomeOf(item)) !== outcome) return 'killed';
  } finally {
    active = -1;
  }
  return tried.length === 0 ? 'not reached' : 'survived';
}

function post(message: Message): void {
  parentPort?.postMessage(message);
}
