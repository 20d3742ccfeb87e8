import test from 'ava';
import { IgnoreRules } from '../../src/project/git-ignore.js';

test('a line that is longer than any path is passed over', t => {
  const rules = IgnoreRules.none.with('', `${'x'.repeat(9_000_000)}\na.txt\n`);
  t.true(rules.ignores('a.txt'));
  t.false(rules.ignores('x'));
});
