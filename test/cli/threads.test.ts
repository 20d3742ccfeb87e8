import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { top } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const SCRIPT = join(top, 'dist/thread.cjs');
const PROJECT = join(top, 'fixtures/projects/placeholders-github-actions/.github/workflows');

/** So many files that threads are worth it: workflows that call a script of their own, one that many call, and scripts that nothing calls. */
function manyFiles(): Readonly<Record<string, string>> {
  const workflow = (index: number) => `on: [push, pull_request]
jobs:
  build${index}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: |
          docker buildx create --use --driver cloud acme/default
          docker buildx build --push -t app${index} . # dbc-lint: ignore[unnamespaced-image-tag] -- ours
      - run: ./ci/own${index}.sh
      - run: ./ci/shared.sh
`;
  const entries = Array.from({ length: 40 }, (_, index) => [
    [`.github/workflows/w${index}.yml`, workflow(index)],
    [`ci/own${index}.sh`, `#!/bin/sh\ndocker push acme/own${index}\n`],
    [`ci/alone${index}.sh`, '#!/bin/sh\ndocker buildx create --driver cloud acme/default\ndocker buildx build -t acme/app .\n'],
    [`ci/calls${index}.sh`, `#!/bin/sh\n./ci/alone${index % 2 === 0 ? index : 999}.sh\ndocker login -u x -p "$PAT"\n`],
  ]).flat();
  const broken = '.github/workflows/broken.yml';
  return { ...Object.fromEntries(entries), 'ci/shared.sh': 'docker build -t x .\n', [broken]: 'on: push\njobs: {a: [docker\n' };
}

async function report(t: ExecutionContext, threads: string, threadScript = SCRIPT, files = manyFiles()): Promise<string> {
  const cwd = folderWith(t, files);
  const { stdout, stderr } = await runMain(cwd, ['--threads', threads, '--preset', 'strict', '-f', 'json'], { threadScript });
  t.is(stderr, '');
  return stdout;
}

test('what comes of a run does not depend on the number of threads', async t => {
  const alone = await report(t, '1');
  const { findings, unread } = JSON.parse(alone) as Readonly<Record<'findings' | 'unread', readonly unknown[]>>;
  t.true(findings.length > 200, String(findings.length));
  t.true(unread.length > 0);
  for (const threads of ['2', '4']) t.is(await report(t, threads), alone, threads);
});

test('each thread reads the configuration', async t => {
  const files = { ...manyFiles(), '.dbc-lintrc.yaml': 'rules:\n  unnamespaced-image-tag: off\n' };
  const alone = await report(t, '1', SCRIPT, files);
  const { findings } = JSON.parse(alone) as { readonly findings: readonly { readonly rule: string }[] };
  t.false(findings.some(({ rule }) => rule === 'unnamespaced-image-tag'));
  t.is(await report(t, '3', SCRIPT, files), alone);
});

test('what a thread that breaks had taken is done by the first', async t => {
  const folder = folderWith(t, { 'thread.cjs': 'setTimeout(() => { throw new Error("broken"); }, 20);\n', 'ended.cjs': '' });
  const alone = await report(t, '1');
  for (const script of ['thread.cjs', 'ended.cjs', 'absent.cjs']) t.is(await report(t, '3', join(folder, script)), alone, script);
});

test('few files start no thread', async t => {
  const workflow = readFileSync(join(PROJECT, 'ci.yml'), 'utf8');
  const cwd = folderWith(t, { '.github/workflows/ci.yml': workflow });
  const { stderr } = await runMain(cwd, ['--threads', '4', '--stats'], { threadScript: SCRIPT });
  t.false(stderr.includes('in threads'));
});

test('--stats tells the stages of other threads apart', async t => {
  const cwd = folderWith(t, manyFiles());
  const { stderr } = await runMain(cwd, ['--threads', '2', '--stats'], { threadScript: SCRIPT });
  t.regex(stderr, /^expand, in threads +\d/m);
  t.regex(stderr, /^wait for threads +\d/m);
  t.regex(stderr, /^not measured +\d/m);
});

test('--threads takes a number', async t => {
  for (const given of ['0', 'many', '-1', '1.5']) {
    const { code, stderr } = await runMain(top, [`--threads=${given}`]);
    t.is(code, 2);
    t.is(stderr, `dbc-lint: --threads takes a number from 1 to 99, not '${given}'. Write --threads 1 to have all done in one.\n`);
  }
});
