import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { top } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';
import { installed, npx, packed } from '../support/npm.js';

// These install packages from npm's registry.

/** A project of the fixtures in a folder of its own, where dbc-lint was installed from the tarball. */
function withProject(t: ExecutionContext, project: string): string {
  const folder = installed(t, [packed(t)]);
  cpSync(join(top, 'fixtures/projects', project), folder, { recursive: true, filter: source => !source.endsWith('expected.txt') });
  return folder;
}

test('a new user installs the package in an empty folder and lints three projects', t => {
  t.timeout(300_000);
  const wanted = [
    ['documented-github-actions', 0, /^No problems found|^Found \d+ notes?\.$/m],
    ['placeholders-gitlab-ci', 1, /^\.gitlab-ci\.yml:\d+:\d+ error unreplaced-placeholder /m],
    ['documented-buildkite', 1, /^build\.sh:19:11 error plugin-path-mismatch /m],
  ] as const;
  for (const [project, code, said] of wanted) {
    const folder = withProject(t, project);
    const ran = npx(folder, ['dbc-lint', '.']);
    t.is(ran.stderr, '');
    t.is(ran.status, code, `${project}: ${ran.stdout}`);
    t.regex(ran.stdout, said, project);
    t.is(npx(folder, ['dbc-lint', '.', '--exit-zero']).status, 0);
    t.is(npx(folder, ['dbc-lint', '--nonsense']).status, 2);
  }
});

test('the life of a baseline: made, clean, a new finding fails, one that is gone is pruned', t => {
  t.timeout(300_000);
  const folder = withProject(t, 'placeholders-gitlab-ci');
  const run = (...argv: readonly string[]) => npx(folder, ['dbc-lint', '.', '--baseline', 'known.json', ...argv]);
  const entries = () => (JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8')) as { findings: readonly unknown[] }).findings.length;
  const file = join(folder, '.gitlab-ci.yml');
  const before = readFileSync(file, 'utf8');

  t.is(npx(folder, ['dbc-lint', '.']).status, 1, 'there are old findings');
  t.is(run().status, 2, 'there is no baseline yet');
  t.is(run('--update-baseline').status, 0);
  const known = entries();
  t.true(known > 0);
  const clean = run();
  t.is(clean.status, 0, clean.stdout);
  t.regex(clean.stdout, /in the baseline/);

  writeFileSync(file, `${before}\nextra:\n  script:\n    - docker login --password hunter2-hunter2 -u acme\n`);
  const fresh = run();
  t.is(fresh.status, 1, fresh.stdout);
  t.regex(fresh.stdout, /error literal-credential/);

  writeFileSync(file, before.replaceAll('<ORG>', 'acme'));
  t.is(run('--prune-baseline').status, 0);
  t.true(entries() < known, 'what was put right is known no more');
  t.is(run().status, 0);
  writeFileSync(file, before);
  t.is(run().status, 1, 'and fails when it comes back');
});

test('the package holds what is needed and nothing else, and installs nothing beside itself', t => {
  t.timeout(300_000);
  const tarball = packed(t);
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const allowed =
    /^package\/(?:package\.json|README\.md|LICENSE|dist\/(?:cli\.cjs|main\.cjs|main\.cache|thread\.cjs|javascript-parser\.cjs|index\.js|third-party-licenses\.txt|report\.schema\.json|chunks\/[\w-]+\.js|rules\/[\w.-]+\.(?:md|json)|types\/(?:src|rules)\/[\w/-]+\.d\.ts))$/;
  t.deepEqual(
    files.filter(path => !allowed.test(path)),
    [],
  );
  for (const needed of ['cli.cjs', 'thread.cjs', 'index.js', 'report.schema.json', 'rules/login-missing.md', 'types/src/index.d.ts']) {
    t.true(files.includes(`package/dist/${needed}`), needed);
  }
  const folder = installed(t, [tarball]);
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: Record<string, unknown> };
  t.deepEqual(Object.keys(packages), ['', 'node_modules/dbc-lint']);
});

