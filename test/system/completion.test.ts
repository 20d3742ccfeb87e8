import { spawnSync } from 'node:child_process';
import { runMain } from '../support/run-main.js';
import { testWith } from '../support/tools.js';

for (const shell of ['zsh', 'fish']) {
  testWith(shell, `${shell} reads its completion`, async t => {
    const { stdout } = await runMain('/', ['completion', shell]);
    const { status, stderr } = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
    t.is(status, 0, stderr);
  });
}
