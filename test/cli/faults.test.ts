import { existsSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import test from 'ava';
import { rules } from '../../rules/index.js';
import { DiskProject } from '../../src/cli/disk.js';
import { lint } from '../../src/lint.js';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const WORKFLOW = '.github/workflows/ci.yml';
const TEXT =
  'on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker login -u acme -p "$TOKEN" && docker build -t acme/app .\n';
const GIT = { '.git/HEAD': 'ref: refs/heads/main\n' };

interface Read {
  readonly summary: { readonly files: number; readonly builds: number };
  readonly unread: readonly { readonly file: string; readonly message: string }[];
}

async function read(folder: string): Promise<Read> {
  const { stdout } = await runMain(folder, ['-f', 'json', '--exit-zero', '.']);
  return JSON.parse(stdout);
}

test('a file that goes between its discovery and its reading is passed over', async t => {
  const folder = folderWith(t, { ...GIT, [WORKFLOW]: TEXT, '.gitlab-ci.yml': 'build:\n  script: docker build .\n' });
  const project = new DiskProject(folder);
  t.true(project.paths.includes('.gitlab-ci.yml'));
  unlinkSync(join(folder, '.gitlab-ci.yml'));
  const { summary } = await lint(project, rules);
  t.is(summary.files, 1);
});

test('UTF-16 with its byte order mark is read, Latin-1 is told', async t => {
  const utf16 = Buffer.from(`\ufeff${TEXT}`, 'utf16le');
  const folder = folderWith(t, {
    ...GIT,
    [WORKFLOW]: utf16,
    '.gitlab-ci.yml': Buffer.from('# caf\xe9\nbuild:\n  script: docker build .\n', 'latin1'),
  });
  const { summary, unread } = await read(folder);
  t.is(summary.builds, 1);
  t.true(JSON.stringify(unread).includes('is not encoded in UTF-8'));
});

test('line ends of Windows change nothing', async t => {
  const unix = await read(folderWith(t, { ...GIT, [WORKFLOW]: TEXT }));
  const windows = await read(folderWith(t, { ...GIT, [WORKFLOW]: TEXT.replaceAll('\n', '\r\n') }));
  t.is(unix.summary.builds, 1);
  t.deepEqual(windows.summary, unix.summary);
});

test('a name of 255 bytes, and names that differ in case alone', async t => {
  const long = `${'a'.repeat(251)}.yml`;
  const folder = folderWith(t, { ...GIT, [`.github/workflows/${long}`]: TEXT, [WORKFLOW]: TEXT, '.github/workflows/CI.yml': TEXT });
  const caseMatters = !existsSync(join(folder, '.GITHUB'));
  t.is((await read(folder)).summary.files, caseMatters ? 3 : 2);
});

test('a file whose name has 255 bytes is fixed', async t => {
  const name = `${'a'.repeat(252)}.sh`;
  const login = '#!/bin/bash\nset -eu\necho "$PAT" | docker login -u acme --password-stdin\n';
  const folder = folderWith(t, {
    [name]: `${login}docker buildx create --use --driver cloud acme/default\ndocker build --push --tag acme/app:1 .\n`,
  });
  const { code, stderr } = await runMain(folder, ['--fix', '.']);
  t.is(code, 0, stderr);
  t.true(readFileSync(join(folder, name), 'utf8').includes('docker buildx build --push'));
  t.deepEqual(readdirSync(folder), [name]);
});

test('backslashes of Windows in a CI file lead to no false word of what they name', async t => {
  const windows = TEXT.replace('ubuntu-latest', 'windows-latest').replace(
    /- run: .*/,
    '- uses: docker/build-push-action@v6\n        with: {context: .\\app, file: docker\\Dockerfile}',
  );
  const { summary, unread } = await read(folderWith(t, { ...GIT, [WORKFLOW]: windows, 'docker/Dockerfile': 'FROM x\n' }));
  t.is(summary.builds, 1);
  t.deepEqual(unread, []);
});

test('a linked worktree and a submodule, whose .git is a file', async t => {
  const folder = folderWith(t, {
    '.git': 'gitdir: /elsewhere/.git/worktrees/x\n',
    [WORKFLOW]: TEXT,
    'module/.git': 'gitdir: ../.git/modules/module\n',
    [`module/${WORKFLOW}`]: TEXT,
  });
  t.is((await read(folder)).summary.files, 2);
});

test('a full disk is told', async t => {
  if (!existsSync('/dev/full')) return t.pass('this system has no full device');
  const folder = folderWith(t, { ...GIT, [WORKFLOW]: TEXT });
  const { code, stderr } = await runMain(folder, ['--output-file', '/dev/full', '.']);
  t.is(code, 2);
  t.regex(stderr, /cannot be written to '\/dev\/full': ENOSPC/);
});

test('the old report survives where the new one cannot take its place', async t => {
  const folder = folderWith(t, { ...GIT, [WORKFLOW]: TEXT, 'report/old.txt': 'old' });
  const { code, stderr } = await runMain(folder, ['--output-file', 'report', '.']);
  t.is(code, 2);
  t.regex(stderr, /cannot be written to 'report'/);
  t.is(readFileSync(join(folder, 'report/old.txt'), 'utf8'), 'old');
});

test('backslashes of Windows on the command line are told', async t => {
  const folder = folderWith(t, { ...GIT, [WORKFLOW]: TEXT });
  if (sep === '\\') return t.pass('here they part folders');
  const { code, stderr } = await runMain(folder, ['.github\\workflows\\ci.yml']);
  t.is(code, 2);
  t.is(
    stderr,
    "dbc-lint: There is no file or folder '.github\\workflows\\ci.yml'. Backslashes are part of a name on this system. Write '.github/workflows/ci.yml'.\n",
  );
  const missing = await runMain(folder, ['.github\\workflows\\no.yml']);
  t.regex(missing.stderr, /no\.yml'\. Name one that exists/);
});
