import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../../rules/index.js';
import { formatNames } from '../../src/report/index.js';
import { VERSION } from '../../src/version.js';
import { FAULTY, SOUND, WORKFLOW } from '../support/faulty-workflow.js';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

test('findings give 1, none gives 0, whatever the format', async t => {
  const faulty = folderWith(t, { [WORKFLOW]: FAULTY });
  const sound = folderWith(t, { [WORKFLOW]: SOUND });
  for (const format of formatNames) {
    const bad = await runMain(faulty, ['-f', format]);
    t.is(bad.code, 1, format);
    t.true(bad.stdout.includes('unreplaced-placeholder'), format);
    t.is(bad.stderr, '');
    const good = await runMain(sound, ['-f', format]);
    t.is(good.code, 0, `${format}: ${good.stdout}`);
  }
});

test('the threshold, --exit-zero and severities change the exit code', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: FAULTY });
  const code = async (...argv: string[]) => (await runMain(cwd, argv)).code;
  t.is(await code('--fail-on', 'error'), 1);
  t.is(await code('--fail-on', 'never'), 0);
  t.is(await code('--exit-zero'), 0);
  t.is(await code('--rule', 'unreplaced-placeholder=note'), 0);
  t.is(await code('--rule', 'unreplaced-placeholder=note', '--fail-on', 'note'), 1);
  t.is(await code('--rule', 'unreplaced-placeholder=off', '--fail-on', 'note'), 0);
});

test('--fail-on-unread fails where something could not be read', async t => {
  const cwd = folderWith(t, { 'ci/build.sh': 'docker build .\0' });
  const ran = await runMain(cwd, ['.']);
  t.is(ran.code, 0);
  t.true(ran.stdout.includes('ci/build.sh:1:1 this file is not text: it holds a NUL byte'), ran.stdout);
  t.is((await runMain(cwd, ['--fail-on-unread'])).code, 1);
  t.is((await runMain(cwd, ['--fail-on-unread', '--exit-zero'])).code, 0);
});

test('misuse gives 2 and one sentence on standard error, --exit-zero or not', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: FAULTY });
  const sentences: readonly (readonly [readonly string[], string])[] = [
    [['--rul', 'x=off'], "There is no option --rul. Did you mean '--rule'? Run dbc-lint --help for all options."],
    [['--rule', 'login-mising=off'], "There is no rule 'login-mising'. Did you mean 'login-missing'? Run dbc-lint rules for all rules."],
    [['explain', 'nonsense'], "There is no rule 'nonsense'. Run dbc-lint rules for all rules."],
    [['explain'], 'explain takes one rule or one line: dbc-lint explain RULE, dbc-lint explain --here FILE:LINE.'],
    [['rules', 'x'], "'rules' takes no 'x'. For one rule, run dbc-lint explain RULE; for a folder, dbc-lint ./rules."],
    [['nowhere'], "There is no file or folder 'nowhere'. Name one that exists, or none to read the current folder."],
    [['--exit-zero', 'nowhere'], "There is no file or folder 'nowhere'. Name one that exists, or none to read the current folder."],
  ];
  for (const [argv, sentence] of sentences)
    t.deepEqual(await runMain(cwd, argv), { code: 2, stdout: '', stderr: `dbc-lint: ${sentence}\n` });
});

test('several reports at once, each to its place', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: FAULTY });
  const ran = await runMain(cwd, ['-f', 'text', '-f', 'sarif=out.sarif', '--format=json=out.json']);
  t.is(ran.code, 1);
  t.regex(ran.stdout, /^\.github\/workflows\/ci\.yml:13:\d+ error unreplaced-placeholder /);
  t.is(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).version, '2.1.0');
  t.is(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).findings.length, 1);
});

