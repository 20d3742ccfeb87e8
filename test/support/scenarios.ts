import { type Files, SCRIPTS } from './scripts.js';

/** One build as a person thinks of it, to be written for each CI system. */
export interface Scenario {
  readonly name: string;
  readonly login: 'hub' | 'none' | 'other registry' | 'password flag';
  readonly endpoint: string;
  readonly build: 'push' | 'docker build' | 'load' | 'load two platforms';
  /** the image is pushed by `docker push` after the build */
  readonly pushesAfter?: boolean;
}

const LOGIN: Readonly<Record<Scenario['login'], readonly string[]>> = {
  hub: ['echo "$DOCKER_PAT" | docker login --username "$DOCKER_USER" --password-stdin'],
  none: [],
  'other registry': ['echo "$REGISTRY_TOKEN" | docker login ghcr.io --username "$DOCKER_USER" --password-stdin'],
  'password flag': ['docker login --username "$DOCKER_USER" --password "$DOCKER_PAT"'],
};

const BUILD: Readonly<Record<Scenario['build'], string>> = {
  push: 'docker buildx build --platform linux/amd64,linux/arm64 --push --tag acme/app:1 .',
  'docker build': 'docker build --tag acme/app:1 --output type=cacheonly .',
  load: 'docker buildx build --load --tag acme/app:1 .',
  'load two platforms': 'docker buildx build --platform linux/amd64,linux/arm64 --load --tag acme/app:1 .',
};

/** The scenario as the commands that every system but GitHub Actions and Compose runs one by one. */
function commands({ login, endpoint, build, pushesAfter }: Scenario): readonly string[] {
  const create = `docker buildx create --use --driver cloud "${endpoint}"`;
  return [...LOGIN[login], create, BUILD[build], ...(pushesAfter ? ['docker push acme/app:1'] : [])];
}

function indented(lines: readonly string[], prefix: string): string {
  return lines.map(line => `${prefix}${line}`).join('\n');
}

/** A scalar for YAML that takes any command as it is. */
function quoted(command: string): string {
  return `'${command.replaceAll("'", "''")}'`;
}

const GITHUB_LOGIN: Readonly<Record<Scenario['login'], string>> = {
  hub: `      - uses: docker/login-action@v4
        with:
          username: \${{ vars.DOCKER_USER }}
          password: \${{ secrets.DOCKER_PAT }}
`,
  none: '',
  'other registry': `      - uses: docker/login-action@v4
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
`,
  'password flag': `      - run: docker login --username "$DOCKER_USER" --password "$DOCKER_PAT"
`,
};

const GITHUB_BUILD: Readonly<Record<Scenario['build'], string>> = {
  push: `      - uses: docker/build-push-action@v7
        with:
          platforms: linux/amd64,linux/arm64
          push: true
          tags: acme/app:1
`,
  'docker build': `      - run: ${BUILD['docker build']}
`,
  load: `      - uses: docker/build-push-action@v7
        with:
          load: true
          tags: acme/app:1
`,
  'load two platforms': `      - uses: docker/build-push-action@v7
        with:
          platforms: linux/amd64,linux/arm64
          load: true
          tags: acme/app:1
`,
};

const COMPOSE_BUILD: Readonly<Record<Scenario['build'], string>> = {
  push: 'docker compose build --push',
  'docker build': 'docker build --tag acme/app:1 --output type=cacheonly .',
  load: 'docker compose build',
  'load two platforms': 'docker compose build',
};

/** How each of the nine systems is asked for the scenario, as its documentation writes such a thing. */
export const SYSTEMS: Readonly<Record<string, (scenario: Scenario) => Files>> = {
  'GitHub Actions': scenario => ({
    '.github/workflows/ci.yml': `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
${GITHUB_LOGIN[scenario.login]}      - uses: docker/setup-buildx-action@v4
        with:
          driver: cloud
          endpoint: "${scenario.endpoint}"
${GITHUB_BUILD[scenario.build]}${scenario.pushesAfter ? '      - run: docker push acme/app:1\n' : ''}`,
  }),
  'GitLab CI': scenario => {
    const [build, ...rest] = commands(scenario).slice(LOGIN[scenario.login].length + 1);
    return {
      '.gitlab-ci.yml': `default:
  image: docker:29
  services: [docker:29-dind]
  before_script:
${indented(
  commands(scenario)
    .slice(0, LOGIN[scenario.login].length + 1)
    .map(quoted),
  '    - ',
)}

build:
  script:
${indented([build ?? '', ...rest].map(quoted), '    - ')}
`,
    };
  },
  CircleCI: scenario => SCRIPTS.circleci(commands(scenario)),
  Buildkite: scenario => ({
    '.buildkite/pipeline.yml': `steps:
  - label: build
    command: ci/build.sh
`,
    'ci/build.sh': `#!/bin/bash
set -euo pipefail
${commands(scenario).join('\n')}
`,
  }),
  Jenkins: scenario => SCRIPTS.jenkins(commands(scenario)),
  'Travis CI': scenario => ({
    '.travis.yml': `language: minimal
if: type = push
services: docker
before_install:
${indented(commands(scenario).slice(0, LOGIN[scenario.login].length).map(quoted), '  - ') || "  - 'true'"}
install:
${indented(
  commands(scenario)
    .slice(LOGIN[scenario.login].length, LOGIN[scenario.login].length + 1)
    .map(quoted),
  '  - ',
)}
script:
${indented(
  commands(scenario)
    .slice(LOGIN[scenario.login].length + 1)
    .map(quoted),
  '  - ',
)}
`,
  }),
  'Bitbucket Pipelines': scenario => SCRIPTS['bitbucket-pipelines'](commands(scenario)),
  'shell script': scenario => SCRIPTS['shell-script'](commands(scenario)),
  'Docker Compose': scenario => ({
    'build.sh': `#!/bin/bash
set -euo pipefail
${[...LOGIN[scenario.login], `docker buildx create --use --driver cloud "${scenario.endpoint}"`, COMPOSE_BUILD[scenario.build], ...(scenario.pushesAfter ? ['docker compose push'] : [])].join('\n')}
`,
    'compose.yaml': `services:
  app:
    image: acme/app:1
    build:
      context: .
${scenario.build === 'push' || scenario.build === 'load two platforms' ? '      platforms: [linux/amd64, linux/arm64]\n' : ''}`,
  }),
};
