import vm from 'node:vm';
import test from 'ava';
import { instrument } from '../../src/dev/mutate/mutants.js';

const SOURCE = `const LIMIT = 3;
function isShort(words, open) {
  if (!open && words.length < LIMIT) return words.some(word => word.startsWith('a')) || words.length === 1;
  return words.filter(word => word !== '')[0] ?? true;
}
isShort(given, open)`;

/** What the instrumented text gives while one mutant is on. */
function outcome(active: number, given: readonly string[], open: boolean): unknown {
  const { text } = instrument('a.js', SOURCE, 10);
  return vm.runInNewContext(text, { given, open, $mutant: (id: number) => id === active });
}

test('without a mutant the text does what it did', t => {
  t.is(outcome(-1, ['ab', 'b'], false), true);
  t.is(outcome(-1, ['b', 'c'], false), false);
  t.is(outcome(-1, ['', 'b'], true), 'b');
});

test('every kind of change is made once, at its line, and only in functions', t => {
  const { mutants } = instrument('a.js', SOURCE, 10);
  t.deepEqual(
    mutants.map(({ id }) => id),
    mutants.map((_, index) => 10 + index),
  );
  t.true(mutants.every(({ line }) => line === 3 || line === 4));
  const changes = mutants.map(({ before, after }) => `${before} → ${after}`);
  for (const change of [
    '!open && words.length < LIMIT → true',
    '!open && words.length < LIMIT → (!open) || (words.length < LIMIT)',
    '!open → open',
    'words.length < LIMIT → words.length <= LIMIT',
    "words.some(word => word.startsWith('a')) → words.every(word => word.startsWith('a'))",
    "word.startsWith('a') → word.endsWith('a')",
    "'a' → ''",
    '1 → 2',
    "words.filter(word => word !== '') → words",
    "words.filter(word => word !== '')[0] ?? true → (words.filter(word => word !== '')[0]) && (true)",
    'true → false',
  ])
    t.is(changes.filter(one => one === change).length, 1, change);
  t.is(new Set(changes).size, changes.length);
});

test('a mutant that is on changes what comes out, and no other does', t => {
  const { mutants } = instrument('a.js', SOURCE, 10);
  const idOf = (after: string) => mutants.find(mutant => mutant.after === after)?.id ?? -1;
  t.is(outcome(idOf('words.length <= LIMIT'), ['b', 'c', 'd'], false), false);
  t.is(outcome(-1, ['b', 'c', 'd'], false), 'b');
  t.is(outcome(idOf("word.endsWith('a')"), ['ab', 'b'], false), false);
  t.is(outcome(idOf('words'), ['', 'b'], true), '');
});