test('--in-context reports what the named files have to do with, and reads all others for it', async t => {
  const caller = FAULTY.replace(/ {6}- uses: docker\/build-push[\s\S]*/, '      - run: ci/build.sh\n').replace('<ORG>', 'acme');
  const cwd = folderWith(t, {
    [WORKFLOW]: FAULTY,
    '.github/workflows/image.yml': caller,
    'ci/build.sh': 'set -e\ndocker build --tag acme/app:1 .\n',
    'README.md': 'docker build .\n',
  });
  const reported = async (...files: string[]) => {
    const { code, stdout, stderr } = await runMain(cwd, ['--in-context', '-f', 'json', ...files]);
    t.is(stderr, '');
    const found = JSON.parse(stdout).findings as { rule: string; place: { path: string } }[];
    return [code, ...found.map(({ rule, place }) => `${place.path} ${rule}`)];
  };
  const ignored = 'ci/build.sh docker-build-ignores-selected-builder';
  t.deepEqual(await reported('ci/build.sh'), [1, ignored]);
  t.deepEqual(await reported('.github/workflows/image.yml'), [1, ignored]);
  t.deepEqual(await reported(WORKFLOW), [1, `${WORKFLOW} unreplaced-placeholder`]);
  t.deepEqual(await reported('README.md'), [0]);
  t.is((await reported('.')).length, 3);
});

test('SARIF carries silenced findings only where that is asked for', async t => {
  const silenced = FAULTY.replace('<ORG>/default', '<ORG>/default # dbc-lint: ignore[unreplaced-placeholder] -- a template');
  const cwd = folderWith(t, { [WORKFLOW]: silenced });
  const resultsWith = async (...options: string[]) => JSON.parse((await runMain(cwd, ['-f', 'sarif', ...options])).stdout).runs[0].results;
  t.deepEqual(await resultsWith(), []);
  const [result] = await resultsWith('--sarif-suppressed');
  t.is(result.suppressions[0].justification, 'a template');
});

test('a report that cannot be written gives 2, though there are findings', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: FAULTY });
  const ran = await runMain(cwd, ['--output-file', 'no/such/folder.txt']);
  t.is(ran.code, 2);
  t.regex(ran.stderr, /^dbc-lint: The report cannot be written to 'no\/such\/folder\.txt'/);
});

test('a file gets no colours, a terminal does unless NO_COLOR says otherwise', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: FAULTY });
  const colored = async (argv: string[], env: Record<string, string>) =>
    (await runMain(cwd, argv, { env, isTerminal: true })).stdout.includes('\u001b[');
  t.true(await colored([], {}));
  t.false(await colored([], { NO_COLOR: '1' }));
  t.false(await colored(['--no-color'], { FORCE_COLOR: '1' }));
  await runMain(cwd, ['--color', '--output-file', 'out.txt'], { isTerminal: true });
  t.false(readFileSync(join(cwd, 'out.txt'), 'utf8').includes('\u001b['));
});

test('--help and --version', async t => {
  const cwd = folderWith(t, {});
  const help = await runMain(cwd, ['--help']);
  t.is(help.code, 0);
  t.regex(help.stdout, /^Usage: dbc-lint \[options\] \[paths…\]\n/);
  t.deepEqual(await runMain(cwd, ['--version']), { code: 0, stdout: `${VERSION}\n`, stderr: '' });
});

test('rules lists all rules, as text and as JSON', async t => {
  const cwd = folderWith(t, {});
  const { stdout } = await runMain(cwd, ['rules']);
  const listed = JSON.parse((await runMain(cwd, ['rules', '--format', 'json'])).stdout) as { id: string }[];
  for (const { id } of rules) {
    t.true(
      stdout.split('\n').some(line => line.startsWith(`${id} `)),
      id,
    );
    t.true(
      listed.some(rule => rule.id === id),
      id,
    );
  }
});

test('rules as JSON says all that is known of a rule', async t => {
  const cwd = folderWith(t, {});
  const listed = JSON.parse((await runMain(cwd, ['rules', '--format', 'json'])).stdout) as Record<string, unknown>[];
  const { document, ...rule } = listed.find(one => one.id === 'timeout-exceeds-build-limit') ?? {};
  t.deepEqual(rule, {
    id: 'timeout-exceeds-build-limit',
    summary: 'Do not count on more time for a build than Build Cloud gives it',
    severity: 'note',
    category: 'reliability',
    practice: 'https://docs.docker.com/build-cloud/ci/',
    presets: ['recommended', 'strict', 'adopt'],
    options: [{ name: 'limitMinutes', default: 90 }],
    fixable: false,
    platforms: ['github-actions', 'gitlab-ci', 'buildkite', 'jenkins', 'bitbucket-pipelines'],
  });
  t.is(document, (await runMain(cwd, ['explain', 'timeout-exceeds-build-limit'])).stdout);
});

