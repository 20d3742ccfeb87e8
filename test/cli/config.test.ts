import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { FAULTY, WORKFLOW } from '../support/faulty-workflow.js';
import { top } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const OFF = 'rules: { unreplaced-placeholder: off }\n';
const OFF_JSON = '{ "rules": { "unreplaced-placeholder": "off" } }';

const places: readonly (readonly [path: string, text: string])[] = [
  ['.dbc-lintrc', OFF],
  ['.dbc-lintrc', OFF_JSON],
  ['.dbc-lintrc.yaml', OFF],
  ['.dbc-lintrc.yml', OFF],
  ['.dbc-lintrc.json', OFF_JSON],
  ['.config/dbc-lintrc', OFF],
  ['.config/dbc-lintrc.yaml', OFF],
  ['.config/dbc-lintrc.yml', OFF],
  ['.config/dbc-lintrc.json', OFF_JSON],
  ['package.json', `{ "name": "shop", "dbc-lint": ${OFF_JSON} }`],
];

for (const [path, text] of places) {
  test(`${path} with ${text.trim()} is read, for the folder and for a file named alone`, async t => {
    const cwd = folderWith(t, { '.git/HEAD': '', [WORKFLOW]: FAULTY, [path]: text });
    for (const operand of ['.', WORKFLOW]) t.is((await runMain(cwd, [operand])).code, 0, operand);
    t.is((await runMain(join(cwd, '.github'), [])).code, 0);
    t.is((await runMain(cwd, ['--no-config'])).code, 1);
  });
}

test('a configuration that git ignores is read too; none above the top of the repository is', async t => {
  const folder = folderWith(t, {
    'a/.git/HEAD': '',
    'a/.gitignore': '.dbc-lintrc.yaml',
    'a/.dbc-lintrc.yaml': OFF,
    [`a/${WORKFLOW}`]: FAULTY,
    'b/.dbc-lintrc.yaml': OFF,
    'b/shop/.git/HEAD': '',
    [`b/shop/${WORKFLOW}`]: FAULTY,
  });
  t.is((await runMain(join(folder, 'a'), [])).code, 0);
  t.is((await runMain(join(folder, 'b/shop'), [])).code, 1);
});

test('the nearest configuration counts, and package.json only with the key', async t => {
  const cwd = folderWith(t, {
    [`app/${WORKFLOW}`]: FAULTY,
    'app/package.json': '{ "devDependencies": { "dbc-lint": "1" } }',
    'app/.dbc-lintrc.yaml': '',
    '.dbc-lintrc.yaml': OFF,
    [`lib/${WORKFLOW}`]: FAULTY,
    'lib/.dbc-lintrc.json': '{}',
  });
  t.is((await runMain(cwd, ['app'])).code, 0, 'an empty file is no configuration');
  t.is((await runMain(cwd, ['lib'])).code, 1, 'an empty map is one');
});

test('no JavaScript is ever run or asked for, wherever it lies', async t => {
  const bomb = "require('node:fs').writeFileSync(require('node:path').join(__dirname, 'ran'), '');";
  const cwd = folderWith(t, {
    [WORKFLOW]: FAULTY,
    '.dbc-lintrc.js': bomb,
    '.dbc-lintrc.cjs': bomb,
    'dbc-lint.config.js': bomb,
    '.config/config.js': bomb,
    '.config/config.cjs': bomb,
    '.config/dbc-lintrc.js': bomb,
    'package.json': '{ "cosmiconfig": { "searchPlaces": ["evil.yaml"] } }',
    'evil.yaml': OFF,
    '.dbc-lintrc.yaml': 'preset: recommended',
  });
  for (const command of ['build/src/cli/bin.js', 'dist/cli.cjs'])
    t.is(spawnSync(process.execPath, [join(top, command)], { cwd }).status, 1, command);
  for (const folder of [cwd, join(cwd, '.config')]) t.false(existsSync(join(folder, 'ran')));
  writeFileSync(join(cwd, '.dbc-lintrc.yaml'), 'extends: ./.dbc-lintrc.js');
  t.is(
    (await runMain(cwd, [])).stderr,
    "dbc-lint: .dbc-lintrc.yaml:1:10: './.dbc-lintrc.js' is neither YAML nor JSON. A configuration is data; nothing is run.\n",
  );
});

test('every mistake is told with its place as seen from here, and gives 2', async t => {
  const cwd = folderWith(t, { '.git/HEAD': '', '.dbc-lintrc.yaml': 'failon: error\nrules: { x: off }\n', [`app/${WORKFLOW}`]: FAULTY });
  t.deepEqual(await runMain(join(cwd, 'app'), ['--exit-zero']), {
    code: 2,
    stdout: '',
    stderr:
      "dbc-lint: ../.dbc-lintrc.yaml:1:1: There is no key 'failon'. Did you mean 'failOn'?\n" +
      "dbc-lint: ../.dbc-lintrc.yaml:2:10: There is no rule 'x'.\n",
  });
});

