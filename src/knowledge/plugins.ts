/** What plugins of the Docker CLI are called, where they are looked for and what their releases hold. */

/** The first Buildx whose own release has the cloud driver: https://docs.docker.com/build/builders/drivers/cloud/ (September 2026). */
export const FIRST_BUILDX_WITH_CLOUD = '0.37';

/** https://github.com/docker/buildx/releases, read September 2026; an example of a version in messages. */
export const NEWEST_BUILDX = '0.37.1';

/** `docker buildx install` is deprecated since (docker/buildx `commands/install.go`, 9e87642, October 2025). */
export const BUILDX_DEPRECATING_INSTALL = '0.30';

/**
 * Where the CLI looks for plugins, the first that has one wins. `cliPluginsExtraDirs` of config.json comes before all; the user's folder,
 * `cli-plugins` in Docker's configuration folder, before these (docker/cli 28f7560, August 2026: `cli-plugins/manager/manager.go`
 * `getPluginDirs`, `manager_unix.go` `defaultSystemPluginDirs`).
 */
export const SYSTEM_PLUGIN_FOLDERS: readonly string[] = [
  '/usr/local/lib/docker/cli-plugins',
  '/usr/local/libexec/docker/cli-plugins',
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
];

/** The name of the folder under Docker's configuration folder. */
export const USER_PLUGIN_FOLDER = 'cli-plugins';

/** `buildx` where a URL names releases of Buildx, a file of one or a list of them; `desktop`: the builds for Docker Desktop. */
export function releaseAt(url: string): { readonly plugin: 'buildx' | 'compose'; readonly desktop: boolean } | undefined {
  const [, plugin, desktop] =
    /github\.com\/(?:repos\/)?docker\/(buildx|compose)(-desktop)?\/releases\b/.exec(url) ??
    /\/docker\/actions-toolkit\/[^/]+\/\.github\/(buildx|compose)(-lab)?-releases\.json/.exec(url) ??
    [];
  return plugin === 'buildx' || plugin === 'compose' ? { plugin, desktop: desktop !== undefined } : undefined;
}

/**
 * What asks a Linux machine for its architecture, and what it answers on amd64 and on arm64: `uname` (the kernel's names), Debian's and
 * Go's names, and the variables of GitHub Actions (https://docs.github.com/actions/reference/workflows-and-actions/variables) and
 * Travis CI (https://docs.travis-ci.com/user/environment-variables/).
 */
export const ASKED_ARCHITECTURES: {
  readonly commands: ReadonlyMap<string, readonly [amd64: string, arm64: string]>;
  readonly variables: ReadonlyMap<string, readonly [amd64: string, arm64: string]>;
} = {
  commands: new Map([
    ['uname -m', ['x86_64', 'aarch64']],
    ['arch', ['x86_64', 'aarch64']],
    ['dpkg --print-architecture', ['amd64', 'arm64']],
    ['go env GOARCH', ['amd64', 'arm64']],
  ]),
  variables: new Map([
    ['RUNNER_ARCH', ['X64', 'ARM64']],
    ['TRAVIS_CPU_ARCH', ['amd64', 'arm64']],
  ]),
};

/** Names of amd64 and arm64 that are in use somewhere. */
export const ARCHITECTURE_NAMES: ReadonlyMap<string, 'amd64' | 'arm64'> = new Map([
  ['amd64', 'amd64'],
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['x64', 'amd64'],
  ['X64', 'amd64'],
  ['arm64', 'arm64'],
  ['ARM64', 'arm64'],
  ['aarch64', 'arm64'],
]);

/** What a release calls its files for Linux: `buildx-v0.36.1.linux-amd64`, `docker-compose-linux-x86_64`. */
export interface ReleaseFiles {
  /** the repositories whose releases hold them */
  readonly repositories: readonly string[];
  /** lists of releases in JSON that need no token, with a link to each file */
  readonly lists: readonly string[];
  /** what stands before the architecture */
  readonly before: string;
  /** Go's name of an architecture → theirs */
  readonly architectures: ReadonlyMap<string, string>;
  /** versions whose files had other names */
  readonly unlike?: RegExp;
}

/** Read from the lists themselves, docker/actions-toolkit 3d440be (August 2026): Buildx v0.36.1, its desktop build, Compose v5.5.0. */
const RELEASES: Readonly<Record<'buildx' | 'compose', ReleaseFiles>> = {
  buildx: {
    repositories: ['docker/buildx', 'docker/buildx-desktop'],
    lists: [
      'https://raw.githubusercontent.com/docker/actions-toolkit/main/.github/buildx-lab-releases.json',
      'https://raw.githubusercontent.com/docker/actions-toolkit/main/.github/buildx-releases.json',
    ],
    before: 'linux-',
    architectures: new Map([
      ['amd64', 'amd64'],
      ['arm64', 'arm64'],
      ['arm/v6', 'arm-v6'],
      ['arm/v7', 'arm-v7'],
      ['ppc64le', 'ppc64le'],
      ['riscv64', 'riscv64'],
      ['s390x', 's390x'],
    ]),
  },
  compose: {
    repositories: ['docker/compose', 'docker/compose-desktop'],
    lists: [
      'https://raw.githubusercontent.com/docker/actions-toolkit/main/.github/compose-lab-releases.json',
      'https://raw.githubusercontent.com/docker/actions-toolkit/main/.github/compose-releases.json',
    ],
    before: 'linux-',
    architectures: new Map([
      ['amd64', 'x86_64'],
      ['arm64', 'aarch64'],
      ['arm/v6', 'armv6'],
      ['arm/v7', 'armv7'],
      ['ppc64le', 'ppc64le'],
      ['riscv64', 'riscv64'],
      ['s390x', 's390x'],
    ]),
    // Go's names, from the first betas on: https://github.com/docker/compose/issues/8758, read November 2026.
    unlike: /^2\.0\.0(?:-|$)/,
  },
};

/** Compose 1 was built for one machine: https://github.com/docker/compose/releases/tag/1.29.2, read November 2026. */
const COMPOSE_1: ReleaseFiles = { ...RELEASES.compose, lists: [], before: 'Linux-', architectures: new Map([['amd64', 'x86_64']]) };

/** What the release of a version calls its files; of one that is not known, what all do that anybody should fetch. */
export function releaseFilesOf(plugin: 'buildx' | 'compose', version: string | undefined): ReleaseFiles | undefined {
  if (version === undefined) return RELEASES[plugin];
  if (RELEASES[plugin].unlike?.test(version)) return undefined;
  return plugin === 'compose' && /^[01]\./.test(version) ? COMPOSE_1 : RELEASES[plugin];
}
