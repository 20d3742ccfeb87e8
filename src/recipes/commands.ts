import { type CloudBuilder, endpointOf, PLATFORMS, type Toolchain } from './recipe.js';

/** https://github.com/docker/buildx/releases, November 2026 */
const BUILDX = 'v0.37.1';

/** Docker's list of the builds that had the cloud driver first: https://docs.docker.com/build-cloud/ci/ */
const DOCUMENTED_LIST = 'https://raw.githubusercontent.com/docker/actions-toolkit/main/.github/buildx-lab-releases.json';
const DOCUMENTED_COMPOSE_LIST = 'https://raw.githubusercontent.com/docker/actions-toolkit/main/.github/compose-lab-releases.json';

/** Fails where the server answers with an error, and says so. */
const CURL = 'curl --fail --silent --show-error --location';

/** Where the user's plugins lie. */
export const HOME_CONFIG = '~/.docker';
/** Where they lie in a job that has a Docker configuration of its own. */
export const OWN_CONFIG = '"$DOCKER_CONFIG"';

/** Signs in to Docker Hub, which is what Build Cloud asks whatever registry the image goes to. */
export const SIGN_IN = 'echo "$DOCKER_PAT" | docker login --username "$DOCKER_USER" --password-stdin';

/** The same under `set -x`, which would show what `echo` is given. */
export const SIGN_IN_UNTRACED = SIGN_IN.replace('echo "$DOCKER_PAT"', 'printenv DOCKER_PAT');

/** Fetches a Buildx that has the cloud driver, for the machine it runs on. For any POSIX shell with errexit; needs curl, and jq for `documented`. Its
 * variables are its own: `ARCH` is one that jobs have. */
export function fetchBuildx(toolchain: Toolchain, config: string): readonly string[] {
  const folder = `${config}/cli-plugins`;
  const plugin = `${folder}/docker-buildx`;
  const machine = 'case $(uname -m) in aarch64 | arm64) BUILDX_ARCH=arm64 ;; *) BUILDX_ARCH=amd64 ;; esac';
  if (toolchain === 'documented') {
    return [
      machine,
      `BUILDX_URL=$(${CURL} ${DOCUMENTED_LIST} | jq -r ".latest.assets[] | select(endswith(\\"linux-$BUILDX_ARCH\\"))")`,
      `mkdir -p ${folder}`,
      `${CURL} --output ${plugin} "$BUILDX_URL"`,
      `chmod a+x ${plugin}`,
    ];
  }
  return [
    machine,
    `BUILDX_RELEASE=https://github.com/docker/buildx/releases/download/${BUILDX}`,
    `mkdir -p ${folder}`,
    `${CURL} --output ${plugin} "$BUILDX_RELEASE/buildx-${BUILDX}.linux-$BUILDX_ARCH"`,
    `BUILDX_SUM=$(${CURL} "$BUILDX_RELEASE/checksums.txt" | grep "linux-$BUILDX_ARCH$" | cut -d ' ' -f 1)`,
    // `-c`, as busybox knows no `--check`. An empty sum is no line of checksums, which is a failure.
    `echo "$BUILDX_SUM " ${plugin} | sha256sum -c`,
    `chmod a+x ${plugin}`,
  ];
}

/** Fetches the Compose of the documented example; any Compose since 2.37 builds with the selected builder. */
export function fetchCompose(config: string): readonly string[] {
  const plugin = `${config}/cli-plugins/docker-compose`;
  return [
    `COMPOSE_URL=$(${CURL} ${DOCUMENTED_COMPOSE_LIST} | jq -r ".latest.assets[] | select(endswith(\\"linux-$(uname -m)\\"))")`,
    `${CURL} --output ${plugin} "$COMPOSE_URL"`,
    `chmod a+x ${plugin}`,
  ];
}

/** Connects to the builder and makes it the one that Buildx builds with. */
export function connect(builder: CloudBuilder): string {
  return `docker buildx create --use --driver cloud ${endpointOf(builder)}`;
}

/** Builds and pushes from the builder. */
export function buildAndPush(tag: string): string {
  return `docker buildx build --platform ${PLATFORMS} --tag "${tag}" --push .`;
}

/** Builds and keeps the result in the builder's cache alone. */
export const BUILD_TO_CACHE = `docker buildx build --platform ${PLATFORMS} --output type=cacheonly .`;

/** Lines at an indentation; empty ones stay empty. */
export function indented(lines: readonly string[], indent: string): string {
  return lines.map(line => (line === '' ? '' : indent + line)).join('\n');
}
