import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { TOOLCHAINS } from '../../src/recipes/recipe.js';
import { folderWith } from '../support/folder.js';
import { newFile } from '../support/recipes.js';
import { testWith } from '../support/tools.js';

testWith('groovyc', 'Groovy compiles the new Jenkinsfile', t => {
  const compile = (text: string) => {
    const folder = folderWith(t, { 'Jenkinsfile.groovy': text });
    return spawnSync('groovyc', ['-d', folder, join(folder, 'Jenkinsfile.groovy')], { encoding: 'utf8' });
  };
  for (const toolchain of TOOLCHAINS) {
    const { status, stdout, stderr } = compile(newFile('jenkins', toolchain));
    t.is(status, 0, stdout + stderr);
  }
  t.not(compile(newFile('jenkins').replace("'''", "''")).status, 0);
});
