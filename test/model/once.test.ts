import test from 'ava';
import { oncePer, oncePerRecent } from '../../src/model/once.js';

test('what is worked out once for each object is not worked out again', t => {
  let made = 0;
  const of = oncePer((_: object) => ++made);
  const [a, b] = [{}, {}];
  t.deepEqual([of(a), of(b), of(a), of(b)], [1, 2, 1, 2]);
});

test('two functions of one object do not meet, nor does a copy of it take over what was worked out; frozen objects and lists will do', t => {
  const sizeOf = oncePer((object: object) => Object.keys(object).length);
  const textOf = oncePer((object: object) => JSON.stringify(object));
  const pair = Object.freeze({ a: 1, b: 2 });
  t.deepEqual([sizeOf(pair), textOf(pair)], [2, '{"a":1,"b":2}']);
  t.deepEqual([sizeOf({ ...pair, c: 3 }), sizeOf([1]), sizeOf(pair)], [3, 1, 2]);
  t.deepEqual(Reflect.ownKeys(pair), ['a', 'b']);
});

test('of many objects only what was used last is kept', t => {
  let made = 0;
  const of = oncePerRecent((_: object) => ++made);
  const [old, used] = [{}, {}];
  t.deepEqual([of(old), of(used)], [1, 2]);
  for (let count = 0; count < 100; count++) {
    of({});
    t.is(of(used), 2);
  }
  t.is(of(old), 103);
});
