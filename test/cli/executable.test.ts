import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { VERSION } from '../../src/version.js';
import { projectIn, top } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';

/** The command as it is published, in a process of its own. */
const EXECUTABLE = join(top, 'dist/cli.cjs');
const FAULTY = join(top, 'fixtures/projects/placeholders-github-actions');

function run(argv: readonly string[], cwd: string = top): SpawnSyncReturns<string> {
  return spawnSync(EXECUTABLE, argv, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

test('it starts by its own name and ends with the exit code', t => {
  t.is(run(['--version']).stdout, `${VERSION}\n`);
  t.is(run(['--version']).status, 0);
  t.is(run([FAULTY]).status, 1);
  t.is(run(['--nonsense']).status, 2);
});

test('the version is that of package.json', t => {
  t.is(VERSION, JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')).version);
});

test('V8 takes the compiled form that the build made', t => {
  const check = `
    const { readFileSync } = require('node:fs');
    const { Script } = require('node:vm');
    const source = readFileSync('dist/main.cjs', 'latin1');
    process.stdout.write(String(new Script(source, { cachedData: readFileSync('dist/main.cache') }).cachedDataRejected));
  `;
  t.is(spawnSync(process.execPath, ['-e', check], { cwd: top, encoding: 'utf8' }).stdout, 'false');
});

test('it needs nothing beside its own folder', t => {
  const cwd = folderWith(t, {});
  t.is(spawnSync('cp', ['-r', join(top, 'dist'), cwd]).status, 0);
  const copy = join(cwd, 'dist/cli.cjs');
  t.is(spawnSync(copy, ['rules'], { cwd, encoding: 'utf8' }).status, 0);
  t.regex(spawnSync(copy, ['explain', 'login-missing'], { cwd, encoding: 'utf8' }).stdout, /^# login-missing/);
});

test('the API reads every platform and writes every format', async t => {
  const api = (await import(join(top, 'dist/index.js'))) as typeof import('../../src/index.js');
  const projects = readdirSync(join(top, 'fixtures/projects')).filter(name => name.startsWith('documented-'));
  for (const name of projects) {
    const report = await api.lint(projectIn(`fixtures/projects/${name}`));
    t.false(
      report.unread.some(({ why }) => why.startsWith('dbc-lint failed')),
      report.unread.map(({ why }) => why).join(),
    );
    for (const load of Object.values(api.formatters)) {
      const format = await load();
      t.true(format(report, { colour: false, version: api.VERSION }).length > 0, name);
    }
  }
});

test('the types of the API name no package', t => {
  const types = readdirSync(join(top, 'dist/types'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.d.ts'));
  t.true(types.includes('src/index.d.ts'));
  for (const name of types) {
    const text = readFileSync(join(top, 'dist/types', name), 'utf8');
    for (const [, target = ''] of text.matchAll(/\bfrom '([^']+)'/g)) t.regex(target, /^\.{1,2}\//, name);
  }
});

test('every type of which the API speaks is exported', t => {
  const folder = join(top, 'dist/types/src');
  const index = readFileSync(join(folder, 'index.d.ts'), 'utf8');
  const listed = (names: string) => names.split(',').map(name => name.trim().replace(/^type /, ''));
  const exported = new Set<string>();
  const said: { readonly from: string; readonly name: string; readonly text: string; readonly imported: readonly string[] }[] = [];
  for (const [, names = '', from = ''] of index.matchAll(/^export (?:type )?(\*|\{[^}]*\}) from '(.+)\.js'/gm)) {
    const text = readFileSync(join(folder, `${from}.d.ts`), 'utf8');
    const imported = [...text.matchAll(/^import (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) => listed(list));
    const declared = [
      ...text.matchAll(
        /^export (?:declare )?(?:interface|type|class|const|function) (\w+)[\s\S]*?(?=^(?:export|declare|\/\*\*)|(?![\s\S]))/gm,
      ),
    ];
    const wanted = names === '*' ? declared.map(([, name = '']) => name) : listed(names.slice(1, -1));
    for (const name of wanted) exported.add(name);
    for (const [declaration, name = ''] of declared) if (wanted.includes(name)) said.push({ from, name, text: declaration, imported });
  }
  t.true(said.length > 80, `${said.length} declarations`);
  const hidden = said.flatMap(({ from, name, text, imported }) =>
    imported.filter(one => !exported.has(one) && new RegExp(`\\b${one}\\b`).test(text)).map(one => `${one}, of ${name} in ${from}`),
  );
  t.deepEqual(hidden, []);
});

test('a reader that goes away is no error', async t => {
  const child = spawn(EXECUTABLE, ['inspect', 'fixtures', '-f', 'json'], { cwd: top, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', chunk => {
    errors += String(chunk);
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise(resolve => child.on('close', resolve));
  t.is(errors, '');
  t.is(code, 0);
});

test('a report longer than a pipe holds comes whole', t => {
  const { stdout, status } = run(['inspect', 'fixtures', '-f', 'json']);
  t.is(status, 0);
  t.true(stdout.length > 70_000, `${stdout.length}`);
  t.notThrows(() => JSON.parse(stdout));
});

test('what is published holds the licences of all it contains', t => {
  const licenses = readFileSync(join(top, 'dist/third-party-licenses.txt'), 'utf8');
  for (const name of ['yaml', 'ignore']) t.regex(licenses, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([A-Z]+\\)$`, 'm'));
  t.true(statSync(EXECUTABLE).mode % 2 === 1, 'anybody may run it');
  for (const file of readdirSync(join(top, 'dist'), { recursive: true, encoding: 'utf8' })) t.notRegex(file, /node_modules/);
});

test('standard output on a full disk is told in a sentence', t => {
  if (!existsSync('/dev/full')) return t.pass('this system has no full device');
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(EXECUTABLE, ['rules'], { cwd: top, stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
  t.is(stderr, 'dbc-lint: Standard output takes no more text: ENOSPC. Name another place for it.\n');
  t.is(status, 2);
  t.is(spawnSync(EXECUTABLE, ['--nonsense'], { cwd: top, stdio: ['ignore', 'pipe', full] }).status, 2, 'nor has standard error');
});

test('a reader who has gone ends nothing with an error', async t => {
  const child = spawn(EXECUTABLE, ['inspect', 'fixtures', '-f', 'json'], { cwd: top, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', data => {
    stderr += data;
  });
  t.is(await new Promise(resolve => child.on('close', resolve)), 0);
  t.is(stderr, '');
});
