import test from 'ava';
import fc from 'fast-check';
import { globMatcher } from '../../../src/platforms/gitlab-ci/globs.js';

const cases: readonly (readonly [string, string, boolean])[] = [
  ['ci/*.yml', 'ci/a.yml', true],
  ['ci/*.yml', 'ci/b/a.yml', false],
  ['ci/**.yml', 'ci/a.yml', true],
  ['ci/**.yml', 'ci/b/a.yml', true],
  ['ci/**/*.yml', 'ci/a.yml', true],
  ['ci/**/*.yml', 'ci/b/c/a.yml', true],
  ['ci/*.yml', 'ci/a.yaml', false],
  ['ci/a+(b).yml', 'ci/a+(b).yml', true],
  ['ci/a.yml', 'ci/aXyml', false],
];

for (const [glob, path, matches] of cases) {
  test(`${glob} ${matches ? 'matches' : 'does not match'} ${path}`, t => {
    t.is(globMatcher(glob)(path), matches);
  });
}

/** The same as a regular expression, which says what is meant and takes for ever over many stars. */
function pattern(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|\./g, part => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '.': '\\.' })[part] ?? part);
  return new RegExp(`^${source}$`);
}

test('stars stand for what the regular expression says', t => {
  const glob = fc.array(fc.constantFrom('a', 'b', '/', '.', '*', '**', '**/'), { maxLength: 8 }).map(parts => parts.join(''));
  const path = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 10 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(glob, path, (one, other) => globMatcher(one)(other) === pattern(one).test(other)),
    { numRuns: 5_000 },
  );
  t.pass();
});

test('many stars end', t => {
  for (const glob of ['*a'.repeat(30), '**/*a*'.repeat(30), '**'.repeat(30)])
    t.false(globMatcher(`${glob}b`)(`${'a'.repeat(100)}/`.repeat(20)), glob);
});
