import fc from 'fast-check';
import { derived } from './grammar.js';
import { checkInvariants, type Files } from './invariants.js';
import { languages } from './languages.js';
import { type Mutation, mutated, mutation } from './mutate.js';
import type { Seed } from './seeds.js';

interface Case {
  readonly seed: number;
  readonly other: number;
  /** a text of a grammar in place of the seed's, by these choices */
  readonly choices?: readonly number[];
  readonly mutations: readonly Mutation[];
}

/** What a case is made to: the mutated text with what calls it. */
export function filesOf(seeds: readonly Seed[], { seed, other, choices, mutations }: Case): Files {
  const {
    path = 'Jenkinsfile',
    text = '',
    caller = {},
  } = choices === undefined ? (seeds[seed % seeds.length] ?? {}) : written(seed, choices);
  return { ...caller, [path]: mutated(text, mutations, seeds[other % seeds.length]?.text ?? '') };
}

function written(seed: number, choices: readonly number[]): Partial<Seed> {
  const language = languages[seed % languages.length];
  return language === undefined ? {} : { ...language, text: derived(language.grammar, 'top', choices) };
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
  const mutatedSeed = fc.record({ seed: fc.nat(), other: fc.nat(), mutations: fc.array(mutation, { minLength: 1, maxLength: 6 }) });
  const mutatedGrammar = fc.record({
    seed: fc.nat(),
    other: fc.nat(),
    choices: fc.array(fc.nat(60), { minLength: 1, maxLength: 300, size: 'max' }),
    mutations: fc.array(mutation, { maxLength: 2 }),
  });
  const cases: fc.Arbitrary<Case> = fc.oneof(mutatedSeed, mutatedGrammar);
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
