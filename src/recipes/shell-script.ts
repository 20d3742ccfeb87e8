import { BUILD_TO_CACHE, buildAndPush, connect, fetchBuildx, indented, OWN_CONFIG, SIGN_IN } from './commands.js';
import type { Order, Recipe } from './recipe.js';

/** Sign-in, plugin and builder in a Docker configuration that ends with the script: machines that live on keep nothing of them. */
export function setUp({ builder, toolchain }: Order, more: readonly string[] = []): string {
  return `# A Docker configuration of its own, so that sign-in and builder end with this script.
DOCKER_CONFIG=$(mktemp -d)
export DOCKER_CONFIG
trap 'rm -rf "$DOCKER_CONFIG"' EXIT

# Sign in to Docker Hub.
${SIGN_IN}

# Fetch ${more.length > 0 ? 'Buildx and Compose' : 'a Buildx with the cloud driver'}.
${indented([...fetchBuildx(toolchain, OWN_CONFIG), ...more], '')}

# Connect to the builder, and select it.
${connect(builder)}
`;
}

export const CREDENTIALS = `#   DOCKER_USER: your Docker ID, or the organization where the token is the organization's
#   DOCKER_PAT: an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
`;

export const shellScript: Recipe = order => [
  {
    path: 'ci/image.sh',
    executable: true,
    text: `#!/bin/bash
# ci/image.sh: builds the image on Docker Build Cloud. "ci/image.sh push" pushes it as well, from the builder.
#
# Set in the environment, from a secret store:
${CREDENTIALS}set -euo pipefail

${setUp(order)}
if [ "\${1:-}" = push ]; then
  ${buildAndPush(`${order.image}:$(git rev-parse HEAD)`)}
else
  # The result stays in the build cache.
  ${BUILD_TO_CACHE}
fi
`,
  },
];
