import test from 'ava';
import { rules } from '../rules/index.js';
import { fix } from '../src/fix.js';
import { lint } from '../src/lint.js';
import { memoryProject } from '../src/project/memory.js';

/*
 * Fixes of what is written as a setting and not in a command: variables in the keys of each system, attributes of Bake files, keys of
 * Compose services, parameters of orbs, keys of plugins. Where it is not certain that nothing else is meant there is no fix.
 */

const RULES = rules.filter(rule =>
  [
    'buildkit-disabled',
    'redundant-external-cache',
    'no-cache-build',
    'implicit-image-load',
    'load-then-push',
    'multi-platform-load',
    'unsupported-cloud-driver-option',
  ].includes(rule.id),
);

/** The changed files of a project, by path. */
async function fixed(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const result = await fix(memoryProject(files), project => lint(project, RULES), { unsafe: true });
  return Object.fromEntries(result.files);
}

const CLOUD = 'docker buildx create --use --driver cloud acme/default';
const script = (...lines: readonly string[]) => `#!/bin/bash\nset -e\n${[CLOUD, ...lines].join('\n')}\n`;

/** [what it is, file, what calls it, before, after: absent where nothing is changed] */
const DEFINITIONS: readonly (readonly [string, string, string, string, string?])[] = [
  [
    'an attribute of HCL with Windows line ends',
    'docker-bake.hcl',
    'docker buildx bake --push',
    'target "default" {\r\n  tags = ["acme/app:1"]\r\n  no-cache = true\r\n}\r\n',
    'target "default" {\r\n  tags = ["acme/app:1"]\r\n}\r\n',
  ],
  [
    'the last item of a list, with a comma behind it',
    'docker-bake.hcl',
    'docker buildx bake --push',
    'target "default" {\n  cache-to = ["type=gha"]\n  cache-from = [\n    "type=registry,ref=a/b",\n    "type=gha",\n  ]\n}\n',
    'target "default" {\n  cache-from = [\n    "type=registry,ref=a/b",\n  ]\n}\n',
  ],
  [
    'an item with a comment behind it, which may be about the next',
    'docker-bake.hcl',
    'docker buildx bake --push',
    'target "default" {\n  tags = ["a/b"]\n  cache-to = [\n    "type=gha", # why\n    "type=registry,ref=a/b",\n  ]\n}\n',
  ],
  [
    'a text of a template, which is written elsewhere',
    'docker-bake.hcl',
    'docker buildx bake --push',
    'variable "TYPE" {\n  default = "gha"\n}\ntarget "default" {\n  tags = ["a/b"]\n  cache-to = ["type=${TYPE}"]\n}\n',
  ],
  [
    'a block without lines of its own for attributes',
    'docker-bake.hcl',
    'docker buildx bake',
    'target "default" { tags = ["acme/app:1"] }\n',
  ],
  [
    'a target on one line of JSON',
    'docker-bake.json',
    'docker buildx bake',
    '{"target": {"default": {"tags": ["acme/app:1"]}}}\n',
    '{"target": {"default": {"tags": ["acme/app:1"], "output": ["type=cacheonly"]}}}\n',
  ],
  [
    'the only attributes of a target stay',
    'docker-bake.hcl',
    'docker buildx bake --push',
    'target "default" {\n  cache-to = ["type=gha"]\n}\n',
  ],
  [
    'a service that others take by a merge',
    'compose.yaml',
    'docker compose build --push',
    'x-build: &build\n  context: .\n  no_cache: true\nservices:\n  a:\n    image: acme/a\n    build:\n      <<: *build\n      target: a\n',
  ],
  [
    'a build whose only key would go',
    'compose.yaml',
    'docker compose build --push',
    'services:\n  a:\n    image: acme/a\n    build:\n      no_cache: true\n',
  ],
  [
    'a file that two are merged of',
    'compose.yaml',
    'docker compose -f compose.yaml -f more.yaml build --push',
    'services:\n  a:\n    image: acme/a\n    build:\n      context: .\n      no_cache: true\n',
    'services:\n  a:\n    image: acme/a\n    build:\n      context: .\n',
  ],
];

for (const [what, path, command, before, after] of DEFINITIONS) {
  test(what, async t => {
    const more = { 'build.sh': script(command), 'more.yaml': 'services:\n  a:\n    build:\n      target: b\n' };
    t.deepEqual(await fixed({ ...more, [path]: before }), after === undefined ? {} : { [path]: after });
  });
}

