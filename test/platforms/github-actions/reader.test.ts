import test from 'ava';
import { PipelineRoom } from '../../../src/model/limits.js';
import type { Pipeline } from '../../../src/model/pipeline.js';
import { githubActions } from '../../../src/platforms/github-actions/index.js';
import { memoryProject } from '../../../src/project/memory.js';

const WORKFLOW = '.github/workflows/a.yml';

/** All pipelines of the project's workflows and actions. */
async function read(files: Readonly<Record<string, string>>): Promise<readonly Pipeline[]> {
  const project = memoryProject(files);
  const reader = await githubActions.load();
  return project.paths.flatMap(path => {
    const file = project.read(path);
    const root = githubActions.rootOf(path);
    return file === undefined || root === undefined ? [] : reader.read(file, root, project, new PipelineRoom());
  });
}

async function workflow(text: string): Promise<Pipeline> {
  const [pipeline] = await read({ [WORKFLOW]: text });
  if (pipeline === undefined) throw new Error('no pipeline was read');
  return pipeline;
}

function root(title: string, path: string, expected: string | undefined): void {
  test(`root: ${title}: ${path}`, t => {
    t.is(githubActions.rootOf(path), expected);
  });
}

root('a workflow', '.github/workflows/ci.yml', '');
root('the other ending', '.github/workflows/ci.yaml', '');
root('of a project in a folder', 'services/api/.github/workflows/ci.yml', 'services/api');
root('workflows are not read in deeper folders', '.github/workflows/old/ci.yml', undefined);
root('no workflow', '.github/dependabot.yml', undefined);
root('an action of a project', '.github/actions/setup/action.yml', '');
root('an action of a project in a folder', 'services/api/.github/actions/setup/action.yaml', 'services/api');
root('an action anywhere', 'setup/action.yml', '');
root('an action that is the repository', 'action.yml', '');

function version(title: string, uses: string, expected: string | undefined): void {
  test(`version: ${title}: ${uses}`, async t => {
    const { jobs } = await workflow(`on: push\njobs:\n  a:\n    steps:\n      - uses: ${uses}\n`);
    t.is(jobs[0]?.steps[0]?.component?.version, expected);
  });
}

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
version('major', 'docker/login-action@v3', 'v3');
version('branch', 'docker/login-action@master', 'master');
version('commit', `docker/login-action@${COMMIT}`, COMMIT);
version('commit with its version', `docker/login-action@${COMMIT} # v3.4.0`, 'v3.4.0');
version('commit with its version and no v', `docker/login-action@${COMMIT} #3.4.0`, '3.4.0');
version('commit with the action named again', `docker/login-action@${COMMIT} # docker/login-action@v3`, 'v3');
version('commit with a tag', `docker/login-action@${COMMIT} # tag=v3.1.0`, 'v3.1.0');
version('commit with other words', `docker/login-action@${COMMIT} # pinned`, COMMIT);
version('commit in quotes', `'docker/login-action@${COMMIT}' # v2`, 'v2');
version('a version says itself', 'docker/login-action@v3 # v2', 'v3');

test('install makes an alias up to version 3 of setup-buildx-action only', async t => {
  const kinds = async (major: string) => {
    const { jobs } = await workflow(`on: push\njobs: {a: {steps: [{uses: docker/setup-buildx-action@${major}, with: {install: true}}]}}\n`);
    return jobs[0]?.steps.map(step => step.kind).join(' ');
  };
  t.is(await kinds('v3'), 'install-plugin create-builder alias-builder');
  t.is(await kinds('v4'), 'install-plugin create-builder');
});

test('the docker driver makes no builder', async t => {
  const { jobs } = await workflow('on: push\njobs: {a: {steps: [{uses: docker/setup-buildx-action@v4, with: {driver: docker}}]}}\n');
  t.deepEqual(
    jobs[0]?.steps.map(step => step.kind),
    ['install-plugin'],
  );
});

test('a matrix is read up to the jobs that GitHub allows', async t => {
  const list = Array.from({ length: 20 }, (_, index) => index).join(', ');
  const { jobs, unread } = await workflow(
    `on: push\njobs:\n  a:\n    strategy: {matrix: {x: [${list}], y: [${list}]}}\n    steps: [{run: ls}]\n`,
  );
  t.is(jobs.length, 256);
  t.deepEqual(
    unread.map(note => note.kind),
    ['limit'],
  );
});