test('two configurations of one folder are a mistake', async t => {
  const cwd = folderWith(t, { '.dbc-lintrc.yaml': OFF, '.dbc-lintrc.json': OFF_JSON, [WORKFLOW]: FAULTY });
  t.is(
    (await runMain(cwd, [])).stderr,
    "dbc-lint: .dbc-lintrc.json:1:1: '.dbc-lintrc.yaml' is a configuration of the same folder. Keep one of the two.\n",
  );
});

test('failOn of the configuration gives the exit code, and --fail-on wins over it', async t => {
  const cwd = folderWith(t, { '.dbc-lintrc.yaml': 'failOn: never', [WORKFLOW]: FAULTY });
  t.is((await runMain(cwd, [])).code, 0);
  t.is((await runMain(cwd, ['--fail-on', 'error'])).code, 1);
});

test('--rule wins over the configuration, but what it ignores stays ignored', async t => {
  const cwd = folderWith(t, { '.dbc-lintrc.yaml': OFF, [WORKFLOW]: FAULTY });
  t.is((await runMain(cwd, ['--rule', 'unreplaced-placeholder=error'])).code, 1);
  writeFileSync(join(cwd, '.dbc-lintrc.yaml'), 'ignore: [.github]');
  t.is((await runMain(cwd, ['--rule', 'unreplaced-placeholder=error'])).code, 0);
});

test('--config pins one file from anywhere, with globs relative to the top of the repository', async t => {
  const folder = folderWith(t, {
    'repo/.git/HEAD': '',
    [`repo/${WORKFLOW}`]: FAULTY,
    'repo/.dbc-lintrc.yaml': OFF,
    'policy/strict.yaml': 'extends: ./common.json',
    'policy/common.json': '{ "ignore": [".github/workflows/none.yml"] }',
    'policy/lax.yaml': 'ignore: [".github/**"]',
  });
  const code = async (file: string, from = 'repo') => (await runMain(join(folder, from), ['--config', file])).code;
  t.is(await code('../policy/strict.yaml'), 1);
  t.is(await code('../policy/lax.yaml'), 0);
  t.is(await code('../../policy/lax.yaml', 'repo/.github'), 0);
  t.is(await code('../policy/none.yaml'), 2);
  t.is((await runMain(join(folder, 'repo'), ['--config', 'x', '--no-config'])).code, 2);
});

test('extends reads files and installed packages, and later ones win', async t => {
  const cwd = folderWith(t, {
    '.git/HEAD': '',
    [`app/${WORKFLOW}`]: FAULTY,
    'shared/base.yml': OFF,
    'app/.dbc-lintrc.yaml': 'extends: ../shared/base.yml',
    'node_modules/@acme/dbc-lint-config/.dbc-lintrc.json': OFF_JSON,
    'node_modules/@acme/dbc-lint-config/strict.yaml': 'rules: { unreplaced-placeholder: error }',
    'node_modules/keyed/package.json': `{ "dbc-lint": ${OFF_JSON} }`,
    'node_modules/globbed/.dbc-lintrc': 'ignore: [".github"]',
  });
  const code = async (text: string) => {
    writeFileSync(join(cwd, 'app/.dbc-lintrc.yaml'), text);
    const { code: exit, stderr } = await runMain(cwd, []);
    return exit === 2 ? stderr : exit;
  };
  t.is(await code('extends: ../shared/base.yml'), 0);
  t.is(await code('extends: "@acme/dbc-lint-config"'), 0);
  t.is(await code('extends: keyed'), 0);
  t.is(await code('extends: globbed'), 0, 'globs of a package speak of the folder that extends it');
  t.is(await code('extends: ["@acme/dbc-lint-config", "@acme/dbc-lint-config/strict.yaml"]'), 1);
  t.is(await code('extends: ["@acme/dbc-lint-config/strict.yaml", keyed]'), 0);
  t.is(await code('extends: ./none.yaml'), "dbc-lint: app/.dbc-lintrc.yaml:1:10: There is no file 'app/none.yaml'.\n");
  t.is(
    await code('extends: nobody'),
    "dbc-lint: app/.dbc-lintrc.yaml:1:10: No package 'nobody' with a configuration is installed here. Install it first.\n",
  );
  t.is(
    await code('extends: ../../etc/passwd'),
    "dbc-lint: app/.dbc-lintrc.yaml:1:10: '../../etc/passwd' leads out of the repository, where nothing is read.\n",
  );
  t.is(
    await code('extends: /etc/passwd'),
    "dbc-lint: app/.dbc-lintrc.yaml:1:10: '/etc/passwd' leads out of the repository, where nothing is read.\n",
  );
  t.is(
    await code('extends: x/../../y'),
    "dbc-lint: app/.dbc-lintrc.yaml:1:10: 'x/../../y' is neither a path, which begins with './' or '../', nor the name of a package.\n",
  );
  t.is(
    await code('extends: [./.dbc-lintrc.yaml]'),
    "dbc-lint: app/.dbc-lintrc.yaml:1:11: './.dbc-lintrc.yaml' leads back to this configuration. Take it out.\n",
  );
});

