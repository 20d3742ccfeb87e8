import test from 'ava';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const CI = `variables:
  IMAGE: acme/shop
build:
  script:
    - docker login -u acme -p $PAT
    - docker buildx create --use --driver cloud acme/default
    - ci/build.sh
`;
const SCRIPT = '#!/bin/sh\nset -e\ndocker build --push \\\n  --tag "$IMAGE:1" .\n';
const FILES = { '.gitlab-ci.yml': CI, 'ci/build.sh': SCRIPT };

test('a line of a script: the finding, the values and where they come from, the practice, the fix', async t => {
  const ran = await runMain(folderWith(t, FILES), ['explain', '--here', 'ci/build.sh:4']);
  t.is(ran.code, 0, ran.stderr);
  t.true(ran.stdout.startsWith('ci/build.sh:3:1 error docker-build-ignores-selected-builder '), ran.stdout);
  t.regex(ran.stdout, /= ci\/build\.sh is called from \.gitlab-ci\.yml:7:7/);
  t.regex(ran.stdout, /What counts here:\n {2}tags: acme\/shop:1 \(ci\/build\.sh:4:3, \.gitlab-ci\.yml:2:10\)/);
  t.regex(ran.stdout, /Practice: .*\n {2}https:\/\/docs\.docker\.com/);
  t.regex(ran.stdout, /What --fix would change:\n--- a\/ci\/build\.sh\n[\s\S]*\+docker buildx build --push/);
});

test('a line without a finding says so', async t => {
  const ran = await runMain(folderWith(t, FILES), ['explain', '--here', '.gitlab-ci.yml:2']);
  t.is(ran.stdout, 'Nothing is reported at .gitlab-ci.yml:2.\n');
});

test('a credential is not shown, in the values or the diff', async t => {
  const script = '#!/bin/sh\ndocker login -u acme -p hunter2hunter2\n';
  const ran = await runMain(folderWith(t, { 'a.sh': script }), ['explain', '--here', 'a.sh:2']);
  t.regex(ran.stdout, /password-on-command-line/);
  t.false(ran.stdout.includes('hunter2'), ran.stdout);
});

for (const argv of [['--here', 'a.sh'], ['--here', 'b.sh:1'], ['login-missing', '--here', 'a.sh:1'], []]) {
  test(`explain ${argv.join(' ')} is a misuse`, async t => {
    const ran = await runMain(folderWith(t, { 'a.sh': 'ls\n' }), ['explain', ...argv]);
    t.is(ran.code, 2, ran.stdout);
    t.not(ran.stderr, '');
  });
}
