import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const WORKFLOW = '.github/workflows/ci.yml';
const OTHER = '.github/workflows/other.yml';
const workflow = (...commands: readonly string[]) =>
  `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${commands.map(command => `      - run: ${command}\n`).join('')}`;
/** Each is one error: a placeholder. */
const FIRST = 'docker buildx build --builder "cloud-<ORG>-default" -t a .';
const SECOND = 'docker buildx build --builder "cloud-<ORG>-default" -t b .';
const OPTIONS = ['--rule', 'unreplaced-placeholder=error', '--baseline', 'known.json'];

test('the life of a baseline: written, clean, a new finding fails, a mended one is asked for and pruned', async t => {
  const cwd = folderWith(t, { '.git/HEAD': '', [WORKFLOW]: workflow(FIRST) });
  const run = async (...argv: string[]) => {
    const { code, stderr } = await runMain(cwd, [...OPTIONS, ...argv]);
    return [code, stderr] as const;
  };
  t.is((await runMain(cwd, [])).code, 1);
  t.deepEqual(await run(), [2, "dbc-lint: There is no baseline 'known.json'. Write it with --baseline known.json --update-baseline.\n"]);
  t.deepEqual(await run('--prune-baseline'), [
    2,
    "dbc-lint: There is no baseline 'known.json'. Write it with --baseline known.json --update-baseline.\n",
  ]);
  t.false(existsSync(join(cwd, 'known.json')));
  t.deepEqual(await run('--update-baseline'), [0, "dbc-lint: 'known.json' now holds 1 finding; 0 were taken out.\n"]);
  const written = readFileSync(join(cwd, 'known.json'), 'utf8');
  t.deepEqual(await run(), [0, '']);
  t.regex((await runMain(cwd, OPTIONS)).stdout, /^No problems found; 1 in the baseline\.$/m);

  writeFileSync(join(cwd, WORKFLOW), `# moved\n${workflow('echo', FIRST, SECOND)}`);
  t.is((await run())[0], 1);
  t.is(readFileSync(join(cwd, 'known.json'), 'utf8'), written, 'a run without the option writes nothing');
  t.deepEqual(await run('--prune-baseline'), [1, "dbc-lint: 'known.json' now holds 1 finding; 0 were taken out.\n"]);

  writeFileSync(join(cwd, WORKFLOW), workflow('echo'));
  t.deepEqual(await run(), [0, "dbc-lint: 1 finding of 'known.json' is gone. Take it out with --prune-baseline.\n"]);
  t.deepEqual(await run('--prune-baseline'), [0, "dbc-lint: 'known.json' now holds 0 findings; 1 was taken out.\n"]);
  writeFileSync(join(cwd, WORKFLOW), workflow(FIRST));
  t.is((await run())[0], 1, 'what was pruned fails again');
});

test('a run that sees only a part asks for nothing and prunes nothing that it did not see', async t => {
  const cwd = folderWith(t, { '.git/HEAD': '', [WORKFLOW]: workflow(FIRST), [OTHER]: workflow(SECOND) });
  await runMain(cwd, [...OPTIONS, '--update-baseline']);
  const written = readFileSync(join(cwd, 'known.json'), 'utf8');
  t.is(written.match(/identity/g)?.length, 2);
  for (const argv of [[WORKFLOW], ['--rule', 'unreplaced-placeholder=off'], ['--exclude', 'other.yml']]) {
    t.is((await runMain(cwd, [...OPTIONS, ...argv])).stderr, '', argv.join(' '));
    await runMain(cwd, [...OPTIONS, ...argv, '--prune-baseline']);
    t.is(readFileSync(join(cwd, 'known.json'), 'utf8'), written, argv.join(' '));
  }
  writeFileSync(join(cwd, OTHER), 'on: push # docker buildx\njobs: [');
  t.is((await runMain(cwd, OPTIONS)).stderr, '', 'of a broken file nothing is known');
});

test('a baseline that cannot be read is a mistake', async t => {
  const cwd = folderWith(t, { 'known.json': '{}', [WORKFLOW]: workflow(FIRST), 'folder/x': '' });
  t.is(
    (await runMain(cwd, OPTIONS)).stderr,
    "dbc-lint: The baseline 'known.json' is no baseline: it holds no list of findings. Write it anew with --update-baseline.\n",
  );
  t.is((await runMain(cwd, ['--baseline', 'folder', '--update-baseline'])).code, 2);
  t.is(
    (await runMain(cwd, ['--update-baseline'])).stderr,
    'dbc-lint: --update-baseline needs a file. Name it: --baseline .dbc-lint-baseline.json.\n',
  );
  t.is((await runMain(cwd, ['--baseline', 'x', '--update-baseline', '--prune-baseline'])).code, 2);
});

test('known findings are suppressed from outside in SARIF, where that is asked for', async t => {
  const cwd = folderWith(t, { '.git/HEAD': '', [WORKFLOW]: workflow(FIRST) });
  await runMain(cwd, [...OPTIONS, '--update-baseline']);
  const results = async (...argv: string[]) =>
    JSON.parse((await runMain(cwd, [...OPTIONS, '-f', 'sarif', ...argv])).stdout).runs[0].results;
  t.deepEqual(await results(), []);
  const [result] = await results('--sarif-suppressed');
  t.is(result.suppressions[0].kind, 'external');
});
