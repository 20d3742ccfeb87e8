import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

const REASON = ['--reason', 'an old registry'];
const MARK = 'dbc-lint: ignore[password-on-command-line] -- an old registry';
const LOGIN = 'docker login -u acme -p "$A" ghcr.io';

/** [what it is, file, before, after: absent where no comment can stand] */
const PLACES: readonly (readonly [string, string, string, string?])[] = [
  ['a script', 'a.sh', `#!/bin/sh\nif true; then\n  ${LOGIN}\nfi\n`, `#!/bin/sh\nif true; then\n  # ${MARK}\n  ${LOGIN}\nfi\n`],
  ['an entry of a list', '.gitlab-ci.yml', `a:\n  script:\n    - ${LOGIN}\n`, `a:\n  script:\n    # ${MARK}\n    - ${LOGIN}\n`],
  [
    'a block',
    '.gitlab-ci.yml',
    `a:\n  script:\n    - |\n      ls\n      ${LOGIN}\n`,
    `a:\n  script:\n    - |\n      ls\n      # ${MARK}\n      ${LOGIN}\n`,
  ],
  ['Windows line ends', 'a.sh', `ls\r\n${LOGIN}\r\n`, `ls\r\n# ${MARK}\r\n${LOGIN}\r\n`],
  ['Groovy', 'Jenkinsfile', `node {\n  sh '${LOGIN}'\n}\n`, `node {\n  // ${MARK}\n  sh '${LOGIN}'\n}\n`],
  [
    'a string of several lines in Groovy',
    'Jenkinsfile',
    `node {\n  sh '''\n    ls\n    ${LOGIN}\n  '''\n}\n`,
    `node {\n  sh '''\n    ls\n    # ${MARK}\n    ${LOGIN}\n  '''\n}\n`,
  ],
  ['a folded block', '.gitlab-ci.yml', `a:\n  script:\n    - >\n      ls &&\n      ${LOGIN}\n`],
];

for (const [what, path, before, after] of PLACES) {
  test(`${what} ${after === undefined ? 'takes no comment' : 'takes a comment that silences the finding'}`, async t => {
    const cwd = folderWith(t, { [path]: before });
    const ran = await runMain(cwd, ['ignore', 'password-on-command-line', ...REASON, '.']);
    t.is(readFileSync(join(cwd, path), 'utf8'), after ?? before);
    t.is(ran.code, after === undefined ? 1 : 0, ran.stderr);
    const again = await runMain(cwd, ['--rule', 'password-on-command-line=error', '.']);
    t.is(again.stdout.includes('error password-on-command-line'), after === undefined, again.stdout);
    t.false(again.stdout.includes('ignore-comment'), again.stdout);
  });
}

test('--diff shows the comments and writes none', async t => {
  const cwd = folderWith(t, { 'a.sh': `${LOGIN}\n` });
  const ran = await runMain(cwd, ['ignore', 'password-on-command-line', ...REASON, '--diff', '.']);
  t.regex(ran.stdout, /^\+# dbc-lint: ignore\[password-on-command-line\] -- an old registry$/m);
  t.is(readFileSync(join(cwd, 'a.sh'), 'utf8'), `${LOGIN}\n`);
});

for (const argv of [['login-missing'], ['login-missing', '--reason', 'a\nb'], REASON, ['login-mising', ...REASON]]) {
  test(`ignore ${JSON.stringify(argv)} is a misuse`, async t => {
    const ran = await runMain(folderWith(t, { 'a.sh': 'ls\n' }), ['ignore', ...argv]);
    t.is(ran.code, 2);
    t.not(ran.stderr, '');
  });
}