test('an expression that is wrong in all jobs of a matrix is noted once', async t => {
  const { unread } = await workflow('on: push\njobs:\n  a:\n    strategy: {matrix: {x: [1, 2, 3]}}\n    steps: [{run: "echo ${{ x }}"}]\n');
  t.is(unread.length, 1);
});

test('aliases of aliases end', async t => {
  const lines = ['a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]'];
  for (let level = 1; level < 9; level += 1)
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  const { unread } = await workflow(
    `${lines.join('\n')}\non: push\njobs: {a: {strategy: {matrix: {x: *a8}}, runs-on: *a8, steps: [{run: ls}]}}\n`,
  );
  t.true(unread.some(note => note.kind === 'limit' && /aliases of this file/.test(note.why)));
});

test('actions that call one another without end are followed so far only', async t => {
  const files: Record<string, string> = { [WORKFLOW]: 'on: push\njobs: {a: {steps: [{uses: ./a0}]}}\n' };
  for (let index = 0; index < 12; index += 1) {
    const calls = Array(6)
      .fill(`{uses: ./a${index + 1}}`)
      .join(', ');
    files[`a${index}/action.yml`] = `runs: {using: composite, steps: [${calls}]}\n`;
  }
  const [pipeline, ...others] = await read(files);
  t.true((pipeline?.jobs[0]?.steps.length ?? 0) < 20_000);
  t.true(pipeline?.unread.some(note => note.kind === 'limit'));
  t.deepEqual(others, []);
});

test('nested calls of format do not grow without end', async t => {
  const nested = `${"format('{0}{0}', ".repeat(30)}github.sha${')'.repeat(30)}`;
  const { jobs } = await workflow(`on: push\nenv: {A: "\${{ ${nested} }}"}\njobs: {a: {steps: [{run: ls}]}}\n`);
  t.true((jobs[0]?.env.get('A')?.parts.length ?? 0) < 10_000);
});

test('what a caller reads is not read on its own', async t => {
  const callee = 'on: workflow_call\njobs: {b: {steps: [{run: docker ps}]}}\n';
  const caller = 'on: push\njobs: {a: {uses: ./.github/workflows/b.yml}}\n';
  const names = async (files: Record<string, string>) =>
    (await read(files)).map(pipeline => `${pipeline.file.path} ${pipeline.events.join()}`);
  t.deepEqual(await names({ [WORKFLOW]: caller, '.github/workflows/b.yml': callee }), ['.github/workflows/a.yml push,tag']);
  t.deepEqual(await names({ '.github/workflows/b.yml': callee }), ['.github/workflows/b.yml call']);
  t.deepEqual(await names({ [WORKFLOW]: caller.replaceAll(/^/gm, '# '), '.github/workflows/b.yml': callee }), [
    '.github/workflows/b.yml call',
  ]);
});

test('two workflows that call only one another are read all the same', async t => {
  const calling = (other: string) =>
    `on: workflow_call\njobs: {a: {uses: ./.github/workflows/${other}.yml}, own: {steps: [{run: docker ps}]}}\n`;
  const pipelines = await read({ '.github/workflows/a.yml': calling('b'), '.github/workflows/b.yml': calling('a') });
  t.true(pipelines.length > 0);
});

test('what a caller passes keeps the place where it is written', async t => {
  const [pipeline] = await read({
    [WORKFLOW]: 'on: push\njobs: {a: {steps: [{uses: ./sign-in, with: {token: the-literal-text}}]}}\n',
    'sign-in/action.yml':
      'inputs: {token: {}}\nruns:\n  using: composite\n  steps: [{uses: docker/login-action@v3, with: {username: acme, password: "${{ inputs.token }}"}}]\n',
  });
  const step = pipeline?.jobs[0]?.steps[0];
  const password = step?.kind === 'login' ? step.password?.value : undefined;
  t.is(password?.span.file.path, 'sign-in/action.yml');
  t.deepEqual(
    password?.parts.map(part => part.span.file.path),
    [WORKFLOW],
  );
});
