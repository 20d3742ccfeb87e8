import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { diffOf, writeFixes } from '../../src/cli/fixes.js';
import type { Fixed } from '../../src/fix.js';
import { memoryProject } from '../../src/project/memory.js';
import { span } from '../../src/source/file.js';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const BUILD = `#!/bin/bash
set -eu
echo "$DOCKER_PAT" | docker login -u acme --password-stdin
docker buildx create --use --driver cloud acme/default
docker build --push --tag acme/app:1 .
`;
const FIXED = BUILD.replace('docker build --push', 'docker buildx build --push');

/** A suggested fix, and a finding that has none. */
const LOADS = BUILD.replace('docker build --push', 'docker buildx build --load --platform linux/amd64,linux/arm64');

test('--fix writes safe fixes, keeps the mode, and reports what is left', async t => {
  const cwd = folderWith(t, { 'build.sh': BUILD });
  chmodSync(join(cwd, 'build.sh'), 0o755);
  const ran = await runMain(cwd, ['--fix', '.']);
  t.is(ran.code, 0, ran.stdout);
  t.is(readFileSync(join(cwd, 'build.sh'), 'utf8'), FIXED);
  t.is(statSync(join(cwd, 'build.sh')).mode & 0o777, 0o755);
  t.regex(ran.stdout, /No problems found|Found \d+ notes?\./);
  t.regex(ran.stderr, /^1 fixed, \d+ remains?/);
});

test('what is suggested takes --unsafe-fixes, and is counted without it', async t => {
  const cwd = folderWith(t, { 'build.sh': LOADS });
  const ran = await runMain(cwd, ['--fix', '.']);
  t.is(ran.code, 1);
  t.is(readFileSync(join(cwd, 'build.sh'), 'utf8'), LOADS);
  t.regex(ran.stderr, /^0 fixed, \d+ remains?, \d+ of them fixable with --unsafe-fixes\.\n$/);
  t.is((await runMain(cwd, ['--fix', '--unsafe-fixes', '--fix-rule', 'multi-platform-load', '.'])).code, 0);
  t.true(readFileSync(join(cwd, 'build.sh'), 'utf8').includes('docker buildx build --push --platform'));
});

test('--diff writes nothing and gives 1 where something would change', async t => {
  const cwd = folderWith(t, { 'ci/build.sh': BUILD });
  const ran = await runMain(cwd, ['--diff', '.']);
  t.is(ran.code, 1);
  t.is(readFileSync(join(cwd, 'ci/build.sh'), 'utf8'), BUILD);
  t.true(ran.stdout.startsWith('--- a/ci/build.sh\n+++ b/ci/build.sh\n@@ -2,4 +2,4 @@\n'), ran.stdout);
  t.regex(ran.stderr, /^1 would be fixed/);
  t.is((await runMain(cwd, ['--diff', '--exit-zero', '.'])).code, 0);
  writeFileSync(join(cwd, 'ci/build.sh'), FIXED);
  t.is((await runMain(cwd, ['--diff', '.'])).code, 0);
});

test('--fix-rule fixes what that rule reports alone', async t => {
  const cwd = folderWith(t, { 'build.sh': BUILD });
  await runMain(cwd, ['--fix', '--fix-rule', 'login-missing', '.']);
  t.is(readFileSync(join(cwd, 'build.sh'), 'utf8'), BUILD);
  const unknown = await runMain(cwd, ['--fix', '--fix-rule', 'login-mising', '.']);
  t.is(unknown.code, 2);
  t.regex(unknown.stderr, /login-mising/);
});

for (const flag of [['--unsafe-fixes'], ['--fix-rule', 'login-missing']]) {
  test(`${flag[0]} alone is a misuse`, async t => {
    const ran = await runMain(folderWith(t, { 'build.sh': BUILD }), [...flag, '.']);
    t.is(ran.code, 2);
    t.regex(ran.stderr, /goes with --fix or --diff/);
  });
}

test('a machine-readable report of what is left stays alone on standard output', async t => {
  const cwd = folderWith(t, { 'build.sh': BUILD });
  const ran = await runMain(cwd, ['--fix', '-f', 'json', '.']);
  t.notThrows(() => JSON.parse(ran.stdout));
});

