import type { Files } from './scripts.js';

/** Commands in which a rule shows, whichever CI system runs them: no quotes of one kind, as Jenkins puts them between such. */
export interface RuleScenario {
  readonly commands: readonly string[];
  /** files that the commands need */
  readonly files?: Files;
  /** how often the rule shows; once by default */
  readonly shows?: number;
}

const LOGIN = 'echo "$DOCKER_PAT" | docker login --username "$DOCKER_USER" --password-stdin';
const CREATE = 'docker buildx create --use --driver cloud acme/default';
const BUILD = 'docker buildx build --platform linux/amd64,linux/arm64 --push --tag acme/app:1 .';
const PLUGIN = '~/.docker/cli-plugins/docker-buildx';
const RELEASE = 'https://github.com/docker/buildx/releases/download/v0.37.1/buildx-v0.37.1.linux-amd64';
const LIST = 'https://raw.githubusercontent.com/docker/actions-toolkit/main/.github/buildx-releases.json';

/** On a cloud builder that was connected to as documented. */
function onCloud(...commands: readonly string[]): RuleScenario {
  return { commands: [LOGIN, CREATE, ...commands] };
}

function fetching(url: string, to = PLUGIN): readonly string[] {
  return ['mkdir -p ~/.docker/cli-plugins', `curl --fail -sSL --output ${to} ${url}`, `chmod a+x ${to}`];
}

function looking(filter: string, list = LIST, flags = '-r'): RuleScenario {
  const lookup = `URL=$(curl --fail -sSL ${list} | jq ${flags} "${filter}")`;
  return { commands: ['mkdir -p ~/.docker/cli-plugins', `${lookup} && curl --fail -sSL --output ${PLUGIN} "$URL"`, `chmod a+x ${PLUGIN}`] };
}

