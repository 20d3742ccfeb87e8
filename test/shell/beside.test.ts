import { spawnSync } from 'node:child_process';
import test from 'ava';
import { rules } from '../../rules/index.js';
import { fix } from '../../src/fix.js';
import { lint } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';
import { hasBash } from '../support/record-commands.js';

/*
 * What a command that is put beside another does to a script, by bash itself: without the new command's own calls the script does the same
 * and ends the same, whether the other command fails or not, and `set -e` or not.
 */

const RULES = rules.filter(({ id }) => id === 'plugin-not-executable' || id === 'login-missing');
const CREATE = 'docker buildx create --use --driver cloud acme/default';
const FETCH =
  'curl -fsSLo ~/.docker/cli-plugins/docker-buildx https://github.com/docker/buildx/releases/download/v0.37.0/buildx-v0.37.0.linux-amd64';

/** `A` is the download, which gets a command behind it, or what connects to the builder, which gets one before it. */
const BESIDE = [
  'A',
  'A; next',
  'A # why\nnext',
  'good && A; next',
  'good && A\nnext',
  'good && \\\n  A\nnext',
  'bad && A; next',
  'bad && A\nnext',
  'A && next; last',
  'A && next\nlast',
  'good && A && next; last',
  'if good; then A; fi; next',
  'if good; then\n  A\nfi\nnext',
  'f() { A; }; f; next',
  'f() { good && A; }; f; next',
  '(A); next',
  '{ A; }; next',
  '{ good && A; }; next',
  'for each in 1 2; do A; done; next',
  'good || A; next',
  'bad || A\nnext',
  'A || exit 3\nnext',
  'A || { next; exit 3; }\nlast',
  'case x in x) A;; esac; next',
];

/** Where anything behind would answer for it, or fail where its failure is met. */
const ASKED = [
  'A; echo $?',
  'A\n# asks\nif [ $? != 0 ]; then next; fi',
  'A || next\nlast',
  'A || true\nnext',
  'good && A; [ "$?" = 0 ] && next',
];

async function fixed(script: string): Promise<string> {
  const project = memoryProject({ 'build.sh': script });
  const { files } = await fix(project, changed => lint(changed, RULES), { unsafe: true });
  return files.get('build.sh') ?? script;
}

/** What is called and how the script ends; the fetch fails, and making a file of it that is not there. */
function played(script: string, fails: boolean) {
  const status = fails ? 1 : 0;
  const stands = [
    `curl() { echo curl; return ${status}; }`,
    `chmod() { echo beside; return ${status}; }`,
    `docker() { if [ "$1" = login ]; then echo beside; else echo docker; return ${status}; fi; }`,
    'good() { echo good; }',
    'bad() { echo bad; return 1; }',
    'next() { echo next; }',
    'last() { echo last; }',
  ];
  const { stdout, status: end } = spawnSync('bash', ['-c', `${stands.join('\n')}\n${script.replace(/^#!.*\n/, '')}`], { encoding: 'utf8' });
  const calls = stdout.split('\n').filter(line => line !== '');
  return { calls: calls.filter(call => call !== 'beside'), beside: calls.filter(call => call === 'beside').length, end };
}

const compared = hasBash() ? test : test.skip;

for (const head of ['#!/bin/bash\nset -e\n', '#!/bin/bash\n']) {
  for (const [what, command] of Object.entries({ behind: FETCH, before: CREATE })) {
    for (const script of BESIDE) {
      compared(`${JSON.stringify(head + script)} does the same with a command ${what} A`, async t => {
        const before = `${head}${script.replace('A', command)}\n`;
        const after = await fixed(before);
        t.log(after);
        for (const fails of [false, true]) {
          const [was, is] = [played(before, fails), played(after, fails)];
          t.deepEqual(is.calls, was.calls);
          t.is(is.end, was.end);
          if (!fails && after !== before && /curl|docker/.test(was.calls.join(' '))) t.true(is.beside > 0);
        }
      });
    }
    test(`after ${JSON.stringify(head)} nearly all get a command ${what}`, async t => {
      const left = await Promise.all(
        BESIDE.map(async script => {
          const before = `${head}${script.replace('A', command)}\n`;
          return (await fixed(before)) === before ? script : [];
        }),
      );
      t.deepEqual(left.flat(), what === 'behind' ? ['good || A; next'] : []);
    });
  }
}

for (const script of ASKED) {
  test(`${JSON.stringify(script)}: nothing is put behind`, async t => {
    const after = await fixed(`#!/bin/bash\n${script.replace('A', FETCH)}\n`);
    t.notRegex(after, /chmod/);
  });
}

test('on the one line of a string, what is put before another command stops the shell as one of its own would', async t => {
  const jenkins = (script: string) => `node {\n  sh '${script}'\n}\n`;
  const signIn = 'echo "$DOCKER_PAT" | docker login --username "$DOCKER_USER" --password-stdin';
  for (const [script, expected] of [
    [`${CREATE}; last`, `${signIn}; ${CREATE}; last`],
    [`good && ${CREATE}; last`, `good && ${signIn} && ${CREATE}; last`],
    [`good; ${CREATE}`, `good; ${signIn}; ${CREATE}`],
  ] as const) {
    const { files } = await fix(memoryProject({ Jenkinsfile: jenkins(script) }), changed => lint(changed, RULES), { unsafe: true });
    t.is(files.get('Jenkinsfile'), jenkins(expected));
  }
});
