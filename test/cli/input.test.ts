import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const WORKFLOW = '.github/workflows/ci.yml';
const workflow = (...commands: readonly string[]) =>
  `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${commands.map(command => `      - run: ${command}\n`).join('')}`;
/** One error: a placeholder. */
const FAULTY = "docker buildx build --builder 'cloud-<ORG>-default' .";

test('standard input is linted as the file it is named after, and what it calls is read from disk', async t => {
  const cwd = folderWith(t, { '.git/HEAD': '', [WORKFLOW]: workflow('echo'), 'ci/build.sh': `#!/bin/sh\n${FAULTY}\n` });
  const run = (stdin: string | Uint8Array, ...argv: readonly string[]) => runMain(cwd, argv, { stdin });
  const faulty = await run(workflow(FAULTY), '-', '--stdin-filename', WORKFLOW);
  t.is(faulty.code, 1);
  t.regex(faulty.stdout, /^\.github\/workflows\/ci\.yml:6:\d+ error unreplaced-placeholder/);
  t.regex((await run(workflow('ci/build.sh'), '-', '--stdin-filename', WORKFLOW)).stdout, /^ci\/build\.sh:2:\d+ error/);
  t.is((await run(workflow(FAULTY), '-', '--stdin-filename', '.gitlab-ci.yml')).code, 0, 'the name says the platform');
  t.is((await run(workflow(FAULTY), '--stdin-filename', '.github/workflows/new.yml', '-')).code, 1, 'no such file need be there');
  const fixing = await run(workflow('ls'), '-', '--stdin-filename', WORKFLOW, '--fix');
  t.is(fixing.stdout, workflow('ls'));
  t.is((await run(workflow(FAULTY), '-', '--stdin-filename', WORKFLOW, '--diff')).stderr, '0 would be fixed, 1 remains.\n');
  t.is((await run('', '-')).stderr, 'dbc-lint: The path - needs --stdin-filename PATH, by which its platform is known.\n');
  t.is((await run('', '--stdin-filename', 'x')).stderr, 'dbc-lint: --stdin-filename goes with the path -.\n');
  t.is(
    (await run('', '-', 'x', '--stdin-filename', 'x')).stderr,
    'dbc-lint: The path - is standard input, and stands alone. Leave out the others.\n',
  );
  t.is(
    (await run('', '-', '--stdin-filename', '../x.yml')).stderr,
    `dbc-lint: --stdin-filename ../x.yml names no file inside '${cwd}'. Name one that could be there.\n`,
  );
  t.is(
    (await run(new Uint8Array([0]), '-', '--stdin-filename', WORKFLOW)).stderr,
    'dbc-lint: Standard input is not text: it holds a NUL byte. Give it as UTF-8.\n',
  );
});

test('the configuration of the place that standard input is named after holds for it', async t => {
  const cwd = folderWith(t, { '.git/HEAD': '', 'app/.dbc-lintrc.yaml': 'rules: { unreplaced-placeholder: off }' });
  t.is((await runMain(cwd, ['-', '--stdin-filename', `app/${WORKFLOW}`], { stdin: workflow(FAULTY) })).code, 0);
  t.is((await runMain(cwd, ['-', '--stdin-filename', WORKFLOW], { stdin: workflow(FAULTY) })).code, 1);
});

test('a glob names the files that match, but for those that git ignores', async t => {
  const cwd = folderWith(t, {
    '.git/HEAD': '',
    '.gitignore': 'gone/\n',
    [`a/${WORKFLOW}`]: workflow(FAULTY),
    [`b/${WORKFLOW}`]: workflow(FAULTY),
    [`gone/${WORKFLOW}`]: workflow(FAULTY),
    '[odd].sh': `#!/bin/sh\n${FAULTY}\n`,
  });
  const found = async (from: string, ...globs: readonly string[]) => {
    const { code, stdout, stderr } = await runMain(from, ['-f', 'json', ...globs]);
    return code === 2 ? stderr : (JSON.parse(stdout).findings as { pipeline: string }[]).map(({ pipeline }) => pipeline);
  };
  t.deepEqual(await found(cwd, '**/*.yml'), [`a/${WORKFLOW}`, `b/${WORKFLOW}`]);
  t.deepEqual(await found(cwd, '{a,c}/**/ci.yml'), [`a/${WORKFLOW}`]);
  t.deepEqual(await found(join(cwd, 'a'), '../b/.github/*/*.yml'), [`b/${WORKFLOW}`]);
  t.deepEqual(await found(cwd, '[odd].sh'), ['[odd].sh'], 'a file of that very name');
  t.is(await found(cwd, '*.yaml'), "dbc-lint: No file matches '*.yaml'. Folders are named without a glob.\n");
  t.regex(String(await found(cwd, 'none/*.yml')), /^dbc-lint: There is no file or folder 'none'\./);
});

