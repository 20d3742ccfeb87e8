import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../rules/index.js';
import { readArguments } from '../src/cli/arguments.js';
import { lint } from '../src/lint.js';
import { memoryProject } from '../src/project/memory.js';
import { VERSION } from '../src/version.js';
import { top } from './support/fixtures.js';
import { gateSnippets } from './support/gates.js';
import { checkWorkflow } from './support/workflow-parser.js';

interface Validated {
  readonly errors: readonly { readonly code: string; readonly path?: string }[];
}

const validator = createRequire(import.meta.url)('@action-validator/core') as {
  validateAction(text: string): Validated;
  validateWorkflow(text: string): Validated;
};

const OWN = ['.github/workflows/ci.yml', '.github/workflows/release.yml', 'action.yml'];
const own = (path: string) => readFileSync(join(top, path), 'utf8');
const snippets = gateSnippets();
const workflows = [
  ...OWN.slice(0, 2).map(path => ({ path, text: own(path) })),
  ...snippets.filter(({ path }) => path.startsWith('.github/')),
];

test('there is a snippet for every platform that runs jobs', t => {
  t.deepEqual(snippets.map(({ path }) => path).sort(), [
    '.buildkite/pipeline.yml',
    '.circleci/config.yml',
    '.github/workflows/dbc-lint-npx.yml',
    '.github/workflows/dbc-lint.yml',
    '.gitlab-ci.yml',
    '.pre-commit-config.yaml',
    '.travis.yml',
    'Jenkinsfile',
    'azure-pipelines.yml',
    'bitbucket-pipelines.yml',
  ]);
});

/** Files of no platform that dbc-lint reads. */
const NOT_READ = ['.pre-commit-config.yaml', 'azure-pipelines.yml'];

test('dbc-lint has nothing to say of the snippets and of our own workflows, and reads all of them', async t => {
  for (const { path, text } of [...snippets, ...OWN.map(name => ({ path: name, text: own(name) }))]) {
    // Words without which the file would be passed over, as it has to do with no image.
    const comment = path === 'Jenkinsfile' ? '//' : '#';
    const report = await lint(memoryProject({ [path]: `${comment} docker buildx build\n${text}` }), rules);
    t.deepEqual(report.findings, [], path);
    if (OWN.includes(path)) continue;
    t.deepEqual(report.unread, [], path);
    t.is(report.files.length, NOT_READ.includes(path) ? 0 : 1, path);
  }
});

test('workflows and the action are as the schemas of GitHub and its own parser want them', async t => {
  for (const { path, text } of workflows) {
    t.deepEqual(validator.validateWorkflow(text).errors, [], path);
    t.deepEqual(await checkWorkflow(text), [], path);
  }
  t.deepEqual(validator.validateAction(own('action.yml')).errors, []);
  t.true(validator.validateAction(own('action.yml').replace('shell: bash', '')).errors.length > 0, 'it does look');
  t.true(validator.validateWorkflow((workflows[0]?.text ?? '').replace('runs-on:', 'run-on:')).errors.length > 0, 'it does look');
});

test('no workflow of ours hands a job more than it needs', t => {
  for (const { path, text } of workflows) {
    t.regex(text, /^permissions:\n {2}contents: read$/m, path);
    t.notRegex(text, /pull_request_target|secrets: inherit/, path);
    // What an event says is text of strangers: it goes through the environment and not into a script.
    t.notRegex(text, /run: .*\$\{\{/, path);
  }
  t.notRegex(own('action.yml').slice(own('action.yml').indexOf('run: |')), /\$\{\{/);
});

test('the commands of the snippets are ones that dbc-lint takes, in the version of this package', t => {
  let commands = 0;
  for (const [, version, words = ''] of own('src/cli/gates.md').matchAll(/npx --yes dbc-lint(@[\d.]+)? ([^'\n|&`]*)/g)) {
    t.is(version, `@${VERSION}`, words);
    const argv = words
      .replace(/^@\S+ /, '')
      .replace(/"/g, '')
      .trim()
      .split(/\s+/);
    t.notThrows(() => readArguments(argv), words);
    commands++;
  }
  t.true(commands >= 8, `${commands} commands`);
  for (const [, version] of own('src/cli/gates.md').matchAll(/acme\/dbc-lint\n? *(?:@|rev: )v([\d.]+)/g)) t.is(version, VERSION);
});

test('what is left over at the top of the repository is in no image', t => {
  for (const path of ['node_modules', 'build', 'dist', '.git'])
    t.regex(own('.dockerignore'), new RegExp(`^${path.replace('.', '\\.')}$`, 'm'));
});
