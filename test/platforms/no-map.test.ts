import test from 'ava';
import { lint } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';

/** What a CI system refuses is no reason to be silent: somebody thinks that it is a pipeline. */
const FILES = [
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  '.buildkite/pipeline.yml',
  '.travis.yml',
  'bitbucket-pipelines.yml',
];
const WORKFLOW = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker compose build\n';

async function notes(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { unread } = await lint(memoryProject(files), []);
  return unread.map(({ at, kind, why }) => `${at.file.path} ${kind}: ${why}`);
}

for (const path of FILES) {
  for (const [what, text] of [
    ['a list', '# built by us\n- docker build .\n- docker push a\n'],
    ['a text', 'docker build .\n'],
  ] as const) {
    test(`${what} in ${path} is noted once, at its place`, async t => {
      const found = await notes({ [path]: text });
      t.is(found.length, 1, found.join('\n'));
      t.regex(found[0] ?? '', /syntax: this .*is no (?:YAML )?map/);
    });
  }

  test(`nothing is said of an empty ${path}`, async t => {
    t.deepEqual(await notes({ [path]: '# docker build .\n' }), []);
  });
}

test('a Compose file that is a list is noted, whoever builds with it', async t => {
  t.deepEqual(await notes({ '.github/workflows/ci.yml': WORKFLOW, 'compose.yml': '- build: .\n' }), [
    'compose.yml syntax: this is no Compose file: it is no map',
  ]);
});

test('lists that are pipelines, and lists of nobody, are not noted', async t => {
  t.deepEqual(await notes({ '.buildkite/pipeline.yml': '- command: docker build .\n- wait\n' }), []);
  t.deepEqual(await notes({ '.buildkite/pipeline.yml': '# docker\n- wait\n- block: Release\n' }), []);
  t.deepEqual(await notes({ '.circleci/docker-hosts.yml': '- docker build .\n' }), []);
});
