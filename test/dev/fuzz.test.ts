import test from 'ava';
import { checkFormat } from '../../src/dev/fuzz/formats.js';
import { derived } from '../../src/dev/fuzz/grammar.js';
import { checkInvariants } from '../../src/dev/fuzz/invariants.js';
import { languages } from '../../src/dev/fuzz/languages.js';
import { mutated } from '../../src/dev/fuzz/mutate.js';
import { fuzz } from '../../src/dev/fuzz/property.js';
import { seedsIn } from '../../src/dev/fuzz/seeds.js';
import { lint } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';

test('mutations of the fixtures break nothing', async t => {
  const seeds = seedsIn('fixtures');
  t.true(seeds.length > 100);
  const failure = await fuzz(seeds, { seed: 20_260_101, runs: 150 });
  t.is(failure?.error, undefined, JSON.stringify(failure?.files));
});

test('what does not hold is found and made small', async t => {
  await t.throwsAsync(checkInvariants({ '.gitlab-ci.yml': null as unknown as string }));
  await t.notThrowsAsync(checkInvariants({ '.gitlab-ci.yml': 'image:\n  script: docker build .\n' }));
});

test('mutations change what they say', t => {
  t.is(mutated('abc', [{ kind: 'truncate', at: 0.5, length: 0 }], ''), 'a');
  t.is(mutated('abc', [{ kind: 'cut', at: 0, length: 2 }], ''), 'c');
  t.is(mutated('abc', [{ kind: 'nest', at: 0, token: '[', times: 3 }], ''), '[[[abc');
  t.is(mutated('abc', [{ kind: 'splice', at: 0, from: 0.5, length: 1 }], 'xy'), 'yabc');
  t.is(mutated('a\nb', [{ kind: 'lines', at: 0, to: 0.9, indent: 2 }], ''), 'b\n  a');
});

test('a grammar has productions put into one another, as far in as they stand', t => {
  const grammar = { top: ['a:\n  <map>', 'x'], map: ['b: <text>', 'b: 1\n<map>'], text: ['|\n  c\n  d'] };
  t.is(derived(grammar, 'top', [0, 1, 0, 0]), 'a:\n  b: 1\n  b: |\n    c\n    d\n');
  t.is(derived(grammar, 'top', [1]), 'x\n');
  t.is(derived({ top: ['.', '<top><top>'] }, 'top', Array(1_000).fill(1)).length < 2_000, true);
});

for (const { path, grammar, caller } of languages) {
  test(`the grammar of ${path} gives files in which builds are found`, async t => {
    const { summary, unread } = await lint(memoryProject({ ...caller, [path]: derived(grammar, 'top', []) }), []);
    t.true(summary.builds > 0);
    t.deepEqual(unread, []);
  });
}

test('a report that its readers would refuse is found', t => {
  t.throws(() => checkFormat('junit', '<a><b></a>'), { message: /tag/ });
  t.throws(() => checkFormat('json', '{'));
  t.throws(() => checkFormat('json', '{}'), { message: /not valid by its schema/ });
  t.throws(() => checkFormat('sarif', '{"version": "2.1.0"}'), { message: /not valid by its schema/ });
  t.throws(() => checkFormat('jsonl', '{}\n'), { message: /not valid by its schema/ });
  t.throws(() => checkFormat('text', '\u001b[31m'), { message: /U\+1b/ });
});
