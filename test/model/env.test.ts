import test from 'ava';
import * as fc from 'fast-check';
import { Env } from '../../src/model/env.js';
import { known, literal } from '../../src/model/value.js';
import { SourceFile, span } from '../../src/source/file.js';

const at = span(new SourceFile('a', ''), 0, 0);
const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G');
const change = fc.oneof(
  fc.record({ name, text: fc.constantFrom('x', 'secret', 'y') }),
  fc.record({ name, text: fc.constant(undefined) }),
  fc.array(fc.tuple(name, fc.constantFrom('x', 'secret')), { minLength: 2, maxLength: 5 }),
);

function applied(env: Env, one: typeof change extends fc.Arbitrary<infer T> ? T : never): Env {
  if (Array.isArray(one)) return env.withAll(one.map(([key, text]) => [key, literal(text, at)] as const));
  return one.text === undefined ? env.without(one.name) : env.with(one.name, literal(one.text, at));
}

test('however many layers there are, each variable is what was set last', t => {
  const askedFor = Env.asking((_name, value) => (known(value) === 'secret' ? 'found' : undefined));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), changes => {
      let env = Env.empty;
      const expected = new Map<string, string>();
      for (const one of changes) {
        env = applied(env, one);
        for (const [key, text] of Array.isArray(one) ? one : [[one.name, one.text] as const]) {
          if (text === undefined) expected.delete(key);
          else expected.set(key, text);
        }
      }
      const sorted = (entries: Iterable<readonly [string, string | undefined]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
      t.deepEqual(sorted(env.entries().map(([key, value]) => [key, known(value)])), sorted(expected));
      for (const key of 'ABCDEFG') t.is(known(env.get(key)), expected.get(key));
      const found = [...expected].filter(([, text]) => text === 'secret').map(([key]) => key);
      t.deepEqual([...askedFor(env).keys()].sort(), found.sort());
    }),
  );
});

test('what a variable depends on is settled in each layer of its own', t => {
  const on = { kind: 'choice', options: [{ when: { kind: 'event', events: ['push'] }, value: literal('pushed', at) }], span: at } as const;
  let env = Env.of([['EVENT', { parts: [on], span: at }]]);
  for (let index = 0; index < 40; index++) env = env.with(`V${index}`, literal(String(index), at));
  t.true(env.hasChoice);
  const settled = env.inWorld({ event: 'push', assumed: new Map() });
  t.is(known(settled.get('EVENT')), 'pushed');
  t.is(known(settled.get('V39')), '39');
  t.is(settled.get('V0'), env.get('V0'));
  t.false(settled.hasChoice);
});
