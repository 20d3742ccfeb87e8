import test from 'ava';
import { rules } from '../rules/index.js';
import { fix } from '../src/fix.js';
import { lint } from '../src/lint.js';
import { memoryProject } from '../src/project/memory.js';

/*
 * The comment right above a step is the step's own: what is put before the step stands above it, and it goes with the step. One that heads
 * a script, a list or several steps is not.
 */

const RULES = rules.filter(rule => /^(?:login-missing|load-then-push|unneeded-qemu|login-after-builder-setup)$/.test(rule.id));

async function fixed(path: string, text: string): Promise<string | undefined> {
  const result = await fix(memoryProject({ [path]: text }), project => lint(project, RULES), { unsafe: true });
  return result.files.get(path);
}

const SIGN_IN = 'echo "$DOCKER_PAT" | docker login --username "$DOCKER_USER" --password-stdin';
const CLOUD = 'docker buildx create --use --driver cloud acme/default';
const BUILD = 'docker buildx build -t acme/app .';
const PUSHED = 'docker buildx build --push -t acme/app .';
const PUSH = 'docker push acme/app';

/** Indented lines, without those that are empty texts. */
const lines = (indent: number, ...all: readonly string[]) =>
  all.map(line => (line === '' ? '\n' : `${' '.repeat(indent)}${line}\n`)).join('');
const workflow = (...steps: readonly string[]) => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${lines(6, ...steps)}`;
const gitlab = (...script: readonly string[]) => `a:\n  image: docker:24\n  script:\n${lines(4, ...script)}`;
const circle = (...steps: readonly string[]) => `version: 2.1\njobs:\n  build:\n    machine: true\n    steps:\n${lines(6, ...steps)}`;
const bitbucket = (...script: readonly string[]) =>
  `pipelines:\n  default:\n    - step:\n        services: [docker]\n        script:\n${lines(10, ...script)}`;
const buildkite = (...commands: readonly string[]) => `steps:\n  - commands:\n${lines(6, ...commands)}`;
const travis = (...script: readonly string[]) => `language: minimal\nscript:\n${lines(2, ...script)}`;
const jenkins = (...steps: readonly string[]) =>
  `pipeline {\n  agent any\n  stages {\n    stage('a') {\n      steps {\n${lines(8, ...steps)}      }\n    }\n  }\n}\n`;
const script = (...commands: readonly string[]) => `#!/bin/sh\nset -e\n${lines(0, ...commands)}`;

