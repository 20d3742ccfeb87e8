import test from 'ava';
import fc from 'fast-check';
import { Needles } from '../../src/report/needles.js';

const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' '), minLength: 1, maxLength: 10 });
const isPart = (character: string | undefined) => character !== undefined && /\w/.test(character);

test('whatever is looked for is found wherever it occurs, and nothing else', t => {
  fc.assert(
    fc.property(fc.array(word), fc.array(word), (texts, words) => {
      const text = words.join('');
      const found = new Needles(texts).in(text);
      const covered = new Set(found.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)));
      const expected = new Set<number>();
      for (const needle of texts.filter(one => one.length >= 4)) {
        for (let start = 0; start + needle.length <= text.length; start++) {
          const end = start + needle.length;
          const isWord = !isPart(text[start - 1]) && !isPart(text[end]);
          if (!text.startsWith(needle, start) || (needle.length < 8 && !isWord)) continue;
          for (let at = start; at < end; at++) expected.add(at);
        }
      }
      t.deepEqual([...covered].sort(), [...expected].sort());
    }),
  );
});

test('words of the commands themselves are shown', t => {
  t.deepEqual(new Needles(['password', 'Docker', 'abc']).in('docker login --password abc'), []);
});
