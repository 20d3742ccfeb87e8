import { docker } from '../../src/commands/docker.js';
import { type Row, testRows } from '../support/rows.js';

const STEPS: readonly Row[] = [
  // sign-in
  ['docker login', [{ kind: 'login', passwordFrom: 'prompt' }]],
  ['docker login -u me -p secret', [{ kind: 'login', username: 'me', password: 'secret', passwordFrom: 'flag' }]],
  ['docker login -u me -pX ghcr.io', [{ kind: 'login', registry: 'ghcr.io', username: 'me', password: 'X', passwordFrom: 'flag' }]],
  [
    'docker login ghcr.io --username=me --password-stdin',
    [{ kind: 'login', registry: 'ghcr.io', username: 'me', password: '$TOKEN', passwordFrom: 'stdin' }],
    { stdin: '$TOKEN' },
  ],
  ['docker login -u me --password-stdin', [{ kind: 'login', username: 'me', passwordFrom: 'stdin' }]],
  ['docker login -u me -p -', [{ kind: 'login', username: 'me', password: 'x', passwordFrom: 'stdin' }], { stdin: 'x' }],
  // docker asks a terminal then, and does not read the pipe
  ['docker login', [{ kind: 'login', password: '$FILE', passwordFrom: 'prompt' }], { stdin: '$FILE' }],
  ["docker login -u me -p ''", [{ kind: 'login', username: 'me', password: '', passwordFrom: 'flag' }]],
  [
    'docker login -u "$CI_REGISTRY_USER" -p $CI_REGISTRY_PASSWORD $CI_REGISTRY',
    [
      {
        kind: 'login',
        registry: '$CI_REGISTRY',
        username: '$CI_REGISTRY_USER',
        password: '$CI_REGISTRY_PASSWORD',
        passwordFrom: 'flag',
      },
    ],
  ],
  ['docker login $LOGIN_ARGS', [{ kind: 'login', registry: '$LOGIN_ARGS', passwordFrom: 'unknown' }]],
  ['docker --config /c login -u me -p x', [{ kind: 'login', config: '/c', username: 'me', password: 'x', passwordFrom: 'flag' }]],
  ['docker logout', [{ kind: 'logout' }]],
  ['docker logout ghcr.io', [{ kind: 'logout', registry: 'ghcr.io' }]],
  ['docker login --help', []],
  // builders
  [
    'docker buildx create --use --driver cloud acme/default',
    [{ kind: 'create-builder', randomName: false, driver: 'cloud', endpoint: 'acme/default', use: 'true' }],
  ],
  [
    'docker buildx create --name=b --driver-opt=a=1 --driver-opt b=2 --platform linux/arm64 --buildkitd-flags "--debug" --config c.toml --append --bootstrap',
    [
      {
        kind: 'create-builder',
        builderName: 'b',
        randomName: false,
        append: 'true',
        driverOptions: ['a=1', 'b=2'],
        platforms: ['linux/arm64'],
        buildkitdFlags: '--debug',
        buildkitdConfig: 'c.toml',
      },
    ],
  ],
  ['docker buildx create --buildkitd-config d.toml', [{ kind: 'create-builder', randomName: false, buildkitdConfig: 'd.toml' }]],
  ['docker buildx create $CREATE_OPTS', [{ kind: 'create-builder', randomName: false, endpoint: '$CREATE_OPTS', opaque: true }]],
  [
    'docker buildx create --driver cloud $ENDPOINT',
    [{ kind: 'create-builder', randomName: false, driver: 'cloud', endpoint: '$ENDPOINT' }],
  ],
  ['docker buildx create --name b --node n --leave', []],
  ['docker buildx use cloud-acme-default', [{ kind: 'use-builder', builder: 'cloud-acme-default', global: false }]],
  ['docker buildx use --global b', [{ kind: 'use-builder', builder: 'b', global: true }]],
  ['docker buildx use --builder b --default', [{ kind: 'use-builder', builder: 'b', global: false }]],
  ['docker buildx rm b', [{ kind: 'remove-builder', builder: 'b', all: false }]],
  [
    'docker buildx rm -f a b',
    [
      { kind: 'remove-builder', builder: 'a', all: false },
      { kind: 'remove-builder', builder: 'b', all: false },
    ],
  ],
  ['docker buildx rm --builder b', [{ kind: 'remove-builder', builder: 'b', all: false }]],
  ['docker buildx --builder b rm', [{ kind: 'remove-builder', builder: 'b', all: false }]],
  ['docker buildx --builder b inspect', [{ kind: 'inspect-builder', builder: 'b' }]],
  ['docker buildx rm --all-inactive --force', [{ kind: 'remove-builder', all: true }]],
  ['docker buildx inspect --bootstrap', [{ kind: 'inspect-builder' }]],
  ['docker buildx inspect b --bootstrap', [{ kind: 'inspect-builder', builder: 'b' }]],
  ['docker buildx install', [{ kind: 'alias-builder', on: true }]],
  ['docker buildx uninstall', [{ kind: 'alias-builder', on: false }]],
  ['docker buildx prune -af --builder b', [{ kind: 'prune-cache', builder: 'b', honoursSelectedBuilder: true }]],
  ['docker builder prune -f', [{ kind: 'prune-cache', honoursSelectedBuilder: false }]],
  ['docker buildx ls', []],
  ['docker buildx version', []],
  ['docker buildx du', []],
  ['docker buildx stop', []],
  ['docker context use default', [{ kind: 'use-context', context: 'default' }]],
  ['docker context use', [{ kind: 'use-context' }]],
  ['docker context create x --docker host=tcp://h', []],
];

testRows(docker, STEPS);
