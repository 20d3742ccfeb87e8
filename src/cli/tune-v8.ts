/** Fewer files are done before V8 has much to optimize. */
const FEW = 20;

const VERSION = Number.parseInt(process.versions.v8, 10);

/**
 * V8 refuses what was compiled with other flags, Node's own parts among it: a thread takes 65 ms to start instead of 40 once they have
 * changed. That of Node 20 is tuned when all threads have loaded what they need; later ones would have begun to optimize by then.
 */
export const TUNED_LATE = VERSION < 12;

/**
 * V8 of Node 20 counts bytes of code that ran, later ones calls: https://github.com/v8/v8/blob/11.3.244/src/execution/tiering-manager.cc.
 * It would optimize a small function when that has run its bytes for the first time, and what ran before V8 was tuned was given few: of
 * 200 workflows 106 functions were optimized instead of 16.
 */
const BYTES = ['--interrupt-budget=1000000', '--max-bytecode-size-for-early-opt=0'];
const CALLS = ['--invocation-count-for-turbofan=40000', '--invocation-count-for-maglev=4000'];

/** By version of V8, those of Node 20, 22, 24 and 25: one that does not know a flag says so on standard error. */
const FLAGS: Readonly<Record<string, readonly string[]>> = { 11: BYTES, 12: CALLS, 13: CALLS, 14: CALLS };

/**
 * The heap may grow to 1.3 times what is in use before it is cleaned as a whole. By default V8 lets a heap grow to four times of it while
 * there is memory left: of 9,924 files 554 → 277 MB at the most in one thread, 814 → 412 MB in two, in the same time.
 */
const MEMORY = ['--heap-growing-percent=30'];

/**
 * What is new gets its largest room at once. V8 would double it from 1 MB on, after as many collections as it takes to see that much is
 * kept: of 200 workflows 3 % of the time.
 */
const NEW_OBJECTS = ['--semi-space-growth-factor=16'];

/**
 * Has V8 run a function ten to fifteen times longer than it would before it optimizes it. A run over hundreds of files calls very many
 * functions, none of them for long: what it costs to optimize them, and to do so again when their input looks different, is not won
 * back. CPU time of 200 workflows 2.5 → 1.4 s, of 5,500 files 13.9 → 13.2 s (Node 20, interleaved runs). V8 looks at the numbers each time
 * it begins to count, so that they may change at any time.
 * @param files that are read; very many where it is not said
 */
export function tuneV8(files = Number.POSITIVE_INFINITY): void {
  if (files <= FEW) return;
  // Not imported: it brings all of Node's streams, 2.4 ms that a run over few files does without.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of [...MEMORY, ...NEW_OBJECTS, ...(FLAGS[VERSION] ?? [])]) setFlagsFromString(flag);
}
