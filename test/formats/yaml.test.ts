import test from 'ava';
import {
  asList,
  asMap,
  asScalar,
  entriesOf,
  itemsOf,
  oneOrMore,
  parseYaml,
  textOf,
  type YamlNode,
  type YamlOptions,
} from '../../src/formats/yaml.js';
import { SourceFile, spanText } from '../../src/source/file.js';

function read(text: string, options?: YamlOptions) {
  const { documents, problems } = parseYaml(new SourceFile('ci.yml', text), undefined, options);
  return { root: documents[0], documents, problems: problems.map(problem => `${spanText(problem.at)}: ${problem.message}`) };
}

function at(node: YamlNode | undefined, ...path: readonly (string | number)[]): YamlNode | undefined {
  let found = node;
  for (const step of path) found = typeof step === 'number' ? asList(found)?.items[step] : asMap(found)?.get(step);
  return found;
}

test('maps, lists and scalars keep their kind, value and place', t => {
  const { root, problems } = read('a: 1\nb:\n  - true\n  - ~\n  - 1.10\n\nc: {d: "e", f: [g]}\n');
  t.deepEqual(problems, []);
  t.is(asScalar(at(root, 'a'))?.value, 1);
  t.deepEqual(
    itemsOf(at(root, 'b')).map(item => asScalar(item)?.value),
    [true, null, 1.1],
  );
  t.is(textOf(at(root, 'b', 2)), '1.10');
  t.is(textOf(at(root, 'b', 1)), undefined);
  t.is(spanText(at(root, 'b')?.span ?? t.fail()), '- true\n  - ~\n  - 1.10');
  t.is(spanText(at(root, 'c')?.span ?? t.fail()), '{d: "e", f: [g]}');
  t.is(spanText(asMap(root)?.entry('b')?.span ?? t.fail()), 'b:\n  - true\n  - ~\n  - 1.10');
  t.is(spanText(asMap(root)?.entry('c')?.key.span ?? t.fail()), 'c');
});

test('`on` and `yes` are text', t => {
  const { root } = read('on: yes\n');
  t.is(asScalar(at(root, 'on'))?.value, 'yes');
});

test('tags of an application are kept, those of YAML applied', t => {
  const { root, problems } = read('a: !reference [.x, script]\nb: !!str 1\n');
  t.deepEqual(problems, []);
  t.is(at(root, 'a')?.tag, '!reference');
  t.is(at(root, 'b')?.tag, undefined);
  t.is(asScalar(at(root, 'b'))?.value, '1');
});

test('an alias is the node of its anchor', t => {
  const { root, problems } = read('a: &x [1]\nb: *x\nc:\n  - *x\n');
  t.deepEqual(problems, []);
  t.is(at(root, 'b'), at(root, 'a'));
  t.is(at(root, 'c', 0), at(root, 'a'));
  t.is(at(root, 'a')?.anchor, 'x');
  t.is(spanText(asMap(root)?.entry('b')?.aliasSpan ?? t.fail()), '*x');
  t.is(spanText(asMap(root)?.entry('b')?.span ?? t.fail()), 'b: *x');
});

test('an anchor may be set anew', t => {
  const { root } = read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n');
  t.is(textOf(at(root, 'b')), '1');
  t.is(textOf(at(root, 'd')), '2');
});

test('anchors end with their document', t => {
  const { documents, problems } = read('a: &x 1\n---\nb: *x\n');
  t.is(documents.length, 2);
  t.deepEqual(problems, ['*x: alias *x has no anchor before it']);
});

test('an alias that stands for nothing is null and a problem', t => {
  const { root, problems } = read('a: *gone\nb: &self [*self]\nc: 1\n');
  t.deepEqual(problems, ['*gone: alias *gone has no anchor before it', '*self: alias *self stands inside the node it is the alias of']);
  t.is(asScalar(at(root, 'a'))?.value, null);
  t.is(textOf(at(root, 'c')), '1');
});

const MERGES = `
base: &base {a: 1, b: 1, m: 0}
more: &more {b: 2, c: 2}
one: {a: 9, <<: *base}
list: {<<: [*more, *base]}
two:
  <<: *base
  <<: *more
  a: 9
`;

function values(node: YamlNode | undefined): string {
  return entriesOf(node)
    .map(entry => `${entry.key.decoded}=${textOf(entry.value)}`)
    .sort()
    .join(' ');
}

test('merge keys: own keys win, then the first of a list', t => {
  const { root, problems } = read(MERGES);
  t.deepEqual(problems, []);
  t.is(values(at(root, 'one')), 'a=9 b=1 m=0');
  t.is(values(at(root, 'list')), 'a=1 b=2 c=2 m=0');
  t.is(values(at(root, 'two')), 'a=9 b=1 c=2 m=0');
  t.is(spanText(asMap(at(root, 'one'))?.entry('m')?.mergedAt ?? t.fail()), '*base');
  t.is(asMap(at(root, 'one'))?.entry('a')?.mergedAt, undefined);
});

