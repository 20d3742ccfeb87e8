import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import * as fc from 'fast-check';
import { parseWithLibrary } from '../../src/formats/yaml-library.js';
import type { ParsedNode } from '../../src/formats/yaml-parsed.js';
import { parseQuickly } from '../../src/formats/yaml-quick.js';

/** Where a block collection ends among the white space behind it is of no interest: the reader takes that off. */
function comparable(node: ParsedNode | undefined, text: string): unknown {
  if (node?.kind !== 'map' && node?.kind !== 'list') return node;
  const end = node.flow ? node.end : text.slice(0, node.end).trimEnd().length;
  if (node.kind === 'list') return { ...node, end, items: node.items.map(item => comparable(item, text)) };
  const pairs = node.pairs.map(({ key, value }) => ({ key: comparable(key, text), value: comparable(value, text) }));
  return { ...node, end, pairs };
}

/** Gives whether the text was read quickly. */
function agrees(t: { deepEqual(actual: unknown, expected: unknown, message?: string): unknown }, text: string, name = text): boolean {
  const quick = parseQuickly(text);
  if (quick === undefined) return false;
  const read = ({ contents }: { readonly contents: ParsedNode | undefined }) => comparable(contents, text);
  const full = parseWithLibrary(text);
  t.deepEqual(
    full.flatMap(document => document.errors),
    [],
    name,
  );
  t.deepEqual(quick.map(read), full.map(read), name);
  return true;
}

const files = readdirSync('fixtures', { recursive: true, encoding: 'utf8' }).filter(path => /\.ya?ml$/.test(path));

test('the files of the fixtures are read as the full parser reads them, nearly all quickly', t => {
  const quick = files.filter(path => agrees(t, readFileSync(join('fixtures', path), 'utf8'), path));
  t.true(quick.length > 0.9 * files.length, `${quick.length} of ${files.length}`);
});

const TEXTS: readonly string[] = [
  'a: 1\nb:\n- c\n# of the list or not\nd: e # behind\n  # deeper\n',
  'a:\n  b: 1\n  # at b\n# at a\nc: 2\n',
  'a:\n  b: |\n    x\n     y\n\n    z\n  c: >-\n    one\n    two\n\n      three\n    four\n',
  'a: "x\\ty\\\n  z"\nb: \'it\'\'s\n  long\'\n"c d": plain\n  goes on\n\n  here\n',
  '- - a\n  - b\n- c: 1\n  d: [1, {e: f, "g":h}, !ref [x, y]]\n-\n  - &x i\n- *x\n-\n',
  '---\na: &m\n  b: 1\nc:\n  <<: *m\nd: !tag\n  e: f\ng:\n',
  'n: [null, ~, 0x1F, 0o17, 1e3, .inf, -.5, .nan, yes, True, "1"]\n',
];

test('each construct of them', t => {
  for (const text of TEXTS) t.true(agrees(t, text), text);
});

/** What the quick reader must leave to the full one. */
const LEFT = [
  '',
  'a: b: c\n',
  'a:\n\tb: c\n',
  '? a\n: b\n',
  'a: 1\n---\nb: 2\n',
  'a: [1\n',
  'a: |2\n    x\n',
  'a: |+\n  x\n',
  'a: @b\n',
  '&a b: c\n',
];

test('what it is not made for is left to the full parser', t => {
  for (const text of LEFT) t.is(parseQuickly(text), undefined, text);
});

const LINE = fc.constantFrom(
  ...['a: 1', 'b:', '- c', '-', '- d: e', '# f', 'g: |', 'h: >-', 'i: "j', 'k"', "l: 'm'", 'n: [o, p]', 'q: {r: s', '}', 't: &u', '- *u'],
  ...['v: !w', 'x: y # z', 'plain', 'a: b: c', '- - d', ': e', '"f": g', '---', '<<: *u', 'h: \\', '\t', '', '  ', '- # i', 'j: [', ']'],
);
const TEXT = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 2, 2, 4, 6, 1), LINE), { maxLength: 5 })
  .map(lines => lines.map(([indent, line]) => ' '.repeat(indent) + line).join('\n'));

test('lines in any order and depth are read alike, or left', t => {
  let quick = 0;
  fc.assert(
    fc.property(TEXT, text => {
      if (agrees(t, text)) quick++;
    }),
    { numRuns: 2000 },
  );
  t.true(quick > 20, String(quick));
});
