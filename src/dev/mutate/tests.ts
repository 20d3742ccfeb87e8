import { deepStrictEqual, notDeepStrictEqual } from 'node:assert/strict';

/** A test of ours that stands for AVA's while mutants are tried: the same tests, run in this process as often as is needed. */
export interface UnitTest {
  readonly title: string;
  run(): Promise<void>;
}

export const unitTests: UnitTest[] = [];

/** The assertions that the tests of the simulation use. */
const assertions = {
  is(actual: unknown, expected: unknown) {
    if (!Object.is(actual, expected)) throw new Error('is');
  },
  not(actual: unknown, expected: unknown) {
    if (Object.is(actual, expected)) throw new Error('not');
  },
  true(actual: unknown) {
    if (actual !== true) throw new Error('true');
  },
  false(actual: unknown) {
    if (actual !== false) throw new Error('false');
  },
  deepEqual(actual: unknown, expected: unknown) {
    deepStrictEqual(actual, expected);
  },
  notDeepEqual(actual: unknown, expected: unknown) {
    notDeepStrictEqual(actual, expected);
  },
  regex(actual: string, expected: RegExp) {
    if (!expected.test(actual)) throw new Error('regex');
  },
  like(actual: unknown, expected: object) {
    const all = Object(actual) as Readonly<Record<string, unknown>>;
    deepStrictEqual(Object.fromEntries(Object.keys(expected).map(key => [key, all[key]])), expected);
  },
};

export default function test(title: string, body: (t: typeof assertions) => unknown): void {
  unitTests.push({ title, run: async () => void (await body(assertions)) });
}
