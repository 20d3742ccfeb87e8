import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { cloneOfOurs, commitAll, git } from '../support/checkout.js';
import { SOUND } from '../support/faulty-workflow.js';
import { folderWith } from '../support/folder.js';
import { testWith } from '../support/tools.js';

/** A workflow that signs in, connects to a cloud builder, and calls a script. */
const WORKFLOW = SOUND.replace(/ {6}- uses: docker\/build-push[\s\S]*/, '      - run: ci/image.sh\n');

/** A repository in which a script builds on the wrong builder, and only the workflow that calls it tells so. */
const PROJECT = {
  '.github/workflows/image.yml': WORKFLOW,
  'ci/image.sh': 'set -e\ndocker build --tag acme/app:1 .\n',
  'ci/other.sh': 'set -e\necho nothing\n',
  'README.md': 'docker build .\n',
};

testWith('pre-commit', 'pre-commit try-repo installs the hook from a clone and runs it', t => {
  t.timeout(600_000);
  const { hooks, run } = prepared(t);
  const { status, stdout } = run('try-repo', hooks, 'dbc-lint', '--all-files');
  t.is(status, 1, stdout);
  t.regex(stdout, /^ci\/image\.sh:2:1 error docker-build-ignores-selected-builder /m);
  t.regex(stdout, /^- exit code: 1$/m);
  t.is(stdout.split('CI file, ').length, 2, 'one process got all the files');
});

testWith('pre-commit', 'the names that are passed select what is reported and fixed, with the whole repository as its context', t => {
  t.timeout(600_000);
  const { hooks, project, run } = prepared(t);
  const rev = git(hooks, 'rev-parse', 'HEAD').trim();
  writeFileSync(
    join(project, '.pre-commit-config.yaml'),
    `repos: [{ repo: '${hooks}', rev: '${rev}', hooks: [{ id: dbc-lint }, { id: dbc-lint-fix }] }]\n`,
  );
  git(project, 'add', '-A');
  for (const file of ['ci/image.sh', '.github/workflows/image.yml']) {
    const { status, stdout } = run('run', 'dbc-lint', '--files', file);
    t.is(status, 1, stdout);
    t.regex(stdout, /^ci\/image\.sh:2:1 error docker-build-ignores-selected-builder /m, file);
  }
  const clean = run('run', 'dbc-lint', '--files', 'ci/other.sh');
  t.is(clean.status, 0, clean.stdout);
  t.regex(clean.stdout, /^dbc-lint\.+Passed$/m);
  t.regex(run('run', 'dbc-lint', '--files', 'README.md').stdout, /Skipped$/m);
  t.is(git(project, 'diff'), '', 'it changes nothing');

  const fixing = run('run', 'dbc-lint-fix', '--files', 'ci/image.sh');
  t.is(fixing.status, 1, fixing.stdout);
  t.regex(fixing.stdout, /files were modified by this hook/);
  t.regex(git(project, 'diff'), /^\+docker buildx build --tag acme\/app:1 \.$/m);
});

/** A clone of ours, a repository that uses it, and pre-commit to be run there. */
function prepared(t: ExecutionContext) {
  const hooks = cloneOfOurs(t);
  const project = folderWith(t, PROJECT);
  commitAll(project);
  const env = { ...process.env, PRE_COMMIT_HOME: folderWith(t, {}), PRE_COMMIT_COLOR: 'never' };
  const run = (...argv: readonly string[]) => spawnSync('pre-commit', argv, { cwd: project, env, encoding: 'utf8' });
  return { hooks, project, run };
}