/** [what it is, file, before, after] */
const INSERTED: readonly (readonly [string, string, string, string])[] = [
  [
    'steps of a workflow',
    '.github/workflows/a.yml',
    workflow('- uses: actions/checkout@v5', '# connects', '# to the builder', `- run: ${CLOUD}`),
    workflow(
      '- uses: actions/checkout@v5',
      '- uses: docker/login-action@v4',
      '  with:',
      '    username: ${{ vars.DOCKER_USER }}',
      '    password: ${{ secrets.DOCKER_PAT }}',
      '# connects',
      '# to the builder',
      `- run: ${CLOUD}`,
    ),
  ],
  [
    'an action of a workflow',
    '.github/workflows/a.yml',
    workflow('# connects', '- uses: docker/setup-buildx-action@v4', '  with:', '    driver: cloud', '    endpoint: acme/default'),
    workflow(
      '- uses: docker/login-action@v4',
      '  with:',
      '    username: ${{ vars.DOCKER_USER }}',
      '    password: ${{ secrets.DOCKER_PAT }}',
      '# connects',
      '- uses: docker/setup-buildx-action@v4',
      '  with:',
      '    driver: cloud',
      '    endpoint: acme/default',
    ),
  ],
  [
    'a step with a name among steps that empty lines part',
    '.github/workflows/a.yml',
    workflow('- uses: actions/checkout@v5', '', '# connects', '- name: Connect', `  run: ${CLOUD}`),
    workflow(
      '- uses: actions/checkout@v5',
      '',
      '- name: Sign in to Docker Hub',
      '  uses: docker/login-action@v4',
      '  with:',
      '    username: ${{ vars.DOCKER_USER }}',
      '    password: ${{ secrets.DOCKER_PAT }}',
      '',
      '# connects',
      '- name: Connect',
      `  run: ${CLOUD}`,
    ),
  ],
  [
    'a step whose dash stands alone',
    '.github/workflows/a.yml',
    workflow('# connects', '-', `  run: ${CLOUD}`),
    workflow(
      '-',
      '  uses: docker/login-action@v4',
      '  with:',
      '    username: ${{ vars.DOCKER_USER }}',
      '    password: ${{ secrets.DOCKER_PAT }}',
      '# connects',
      '-',
      `  run: ${CLOUD}`,
    ),
  ],
  [
    'entries of GitLab CI',
    '.gitlab-ci.yml',
    gitlab('- ls', '# connects', `- ${CLOUD}`),
    gitlab('- ls', `- ${SIGN_IN}`, '# connects', `- ${CLOUD}`),
  ],
  [
    'lines of a block scalar',
    '.gitlab-ci.yml',
    gitlab('- |', '  # connects', `  ${CLOUD}`, `  ${PUSHED}`),
    gitlab('- |', `  ${SIGN_IN}`, '  # connects', `  ${CLOUD}`, `  ${PUSHED}`),
  ],
  [
    'a comment behind an empty line',
    '.gitlab-ci.yml',
    gitlab('# all of it', '', `- ${CLOUD}`),
    gitlab('# all of it', '', `- ${SIGN_IN}`, `- ${CLOUD}`),
  ],
  [
    'steps of CircleCI',
    '.circleci/config.yml',
    circle('- checkout', '# connects', `- run: ${CLOUD}`),
    circle('- checkout', `- run: ${SIGN_IN}`, '# connects', `- run: ${CLOUD}`),
  ],
  [
    'entries of Bitbucket Pipelines',
    'bitbucket-pipelines.yml',
    bitbucket('- ls', '# connects', `- ${CLOUD}`),
    bitbucket('- ls', `- ${SIGN_IN}`, '# connects', `- ${CLOUD}`),
  ],
  [
    'commands of Buildkite',
    '.buildkite/pipeline.yml',
    buildkite('- ls', '# connects', `- ${CLOUD}`),
    buildkite('- ls', `- ${SIGN_IN.replaceAll('$', '$$$$')}`, '# connects', `- ${CLOUD}`),
  ],
  [
    'entries of Travis CI',
    '.travis.yml',
    travis('- ls', '# connects', `- ${CLOUD}`),
    travis('- ls', `- ${SIGN_IN}`, '# connects', `- ${CLOUD}`),
  ],
  [
    'steps of Jenkins',
    'Jenkinsfile',
    jenkins("sh 'ls'", '// connects', `sh '${CLOUD}'`),
    jenkins("sh 'ls'", `sh '${SIGN_IN}'`, '// connects', `sh '${CLOUD}'`),
  ],
  ['lines of a script', 'build.sh', script('ls', '# connects', CLOUD), script('ls', SIGN_IN, '# connects', CLOUD)],
  [
    'the header of a script',
    'build.sh',
    `#!/bin/sh\n# Builds the image.\n${CLOUD}\n`,
    `#!/bin/sh\n# Builds the image.\n${SIGN_IN}\n${CLOUD}\n`,
  ],
  [
    'a header that speaks of the next line last',
    'build.sh',
    `#!/bin/sh\n# Builds the image.\n# dbc-lint: ignore[load-then-push] -- reason\n${CLOUD}\n`,
    `#!/bin/sh\n# Builds the image.\n${SIGN_IN}\n# dbc-lint: ignore[load-then-push] -- reason\n${CLOUD}\n`,
  ],
  ['the last line of a text in quotes', 'build.sh', script('echo "a', '# b"', CLOUD), script('echo "a', '# b"', SIGN_IN, CLOUD)],
];

for (const [what, path, before, after] of INSERTED) {
  test(`what is put before a step stands above its comment: ${what}`, async t => t.is(await fixed(path, before), after));
}