test('with --fix what comes from standard input goes to standard output, and the report elsewhere', async t => {
  const cwd = folderWith(t, { 'ci/called.sh': 'docker build --push -t acme/app .\n' });
  const stdin = `${BUILD}ci/called.sh\n`;
  const ran = await runMain(cwd, ['--fix', '--stdin-filename', 'build.sh', '-'], { stdin });
  t.is(ran.stdout, `${FIXED}ci/called.sh\n`);
  t.regex(ran.stderr, /docker-build-ignores-selected-builder[\s\S]*1 fixed/);
  t.is(readFileSync(join(cwd, 'ci/called.sh'), 'utf8'), 'docker build --push -t acme/app .\n');
  t.is((await runMain(cwd, ['--fix', '--stdin-filename', 'a.sh', '-'], { stdin: 'ls\n' })).stdout, 'ls\n');
});

test('a fix follows a link inside the base folder, and the link stays', async t => {
  const cwd = folderWith(t, { 'ci/build.sh': BUILD });
  symlinkSync('ci/build.sh', join(cwd, 'build.sh'));
  await runMain(cwd, ['--fix', '.']);
  t.is(readFileSync(join(cwd, 'ci/build.sh'), 'utf8'), FIXED);
  t.is(readFileSync(join(cwd, 'build.sh'), 'utf8'), FIXED);
});

test('nothing outside the base folder is written to', async t => {
  const outside = folderWith(t, { 'build.sh': BUILD });
  const cwd = folderWith(t, { 'README.md': '' });
  symlinkSync(join(outside, 'build.sh'), join(cwd, 'build.sh'));
  await runMain(cwd, ['--fix', '.']);
  t.is(readFileSync(join(outside, 'build.sh'), 'utf8'), BUILD);
});

const PROJECT = memoryProject({ 'a.sh': 'old\n' });
const REPORT = { secrets: [] } as unknown as Fixed['report'];
const CHANGE: Fixed = { files: new Map([['a.sh', 'new\n']]), fixed: [], refused: [], report: REPORT, secrets: [] };

const REFUSED: readonly (readonly [string, string | Uint8Array])[] = [
  ['has changed since it was read', 'other\n'],
  ['is in UTF-16', Buffer.from('\ufeffold\n', 'utf16le')],
];
for (const [what, content] of REFUSED) {
  test(`a file that ${what} is left alone`, t => {
    const base = folderWith(t, { 'a.sh': content });
    t.throws(() => writeFixes(CHANGE, PROJECT, base), { message: /changed since it was read, or is not in UTF-8/ });
    t.deepEqual(readFileSync(join(base, 'a.sh')), Buffer.from(content));
  });
}

test('a file that has become a link is left alone', t => {
  const base = folderWith(t, { 'b.sh': 'old\n' });
  symlinkSync('b.sh', join(base, 'a.sh'));
  t.throws(() => writeFixes(CHANGE, PROJECT, base), { message: /has become a link/ });
  t.is(readFileSync(join(base, 'b.sh'), 'utf8'), 'old\n');
});

test('a diff shows no credential, not even on the lines around a change, and says that patch cannot apply it', async t => {
  const token = 'dckr_pat_ABCDEFGHIJKLMNOPQRSTUVWX123';
  const text = `export PASS=hunter2hunter2\nTOKEN=${token}\nold\n`;
  const project = memoryProject({ 'a.sh': text, 'b.sh': 'old\n' });
  const file = project.read('a.sh');
  if (file === undefined) return t.fail();
  const start = text.indexOf('hunter2');
  const secrets = [span(file, start, start + 'hunter2hunter2'.length)];
  const files = new Map([
    ['a.sh', text.replace('old', 'new')],
    ['b.sh', 'new\n'],
  ]);
  const { diff, masked } = diffOf({ files, secrets }, project, path => `ci/${path}`);
  t.true(diff.includes('+new'));
  t.false(diff.includes(token));
  t.false(diff.includes('hunter2'));
  t.deepEqual(masked, ['ci/a.sh']);
  const cwd = folderWith(t, { 'ci/build.sh': BUILD.replace('set -eu', `TOKEN=${token}`), 'build.sh': BUILD });
  const ran = await runMain(cwd, ['--diff', '.']);
  t.true(ran.stdout.includes(' TOKEN=***\n'), ran.stdout);
  t.true(ran.stderr.startsWith('ci/build.sh: the diff masks a credential, so patch cannot apply that hunk: use --fix.\n'), ran.stderr);
  t.is(ran.stderr.split('masks').length, 2);
});
