import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/*
 * npm run test:nodes [-- VERSION…]: builds and tests under other versions of Node: the oldest that is supported and the newest 20, 22 and
 * 24, or those that are named. Their programs come from npm's `node-<system>-<architecture>` packages, which the package `node` installs.
 */

const VERSIONS = ['20.19.0', '20', '22', '24'];

const given = process.argv.slice(2);
const failed = (given.length === 0 ? VERSIONS : given).filter(version => !passes(version));
// What was built is for this Node again: the compiled form of the command is for exactly one.
run('npm', ['run', '--silent', 'build'], process.env);
console.log(failed.length === 0 ? 'All passed.' : `Failed on Node ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

function passes(version: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'dbc-lint-node-'));
  try {
    const name = `node-${process.platform}-${process.arch}`;
    const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
    if (!run('npm', ['install', '--prefix', folder, ...flags, `${name}@${version}`], process.env)) return false;
    const env = { ...process.env, PATH: `${join(folder, 'node_modules', name, 'bin')}${delimiter}${process.env.PATH}` };
    return run('node', ['--version'], env) && run('npm', ['test', '--silent'], env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return spawnSync(program, argv, { env, stdio: 'inherit' }).status === 0;
}
