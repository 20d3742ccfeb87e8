import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../../rules/index.js';
import { examplesIn } from '../../src/dev/documents.js';
import { write } from '../../src/dev/generated.js';
import { indexText, newRule } from '../../src/dev/new-rule.js';
import { top } from '../support/fixtures.js';
import { folderWith } from '../support/folder.js';

test('a new rule gets its file, its document, fixtures for each platform and a line in the index', t => {
  const folder = folderWith(t, { 'rules/index.ts': '', 'rules/login-missing.ts': '' });
  const written = write(folder, newRule(folder, 'image-untagged'));
  t.deepEqual(
    [...written].sort(),
    [
      'fixtures/rules/image-untagged/bad/.buildkite/pipeline.yml',
      'fixtures/rules/image-untagged/bad/.circleci/config.yml',
      'fixtures/rules/image-untagged/bad/.github/workflows/image.yml',
      'fixtures/rules/image-untagged/bad/.gitlab-ci.yml',
      'fixtures/rules/image-untagged/bad/.travis.yml',
      'fixtures/rules/image-untagged/bad/Jenkinsfile',
      'fixtures/rules/image-untagged/bad/bitbucket-pipelines.yml',
      'fixtures/rules/image-untagged/bad/ci/first-case.sh',
      'fixtures/rules/image-untagged/good/.buildkite/pipeline.yml',
      'fixtures/rules/image-untagged/good/.circleci/config.yml',
      'fixtures/rules/image-untagged/good/.github/workflows/image.yml',
      'fixtures/rules/image-untagged/good/.gitlab-ci.yml',
      'fixtures/rules/image-untagged/good/.travis.yml',
      'fixtures/rules/image-untagged/good/Jenkinsfile',
      'fixtures/rules/image-untagged/good/bitbucket-pipelines.yml',
      'fixtures/rules/image-untagged/good/ci/first-case.sh',
      'rules/image-untagged.md',
      'rules/image-untagged.ts',
      'rules/index.ts',
    ].sort(),
  );
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  t.is(read('rules/index.ts'), indexText(['image-untagged', 'login-missing']));
  t.regex(read('rules/image-untagged.ts'), /id: 'image-untagged',/);
  t.regex(read('fixtures/rules/image-untagged/bad/.gitlab-ci.yml'), /# expect: image-untagged/);
  t.notRegex(read('fixtures/rules/image-untagged/good/.gitlab-ci.yml'), /expect/);
  t.deepEqual(
    examplesIn(read('rules/image-untagged.md')).map(({ path, kind }) => `${path} ${kind}`),
    [
      '.github/workflows/ci.yml wrong',
      '.github/workflows/ci.yml right',
      '.gitlab-ci.yml wrong',
      '.gitlab-ci.yml right',
      'build.sh wrong',
      'build.sh right',
    ],
  );
});

test('a rule that is there already is not written over, and an id has a form', t => {
  const folder = folderWith(t, { 'rules/index.ts': '', 'rules/login-missing.ts': '' });
  t.throws(() => newRule(folder, 'login-missing'), { message: 'there is a rule login-missing already' });
  for (const id of ['', 'Login-Missing', 'login', 'login_missing', '../x-y'])
    t.throws(() => newRule(folder, id), { message: /is no rule id/ });
});

test('our own index is what the generator writes', t => {
  t.is(readFileSync(join(top, 'rules/index.ts'), 'utf8'), indexText(rules.map(rule => rule.id)));
});