const workflow = (head: string, step = 'docker compose build --push') =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${head}    steps:\n      - run: ${CLOUD}\n      - run: ${step}\n`;
const travis = (env: string) => `${env}script:\n  - ${CLOUD}\n  - docker compose build --push\n`;

/** [what it is, file, before, after: absent where nothing is changed] */
const VARIABLES: readonly (readonly [string, string, string, string?])[] = [
  [
    'a byte order mark and Windows line ends',
    '.github/workflows/a.yml',
    `\ufeff${workflow('    env:\n      DOCKER_BUILDKIT: 0\n').replaceAll('\n', '\r\n')}`,
    `\ufeff${workflow('').replaceAll('\n', '\r\n')}`,
  ],
  ['a map on one line that would be empty', '.github/workflows/a.yml', workflow('    env: { DOCKER_BUILDKIT: 0 }\n'), workflow('')],
  ['a variable that an alias brings', '.github/workflows/a.yml', `x: &x\n  DOCKER_BUILDKIT: 0\n${workflow('    env: *x\n')}`],
  ['a value of an expression', '.github/workflows/a.yml', workflow("    env:\n      DOCKER_BUILDKIT: ${{ '0' }}\n")],
  [
    'a step whose first key it is',
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${CLOUD}\n      - env:\n          DOCKER_BUILDKIT: 0\n        run: docker compose build --push\n`,
  ],
  [
    'the end of a file without a line end',
    '.github/workflows/a.yml',
    `${workflow('').trimEnd()}\n        env:\n          TAG: 1\n          DOCKER_BUILDKIT: 0`,
    `${workflow('').trimEnd()}\n        env:\n          TAG: 1`,
  ],
  ['one of several sets of Travis, each a job', '.travis.yml', travis('env:\n  - DOCKER_BUILDKIT=0\n  - DOCKER_BUILDKIT=1\n')],
  ['the only set of Travis', '.travis.yml', travis('env: DOCKER_BUILDKIT=0\n'), travis('')],
  ['one of several variables in quotes', '.travis.yml', travis('env: "A=1 DOCKER_BUILDKIT=0 B=2"\n'), travis('env: "A=1 B=2"\n')],
  [
    'global variables of Travis, of which none is left',
    '.travis.yml',
    travis('env:\n  global:\n    - DOCKER_BUILDKIT=0\n  jobs:\n    - A=1\n'),
    travis('env:\n  jobs:\n    - A=1\n'),
  ],
  [
    'a variable of a rule, which others do not have',
    '.gitlab-ci.yml',
    `a:\n  rules:\n    - if: $CI_COMMIT_TAG\n      variables:\n        DOCKER_BUILDKIT: "0"\n    - when: on_success\n  script:\n    - ${CLOUD}\n    - docker compose build --push\n`,
  ],
  [
    'the only entry of a script',
    '.gitlab-ci.yml',
    `a:\n  before_script:\n    - export DOCKER_BUILDKIT=0\n  script:\n    - ${CLOUD}\n    - docker compose build --push\n`,
  ],
  [
    'a part of a list with &&',
    'build.sh',
    script('export DOCKER_BUILDKIT=0 && docker compose build --push'),
    script('docker compose build --push'),
  ],
];

for (const [what, path, before, after] of VARIABLES) {
  test(what, async t => {
    const compose = { 'compose.yaml': 'services:\n  a:\n    image: acme/a\n    build: .\n' };
    t.deepEqual(await fixed({ ...compose, [path]: before }), after === undefined ? {} : { [path]: after });
  });
}

const circleci = (version: string, ...steps: readonly string[]) =>
  `version: 2.1\norbs:\n  docker: circleci/docker@${version}\njobs:\n  build:\n    machine:\n      image: ubuntu-2404:current\n    steps:\n      - run: ${CLOUD}\n${steps.map(step => `${step.replaceAll(/^/gm, '      ')}\n`).join('')}`;
const build = (more: string) => `- docker/build:\n    image: acme/a\n    tag: '1'${more}`;

/** [what it is, version of the orb, step before, step after: absent where nothing is changed] */
const ORB: readonly (readonly [string, string, string, string?])[] = [
  [
    'flags of an orb with the older names',
    '2.8.2',
    build('\n    extra-build-args: --pull'),
    build('\n    extra-build-args: --pull --output type=cacheonly'),
  ],
  ['an orb before its names changed', '2.8.2', build(''), build('\n    extra-build-args: --output type=cacheonly')],
  ['an anchor that others use', '3.0.1', build('').replace('docker/build:', 'docker/build: &build')],
  ['a parameter in the flags', '3.0.1', build('\n    extra_build_args: << pipeline.number >>')],
];

for (const [what, version, before, after] of ORB) {
  test(what, async t => {
    const path = '.circleci/config.yml';
    t.deepEqual(await fixed({ [path]: circleci(version, before) }), after === undefined ? {} : { [path]: circleci(version, after) });
  });
}
