import fc from 'fast-check';
import { checkInvariants, type Files } from './invariants.js';
import { type Mutation, mutated, mutation } from './mutate.js';
import type { Seed } from './seeds.js';

interface Case {
  readonly seed: number;
  readonly other: number;
  readonly mutations: readonly Mutation[];
}

/** What a case is made to: the mutated seed with what calls it. */
export function filesOf(seeds: readonly Seed[], { seed, other, mutations }: Case): Files {
  const { path = 'Jenkinsfile', text = '', caller = {} } = seeds[seed % seeds.length] ?? {};
  return { ...caller, [path]: mutated(text, mutations, seeds[other % seeds.length]?.text ?? '') };
}

/**
 * Checks the invariants on mutations of the seeds.
 * @param begun told the files of each run before it begins: whoever waits for the end knows what it hangs on
 * @returns what failed, shrunk; `undefined` where nothing did
 */
export async function fuzz(
  seeds: readonly Seed[],
  parameters: { readonly seed: number; readonly runs: number },
  begun: (files: Files) => void = () => {},
): Promise<{ readonly files: Files; readonly error: string } | undefined> {
  const cases: fc.Arbitrary<Case> = fc.record({
    seed: fc.nat(),
    other: fc.nat(),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 6 }),
  });
  const property = fc.asyncProperty(cases, async one => {
    const files = filesOf(seeds, one);
    begun(files);
    await checkInvariants(files);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed: parameters.seed, numRuns: parameters.runs });
  if (!failed || counterexample === null) return undefined;
  const error = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return { files: filesOf(seeds, counterexample[0]), error };
}
