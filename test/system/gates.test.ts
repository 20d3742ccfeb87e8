import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { parse } from 'yaml';
import { circleciChecker, gitlabChecker } from '../support/ci-schemas.js';
import { folderWith } from '../support/folder.js';
import { gateSnippet } from '../support/gates.js';
import { testWith } from '../support/tools.js';

test("the snippet for GitLab is as GitLab's schema wants it", async t => {
  const problem = await gitlabChecker(t);
  const snippet = gateSnippet('.gitlab-ci.yml');
  t.is(problem(snippet), undefined);
  t.truthy(problem(snippet.replace('when: always', 'when: sometimes')), 'it does look');
});

test("the snippet for CircleCI is as CircleCI's parser wants it", t => {
  const problem = circleciChecker(t);
  const snippet = gateSnippet('.circleci/config.yml');
  t.is(problem(snippet), undefined);
  t.truthy(problem(snippet.replace('steps:', 'stepps:')), 'it does look');
});

testWith('groovyc', 'Groovy compiles the snippet for Jenkins', t => {
  const compile = (text: string) => {
    const folder = folderWith(t, { 'Jenkinsfile.groovy': text });
    return spawnSync('groovyc', ['-d', folder, join(folder, 'Jenkinsfile.groovy')], { encoding: 'utf8' });
  };
  const { status, stdout, stderr } = compile(gateSnippet('Jenkinsfile'));
  t.is(status, 0, stdout + stderr);
  t.not(compile(gateSnippet('Jenkinsfile').replace("dbc-lint')", 'dbc-lint)')).status, 0, 'it does look');
});

interface Bitbucket {
  readonly pipelines: { readonly 'pull-requests': { readonly '**': readonly { readonly step: { readonly script: readonly string[] } }[] } };
}

/** Writes its method, address and body down. */
const CURL =
  '#!/bin/sh\nwhile [ $# -gt 0 ]; do case "$1" in --request) m=$2;; http://api*) u=$1;; esac; shift; done\nprintf "%s %s %s\\n" "$m" "$u" "$(cat)" >> requests\n';
/** Stands for dbc-lint: a report with annotations for two requests. */
const NPX = (code: number) =>
  `#!/bin/sh\n[ ${code} -eq 2 ] || echo '{ "report": { "title": "it" }, "annotations": [[{ "n": 1 }], [{ "n": 2 }]] }' > insights.json\nexit ${code}\n`;

/** As Pipelines does: all items in one shell that stops at the first that fails. */
function runBitbucket(t: ExecutionContext, code: number): { readonly status: number | null; readonly requests: string } {
  const [entry] = (parse(gateSnippet('bitbucket-pipelines.yml')) as Bitbucket).pipelines['pull-requests']['**'];
  const folder = folderWith(t, { 'bin/curl': CURL, 'bin/npx': NPX(code), requests: '' });
  spawnSync('chmod', ['+x', join(folder, 'bin/curl'), join(folder, 'bin/npx')]);
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, BITBUCKET_REPO_FULL_NAME: 'acme/app', BITBUCKET_COMMIT: 'abc' };
  const { status } = spawnSync('bash', ['-e', '-c', (entry?.step.script ?? []).join('\n')], { cwd: folder, env, encoding: 'utf8' });
  return { status, requests: readFileSync(join(folder, 'requests'), 'utf8') };
}

test("the snippet for Bitbucket sends the report, then each part of the annotations, and keeps dbc-lint's exit code", t => {
  const report = 'http://api.bitbucket.org/2.0/repositories/acme/app/commit/abc/reports/dbc-lint';
  const sent = `PUT ${report} {"title":"it"}\nPOST ${report}/annotations [{"n":1}]\nPOST ${report}/annotations [{"n":2}]\n`;
  for (const code of [0, 1]) t.deepEqual(runBitbucket(t, code), { status: code, requests: sent });
  t.deepEqual(runBitbucket(t, 2), { status: 2, requests: '' });
});
