import test from 'ava';
import { inspect } from '../../src/lint.js';
import { conditionText } from '../../src/model/condition.js';
import { memoryProject } from '../../src/project/memory.js';

/** A CI file of each platform with one shell script, and where it lies. */
const FILES: Readonly<Record<string, readonly [path: string, text: (script: string) => string]>> = {
  'github-actions': [
    '.github/workflows/ci.yml',
    script => `on: { push: {}, pull_request: {} }
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - run: |
          ${script}
`,
  ],
  'gitlab-ci': ['.gitlab-ci.yml', script => `release:\n  rules: [{ when: always }]\n  script:\n    - |\n      ${script}\n`],
  circleci: [
    '.circleci/config.yml',
    script =>
      `version: 2.1\njobs:\n  image:\n    machine: true\n    steps:\n      - run: |\n          ${script}\nworkflows: { all: { jobs: [image] } }\n`,
  ],
  buildkite: ['.buildkite/pipeline.yml', script => `steps:\n  - command: |\n      ${script}\n`],
  jenkins: ['Jenkinsfile', script => `node {\n  sh '''\n${script}\n'''\n}\n`],
  'travis-ci': ['.travis.yml', script => `script: |\n  ${script}\n`],
  'bitbucket-pipelines': [
    'bitbucket-pipelines.yml',
    script => `pipelines:\n  pull-requests:\n    '**':\n      - step:\n          script:\n            - |\n              ${script}\n`,
  ],
};

/** When the push of `if CONDITION; then docker push acme/app; fi` runs. */
async function pushRuns(platform: string, condition: string): Promise<string> {
  const [path, file] = FILES[platform] ?? ['', () => ''];
  const project = memoryProject({ [path]: file(`if ${condition}; then docker push acme/app; fi`) });
  const { pipelines } = await inspect(project);
  const push = pipelines.flatMap(pipeline => pipeline.jobs.flatMap(job => job.steps)).find(step => step.kind === 'push-image');
  return push === undefined ? 'no push' : conditionText(push.runs);
}

const cases: readonly (readonly [platform: string, condition: string, runs: string])[] = [
  ['github-actions', '[ "$GITHUB_EVENT_NAME" = push ]', '(push or tag)'],
  ['github-actions', '[[ $GITHUB_EVENT_NAME != pull_request ]]', 'not pull-request'],
  ['github-actions', '[ -n "$GITHUB_HEAD_REF" ]', 'pull-request'],
  ['github-actions', '[[ "$GITHUB_REF" == refs/tags/* ]]', 'tag'],
  ['github-actions', '[ "$GITHUB_REF" = refs/heads/main ]', "push and (github.ref == 'refs/heads/main')"],
  ['gitlab-ci', '[ "$CI_PIPELINE_SOURCE" = merge_request_event ]', 'pull-request'],
  [
    'gitlab-ci',
    '[ "$CI_COMMIT_BRANCH" = main ]',
    '(push or (schedule or manual or call or other) and not ($CI_COMMIT_TAG)) and ($CI_COMMIT_BRANCH == "main")',
  ],
  ['circleci', '[ -n "$CIRCLE_TAG" ]', 'tag'],
  ['circleci', '[ "$CIRCLE_BRANCH" = main ]', '(push or schedule or manual) and (pipeline.git.branch == "main")'],
  ['buildkite', '[ "$BUILDKITE_PULL_REQUEST" = false ]', 'not pull-request'],
  ['buildkite', '[[ $BUILDKITE_TAG =~ ^v ]]', 'tag and ([ $BUILDKITE_TAG =~ ^v ])'],
  ['jenkins', '[ -z "$CHANGE_ID" ]', 'not pull-request'],
  ['jenkins', '[ "$BRANCH_NAME" = main ]', "not pull-request and (BRANCH_NAME == 'main')"],
  ['travis-ci', '[ "$TRAVIS_PULL_REQUEST" = "false" ]', 'not pull-request'],
  ['travis-ci', '[ "$TRAVIS_PULL_REQUEST" != "false" ]', 'pull-request'],
  ['travis-ci', '[ "$TRAVIS_PULL_REQUEST" = true ]', 'no push'],
  ['travis-ci', 'test -n "$TRAVIS_TAG"', 'tag'],
  ['travis-ci', '[ "$TRAVIS_EVENT_TYPE" == cron ]', 'schedule'],
  ['travis-ci', '[ "$TRAVIS_BRANCH" = master -a "$TRAVIS_PULL_REQUEST" = false ]', 'not tag and (branch = master) and not pull-request'],
  ['bitbucket-pipelines', '[ -n "$BITBUCKET_PR_ID" ]', 'pull-request'],
  ['bitbucket-pipelines', '[ -n "$BITBUCKET_TAG" ]', '(tag or (manual or schedule) and (BITBUCKET_TAG))'],
];

for (const [platform, condition, runs] of cases) {
  test(`${platform}: ${condition}`, async t => {
    const found = await pushRuns(platform, condition);
    t.is(found, runs);
  });
}

test('what a script sets itself is not the CI system’s', async t => {
  t.is(await pushRuns('travis-ci', 'TRAVIS_TAG=x && [ -n "$TRAVIS_TAG" ]'), 'always');
});
