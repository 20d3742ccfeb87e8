import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copies, largeRepository, longScript, manyJobs, projects, scriptsOf, workflows } from './bench/inputs.js';
import { type Case, type Measured, measured, peakMegabytes } from './bench/measure.js';
import { PACKAGES, peersIn } from './bench/peers.js';

/*
 * npm run bench [-- [--only SECTION] [--peers DIR] [--rounds N] [--large-rounds N] [FOLDER]]: what a run takes, as Markdown, in new processes, against an
 * empty program of Node and against other linters on the same files. DIR holds those of npm; where it holds none they are installed there.
 * FOLDER takes the place of the example projects in the row of 10,000 files. SECTION is `start`, `builds`, `files` or `growth`.
 */
const { values, positionals } = parseArgs({
  options: {
    only: { type: 'string' },
    peers: { type: 'string' },
    rounds: { type: 'string', default: '11' },
    'large-rounds': { type: 'string', default: '10' },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const largeRounds = Number(values['large-rounds']);
const temporary = mkdtempSync(join(tmpdir(), 'dbc-lint-bench-'));
const command = resolve('dist/cli.cjs');
const EMPTY = node('an empty program (`node -e 0`)', '-e', '0');

function node(name: string, ...args: readonly string[]): Case {
  return { name, program: process.execPath, args };
}

function ours(name: string, ...args: readonly string[]): Case {
  return node(name, command, ...args);
}

function folder(name: string): string {
  const path = join(temporary, name);
  mkdirSync(path);
  return path;
}

function peersFolder(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const path = resolve(given);
  if (!existsSync(join(path, 'node_modules'))) {
    mkdirSync(path, { recursive: true });
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', path, ...PACKAGES], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return path;
}

function print(title: string, head: string, rows: readonly (readonly string[])[]): void {
  const lines = [head, head.replace(/[^|]+/g, '---'), ...rows.map(row => `| ${row.join(' | ')} |`)];
  process.stdout.write(`\n${title}\n\n${lines.join('\n')}\n`);
}

function rowOf({ name, milliseconds, ratio }: Measured): readonly string[] {
  return [name, milliseconds.toFixed(0), ratio.toFixed(2)];
}

function compare(title: string, cases: readonly Case[], count: number): void {
  print(title, '| case | ms | × the first |', measured(cases, count).map(rowOf));
}

function growth(name: string, of: Case, twice: Case): void {
  compare(`Growth: ${name}`, [of, twice], largeRounds);
}

function startUp(peers: ReturnType<typeof peersIn>, one: string): void {
  const uncompiled = join(temporary, 'dist');
  cpSync('dist', uncompiled, { recursive: true });
  rmSync(join(uncompiled, 'main.cache'));
  const repository = largeRepository(folder('large'), 10_000);
  const cases = [
    EMPTY,
    ours('`dbc-lint --version`', '--version'),
    ours('one workflow file', one),
    node('one workflow file, without the compiled form', join(uncompiled, 'cli.cjs'), one),
    ours('3 changed files in a repository of 10,000', ...repository.changed),
    ours('200 workflows of which 20 build images', workflows(folder('mixed'), 200, 20)),
    ...peers.one,
  ];
  compare('One file and few that matter', cases, rounds);
}

/** About so many files, of the folder given or else of the example projects. */
function large(given: string | undefined, files: number): Case {
  const target = folder(`files-${files}`);
  if (given === undefined) return ours(`${files} of the example projects`, projects(target, files));
  return ours(`${copies(resolve(given), target, files)} files of ${given}`, target);
}

function main(): void {
  const one = resolve('fixtures/projects/placeholders-github-actions/.github/workflows/ci.yml');
  const all = workflows(folder('all'), 200, 200);
  const allFolder = join(all, '.github/workflows');
  const peers = peersIn(peersFolder(values.peers), {
    one,
    many: readdirSync(allFolder).map(name => join(allFolder, name)),
    scripts: scriptsOf(allFolder, folder('scripts')),
    jenkinsfile: resolve('fixtures/projects/documented-jenkins/Jenkinsfile'),
  });
  process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
  if (peers.missing.length > 0) process.stdout.write(`Not here, so not measured: ${peers.missing.join(', ')}\n`);
  const sections: Readonly<Record<string, () => void>> = {
    start: () => startUp(peers, one),
    builds: () => compare('200 workflows that all build images', [EMPTY, ours('dbc-lint', all), ...peers.many, ...peers.scripts], rounds),
    files: () => {
      const many = large(positionals[0], 10_000);
      compare('Very many files', [EMPTY, many], largeRounds);
      process.stdout.write(`\nPeak memory: ${peakMegabytes(many, temporary).toFixed(0)} MB\n`);
    },
    growth: () => {
      growth('files', ours('10,000 files', projects(folder('p10'), 10_000)), ours('20,000 files', projects(folder('p20'), 20_000)));
      growth('jobs of a file', ours('2,500 jobs', manyJobs(folder('j1'), 2500)), ours('5,000 jobs', manyJobs(folder('j2'), 5000)));
      growth('lines of a script', ours('2,500 lines', longScript(folder('s1'), 2500)), ours('5,000 lines', longScript(folder('s2'), 5000)));
    },
  };
  for (const [name, measure] of Object.entries(sections)) if (values.only === undefined || values.only === name) measure();
}

try {
  main();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
