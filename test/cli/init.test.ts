import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { recipes } from '../../src/recipes/index.js';
import { folderWith } from '../support/folder.js';
import { newFile } from '../support/recipes.js';
import { runMain } from '../support/run-main.js';

const GITLAB = ['init', '--platform', 'gitlab-ci', '--builder', 'acme/default'];

test('init prints the file and nothing else', async t => {
  const ran = await runMain(folderWith(t, {}), [...GITLAB, '--image', 'acme/app']);
  t.deepEqual(ran, { code: 0, stdout: newFile('gitlab-ci'), stderr: '' });
});

test('the image is called after the folder', async t => {
  const folder = join(folderWith(t, {}), 'My_Shop 2');
  mkdirSync(folder);
  t.true((await runMain(folder, GITLAB)).stdout.includes('IMAGE: acme/my-shop-2\n'));
});

test('several files are told apart by their paths', async t => {
  const { stdout } = await runMain(folderWith(t, {}), ['init', '--platform=buildkite', '--builder=acme/default']);
  t.deepEqual(stdout.match(/(?<=^# ==> ).*(?= <==$)/gm), ['.buildkite/pipeline.yml', '.buildkite/image.sh']);
});

test('--output-dir writes the files, and replaces none', async t => {
  const cwd = folderWith(t, {});
  const argv = ['init', '--platform', 'buildkite', '--builder', 'acme/default', '--output-dir', 'new'];
  const ran = await runMain(cwd, argv);
  t.deepEqual(ran, { code: 0, stdout: 'new/.buildkite/pipeline.yml\nnew/.buildkite/image.sh\n', stderr: '' });
  t.is(readFileSync(join(cwd, 'new/.buildkite/pipeline.yml'), 'utf8'), newFile('buildkite'));
  t.not(statSync(join(cwd, 'new/.buildkite/image.sh')).mode & 0o100, 0);
  const again = await runMain(cwd, argv);
  t.is(again.code, 2);
  t.regex(again.stderr, /'new\/\.buildkite\/pipeline\.yml' is there already, and nothing was written/);
});

test('a folder that cannot be made is said to be so', async t => {
  const ran = await runMain(folderWith(t, { file: '' }), [...GITLAB, '--output-dir', 'file/x']);
  t.is(ran.code, 2);
  t.regex(ran.stderr, /'file\/x\/\.gitlab-ci\.yml' cannot be written: E\w+\. Name another folder\./);
});

const WRONG: readonly (readonly [string[], RegExp])[] = [
  [['init', '--builder', 'acme/default'], /--platform NAME\. Take one of: github-actions, /],
  [['init', '--platform', 'gitlab', '--builder', 'acme/default'], /There is no platform 'gitlab'\. Did you mean 'gitlab-ci'\?/],
  [['init', '--platform', 'gitlab-ci'], /--builder names a cloud builder, ORG\/NAME\. It is missing\./],
  [['init', '--platform', 'gitlab-ci', '--builder', 'acme'], /'acme' is none\./],
  [[...GITLAB, '--toolchain', 'moden'], /There is no toolchain 'moden'\. Did you mean 'modern'\?/],
  [[...GITLAB, '--image', 'Acme/App:1'], /--image takes the name of a repository in lower case, without a tag/],
  [[...GITLAB, 'x'], /'init' takes no 'x'/],
  [['--builder', 'acme/default'], /--builder means nothing without a command/],
];

for (const [argv, message] of WRONG) {
  test(`${argv.join(' ')} is refused`, async t => {
    const ran = await runMain(folderWith(t, {}), argv);
    t.is(ran.code, 2);
    t.is(ran.stdout, '');
    t.regex(ran.stderr, message);
  });
}

test('--help names every platform', async t => {
  const { stdout } = await runMain(folderWith(t, {}), ['--help']);
  for (const platform of Object.keys(recipes)) t.true(stdout.replaceAll(/\s+/g, ' ').includes(platform), platform);
});
