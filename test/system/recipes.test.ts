import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { TOOLCHAINS } from '../../src/recipes/recipe.js';
import { circleciChecker, gitlabChecker } from '../support/ci-schemas.js';
import { top } from '../support/fixtures.js';
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

test("new and moved pipelines for GitLab are as GitLab's schema wants them", async t => {
  const problem = await gitlabChecker(t);
  for (const toolchain of TOOLCHAINS) t.is(problem(newFile('gitlab-ci', toolchain)), undefined);
  t.is(problem(readFileSync(join(top, 'fixtures/migrate/gitlab-ci/after/.gitlab-ci.yml'), 'utf8')), undefined);
  t.truthy(problem(newFile('gitlab-ci').replace('extends: .build-cloud', 'extends: 1')), 'it does look');
});

// It knows no orbs, which a moved pipeline may use.
test("new pipelines for CircleCI are as CircleCI's parser wants them", t => {
  const problem = circleciChecker(t);
  for (const toolchain of TOOLCHAINS) t.is(problem(newFile('circleci', toolchain)), undefined);
  t.truthy(problem(newFile('circleci').replace('    steps:', '    stepps:')), 'it does look');
});
