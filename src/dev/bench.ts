import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/*
 * npm run bench [-- FOLDER]: what a run takes, as a Markdown table. One file in a new process, against an empty program of Node; 200 files;
 * and all of FOLDER. Every time is the median of several runs, and all cases take turns, so that what else the machine does falls on all
 * of them alike.
 */

const ROUNDS = 15;
const FILES = 200;
const PROJECTS = 'fixtures/projects';
const ONE = join(PROJECTS, 'placeholders-github-actions/.github/workflows/ci.yml');

interface Case {
  readonly name: string;
  readonly argv: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'dbc-lint-bench-'));
try {
  process.stdout.write(report(resolve('dist/cli.cjs'), process.argv[2]));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(command: string, corpus: string | undefined): string {
  const uncompiled = join(folder, 'dist');
  cpSync('dist', uncompiled, { recursive: true });
  rmSync(join(uncompiled, 'main.cache'));
  const many = manyProjects(join(folder, 'many'));
  const empty = { name: 'an empty program (`node -e 0`)', argv: ['-e', '0'] };
  const small: readonly Case[] = [
    empty,
    { name: '`dbc-lint --version`', argv: [command, '--version'] },
    { name: 'one workflow file', argv: [command, ONE] },
    { name: 'one workflow file, without the compiled form', argv: [join(uncompiled, 'cli.cjs'), ONE] },
  ];
  const large: readonly Case[] = [
    { name: `${FILES} projects of one file or a few`, argv: [command, many] },
    ...(corpus === undefined ? [] : [{ name: `all of ${corpus}`, argv: [command, resolve(corpus)] }]),
  ];
  const times = new Map([...medians(small, ROUNDS), ...medians(large, 3)]);
  const base = times.get(empty) ?? Number.NaN;
  const rows = [...small, ...large].map(one => {
    const time = times.get(one) ?? Number.NaN;
    return `| ${one.name} | ${time.toFixed(time < 1000 ? 1 : 0)} | ${(time / base).toFixed(2)} | ${peakMegabytes(one).toFixed(0)} |`;
  });
  const about = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
  return `${about}\n\n| case | ms | × empty program | peak memory, MB |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** The example projects again and again, each time in a folder of its own, until there are enough of them. */
function manyProjects(target: string): string {
  const entries = readdirSync(PROJECTS, { withFileTypes: true });
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
  for (let index = 0; index < FILES; index++) {
    const name = names[index % names.length] ?? '';
    mkdirSync(join(target, String(index)), { recursive: true });
    cpSync(join(PROJECTS, name), join(target, String(index)), { recursive: true });
  }
  return target;
}

/** Milliseconds from start to end of a process. */
function medians(cases: readonly Case[], rounds: number): Map<Case, number> {
  const times = new Map(cases.map(one => [one, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [one, measured] of times) {
      const start = process.hrtime.bigint();
      run(one.argv);
      measured.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  return new Map([...times].map(([one, measured]) => [one, measured.sort((a, b) => a - b)[measured.length >> 1] ?? Number.NaN]));
}

function peakMegabytes({ argv }: Case): number {
  const hook = join(folder, 'peak.cjs');
  writeFileSync(hook, `process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));\n`);
  const { output } = run(['--require', hook, ...argv], ['ignore', 'pipe', 'pipe', 'pipe']);
  return Number(output[3]) / 1024;
}

function run(argv: readonly string[], stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe']): SpawnSyncReturns<string> {
  const result = spawnSync(process.execPath, argv, { stdio, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (result.status === null || result.status > 1) throw new Error(`node ${argv.join(' ')} ended with ${result.signal ?? result.status}`);
  return result;
}
