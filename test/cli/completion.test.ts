import { spawnSync } from 'node:child_process';
import test from 'ava';
import { COMMANDS, OPTIONS } from '../../src/cli/options.js';
import { folderWith } from '../support/folder.js';
import { hasBash } from '../support/record-commands.js';
import { runMain } from '../support/run-main.js';

async function scriptFor(shell: string): Promise<string> {
  const { code, stdout } = await runMain('/', ['completion', shell]);
  if (code !== 0) throw new Error(`${code}`);
  return stdout;
}

for (const shell of ['bash', 'zsh', 'fish']) {
  test(`the completion of ${shell} knows every command and option`, async t => {
    const script = await scriptFor(shell);
    for (const command of COMMANDS) t.regex(script, new RegExp(`\\b${command}\\b`));
    for (const name of Object.keys(OPTIONS)) t.regex(script, new RegExp(`(?:--|-l )${name}\\b`), name);
  });
}

/** What bash proposes for a command line whose last word is being typed. */
async function proposed(cwd: string, ...words: readonly string[]): Promise<readonly string[]> {
  const script = `${await scriptFor('bash')}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dbc_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('/bin/bash', ['-c', script, 'bash', 'dbc-lint', ...words], { cwd, encoding: 'utf8' });
  return stderr === '' ? stdout.split('\n').filter(line => line !== '') : [stderr];
}

(hasBash() ? test : test.skip)('bash proposes commands, options, their values, rules and files', async t => {
  const cwd = folderWith(t, { 'image.yml': '', 'inner/x': '' });
  t.deepEqual((await proposed(cwd, 'in')).toSorted(), ['init', 'inner', 'inspect']);
  t.deepEqual(await proposed(cwd, '--fail-on-'), ['--fail-on-unread']);
  t.deepEqual(await proposed(cwd, '--fail-on', 'n'), ['note', 'never']);
  t.deepEqual(await proposed(cwd, '--preset', '=', 'st'), ['strict']);
  t.deepEqual(await proposed(cwd, '--preset', '='), ['recommended', 'strict', 'adopt']);
  t.deepEqual(await proposed(cwd, '-f', 'sa'), ['sarif']);
  t.deepEqual(await proposed(cwd, 'explain', 'login-mis'), ['login-missing']);
  t.deepEqual(await proposed(cwd, 'config', ''), ['init', 'show', 'validate']);
  t.deepEqual(await proposed(cwd, '--baseline', 'im'), ['image.yml']);
  t.deepEqual(await proposed(cwd, '--changed', 'im'), ['image.yml']);
  t.deepEqual(await proposed(cwd, '--rule', 'login-missing=o'), ['login-missing=off']);
});

test('another shell is a mistake', async t => {
  t.is(
    (await runMain('/', ['completion', 'bas'])).stderr,
    "dbc-lint: completion takes one shell: bash, zsh or fish. Did you mean 'bash'?\n",
  );
  t.is((await runMain('/', ['completion'])).code, 2);
});
