import test from 'ava';
import { rules } from '../../rules/index.js';
import { ConfigError, DocumentReader } from '../../src/config/document.js';
import { merge } from '../../src/config/merge.js';
import { MergedConfiguration } from '../../src/config/merged-configuration.js';
import { lint } from '../../src/lint.js';
import type { Settings } from '../../src/model/settings.js';
import { platforms } from '../../src/platforms/index.js';
import { memoryProject } from '../../src/project/memory.js';
import { SourceFile } from '../../src/source/file.js';
import { optionsFor } from '../support/configured.js';

const reader = new DocumentReader({ rules, platforms: platforms.map(({ id }) => id) });

function read(text: string): MergedConfiguration {
  const document = reader.read(new SourceFile('.dbc-lintrc.yaml', text));
  return new MergedConfiguration(merge(document === undefined ? [] : [{ document, folder: '' }]));
}

function refused(text: string, message: string): void {
  test(`${text} is refused`, t => {
    t.is(t.throws(() => read(`rules:\n  ${text}`), { instanceOf: ConfigError })?.problems[0]?.message, message);
  });
}

refused(
  'pull-request-output-not-allowed: [error, { forbidden: [pushes] }]',
  "There is no word 'pushes'. Did you mean 'push'? Take one of: push, load, cache, files.",
);
refused('pull-request-output-not-allowed: [error, { forbidden: push }]', "'forbidden' is a list.");
refused('component-too-old: [error, { minimum: { docker: 27 } }]', "'minimum' is a map of texts. Put '' around a version.");
refused('component-too-old: [error, { minimum: [docker] }]', "'minimum' is a map.");
refused('required-platform-missing: [error, { platforms: [1] }]', "'platforms' holds texts.");
refused('timeout-exceeds-build-limit: [note, { limitMinutes: 1.5 }]', "'limitMinutes' is a whole number.");

const WORKFLOW = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    timeout-minutes: 100
    steps:
      - uses: docker/login-action@v4
        with: { username: acme, password: '\${{ secrets.PAT }}' }
      - uses: docker/setup-buildx-action@v4
        with: { driver: cloud, endpoint: acme/default }
      - run: docker buildx build --platform linux/amd64 --push --tag acme/app:1 .
`;

async function found(configuration: string): Promise<readonly string[]> {
  const project = memoryProject({ '.github/workflows/ci.yml': WORKFLOW, '.dbc-lintrc.yaml': configuration });
  return (await lint(project, rules, optionsFor(project, {}))).findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

test('a policy is off until it has a severity, and then has its options', async t => {
  const options = '[warning, { platforms: [linux/arm64] }]';
  t.deepEqual(await found('rules: { timeout-exceeds-build-limit: off }'), []);
  t.deepEqual(await found(`rules: { timeout-exceeds-build-limit: off, required-platform-missing: ${options} }`), [
    'required-platform-missing warning',
  ]);
  t.deepEqual(await found('rules: { timeout-exceeds-build-limit: off, required-platform-missing: error }'), []);
});

test("a limit of one's own takes the place of the rule's", async t => {
  t.deepEqual(await found(''), ['timeout-exceeds-build-limit note']);
  t.deepEqual(await found('rules: { timeout-exceeds-build-limit: [warning, { limitMinutes: 120 }] }'), []);
  t.deepEqual(await found('rules: { timeout-exceeds-build-limit: [warning, { limitMinutes: 99 }] }'), [
    'timeout-exceeds-build-limit warning',
  ]);
});

test('what is said of machines holds for the platforms it is said of, and of all for CI systems alone', t => {
  const persistent = (text: string, platform: (typeof platforms)[number]['id']): Settings['persistentAgents'] =>
    read(text).settingsFor('', platform).persistentAgents;
  t.is(persistent('persistentAgents: true', 'jenkins'), true);
  t.is(persistent('persistentAgents: true', 'shell-script'), undefined);
  t.is(persistent('persistentAgents: { shell-script: false }', 'shell-script'), false);
  t.is(persistent('persistentAgents: { jenkins: false }', 'jenkins'), false);
  t.is(persistent('persistentAgents: { jenkins: false }', 'buildkite'), undefined);
});
