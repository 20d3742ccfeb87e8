import test from 'ava';
import { compareWith } from '../../src/baseline/compare.js';
import { baselineText, readBaseline } from '../../src/baseline/document.js';
import type { BaselineEntry } from '../../src/model/baseline.js';
import { SourceFile, span } from '../../src/source/file.js';
import { finding } from '../support/reports.js';

const A: BaselineEntry = { rule: 'login-missing', pipeline: 'a.yml', identity: 'v1:1' };
const B: BaselineEntry = { rule: 'login-missing', pipeline: 'a.yml', file: 'ci/build.sh', identity: 'v1:2' };
const C: BaselineEntry = { rule: 'load-then-push', pipeline: 'b.yml', identity: 'v1:3' };

function found({ rule, pipeline, file = pipeline, identity }: BaselineEntry) {
  return finding(span(new SourceFile(file, 'x'), 0, 1), { rule, pipelineFile: pipeline, identity });
}

test('its text is a line for each finding, and reads back', t => {
  const text = baselineText([A, B]);
  t.is(
    text,
    `{
  "version": 1,
  "findings": [
    {"rule":"login-missing","pipeline":"a.yml","identity":"v1:1"},
    {"rule":"login-missing","pipeline":"a.yml","file":"ci/build.sh","identity":"v1:2"}
  ]
}
`,
  );
  t.deepEqual(readBaseline(text), [A, B]);
  t.deepEqual(readBaseline(baselineText([])), []);
});

const wrong: readonly (readonly [text: string, problem: RegExp])[] = [
  ['', /^is not JSON: /],
  ['[]', /^is no baseline: it holds no list of findings$/],
  ['{"version":2,"findings":[]}', /^is of version 2, which this dbc-lint does not know$/],
  ['{"version":1,"findings":[1]}', /^is no baseline: its finding 1 is no map$/],
  ['{"version":1,"findings":[{"rule":"x"}]}', /^is no baseline: its finding 1 lacks a rule, a pipeline or an identity$/],
];

for (const [text, problem] of wrong) {
  test(`${JSON.stringify(text)} is no baseline`, t => {
    const read = readBaseline(text);
    t.regex('problem' in read ? read.problem : '', problem);
  });
}

test('known findings are taken out, new ones stay', t => {
  const { fresh, known, gone, next } = compareWith([A], [found(A), found(C)], () => true, false);
  t.deepEqual(
    fresh.map(one => one.identity),
    ['v1:3'],
  );
  t.deepEqual(
    known.map(one => [one.finding.identity, one.by]),
    [['v1:1', 'baseline']],
  );
  t.deepEqual([gone, next], [[], [A]]);
});

test('new findings are let in where they are to be, sorted', t => {
  const { fresh, next } = compareWith([C], [found(C), found(B), found(A)], () => true, true);
  t.deepEqual(fresh, []);
  t.deepEqual(next, [A, B, C]);
});

test('what is gone is told and left out; what this run could not have shown stays', t => {
  const { gone, next } = compareWith([A, B, C], [], entry => entry.pipeline === 'a.yml', false);
  t.deepEqual(gone, [A, B]);
  t.deepEqual(next, [C]);
});
