import test from 'ava';
import { TOOLCHAINS } from '../../src/recipes/recipe.js';
import { newFile } from '../support/recipes.js';
import { checkWorkflow } from '../support/workflow-parser.js';

test('GitHub’s own parser takes the new workflow', async t => {
  for (const toolchain of TOOLCHAINS) t.deepEqual(await checkWorkflow(newFile('github-actions', toolchain)), []);
  t.not((await checkWorkflow(newFile('github-actions').replace('runs-on:', 'run-on:'))).length, 0);
});
