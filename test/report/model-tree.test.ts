import test from 'ava';
import { docker } from '../../src/commands/docker.js';
import { all, not, onEvents, unreadable } from '../../src/model/condition.js';
import { Env } from '../../src/model/env.js';
import type { ExpandedJob, ExpandedPipeline } from '../../src/model/pipeline.js';
import type { Step } from '../../src/model/step.js';
import { literal } from '../../src/model/value.js';
import { modelText } from '../../src/report/model-text.js';
import { TreeMaker } from '../../src/report/model-tree.js';
import { Redactor } from '../../src/report/redact.js';
import { SourceFile, span } from '../../src/source/file.js';
import { read } from '../support/reading.js';
import { at } from '../support/reports.js';
import { KNOWN_BY_PLACE, SECRETS } from '../support/secrets.js';

const FILE = new SourceFile('ci/build.sh', 'docker buildx build --push -t "$IMAGE:v1" --platform linux/amd64 "a b"\n');
const WORKFLOW = new SourceFile('.github/workflows/ci.yml', 'on: push\njobs:\n  image:\n    - ci/build.sh\n');

async function pipelineOf(text: string): Promise<ExpandedPipeline> {
  const steps = (await read(docker, text)) as readonly Step[];
  const job: ExpandedJob = {
    path: ['jobs', 'image'],
    name: 'image',
    span: at(WORKFLOW, 'image'),
    combination: 'arch=arm64',
    machine: { entry: 'clean', os: 'linux', label: literal('ubuntu-latest', at(WORKFLOW, 'on')) },
    runs: all(onEvents('push', 'tag'), not(unreadable("github.ref == 'x'"))),
    events: ['push'],
    env: Env.empty,
    needs: ['test'],
    services: [],
    otherValues: [],
    steps: steps.map(step => ({
      ...step,
      span: span(FILE, 0, 20),
      runs: unreadable('[ -n "$CI" ]', 'key'),
      via: [{ at: at(WORKFLOW, 'ci/build.sh'), callee: 'ci/build.sh' }],
    })),
  };
  return { platform: 'github-actions', file: WORKFLOW, root: '', events: ['push', 'tag'], jobs: [job], unread: [] };
}

const FACTS = [
  { events: ['push' as const], builder: 'cloud-acme-default', cloud: true, output: ['push'], platforms: ['linux/amd64'] },
  { events: ['tag' as const], builder: undefined, cloud: undefined, output: [], platforms: undefined },
];

test('a build shows its words, what belongs to it, what it runs on, and how it was reached', async t => {
  const pipeline = await pipelineOf(FILE.text);
  const unread = [{ at: at(WORKFLOW, 'on'), why: 'it is dynamic', kind: 'dynamic' as const }];
  const tree = new TreeMaker(new Redactor([]), () => FACTS).tree([pipeline], unread);
  t.is(
    modelText(tree),
    `.github/workflows/ci.yml (github-actions) on push, tag
  job image 3:3 if (push or tag) and not (github.ref == 'x')
    machine: entry clean, os linux, label ubuntu-latest
    combination: arch=arm64
    needs: test
    - build ci/build.sh:1:1 if ([ -n "$CI" ])
        words: docker buildx build --push -t $IMAGE:v1 --platform linux/amd64 "a b"
        program: docker buildx build
        engine: buildkit
        honoursSelectedBuilder: true
        tags: $IMAGE:v1
        platforms: linux/amd64
        push: true
        context: "a b"
        = on push: builder cloud-acme-default (cloud); output push; platforms linux/amd64
        = on tag: builder unknown (cloud or not, unknown); output unknown; platforms unknown
        called as ci/build.sh from 4:7

Not read (1):
  .github/workflows/ci.yml:1:1 it is dynamic

`,
  );
});

test('words are told apart by whether all of them is known, and everything has its place', async t => {
  const tree = new TreeMaker(new Redactor([])).tree([await pipelineOf(FILE.text)], []);
  t.is(tree.version, 1);
  const [step] = tree.pipelines[0]?.jobs[0]?.steps ?? [];
  t.deepEqual(step?.words?.slice(4, 6), [
    { text: '-t', known: true },
    { text: '$IMAGE:v1', known: false },
  ]);
  t.deepEqual(step?.place, { path: 'ci/build.sh', line: 1, column: 1, endLine: 1, endColumn: 21 });
  t.deepEqual(step?.calls[0]?.place, { path: '.github/workflows/ci.yml', line: 4, column: 7, endLine: 4, endColumn: 18 });
});

for (const [what, secret] of Object.entries(SECRETS)) {
  test(`inspect never shows ${what}, in no word and no detail`, async t => {
    const pipeline = await pipelineOf(`docker login -u acme -p ${secret}\n`);
    const [login] = pipeline.jobs[0]?.steps ?? [];
    if (login?.kind !== 'login' || login.password === undefined) return t.fail('no password was read');
    const redactor = new Redactor(KNOWN_BY_PLACE.includes(what) ? [login.password.value.span] : []);
    const tree = new TreeMaker(redactor).tree([pipeline], [{ at: login.span, why: `nobody knows ${secret}`, kind: 'dynamic' }]);
    for (const shown of [JSON.stringify(tree), modelText(tree)]) {
      t.false(shown.includes(secret));
      t.is(shown.split('***').length, 4);
    }
  });
}

test('what could act on a terminal is shown instead', async t => {
  const tree = new TreeMaker(new Redactor([])).tree([await pipelineOf("docker build -t 'a\u001b[2J\u202e' .\n")], []);
  const text = modelText(tree);
  t.true(text.includes('a␛[2J<U+202E>') || text.includes('\\u001b'));
  t.notRegex(text, /[^\P{C}\n]/u);
});

test('what serves the engine alone is not shown, and a place is shown as one', async t => {
  const pipeline = await pipelineOf(FILE.text);
  const [job] = pipeline.jobs;
  const steps = (job?.steps ?? []).map(step => ({
    ...step,
    rewrite: () => [],
    lines: () => undefined,
    formOf: step.span,
    hidesFailure: span(FILE, 7, 13),
  }));
  const tree = new TreeMaker(new Redactor([])).tree([{ ...pipeline, jobs: job === undefined ? [] : [{ ...job, steps }] }], []);
  const details = tree.pipelines[0]?.jobs[0]?.steps[0]?.details ?? {};
  t.deepEqual(
    ['rewrite', 'lines', 'formOf'].filter(name => name in details),
    [],
  );
  t.deepEqual(details.hidesFailure, { path: 'ci/build.sh', line: 1, column: 8, endLine: 1, endColumn: 14 });
});
