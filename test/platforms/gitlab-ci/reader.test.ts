import test from 'ava';
import fc from 'fast-check';
import { PipelineRoom } from '../../../src/model/limits.js';
import type { Pipeline } from '../../../src/model/pipeline.js';
import { known } from '../../../src/model/value.js';
import { gitlabCi } from '../../../src/platforms/gitlab-ci/index.js';
import { read } from '../../../src/platforms/gitlab-ci/reader.js';
import { memoryProject } from '../../../src/project/memory.js';

function pipelines(files: Readonly<Record<string, string>>, path = '.gitlab-ci.yml'): readonly Pipeline[] {
  const project = memoryProject(files);
  const file = project.read(path);
  return file === undefined ? [] : read(file, gitlabCi.rootOf(path) ?? '', project, new PipelineRoom());
}

function pipeline(text: string): Pipeline {
  const [first] = pipelines({ '.gitlab-ci.yml': text });
  if (first === undefined) throw new Error('no pipeline');
  return first;
}

function reasons({ unread }: Pipeline): readonly string[] {
  return unread.map(note => `${note.kind}: ${note.why}`);
}

test('the documented name gives the root', t => {
  t.is(gitlabCi.rootOf('.gitlab-ci.yml'), '');
  t.is(gitlabCi.rootOf('apps/web/.gitlab-ci.yml'), 'apps/web');
  t.is(gitlabCi.rootOf('apps/build.gitlab-ci.yml'), undefined);
  t.is(gitlabCi.rootOf('.gitlab-ci.yml.bak'), undefined);
});

test('a template is known by its name and its keys', t => {
  t.true(gitlabCi.claims?.('ci/build.gitlab-ci.yml', 'build:\n  script: make\n'));
  t.false(gitlabCi.claims?.('ci/build.gitlab-ci.yml', 'name: x\n'));
  t.false(gitlabCi.claims?.('ci/build.yml', 'build:\n  script: make\n'));
});

test('a template that a configuration includes is not read on its own', t => {
  const template = 'own:\n  script: echo\n';
  const files = { '.gitlab-ci.yml': 'include: ci/in.gitlab-ci.yml\n', 'ci/in.gitlab-ci.yml': template, 'ci/out.gitlab-ci.yml': template };
  t.deepEqual(pipelines(files, 'ci/in.gitlab-ci.yml'), []);
  t.is(pipelines(files, 'ci/out.gitlab-ci.yml').length, 1);
});

test('a configuration of a folder is read once: where the one above includes it, or on its own', t => {
  const job = 'own:\n  script: echo\n';
  const files = { '.gitlab-ci.yml': `include: a/.gitlab-ci.yml\n${job}`, 'a/.gitlab-ci.yml': job, 'b/.gitlab-ci.yml': job };
  t.deepEqual(pipelines(files, 'a/.gitlab-ci.yml'), []);
  t.deepEqual(
    pipelines(files, 'b/.gitlab-ci.yml').map(found => found.root),
    ['b'],
  );
});

test('includes of a nested root are relative to it', t => {
  const files = { 'a/.gitlab-ci.yml': 'include: /ci/x.yml\n', 'a/ci/x.yml': 'x:\n  script: echo\n', 'ci/x.yml': 'y:\n  script: echo\n' };
  const [found] = pipelines(files, 'a/.gitlab-ci.yml');
  t.deepEqual(
    found?.jobs.map(job => job.name),
    ['x'],
  );
});

test('what a trigger passes on wins over what the child sets', t => {
  const files = {
    '.gitlab-ci.yml':
      'variables: {A: parent, B: parent}\nstart:\n  variables: {B: job}\n  trigger:\n    include:\n      - local: child.yml\n',
    'child.yml': 'variables: {A: child, C: child}\nbuild:\n  variables: {B: child}\n  script: echo\n',
  };
  const child = pipelines(files)[1];
  t.is(child?.file.path, 'child.yml');
  t.deepEqual(child?.events, ['call']);
  const env = child?.jobs[0]?.env;
  t.deepEqual([known(env?.get('A')), known(env?.get('B')), known(env?.get('C'))], ['parent', 'job', 'child']);
});

test('a job may start a pipeline of its own file without end', t => {
  const files = { '.gitlab-ci.yml': 'start:\n  trigger:\n    include: .gitlab-ci.yml\nbuild:\n  script: echo\n' };
  t.is(pipelines(files).length, 1);
});