/** [what it is, file, before, after] */
const REMOVED: readonly (readonly [string, string, string, string])[] = [
  [
    'a step of a workflow',
    '.github/workflows/a.yml',
    workflow(
      '# signs in',
      `- run: ${SIGN_IN}`,
      '',
      '# emulates',
      '# arm64',
      '- uses: docker/setup-qemu-action@v3',
      '',
      '# connects',
      `- run: ${CLOUD}`,
      `- run: ${PUSHED}`,
    ),
    workflow('# signs in', `- run: ${SIGN_IN}`, '', '# connects', `- run: ${CLOUD}`, `- run: ${PUSHED}`),
  ],
  [
    'an entry of GitLab CI',
    '.gitlab-ci.yml',
    gitlab(`- ${SIGN_IN}`, `- ${CLOUD}`, `- ${BUILD}`, '# pushes', `- ${PUSH}`, '- ls'),
    gitlab(`- ${SIGN_IN}`, `- ${CLOUD}`, `- ${PUSHED}`, '- ls'),
  ],
  [
    'the comment of several steps',
    '.gitlab-ci.yml',
    gitlab(`- ${SIGN_IN}`, `- ${CLOUD}`, `- ${BUILD}`, '# push and list', `- ${PUSH}`, '- ls'),
    gitlab(`- ${SIGN_IN}`, `- ${CLOUD}`, `- ${PUSHED}`, '# push and list', '- ls'),
  ],
  [
    'an entry that is switched off',
    '.gitlab-ci.yml',
    gitlab(`- ${SIGN_IN}`, `- ${CLOUD}`, `- ${BUILD}`, '# - docker push acme/other', `- ${PUSH}`, '', '- ls'),
    gitlab(`- ${SIGN_IN}`, `- ${CLOUD}`, `- ${PUSHED}`, '# - docker push acme/other', '', '- ls'),
  ],
  [
    'a step of CircleCI',
    '.circleci/config.yml',
    circle(`- run: ${SIGN_IN}`, `- run: ${CLOUD}`, `- run: ${BUILD}`, '# pushes', `- run: ${PUSH}`),
    circle(`- run: ${SIGN_IN}`, `- run: ${CLOUD}`, `- run: ${PUSHED}`),
  ],
  [
    'a step of Jenkins',
    'Jenkinsfile',
    jenkins(`sh '${SIGN_IN}'`, `sh '${CLOUD}'`, `sh '${BUILD}'`, '// pushes', `sh '${PUSH}'`),
    jenkins(`sh '${SIGN_IN}'`, `sh '${CLOUD}'`, `sh '${PUSHED}'`),
  ],
  [
    'the last line of a script, with the empty line before it',
    'build.sh',
    script(SIGN_IN, CLOUD, BUILD, '', '# pushes', PUSH),
    script(SIGN_IN, CLOUD, PUSHED),
  ],
  [
    'the last line of a script that has no line end',
    'build.sh',
    script(SIGN_IN, CLOUD, BUILD, '', '# pushes', PUSH).trimEnd(),
    script(SIGN_IN, CLOUD, PUSHED).trimEnd(),
  ],
  [
    'two lines with empty lines around each',
    'build.sh',
    script(SIGN_IN, CLOUD, `${BUILD} -t acme/b`, '', PUSH, '', 'docker push acme/b'),
    script(SIGN_IN, CLOUD, `${PUSHED} -t acme/b`),
  ],
  [
    'the head of a block',
    'build.sh',
    script(SIGN_IN, CLOUD, BUILD, 'if true; then', '  # of the default branch', `  ${PUSH}`, '  ls', 'fi'),
    script(SIGN_IN, CLOUD, PUSHED, 'if true; then', '  # of the default branch', '  ls', 'fi'),
  ],
  [
    'the head of a block whose other lines have comments too',
    'build.sh',
    script(SIGN_IN, CLOUD, BUILD, 'if true; then', '  # pushes', `  ${PUSH}`, '  # lists', '  ls', 'fi'),
    script(SIGN_IN, CLOUD, PUSHED, 'if true; then', '  # lists', '  ls', 'fi'),
  ],
  [
    'a directive at the head of a block',
    'build.sh',
    script(SIGN_IN, CLOUD, BUILD, 'if true; then', '  # of the default branch', '  # shellcheck disable=SC2086', `  ${PUSH}`, '  ls', 'fi'),
    script(SIGN_IN, CLOUD, PUSHED, 'if true; then', '  # of the default branch', '  ls', 'fi'),
  ],
];

for (const [what, path, before, after] of REMOVED) {
  test(`the comment of a step goes with it: ${what}`, async t => t.is(await fixed(path, before), after));
}

test('steps that change places take their comments along', async t => {
  const [first, second] = [
    ['# connects', `- ${CLOUD}`],
    ['# signs in', `- ${SIGN_IN}`],
  ];
  const [before, after] = [gitlab('- ls', ...first, ...second, `- ${PUSHED}`), gitlab('- ls', ...second, ...first, `- ${PUSHED}`)];
  t.is(await fixed('.gitlab-ci.yml', before), after);
});
