import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../../rules/index.js';
import { DiskProject } from '../cli/disk.js';
import { lint } from '../lint.js';
import { corpusList, differences } from './corpus-list.js';

/*
 * npm run corpus -- FOLDER [--against COMMIT]: what the rules, all of them on, say of a folder of strangers' files, as a sorted list; or,
 * against a commit, the lines that came and went since. The commit is compiled in a folder of its own, with the packages that are
 * installed here, and reads the same files with its own code.
 */

/** Every run judges ignore comments by this day, so that a list says nothing of when it was made. */
const TODAY = '2026-01-01';
const REPOSITORY = resolve(import.meta.dirname, '../../..');

async function listOf(folder: string): Promise<readonly string[]> {
  const severities = new Map(rules.map(rule => [rule.id, rule.severity]));
  return corpusList(await lint(new DiskProject(realpathSync(folder)), rules, { severities, today: TODAY }));
}

function listAt(commit: string, folder: string): readonly string[] {
  const copy = mkdtempSync(join(tmpdir(), 'dbc-lint-corpus-'));
  try {
    const archive = run('git', ['archive', '--format=tar', commit], REPOSITORY);
    run('tar', ['-x', '-f', '-'], copy, archive);
    symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'), 'junction');
    run(process.execPath, [join(copy, 'node_modules/typescript/bin/tsc'), '-p', '.'], copy);
    return linesOf(run(process.execPath, [join(copy, 'build/src/dev/corpus.js'), resolve(folder)], copy).toString());
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], cwd: string, input?: Uint8Array): Buffer {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, maxBuffer: 2 ** 30, ...(input && { input }) });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter(line => line !== '');
}

const { values, positionals } = parseArgs({ options: { against: { type: 'string' } }, allowPositionals: true });
const [folder, ...more] = positionals;
if (folder === undefined || more.length > 0) {
  process.stderr.write('usage: npm run corpus -- FOLDER [--against COMMIT]\n');
  process.exitCode = 2;
} else {
  const list = await listOf(folder);
  const lines = values.against === undefined ? list : differences(listAt(values.against, folder), list);
  process.stdout.write(lines.map(line => `${line}\n`).join(''));
}