test('merge keys as Psych reads them: what is written last wins', t => {
  const { root } = read(MERGES, { merge: 'last' });
  t.is(values(at(root, 'one')), 'a=1 b=1 m=0');
  t.is(values(at(root, 'list')), 'a=1 b=2 c=2 m=0');
  t.is(values(at(root, 'two')), 'a=9 b=2 c=2 m=0');
});

test('what cannot be merged is a problem, a quoted `<<` is a key', t => {
  const { root, problems } = read('a: {<<: 1, b: 2}\nc: {"<<": 3}\n');
  t.deepEqual(problems, ['1: a merge key (<<) takes maps only']);
  t.is(values(at(root, 'a')), 'b=2');
  t.is(values(at(root, 'c')), '<<=3');
});

test('the last of equal keys counts', t => {
  const { root, problems } = read('a: 1\nb: 2\na: 3\n');
  t.deepEqual(problems, ["a: key 'a' is set more than once in one map; the last one counts"]);
  t.is(values(root), 'a=3 b=2');
});

test('what stands around a fault is read', t => {
  const { root, problems } = read('a: 1\nb: - x: [\nlast: 1\n');
  t.true(problems.length > 0);
  t.is(textOf(at(root, 'a')), '1');
  t.is(parseYaml(new SourceFile('x', 'a: 1\n\tb: 2\nlast: 1\n')).problems.length > 0, true);
});

test('problems do not quote the text, which may hold a secret', t => {
  const { problems } = parseYaml(new SourceFile('x', 'key: [a]\n}: s3cret\n'));
  t.true(problems.length > 0);
  t.false(problems.some(problem => problem.message.includes('s3cret')));
});

test('a part of a file has places of the file', t => {
  const file = new SourceFile('x', 'head\n---\na: |\n  one\n');
  const { documents } = parseYaml(file, { start: 9, end: file.text.length });
  const scalar = asScalar(at(documents[0], 'a'));
  t.is(scalar?.text.value, 'one\n');
  t.is(scalar?.text.spanOf(0, 3).start, file.text.indexOf('one'));
});

test('empty texts and empty documents', t => {
  t.deepEqual(read('').documents, []);
  t.deepEqual(read('# nothing\n').documents, []);
  t.is(read('---\n---\na: 1\n').documents.length, 2);
  t.deepEqual(oneOrMore(at(read('a:\n').root, 'a')), []);
  t.is(oneOrMore(at(read('a: 1\n').root, 'a')).length, 1);
});

test('a key that is no scalar is its text', t => {
  t.is(entriesOf(read('{{ name }}: 1\n').root)[0]?.key.decoded, '{{ name }}');
});

const BOUNDED: readonly (readonly [string, string])[] = [
  ['flow lists in each other', '['.repeat(20_000)],
  ['block lists in each other', `${'- '.repeat(20_000)}x`],
  ['aliases in each other', chain(300, (name, before) => `${name}: &${name} [*${before}]`)],
];

function chain(length: number, line: (name: string, before: string) => string): string {
  const lines = ['a0: &a0 {k: 1}'];
  for (let index = 1; index < length; index++) lines.push(line(`a${index}`, `a${index - 1}`));
  return lines.join('\n');
}

for (const [name, text] of BOUNDED) {
  test(`nesting is bounded: ${name}`, t => {
    const { documents, problems } = parseYaml(new SourceFile('x', text));
    t.true(problems.some(problem => /nesting|levels/.test(problem.message)));
    t.true(problems.length <= 51);
    t.true(Math.max(...documents.map(height)) <= 101);
  });
}

function height(node: YamlNode): number {
  const children = node.kind === 'map' ? node.entries.map(entry => entry.value) : itemsOf(node);
  return children.length === 0 ? 0 : 1 + Math.max(...children.map(height));
}

test('aliases that double each other are shared, not copied', t => {
  const { root, problems } = read(chain(15, (name, before) => `${name}: &${name} [*${before}, *${before}]`));
  t.deepEqual(problems, []);
  t.is(at(root, 'a14', 0), at(root, 'a14', 1));
});

test('aliases stand for so many nodes and no more', t => {
  const { problems } = read(chain(60, (name, before) => `${name}: &${name} [*${before}, *${before}]`));
  t.true(problems.length > 0);
  t.true(problems.every(problem => /aliases of this file|more problems/.test(problem)));
});

test('a chain of merges is bounded', t => {
  const { root, problems } = read(chain(3000, (name, before) => `${name}: &${name} {<<: *${before}, ${name}: 1}`));
  t.true(problems.some(problem => problem.includes('more than 100000 entries')));
  t.is(entriesOf(at(root, 'a100')).length, 101);
});
