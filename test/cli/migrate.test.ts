import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const SCRIPT = '#!/bin/sh\nset -e\ndocker build --tag acme/shop:1 .\ndocker run acme/shop:1 npm test\n';
const MOVE = ['migrate', '--builder', 'acme/default'];

test('migrate prints a diff and writes nothing', async t => {
  const cwd = folderWith(t, { 'build.sh': SCRIPT });
  const ran = await runMain(cwd, MOVE);
  t.is(ran.code, 0);
  t.true(ran.stdout.startsWith('--- a/build.sh\n+++ b/build.sh\n@@ -1,4 +1,13 @@\n'));
  t.true(ran.stdout.includes('\n+docker buildx build --load --tag acme/shop:1 .\n'));
  t.regex(ran.stderr, /^1 job moves to Build Cloud, 0 places are left\.\n/);
  t.is(readFileSync(join(cwd, 'build.sh'), 'utf8'), SCRIPT);
});

test('a sign-in of the job stays the one that counts, whatever runs behind it', async t => {
  const login = 'echo "$TOKEN" | docker login --username acme --password-stdin';
  const cwd = folderWith(t, { 'build.sh': SCRIPT.replace('docker build', `${login}\n./prepare.sh\ndocker build`) });
  const { stdout } = await runMain(cwd, MOVE);
  t.true(stdout.includes('+docker buildx use cloud-acme-default || docker buildx create --use --driver cloud acme/default\n'));
  t.false(stdout.includes('DOCKER_PAT'));
});

test('--write writes the files, with their mode, and a second run has nothing to do', async t => {
  const cwd = folderWith(t, { 'build.sh': SCRIPT });
  chmodSync(join(cwd, 'build.sh'), 0o755);
  const ran = await runMain(cwd, [...MOVE, '--write']);
  t.deepEqual([ran.code, ran.stdout], [0, '']);
  t.true(readFileSync(join(cwd, 'build.sh'), 'utf8').includes('\ndocker buildx build --load --tag acme/shop:1 .\n'));
  t.is(statSync(join(cwd, 'build.sh')).mode & 0o777, 0o755);
  const again = await runMain(cwd, [...MOVE, '--diff']);
  t.deepEqual([again.code, again.stdout, again.stderr], [0, '', '0 jobs move to Build Cloud, 0 places are left.\n']);
});

test('--write and --diff are not for one run, nor --write without migrate', async t => {
  const cwd = folderWith(t, { 'build.sh': SCRIPT });
  t.regex((await runMain(cwd, [...MOVE, '--write', '--diff'])).stderr, /--diff writes nothing\. Leave out --diff or --write\./);
  t.regex((await runMain(cwd, ['--write'])).stderr, /--write means nothing without a command/);
});

test('what is left is named with its place and reason, and gives 1', async t => {
  const cwd = folderWith(t, { 'build.sh': SCRIPT.replace('--tag', '--platform linux/s390x --tag') });
  const ran = await runMain(cwd, MOVE);
  t.deepEqual([ran.code, ran.stdout], [1, '']);
  t.is(
    ran.stderr,
    'build.sh:3:1 not moved: Build Cloud has no machine for linux/s390x; build that elsewhere.\n0 jobs move to Build Cloud, 1 place is left.\n',
  );
});

test('without a builder nothing is done', async t => {
  const ran = await runMain(folderWith(t, { 'build.sh': SCRIPT }), ['migrate']);
  t.deepEqual([ran.code, ran.stdout], [2, '']);
  t.regex(ran.stderr, /--builder names a cloud builder/);
});
