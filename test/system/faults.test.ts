import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { top } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';
import { testWith } from '../support/tools.js';

const CLI = join(top, 'dist/cli.cjs');
const SCRIPT = `#!/bin/bash
set -eu
echo "$DOCKER_PAT" | docker login -u acme --password-stdin
docker buildx create --use --driver cloud acme/default
docker build --push --tag acme/app:1 .
`;

/** Runs the command as a user for whom the modes of files count: for root they do not. */
function unprivileged(cwd: string, argv: readonly string[]) {
  const user = process.getuid?.() === 0 ? ['--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];
  return spawnSync('setpriv', [...user, process.execPath, CLI, ...argv], { cwd, encoding: 'utf8' });
}

testWith('setpriv', 'a read-only checkout is linted; what would be written there is told in one sentence', t => {
  const folder = folderWith(t, { 'build.sh': SCRIPT });
  chmodSync(folder, 0o555);
  t.teardown(() => chmodSync(folder, 0o755));
  const linted = unprivileged(folder, ['.']);
  t.is(linted.status, 1, linted.stderr);
  t.true(linted.stdout.includes('build.sh:5'));
  const fixed = unprivileged(folder, ['--fix', '.']);
  t.is(fixed.status, 2);
  t.is(fixed.stderr, "dbc-lint: 'build.sh' is not written: its folder takes no file (EACCES). Make it writable, or use --diff.\n");
  const reported = unprivileged(folder, ['--output-file', 'report.txt', '.']);
  t.is(reported.status, 2);
  t.is(reported.stderr, "dbc-lint: The report cannot be written to 'report.txt': EACCES. Name another file.\n");
  t.deepEqual(readdirSync(folder), ['build.sh']);
  t.is(readFileSync(join(folder, 'build.sh'), 'utf8'), SCRIPT);
});

testWith('setpriv', 'a folder and a file that cannot be opened are listed, and the rest is read', t => {
  const folder = folderWith(t, { 'build.sh': SCRIPT, 'closed/ci.sh': SCRIPT, '.gitlab-ci.yml': 'a:\n  script: docker build .\n' });
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'closed'), 0);
  chmodSync(join(folder, '.gitlab-ci.yml'), 0);
  t.teardown(() => chmodSync(join(folder, 'closed'), 0o755));
  const { status, stdout } = unprivileged(folder, ['--format', 'json', '.']);
  t.is(status, 1);
  const { summary, unread } = JSON.parse(stdout);
  t.is(summary.builds, 1);
  t.deepEqual(
    unread.map((note: { place: { path: string }; why: string }) => `${note.place.path}: ${note.why}`),
    ['.gitlab-ci.yml: this file cannot be opened (EACCES)', 'closed: this file cannot be opened (EACCES)'],
  );
});

test('an interrupt ends it by that signal, which a shell tells as 130, and the old report stays whole', async t => {
  const folder = folderWith(t, { 'report.txt': 'old' });
  // It waits for standard input, which never ends.
  const command = spawn(process.execPath, [CLI, '--output-file', 'report.txt', '--stdin-filename', 'ci.sh', '-'], { cwd: folder });
  await new Promise(resolve => setTimeout(resolve, 500));
  command.kill('SIGINT');
  const signal = await new Promise(resolve => command.on('exit', (_, by) => resolve(by)));
  t.is(signal, 'SIGINT');
  t.deepEqual(readdirSync(folder), ['report.txt']);
  t.is(readFileSync(join(folder, 'report.txt'), 'utf8'), 'old');
});

for (const [what, call, report] of [
  ['before a file takes the place of another', 'renameSync', /CI file|^old$/],
  ['while it is written', 'writeFileSync', /CI file|^old$/],
] as const) {
  test(`an interrupt ${what} leaves a whole report and nothing beside it`, t => {
    const folder = folderWith(t, { 'report.txt': 'old', 'ci.sh': SCRIPT });
    const hook = join(
      folderWith(t, {
        'hook.cjs': `const fs = require('node:fs');\nconst call = fs.${call};\nfs.${call} = (...given) => { process.kill(process.pid, 'SIGINT'); return call(...given); };\n`,
      }),
      'hook.cjs',
    );
    const { signal } = spawnSync(process.execPath, ['--require', hook, CLI, '--output-file', 'report.txt', '.'], { cwd: folder });
    t.is(signal, 'SIGINT');
    t.deepEqual(readdirSync(folder).sort(), ['ci.sh', 'report.txt']);
    t.regex(readFileSync(join(folder, 'report.txt'), 'utf8'), report);
  });
}