test('what is no configuration is one note', t => {
  t.deepEqual(reasons(pipeline('<html>\n<body class="a: b">\n{ "x: [\n')), [
    'syntax: this is no GitLab CI configuration: it is no YAML map of jobs',
  ]);
  t.deepEqual(reasons(pipeline('- a\n- b\n')), ['syntax: this is no GitLab CI configuration: it is no YAML map of jobs']);
  t.deepEqual(reasons(pipeline('# nothing\n')), []);
});

test('a matrix is bounded', t => {
  const row = (name: string) => `${name}: [${Array.from({ length: 15 }, (_, index) => index).join(', ')}]`;
  const found = pipeline(
    `build:\n  script: echo\n  parallel:\n    matrix:\n      - ${row('A')}\n        ${row('B')}\n        ${row('C')}\n`,
  );
  t.is(found.jobs.length, 200);
  t.deepEqual(reasons(found), ['limit: a matrix of more than 200 jobs is read as the first 200 of them']);
});

test('lists of aliases of lists are bounded', t => {
  const lines = ['.a0: &a0 [x, x]'];
  for (let index = 1; index < 60; index++) lines.push(`.a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`);
  const found = pipeline(`${lines.join('\n')}\nbuild:\n  script: *a59\n  rules: *a59\n`);
  t.true(reasons(found).some(reason => reason.startsWith('limit: this alias is not read')));
});

test('extends in extends, each twice, are bounded', t => {
  const lines = ['.a0: {variables: {A: x}}'];
  for (let index = 1; index < 40; index++) lines.push(`.a${index}: {extends: [.a${index - 1}, .a${index - 1}, .gone]}`);
  const found = pipeline(`${lines.join('\n')}\nbuild:\n  extends: .a39\n  script: echo\n`);
  t.is(known(found.jobs[0]?.env.get('A')), 'x');
  t.is(found.jobs[0]?.steps.filter(step => step.kind === 'opaque').length, 39);
});

test('variables that double each other are not known in the end', t => {
  const lines = ['  A0: xx'];
  for (let index = 1; index < 40; index++) lines.push(`  A${index}: $A${index - 1}$A${index - 1}`);
  const env = pipeline(`variables:\n${lines.join('\n')}\nbuild:\n  script: echo\n`).jobs[0]?.env;
  t.is(known(env?.get('A3')), 'x'.repeat(16));
  t.is(known(env?.get('A39')), undefined);
});

test('a long list of rules is read as far as a bound', t => {
  const rules = Array.from({ length: 300 }, (_, index) => `    - if: $A${index}\n      when: never`).join('\n');
  const [job] = pipeline(`build:\n  script: echo\n  rules:\n${rules}\n    - when: always\n`).jobs;
  t.deepEqual(job?.events, ['push', 'tag', 'pull-request']);
});

/** Values of every kind, at keys that mean something. */
const keyword = fc.constantFrom(
  ...'default include variables workflow image services before_script script after_script rules only except extends parallel matrix'.split(
    ' ',
  ),
  ...'trigger inherit needs tags timeout spec inputs hooks run id_tokens secrets when if changes exists value refs local job .hidden'.split(
    ' ',
  ),
);
const leaf = fc.oneof(
  keyword,
  fc.constantFrom('$A', '$[[ inputs.x ]]', '!reference [job, script]', '!reference [.hidden]', 'x.yml', '*', '1', 'true', '~', '[]', '{}'),
);
const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(keyword, tie('tree')), { maxLength: 5 }).map(entries => new Map(entries as [string, unknown][])),
  ),
}));

/** Flow style, so that a leaf can be a tag or a reference. */
function written(node: unknown): string {
  if (Array.isArray(node)) return `[${node.map(written).join(', ')}]`;
  if (node instanceof Map) return `{${[...node].map(([key, value]) => `${key}: ${written(value)}`).join(', ')}}`;
  return String(node);
}

test('nothing makes the reader throw', t => {
  const entries = fc.array(fc.tuple(keyword, tree), { minLength: 1, maxLength: 8 });
  const text = entries.map(list => list.map(([key, value]) => `${key}: ${written(value)}\n`).join(''));
  let jobs = 0;
  const property = fc.property(text, text, (main, other) => {
    for (const found of pipelines({ '.gitlab-ci.yml': main, 'x.yml': other })) {
      jobs += found.jobs.length;
      for (const job of found.jobs) if (job.events.length === 0) throw new Error('a job without events');
    }
  });
  t.notThrows(() => fc.assert(property, { numRuns: 1000 }));
  t.true(jobs > 50, `only ${jobs} jobs were met`);
});
