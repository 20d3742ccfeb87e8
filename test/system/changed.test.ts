import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';
import { testWith } from '../support/tools.js';

const WORKFLOW = '.github/workflows/ci.yml';
const OTHER = '.github/workflows/other.yml';
const workflow = (command: string) => `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${command}\n`;
const BUILD = "docker buildx build --builder 'cloud-<ORG>-default' .";
const ENV = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };

function git(cwd: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function repository(t: ExecutionContext): string {
  const cwd = folderWith(t, { [WORKFLOW]: workflow('ci/build.sh'), [OTHER]: workflow(BUILD), 'ci/build.sh': `#!/bin/sh\n${BUILD}\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'first');
  return cwd;
}

async function found(cwd: string, ...argv: readonly string[]): Promise<readonly string[] | string> {
  const { stdout, stderr, code } = await runMain(cwd, ['-f', 'json', ...argv], { env: ENV });
  return code === 2 ? stderr : (JSON.parse(stdout).findings as { place: { path: string } }[]).map(({ place }) => place.path);
}

testWith('git', 'only what concerns changed files is reported, through the calls that lead there', async t => {
  const cwd = repository(t);
  t.deepEqual(await found(cwd), [OTHER, 'ci/build.sh']);
  t.deepEqual(await found(cwd, '--changed'), []);
  appendFileSync(join(cwd, WORKFLOW), '# changed\n');
  t.deepEqual(await found(cwd, '--changed'), ['ci/build.sh'], 'the CI file leads to the script');
  git(cwd, 'add', '.');
  t.deepEqual(await found(cwd, '--changed'), ['ci/build.sh'], 'staged or not');
  git(cwd, 'commit', '-qam', 'second');
  t.deepEqual(await found(cwd, '--changed'), []);
  appendFileSync(join(cwd, 'ci/build.sh'), '# changed\n');
  t.deepEqual(await found(cwd, '--changed'), ['ci/build.sh']);
  t.deepEqual(await found(join(cwd, 'ci'), '--changed'), ['ci/build.sh'], 'from a folder below');
  writeFileSync(join(cwd, '.github/workflows/new.yml'), workflow(BUILD));
  t.deepEqual(await found(cwd, '--changed'), ['.github/workflows/new.yml', 'ci/build.sh'], 'a new file');
});

testWith('git', '--since counts from where the branch left', async t => {
  const cwd = repository(t);
  git(cwd, 'checkout', '-qb', 'topic');
  appendFileSync(join(cwd, OTHER), '# topic\n');
  git(cwd, 'commit', '-qam', 'topic');
  git(cwd, 'checkout', '-q', 'main');
  appendFileSync(join(cwd, 'ci/build.sh'), '# main\n');
  git(cwd, 'commit', '-qam', 'main');
  git(cwd, 'checkout', '-q', 'topic');
  t.deepEqual(await found(cwd, '--since', 'main'), [OTHER]);
  t.deepEqual(await found(cwd, '--since=main~1'), [OTHER]);
  t.is(await found(cwd, '--since', 'nowhere'), "dbc-lint: git knows no commit 'nowhere' here. Fetch it first.\n");
  t.is(await found(cwd, '--since=--help'), "dbc-lint: git knows no commit '--help' here. Fetch it first.\n");
});

testWith('git', 'line ends of Windows are no change, and before the first commit everything is one', async t => {
  const cwd = repository(t);
  writeFileSync(join(cwd, OTHER), workflow(BUILD).replaceAll('\n', '\r\n'));
  t.deepEqual(await found(cwd, '--changed'), []);
  rmSync(join(cwd, '.git'), { recursive: true });
  git(cwd, 'init', '-q');
  t.deepEqual(await found(cwd, '--changed'), [OTHER, 'ci/build.sh']);
});

testWith('git', 'without git, without a repository and in a shallow clone the message says what to do', async t => {
  const cwd = repository(t);
  t.is(
    (await runMain(cwd, ['--changed'], { env: {} })).stderr,
    'dbc-lint: --changed needs git, which is not in PATH. Install it, or leave out --changed.\n',
  );
  const plain = folderWith(t, { [WORKFLOW]: workflow(BUILD) });
  t.is(await found(plain, '--changed'), `dbc-lint: --changed needs a git repository, and '${plain}' is none. Leave it out.\n`);
  appendFileSync(join(cwd, OTHER), '# more\n');
  git(cwd, 'commit', '-qam', 'second');
  const clones = folderWith(t, {});
  git(clones, 'clone', '-q', '--depth', '1', `file://${cwd}`, 'shallow');
  t.regex(
    String(await found(join(clones, 'shallow'), '--since', 'HEAD~1')),
    /^dbc-lint: git knows no commit 'HEAD~1' here\. This clone is shallow: fetch its history first/,
  );
  mkdirSync(join(plain, '.git'));
  t.regex(String(await found(plain, '--changed')), /^dbc-lint: git cannot read the repository '.*': fatal: not a git repository/);
});

testWith('git', 'nothing that a checkout configures is run', async t => {
  const cwd = repository(t);
  const program = join(cwd, '.git/evil.sh');
  const ran = join(cwd, 'ran');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >>'${ran}'\nexit 1\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(cwd, '.gitattributes'), '* filter=evil diff=evil\n');
  for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc'])
    cpSync(program, join(cwd, '.git/hooks', hook));
  const settings = {
    'core.fsmonitor': program,
    'core.pager': program,
    'pager.cat-file': program,
    'pager.rev-parse': program,
    'pager.merge-base': program,
    'core.sshCommand': program,
    'core.gitProxy': program,
    'core.askPass': program,
    'core.editor': program,
    'core.alternateRefsCommand': program,
    'diff.external': program,
    'diff.evil.command': program,
    'diff.evil.textconv': program,
    'filter.evil.clean': program,
    'filter.evil.smudge': program,
    'filter.evil.process': program,
    'alias.cat-file': `!${program}`,
    'alias.rev-parse': `!${program}`,
    'alias.merge-base': `!${program}`,
    'gpg.program': program,
    'log.showSignature': 'true',
    'credential.helper': program,
    'protocol.allow': 'always',
    'protocol.ext.allow': 'always',
    'remote.origin.url': `ext::${program}`,
    'remote.origin.promisor': 'true',
    'remote.origin.uploadpack': program,
    'extensions.partialClone': 'origin',
    'core.repositoryFormatVersion': '1',
  };
  for (const [key, value] of Object.entries(settings)) execFileSync('git', ['config', '--file', '.git/config', key, value], { cwd });
  // A blob that is not there is fetched from the promisor where that is let happen.
  const blob = git(cwd, '-c', 'core.fsmonitor=false', 'rev-parse', `HEAD:${OTHER}`).trim();
  rmSync(ran, { force: true });
  rmSync(join(cwd, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  appendFileSync(join(cwd, 'ci/build.sh'), '# changed\n');
  const result = await found(cwd, '--changed');
  t.true(Array.isArray(result) && result.includes('ci/build.sh'), String(result));
  t.true(Array.isArray(await found(cwd, '--since', 'HEAD')));
  t.false(existsSync(ran));

  // The same questions asked of git as people ask them do run it: the trap works.
  spawnSync('git', ['status'], { cwd, stdio: 'ignore', timeout: 10_000 });
  t.true(existsSync(ran), 'git status');
  rmSync(ran);
  spawnSync('git', ['cat-file', '-p', blob], { cwd, stdio: 'ignore', timeout: 10_000 });
  t.true(existsSync(ran), 'a missing object');
});

testWith('git', 'a program named git inside the repository is never run', async t => {
  const cwd = repository(t);
  const ran = join(cwd, 'ran');
  writeFileSync(join(cwd, 'git'), `#!/bin/sh\ntouch '${ran}'\n`);
  chmodSync(join(cwd, 'git'), 0o755);
  await runMain(cwd, ['--changed'], { env: { ...ENV, PATH: `${cwd}:.:${ENV.PATH}` } });
  t.false(existsSync(ran));
});