test('explain shows the document of each rule', async t => {
  const cwd = folderWith(t, {});
  for (const { id } of JSON.parse((await runMain(cwd, ['rules', '-f', 'json'])).stdout) as { id: string }[]) {
    const { code, stdout } = await runMain(cwd, ['explain', id]);
    t.is(code, 0, id);
    t.true(stdout.includes(id), id);
  }
});

test('inspect shows jobs, steps and what a build runs on, and never a credential', async t => {
  const secret = ['dckr', 'pat', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n'].join('_');
  const cwd = folderWith(t, { [WORKFLOW]: SOUND.replace('${{ secrets.DOCKER_PAT }}', secret) });
  const text = await runMain(cwd, ['inspect']);
  t.is(text.code, 0);
  t.regex(text.stdout, /job image 3:3/);
  t.regex(text.stdout, /on push, tag: builder .*\(cloud\); output push/);
  const json = await runMain(cwd, ['inspect', '--format', 'json']);
  t.deepEqual(
    JSON.parse(json.stdout).pipelines[0].jobs[0].steps.map((step: { kind: string }) => step.kind),
    ['login', 'install-plugin', 'create-builder', 'build'],
  );
  for (const { stdout } of [text, json, await runMain(cwd, []), await runMain(cwd, ['-f', 'sarif'])]) t.false(stdout.includes(secret));
});

test('paths are shown from the working directory, and are those of the repository in SARIF', async t => {
  const top = folderWith(t, { '.git/HEAD': '', [`app/${WORKFLOW}`]: FAULTY });
  const text = await runMain(join(top, 'app'), []);
  t.regex(text.stdout, /^\.github\/workflows\/ci\.yml:13/);
  const sarif = JSON.parse((await runMain(join(top, 'app'), ['-f', 'sarif'])).stdout);
  t.is(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, `app/${WORKFLOW}`);
});

test('only what is named is reported on, ignored by git or not', async t => {
  const cwd = folderWith(t, { '.gitignore': 'b/\n', [`a/${WORKFLOW}`]: FAULTY, [`b/${WORKFLOW}`]: FAULTY });
  const found = async (...argv: string[]) =>
    (JSON.parse((await runMain(cwd, ['-f', 'json', ...argv])).stdout).findings as { pipeline: string }[]).map(finding => finding.pipeline);
  t.deepEqual(await found(), [`a/${WORKFLOW}`]);
  t.deepEqual(await found('b'), [`b/${WORKFLOW}`]);
  t.deepEqual(await found(`b/${WORKFLOW}`, 'a'), [`a/${WORKFLOW}`, `b/${WORKFLOW}`]);
  t.deepEqual(await found('--exclude', 'a'), []);
  t.deepEqual(await found('--exclude', '**/workflows/*.yml', 'a', 'b'), []);
  t.deepEqual(await found('--exclude', './b/**', 'a', 'b'), [`a/${WORKFLOW}`]);
});

test('node_modules is never searched, though its files can be named', async t => {
  const cwd = folderWith(t, { [`node_modules/x/${WORKFLOW}`]: FAULTY });
  t.is((await runMain(cwd, ['.'])).code, 0);
  t.is((await runMain(cwd, [`node_modules/x/${WORKFLOW}`])).code, 1);
  const refused = await runMain(cwd, ['node_modules/x']);
  t.is(refused.code, 2);
  t.is(refused.stderr, "dbc-lint: 'node_modules/x' lies in a 'node_modules' folder, which is never searched. Name the files themselves.\n");
});

test('a link that leads outside is noted and not followed', async t => {
  const folder = folderWith(t, { [`outside/${WORKFLOW}`]: FAULTY });
  mkdirSync(join(folder, 'inside/.github/workflows'), { recursive: true });
  symlinkSync('../outside', join(folder, 'inside/linked'));
  symlinkSync(`../../../outside/${WORKFLOW}`, join(folder, `inside/${WORKFLOW}`));
  const { code, stdout } = await runMain(join(folder, 'inside'), []);
  t.is(code, 0);
  t.true(stdout.includes('linked:1:1 this file is a link to a folder outside the base folder'), stdout);
  t.true(stdout.includes(`${WORKFLOW}:1:1 this file is a link that leads outside the base folder`), stdout);
});
