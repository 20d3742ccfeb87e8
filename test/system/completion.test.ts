import { spawnSync } from 'node:child_process';
import type { ExecutionContext } from 'ava';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';
import { testWith } from '../support/tools.js';

/** What a shell prints when it runs some lines behind the completion that is made for it. */
async function printed(t: ExecutionContext, shell: string, lines: string, ...flags: readonly string[]): Promise<string> {
  const { stdout: completion } = await runMain('/', ['completion', shell]);
  const cwd = folderWith(t, { completion });
  const { stdout, stderr } = spawnSync(shell, [...flags, '-c', lines], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: cwd },
  });
  return stdout + stderr;
}

testWith('fish', 'fish proposes commands, values and rules', async t => {
  const proposed = async (line: string) =>
    (await printed(t, 'fish', `source completion; complete -C '${line}'`)).split('\n').map(row => row.split('\t')[0]);
  t.deepEqual((await proposed('dbc-lint --fail-on n')).toSorted(), ['', 'never', 'note']);
  t.deepEqual(await proposed('dbc-lint explain login-mis'), ['login-missing', '']);
  t.deepEqual((await proposed('dbc-lint config ')).filter(word => word !== 'completion').toSorted(), ['', 'init', 'show', 'validate']);
});

testWith('zsh', 'zsh takes its completion', async t => {
  const lines = 'autoload -U compinit && compinit -u -D && source ./completion && print $_comps[dbc-lint] $+functions[_dbc_lint]';
  t.is(await printed(t, 'zsh', lines, '-f'), '_dbc_lint 1\n');
});
