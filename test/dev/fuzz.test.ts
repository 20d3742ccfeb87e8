import test from 'ava';
import { checkInvariants } from '../../src/dev/fuzz/invariants.js';
import { mutated } from '../../src/dev/fuzz/mutate.js';
import { fuzz } from '../../src/dev/fuzz/property.js';
import { seedsIn } from '../../src/dev/fuzz/seeds.js';

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
