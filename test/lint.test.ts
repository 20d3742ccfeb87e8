import test from 'ava';
import { inspect, lint } from '../src/lint.js';
import type { ExpandedPipeline, Unread } from '../src/model/pipeline.js';
import type { Platform } from '../src/platforms/platform.js';
import { memoryProject } from '../src/project/memory.js';
import { defineRule } from '../src/rule.js';
import { span } from '../src/source/file.js';

const WORKFLOW = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - run: ./ci/build.sh
`;

function filesOf(pipelines: readonly ExpandedPipeline[]): readonly string[] {
  return pipelines.map(pipeline => `${pipeline.file.path} ${pipeline.platform}`);
}

function notesOf(unread: readonly Unread[]): readonly string[] {
  return unread.map(({ at, why }) => `${at.file.path}:${at.start} ${why}`);
}

test('a script that a pipeline reaches is read there only, any other on its own', async t => {
  const project = memoryProject({
    '.github/workflows/ci.yml': WORKFLOW,
    'ci/build.sh': '#!/bin/sh\n. ci/common.sh\ndocker build .\n',
    'ci/common.sh': 'docker info\n',
    'release.sh': '#!/bin/sh\ndocker push acme/app:1\n',
  });
  const { pipelines } = await inspect(project);
  t.deepEqual(filesOf(pipelines), ['.github/workflows/ci.yml github-actions', 'release.sh shell-script']);
  t.deepEqual(
    pipelines[0]?.jobs[0]?.steps.filter(step => step.kind === 'build').map(step => step.span.file.path),
    ['ci/build.sh'],
  );
});

test('of scripts that call one another only the outermost is read on its own', async t => {
  const project = memoryProject({
    'a.sh': '#!/bin/sh\ndocker info\n./b.sh\n',
    'b.sh': '#!/bin/sh\ndocker info\n./c.sh\n',
    'c.sh': '#!/bin/sh\ndocker build .\n',
  });
  t.deepEqual(filesOf((await inspect(project)).pipelines), ['a.sh shell-script']);
});

test('of scripts in a ring one stays', async t => {
  const project = memoryProject({ 'a.sh': '#!/bin/sh\ndocker build .\n./b.sh\n', 'b.sh': '#!/bin/sh\ndocker info\n./a.sh\n' });
  t.is((await inspect(project)).pipelines.length, 1);
});

test('only the paths that are asked for are reported on; what they lead to is read all the same', async t => {
  const project = memoryProject({
    '.github/workflows/ci.yml': WORKFLOW,
    'ci/build.sh': '#!/bin/sh\ndocker build .\n',
    'release.sh': '#!/bin/sh\ndocker push acme/app:1\n',
  });
  const { pipelines } = await inspect(project, { paths: ['.github/workflows/ci.yml'] });
  t.deepEqual(filesOf(pipelines), ['.github/workflows/ci.yml github-actions']);
  t.true(pipelines[0]?.jobs[0]?.steps.some(step => step.span.file.path === 'ci/build.sh'));
});

/** A platform whose reader fails on files named `broken`. */
const fragile: Platform = {
  id: 'jenkins',
  name: 'Fragile',
  docs: '',
  rootOf: path => (path.endsWith('.fragile') ? '' : undefined),
  load: async () => ({
    read(file, root) {
      if (file.path.startsWith('broken')) throw new RangeError('out of range');
      return [
        {
          platform: 'jenkins',
          file,
          root,
          events: ['push'],
          jobs: [],
          unread: [{ at: span(file, 3, 4), why: 'this is dynamic', kind: 'dynamic' }],
        },
      ];
    },
  }),
};

test('a reader that breaks costs its own file, which is told', async t => {
  const project = memoryProject({ 'a.fragile': 'docker', 'broken.fragile': 'docker', 'c.fragile': 'docker' });
  const failures: unknown[] = [];
  const { pipelines, unread } = await inspect(project, { platforms: [fragile], onFailure: error => failures.push(error) });
  t.deepEqual(filesOf(pipelines), ['a.fragile jenkins', 'c.fragile jenkins']);
  t.deepEqual(notesOf(unread), [
    'a.fragile:3 this is dynamic',
    'broken.fragile:0 dbc-lint failed to read this file: out of range',
    'c.fragile:3 this is dynamic',
  ]);
  t.is(failures.length, 1);
  t.true(failures[0] instanceof RangeError);
});

test('a rule that breaks costs its own findings, which is told', async t => {
  const broken = defineRule({
    id: 'broken-rule',
    summary: 'Break',
    severity: 'error',
    category: 'policy',
    practice: 'https://docs.docker.com/',
    // biome-ignore lint/correctness/useYield: it throws before it has anything to say
    *check() {
      throw new TypeError('no such thing');
    },
  });
  const sound = defineRule({
    id: 'sound-rule',
    summary: 'Find',
    severity: 'note',
    category: 'policy',
    practice: 'https://docs.docker.com/',
    *check(run) {
      yield { on: run.job, message: 'Here is a job. Look at it.' };
    },
  });
  const project = memoryProject({ '.github/workflows/ci.yml': WORKFLOW, 'ci/build.sh': 'docker build .\n' });
  const report = await lint(project, [broken, sound]);
  t.deepEqual(
    report.findings.map(finding => finding.rule),
    ['sound-rule'],
  );
  t.true(
    notesOf(report.unread).some(note => note.includes('dbc-lint failed to check the rule broken-rule here: TypeError: no such thing')),
  );
});

test('severities are changed, rules switched off and on', async t => {
  const rule = (id: string, offByDefault: boolean) =>
    defineRule({
      id,
      summary: 'Find',
      severity: 'note',
      category: 'policy',
      practice: 'https://docs.docker.com/',
      offByDefault,
      *check(run) {
        yield { on: run.job, message: 'Here is a job. Look at it.' };
      },
    });
  const project = memoryProject({ '.github/workflows/ci.yml': WORKFLOW });
  const found = async (severities: ReadonlyMap<string, 'error' | 'off'>) =>
    (await lint(project, [rule('always-on', false), rule('mostly-off', true)], { severities })).findings.map(
      finding => `${finding.rule} ${finding.severity}`,
    );
  t.deepEqual(await found(new Map()), ['always-on note']);
  t.deepEqual(await found(new Map([['always-on', 'off']])), []);
  t.deepEqual(
    await found(
      new Map([
        ['mostly-off', 'error'],
        ['always-on', 'error'],
      ]),
    ),
    ['always-on error', 'mostly-off error'],
  );
});

test('who waits is told how far a run is', async t => {
  const project = memoryProject({
    '.github/workflows/a.yml': WORKFLOW,
    '.github/workflows/b.yml': WORKFLOW,
    'ci/build.sh': 'docker build .\n',
  });
  const told: string[] = [];
  await lint(project, [], { onProgress: (what, done, all) => told.push(`${what} ${done} of ${all}`) });
  t.deepEqual(told, ['read 0 of 3', 'read 1 of 3']);
});