/** Rule → a scenario for it. */
export const RULE_SCENARIOS: Readonly<Record<string, RuleScenario>> = {
  'account-password-credential': {
    commands: ['echo "$DOCKERHUB_PASSWORD" | docker login --username acme --password-stdin', CREATE, BUILD],
  },
  'asset-not-in-release': looking('.latest.assets[] | select(endswith(\\"linux-x86_64\\"))'),
  'bake-push-without-effect': {
    ...onCloud('docker buildx bake --push'),
    files: { 'docker-bake.hcl': 'target "default" {\n  tags = ["acme/app:1"]\n  output = ["type=local,dest=out"]\n}\n' },
  },
  'builder-name-mismatch': onCloud(`${BUILD} --builder cloud-acme-other`),
  'builder-selection-overridden': onCloud('docker buildx use default', 'docker buildx build --tag acme/app:1 .'),
  'buildkit-disabled': onCloud('DOCKER_BUILDKIT=0 docker build --tag acme/app:1 .'),
  'buildx-lacks-cloud-driver': {
    commands: [...fetching('https://github.com/docker/buildx/releases/download/v0.36.1/buildx-v0.36.1.linux-amd64'), LOGIN, CREATE, BUILD],
  },
  'cache-build-platform-mismatch': onCloud('docker buildx build --output type=cacheonly .', BUILD),
  'cloud-builder-not-created': { commands: [LOGIN, 'docker buildx use cloud-acme-default', BUILD] },
  'cloud-builder-not-selected': { commands: [LOGIN, 'docker buildx create --driver cloud acme/default', BUILD] },
  'cloud-cache-prune': onCloud(BUILD, 'docker buildx prune --all --force'),
  'compose-push-without-image': {
    ...onCloud('docker compose build --push'),
    files: { 'compose.yaml': 'services:\n  app:\n    build: .\n' },
  },
  'deprecated-buildx-install': onCloud('docker buildx install', BUILD),
  'docker-build-ignores-selected-builder': onCloud('docker build --output type=cacheonly .'),
  'docker-config-mismatch': { commands: [LOGIN, 'docker --config /tmp/other buildx create --use --driver cloud acme/default'] },
  'docker-exporter-file': onCloud('docker buildx build --output type=docker,dest=app.tar --tag acme/app:1 .'),
  'download-unpinned': looking('.latest.assets[] | select(endswith(\\"linux-amd64\\"))'),
  'download-unverified': { commands: fetching(RELEASE) },
  'download-without-fail': { commands: fetching(RELEASE).map(command => command.replace('curl --fail -sSL', 'curl -sL')) },
  'duplicate-build': onCloud(BUILD.replace('--push', '--output type=cacheonly'), BUILD),
  'emulated-build': {
    commands: [
      'docker run --privileged --rm tonistiigi/binfmt --install all',
      'docker buildx create --use',
      'docker buildx build --platform linux/amd64,linux/arm64 .',
    ],
  },
  'external-build-cache': { commands: ['docker buildx create --use', 'docker buildx build --cache-to type=local,dest=cache .'] },
  'host-gateway-unsupported': onCloud(`${BUILD} --add-host proxy:host-gateway`),
  'image-not-loaded': onCloud('docker buildx build --output type=cacheonly --tag acme/app:1 .', 'docker push acme/app:1'),
  'implicit-image-load': onCloud('docker buildx build --tag acme/app:1 .'),
  'implicit-platform': onCloud('docker buildx build --push --tag acme/app:1 .'),
  'interactive-login': { commands: ['docker login', CREATE, BUILD] },
  'invalid-cloud-endpoint': { commands: [LOGIN, 'docker buildx create --use --driver cloud acme', BUILD] },
  'jq-raw-output-missing': looking('.latest.assets[0]', LIST, ''),
  'legacy-cloud-buildx': looking('.latest.assets[0]', LIST.replace('buildx-releases', 'buildx-lab-releases')),
  'literal-credential': {
    commands: [`docker login --username acme --password ${['dckr', 'pat', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n'].join('_')}`],
  },
  'load-then-push': onCloud('docker buildx build --load --tag acme/app:1 .', 'docker push acme/app:1'),
  'local-build': { commands: ['docker build --tag acme/app:1 .'] },
  'login-after-builder-setup': { commands: [CREATE, LOGIN, BUILD] },
  'merged-platform-builds': { commands: ['docker manifest create acme/app:1 acme/app:1-amd64 acme/app:1-arm64'] },
  'missing-dockerignore': { ...onCloud(BUILD), files: { Dockerfile: 'FROM node:22\nCOPY . .\n' } },
  'multi-platform-load': onCloud('docker buildx build --platform linux/amd64,linux/arm64 --load --tag acme/app:1 .'),
  'multi-platform-without-push': onCloud('docker buildx build --platform linux/amd64,linux/arm64 --tag acme/app:1 .'),
  'mutable-tag-only': onCloud('docker buildx build --platform linux/amd64,linux/arm64 --push --tag acme/app .'),
  'no-cache-build': onCloud(`${BUILD} --no-cache`),
  'non-native-platform': onCloud('docker buildx build --platform linux/amd64,linux/riscv64 --push --tag acme/app:1 .'),
  'oat-username-mismatch': {
    commands: ['echo "$DOCKER_OAT" | docker login --username someone --password-stdin', CREATE, BUILD],
  },
  'partial-cloud-build': { commands: ['docker buildx build .', LOGIN, CREATE, BUILD] },
  'password-on-command-line': { commands: ['docker login --username "$DOCKER_USER" --password "$DOCKER_PAT"', CREATE, BUILD] },
  'plugin-dir-missing': { commands: fetching(RELEASE).slice(1) },
  'plugin-dir-not-searched': { commands: fetching(RELEASE, '~/.docker/plugins/docker-buildx') },
  'plugin-not-executable': { commands: fetching(RELEASE).slice(0, 2) },
  'plugin-path-mismatch': {
    commands: [...fetching(RELEASE, '/usr/libexec/docker/cli-plugins/docker-buildx').slice(0, 2), `chmod a+x ${PLUGIN}`],
  },
  'push-and-load': onCloud('docker buildx build --push --load --tag acme/app:1 .'),
  'push-from-ci-machine': { commands: [LOGIN, 'docker build --tag acme/app:1 .', 'docker push acme/app:1'] },
  'push-on-every-branch': onCloud('docker buildx build --platform linux/amd64,linux/arm64 --push --tag acme/app:latest .'),
  'push-without-tag': onCloud('docker buildx build --platform linux/amd64,linux/arm64 --push .'),
  'redundant-external-cache': onCloud(`${BUILD} --cache-to type=local,dest=cache`),
  'secret-in-build-arg': onCloud(`${BUILD} --build-arg NPM_TOKEN=$NPM_TOKEN`),
  'split-platform-build': {
    ...onCloud(
      'docker buildx build --platform linux/amd64 --output type=image,name=acme/app,push-by-digest=true,push=true .',
      'docker buildx build --platform linux/arm64 --output type=image,name=acme/app,push-by-digest=true,push=true .',
      'docker buildx imagetools create --tag acme/app:1 acme/app@$AMD64 acme/app@$ARM64',
    ),
    shows: 2,
  },
  'unknown-builder': { commands: ['docker buildx build --builder "$BUILDER" .'] },
  'unnamespaced-image-tag': onCloud('docker buildx build --platform linux/amd64,linux/arm64 --push --tag app:1 .'),
  'unneeded-qemu': onCloud('docker run --privileged --rm tonistiigi/binfmt --install all', BUILD),
  'unquoted-credential-variable': { commands: [LOGIN.replace('"$DOCKER_USER"', '$DOCKER_USER'), CREATE, BUILD] },
  'unreachable-registry': onCloud('docker buildx build --platform linux/amd64,linux/arm64 --push --tag registry:5000/acme/app:1 .'),
  'unreplaced-placeholder': { commands: [LOGIN, 'docker buildx create --use --driver cloud "<ORG>/default"', BUILD] },
  'unsupported-cloud-driver-option': {
    commands: [LOGIN, 'docker buildx create --use --driver cloud --driver-opt network=host acme/default', BUILD],
  },
};

/** Rules for which each system needs something of its own, so that one scenario cannot stand for all. */
export const WITHOUT_SCENARIO: Readonly<Record<string, string>> = {
  'builder-create-not-idempotent': 'which machines keep what jobs leave each system says for itself',
  'builder-not-allowed': 'needs a configuration',
  'component-too-old': 'components are of one system each',
  'docker-layer-cache': 'the cache is a key of each system',
  'empty-download-url': 'which failures a shell notices each system says for itself',
  'hard-coded-architecture': 'the machines of some systems have a known architecture',
  'jq-nonportable-path': 'the machines of some systems have a known jq',
  'login-missing': 'credentials may come from the settings of a GitLab project: the first test has it',
  'login-wrong-registry': 'credentials may come from the settings of a GitLab project: the first test has it',
  'missing-errexit': 'which failures a shell notices each system says for itself',
  'missing-pipefail': 'which failures a shell notices each system says for itself',
  'outdated-ci-component': 'components are of one system each',
  'registry-login-missing': 'credentials may come from the settings of a GitLab project',
  'registry-not-allowed': 'needs a configuration',
  'required-platform-missing': 'needs a configuration',
  'setup-in-other-job': 'jobs are a matter of each system',
  'timeout-exceeds-build-limit': 'the limit is a key of each system',
  'trace-exposes-credentials': 'whether commands are printed each system says for itself',
};