test('--platform reports on the files of some platforms', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: workflow(FAULTY), '.gitlab-ci.yml': `build:\n  script: ["${FAULTY}"]\n` });
  const found = async (...argv: readonly string[]) =>
    (JSON.parse((await runMain(cwd, ['-f', 'json', ...argv])).stdout).findings as { pipeline: string }[]).map(({ pipeline }) => pipeline);
  t.deepEqual(await found(), [WORKFLOW, '.gitlab-ci.yml']);
  t.deepEqual(await found('--platform', 'gitlab-ci'), ['.gitlab-ci.yml']);
  t.deepEqual(await found('--platform', 'gitlab-ci', '--platform=github-actions'), [WORKFLOW, '.gitlab-ci.yml']);
  t.regex(
    (await runMain(cwd, ['--platform', 'gitlab'])).stderr,
    /^dbc-lint: There is no platform 'gitlab'\. Did you mean 'gitlab-ci'\? Take one of: /,
  );
});

test('--quiet shows errors only, and --max-warnings lets so many warnings be', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: workflow(FAULTY, FAULTY.replace(' .', ' ./b')) });
  const warn = ['--rule', 'unreplaced-placeholder=warning'];
  const run = async (...argv: readonly string[]) => {
    const { code, stdout, stderr } = await runMain(cwd, ['-f', 'compact', ...argv]);
    return [code, stdout.split('\n').filter(line => line.includes('unreplaced-placeholder')).length, stderr] as const;
  };
  t.deepEqual(await run('--quiet'), [1, 2, '']);
  t.deepEqual(await run(...warn), [1, 2, '']);
  t.deepEqual(await run(...warn, '--quiet'), [0, 0, '']);
  t.deepEqual(await run(...warn, '--max-warnings', '2'), [0, 2, '']);
  t.deepEqual(await run(...warn, '--max-warnings', '1'), [1, 2, 'dbc-lint: 2 warnings, and --max-warnings allows 1.\n']);
  t.deepEqual(await run(...warn, '-q', '--max-warnings', '1'), [1, 0, 'dbc-lint: 2 warnings, and --max-warnings allows 1.\n']);
  t.deepEqual(await run(...warn, '--max-warnings', '1', '--exit-zero'), [0, 2, '']);
  t.deepEqual(await run('--max-warnings', '9'), [1, 2, ''], 'errors fail all the same');
  t.is(
    (await run('--max-warnings', 'many'))[2],
    "dbc-lint: --max-warnings takes a number of warnings, not 'many'. Write --max-warnings 10.\n",
  );
});

test('a named file that cannot be opened gives 2, after the others were linted', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: workflow(FAULTY) });
  symlinkSync('circle.yml', join(cwd, 'circle.yml'));
  symlinkSync('nowhere.yml', join(cwd, 'dangling.yml'));
  const { code, stdout, stderr } = await runMain(cwd, ['circle.yml', 'dangling.yml', WORKFLOW, '--exit-zero']);
  t.is(code, 2);
  t.regex(stdout, /unreplaced-placeholder/);
  t.is(stderr, "dbc-lint: 'circle.yml' cannot be opened (ELOOP).\ndbc-lint: 'dangling.yml' is a link to a file that is not there.\n");
  writeFileSync(join(cwd, 'nowhere.yml'), '');
  t.is((await runMain(cwd, ['dangling.yml'])).code, 0);
});

test('--stats tells on standard error what the time went into', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: workflow(FAULTY) });
  const { code, stdout, stderr } = await runMain(cwd, ['--stats', '-f', 'json']);
  t.is(code, 1);
  t.notThrows(() => JSON.parse(stdout));
  const rows = stderr.split('\n').map(line => line.split(/ {2,}/));
  const stages = rows
    .slice(
      1,
      rows.findIndex(([name]) => name === 'total'),
    )
    .map(([name = '', ms]) => [name, Number(ms)] as const);
  for (const stage of ['start', 'find files', 'configuration', 'discover', 'read', 'expand', 'simulate', 'rules', 'reports'])
    t.true(
      stages.some(([name]) => name === stage),
      stage,
    );
  const total = Number(rows.find(([name]) => name === 'total')?.[1]);
  const sum = stages.reduce((all, [, ms]) => all + ms, 0);
  t.true(Math.abs(sum - total) < 0.1 * stages.length, 'the stages and what was not measured are all there is');
});
