import test from 'ava';
import { rules } from '../../rules/index.js';
import { lint } from '../../src/lint.js';
import { DEFAULT_SETTINGS, type Settings } from '../../src/model/settings.js';
import { memoryProject } from '../../src/project/memory.js';
import { builderOf } from '../../src/state/builders.js';
import { lastBuild } from '../support/jobs.js';

const LOGIN = 'echo "$DOCKER_PAT" | docker login --username acme --password-stdin';
const CREATE = 'docker buildx create --use --driver cloud acme/default';
const BUILD = 'docker buildx build --platform linux/amd64,linux/arm64 --push --tag acme/app:1 .';

interface Told {
  readonly rules: readonly string[];
  /** what its builds run on */
  readonly on: readonly string[];
}

async function told(path: string, text: string, settings: Partial<Settings> = {}): Promise<Told> {
  const { findings, builds } = await lint(memoryProject({ [path]: text }), rules, { settings: { ...DEFAULT_SETTINGS, ...settings } });
  return { rules: findings.map(({ rule }) => rule), on: builds.map(({ kind }) => kind) };
}

const buildkite = (...commands: readonly string[]) =>
  ['.buildkite/pipeline.yml', `steps:\n  - commands:\n${commands.map(command => `      - '${command}'\n`).join('')}`] as const;
const gitlab = (keys: string, ...commands: readonly string[]) =>
  ['.gitlab-ci.yml', `build:\n${keys}  script:\n${commands.map(command => `    - '${command}'\n`).join('')}`] as const;
const github = (runner: string, ...commands: readonly string[]) =>
  [
    '.github/workflows/ci.yml',
    `on: push\njobs:\n  image:\n    runs-on: ${runner}\n    steps:\n${commands.map(command => `      - run: '${command}'\n`).join('')}`,
  ] as const;

test('agents that are new for each job come without a builder, and need no care on a second run', async t => {
  t.deepEqual((await told(...buildkite(BUILD))).on, ['unknown']);
  t.deepEqual((await told(...buildkite(BUILD), { persistentAgents: false })).on, ['docker']);
  const connecting = buildkite(LOGIN, CREATE, BUILD);
  t.deepEqual((await told(...connecting)).rules, ['builder-create-not-idempotent']);
  t.deepEqual((await told(...connecting, { persistentAgents: true })).rules, ['builder-create-not-idempotent']);
  t.deepEqual((await told(...connecting, { persistentAgents: false })).rules, []);
});

test('runners that keep what jobs leave may have a builder, unless the files name one of the vendor’s', async t => {
  const keys = '  image: docker:29\n';
  t.deepEqual((await told(...gitlab(keys, BUILD))).on, ['docker']);
  t.deepEqual((await told(...gitlab(keys, BUILD), { persistentAgents: true })).on, ['unknown']);
  t.deepEqual((await told(...gitlab(`${keys}  tags: [saas-linux-small-amd64]\n`, BUILD), { persistentAgents: true })).on, ['docker']);
  t.deepEqual((await told(...github('ubuntu-latest', BUILD), { persistentAgents: true })).on, ['docker']);
  t.deepEqual((await told(...github('self-hosted', BUILD))).on, ['unknown']);
  t.deepEqual((await told(...github('self-hosted', BUILD), { persistentAgents: false })).on, ['docker']);
  const connecting = gitlab(keys, LOGIN, CREATE, BUILD);
  t.false((await told(...connecting)).rules.includes('builder-create-not-idempotent'));
  t.true((await told(...connecting, { persistentAgents: true })).rules.includes('builder-create-not-idempotent'));
});

test('without forks every pull request has its secrets', async t => {
  const workflow = [
    '.github/workflows/ci.yml',
    `on: pull_request
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/login-action@v4
        with: { username: acme, password: '\${{ secrets.PAT }}' }
`,
  ] as const;
  t.deepEqual((await told(...workflow)).rules, ['credentials-on-untrusted-pr']);
  t.deepEqual((await told(...workflow, { forks: true })).rules, ['credentials-on-untrusted-pr']);
  t.deepEqual((await told(...workflow, { forks: false })).rules, []);
});

test('machines that come with a builder build on it, by the name that it has', async t => {
  const machine = { machine: { entry: 'unknown' } } as const;
  const builder = { org: 'Acme', name: 'default' };
  const found = builderOf(lastBuild([BUILD], { ...machine, settings: { preconfigured: true, builder } }));
  t.like(found, { kind: 'cloud', how: 'selected', endpoint: 'Acme/default', name: 'cloud-acme-default' });
  t.is(builderOf(lastBuild([BUILD], { ...machine, settings: { preconfigured: true, builder: { org: 'acme' } } }))?.name, undefined);
  t.is(builderOf(lastBuild([BUILD], { ...machine, settings: { builder } })), undefined);
  t.deepEqual((await told(...buildkite(BUILD), { preconfigured: true })).on, ['cloud']);
});

test("the organisation's name serves rules that need one", async t => {
  const oat = 'echo "$DOCKER_OAT" | docker login --username someone --password-stdin';
  const pipeline = buildkite(oat, 'docker buildx create --use --driver cloud "$ORG/default"', BUILD);
  t.false((await told(...pipeline)).rules.includes('oat-username-mismatch'));
  t.true((await told(...pipeline, { builder: { org: 'acme' } })).rules.includes('oat-username-mismatch'));
  t.false((await told(...pipeline, { builder: { org: 'someone' } })).rules.includes('oat-username-mismatch'));
  const other = buildkite(LOGIN, CREATE, BUILD);
  t.true((await told(...other, { builder: { org: 'other' } })).rules.includes('builder-not-allowed'));
  t.false((await told(...other, { builder: { name: 'default' } })).rules.includes('builder-not-allowed'));
});

test('images go where the configuration says', async t => {
  const other = buildkite(LOGIN, CREATE, BUILD);
  t.true((await told(...other, { registries: ['ghcr.io'] })).rules.includes('registry-not-allowed'));
  t.false((await told(...other, { registries: ['ghcr.io', 'docker.io'] })).rules.includes('registry-not-allowed'));
});