test('a configuration is no way out: links outside, pipes and endless files are refused', async t => {
  const folder = folderWith(t, { 'secret.yaml': 'password: hunter2', [`repo/${WORKFLOW}`]: FAULTY, 'repo/.git/HEAD': '' });
  symlinkSync('../secret.yaml', join(folder, 'repo/.dbc-lintrc.yaml'));
  const { code, stderr } = await runMain(join(folder, 'repo'), []);
  t.is(code, 2);
  t.is(stderr, 'dbc-lint: .dbc-lintrc.yaml:1:1: This file is a link that leads outside the base folder.\n');
  const endless = folderWith(t, { [WORKFLOW]: FAULTY });
  symlinkSync('/dev/zero', join(endless, '.dbc-lintrc'));
  t.is((await runMain(endless, [])).code, 2);
});

test('what an outer configuration ignores is not read for configurations either', async t => {
  const cwd = folderWith(t, { '.dbc-lintrc.yaml': 'ignore: [fixtures]', 'fixtures/x/.dbc-lintrc.yaml': 'nonsense: 1' });
  t.is((await runMain(cwd, [])).code, 0);
});

test('config show tells each value and where it comes from', async t => {
  const cwd = folderWith(t, {
    '.git/HEAD': '',
    [WORKFLOW]: FAULTY,
    '.dbc-lintrc.yaml': 'extends: ./base.yaml\nrules:\n  login-missing: note\n',
    'base.yaml': 'failOn: error\nbuilder: { org: acme }\n',
  });
  const { stdout, code } = await runMain(cwd, ['config', 'show', WORKFLOW]);
  t.is(code, 0);
  const row = (name: string) =>
    stdout
      .split('\n')
      .find(line => line.startsWith(`${name} `))
      ?.replace(/ +/g, ' ');
  t.is(row('preset'), 'preset recommended default');
  t.is(row('failOn'), 'failOn error base.yaml:1:9');
  t.is(row('builder.org'), 'builder.org acme base.yaml:2:17');
  t.is(row('login-missing'), 'login-missing note .dbc-lintrc.yaml:3:18');
  t.is(row('unreplaced-placeholder'), 'unreplaced-placeholder error preset recommended');
  const json = JSON.parse((await runMain(cwd, ['config', 'show', WORKFLOW, '-f', 'json'])).stdout);
  t.deepEqual(json.rules['login-missing'], { value: 'note', from: '.dbc-lintrc.yaml:3:18' });
  t.is(json.platform, 'github-actions');
});

test('config init writes a configuration that validates, once', async t => {
  const cwd = folderWith(t, { [WORKFLOW]: FAULTY });
  t.is(
    (await runMain(cwd, ['config', 'validate'])).stderr,
    'dbc-lint: There is no configuration here. Write one with dbc-lint config init.\n',
  );
  t.is((await runMain(cwd, ['config', 'init'])).code, 0);
  t.is((await runMain(cwd, ['config', 'validate'])).code, 0);
  t.is((await runMain(cwd, ['config', 'validate', '.dbc-lintrc.yaml'])).code, 0);
  t.is((await runMain(cwd, ['config', 'init'])).stderr, "dbc-lint: '.dbc-lintrc.yaml' is there already. Edit it, or remove it first.\n");
  writeFileSync(join(cwd, '.dbc-lintrc.yaml'), 'x: 1');
  t.is((await runMain(cwd, ['config', 'validate'])).code, 2);
  t.is(
    (await runMain(cwd, ['config', 'validat'])).stderr,
    "dbc-lint: config cannot 'validat'. Did you mean 'validate'? Write dbc-lint config init, config show FILE or config validate.\n",
  );
});

test('a named file that the configuration ignores is told, as nobody would think so', async t => {
  const cwd = folderWith(t, { '.dbc-lintrc.yaml': 'ignore: [.github]', [WORKFLOW]: FAULTY });
  t.deepEqual(await runMain(cwd, ['-f', 'compact', WORKFLOW]), {
    code: 0,
    stdout: 'No CI files found.\n',
    stderr: `dbc-lint: '${WORKFLOW}' is not linted: the configuration ignores it.\n`,
  });
  t.is((await runMain(cwd, ['.'])).stderr, '');
});