test('publint and attw find nothing wrong with the package', t => {
  t.timeout(300_000);
  const tarball = packed(t);
  const tools = installed(t, ['publint@0.3.25', '@arethetypeswrong/cli@0.18.5']);
  const publint = npx(tools, ['publint', 'run', tarball, '--strict']);
  t.is(publint.status, 0, publint.stdout + publint.stderr);
  // A module is what the package is: who requires it has to import it.
  const attw = npx(tools, ['attw', tarball, '--profile', 'esm-only']);
  t.is(attw.status, 0, attw.stdout + attw.stderr);
});

test('the API is typed, and lints in memory and on disk', t => {
  t.timeout(300_000);
  const program = `import { diskProject, type Finding, type FormatName, formatters, lint, memoryProject, type Report, VERSION } from 'dbc-lint';

const text = 'a:\\n  script:\\n    - docker buildx create --driver cloud --use acme/default\\n    - docker buildx build --push -t acme/app .\\n';
const inMemory: Report = await lint(memoryProject({ '.gitlab-ci.yml': text }), { preset: 'recommended' });
const onDisk = await lint(diskProject('.'));
const ids = (report: Report) => report.findings.map((finding: Finding) => finding.rule).join();
const name: FormatName = 'compact';
const format = await formatters[name]();
console.log(ids(inMemory) === ids(onDisk), format(inMemory, { colour: false, version: VERSION }).includes(inMemory.findings[0]!.rule));
`;
  const folder = installed(t, [packed(t), 'typescript@7.0.2', '@types/node@20.19.43'], {
    'use.mts': program,
    '.gitlab-ci.yml':
      'a:\n  script:\n    - docker buildx create --driver cloud --use acme/default\n    - docker buildx build --push -t acme/app .\n',
  });
  const strict = [
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2023',
    '--types',
    'node',
    '--exactOptionalPropertyTypes',
  ];
  const compiled = npx(folder, ['tsc', ...strict, 'use.mts']);
  t.is(compiled.status, 0, compiled.stdout);
  const ran = spawnSync(process.execPath, ['use.mjs'], { cwd: folder, encoding: 'utf8' });
  t.is(ran.stdout, 'true true\n', ran.stderr);
  t.not(npx(folder, ['tsc', ...strict, '--noEmit', 'wrong.mts']).status, 0, 'a compiler that takes anything would prove nothing');
});

/** Runs the action's script as the runner does. */
test("the action's script annotates, writes SARIF and a summary, and fails as dbc-lint does", t => {
  t.timeout(300_000);
  const [, script = ''] = /^ {6}run: \|\n((?: {8}.*\n?)+)/m.exec(readFileSync(join(top, 'action.yml'), 'utf8')) ?? [];
  const folder = withProject(t, 'placeholders-gitlab-ci');
  const out = folderWith(t, { output: '', summary: '' });
  const act = (inputs: Readonly<Record<string, string>>) =>
    spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script.replace(/^ {8}/gm, '')], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        GITHUB_ACTION_PATH: top,
        GITHUB_OUTPUT: join(out, 'output'),
        GITHUB_STEP_SUMMARY: join(out, 'summary'),
        ...{ PATHS: '.\n', FAIL_ON: 'warning', SARIF_FILE: 'dbc-lint.sarif', OPTIONS: '', VERSION: '' },
        ...inputs,
      },
    });
  const ran = act({});
  t.is(ran.status, 1, ran.stdout + ran.stderr);
  t.regex(ran.stdout, /^::error file=\.gitlab-ci\.yml,line=\d+,.*title=dbc-lint%3A unreplaced-placeholder::/m);
  t.true(JSON.parse(readFileSync(join(folder, 'dbc-lint.sarif'), 'utf8')).runs[0].results.length > 0);
  t.regex(readFileSync(join(out, 'summary'), 'utf8'), /^## dbc-lint: /);
  t.is(readFileSync(join(out, 'output'), 'utf8'), 'exit-code=1\n');
  t.is(act({ FAIL_ON: 'never' }).status, 0);
  t.is(act({ OPTIONS: '--rule=unreplaced-placeholder=off\n--exit-zero\n' }).status, 0);
  t.is(act({ PATHS: 'no such\nfolder' }).status, 2);
});
