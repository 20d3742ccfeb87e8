import { BUILD_TO_CACHE, buildAndPush } from './commands.js';
import type { Recipe } from './recipe.js';
import { setUp } from './shell-script.js';

export const buildkite: Recipe = order => [
  {
    path: '.buildkite/pipeline.yml',
    text: `# .buildkite/pipeline.yml
#
# Set in the cluster's Secrets, where the agents are 3.106 or newer; else in an environment hook of the agents, and leave out "secrets":
#   DOCKER_USER: your Docker ID, or the organization where the token is the organization's
#   DOCKER_PAT: an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
steps:
  - label: ":docker: image"
    key: image
    command: .buildkite/image.sh
    secrets:
      - DOCKER_USER
      - DOCKER_PAT
`,
  },
  {
    path: '.buildkite/image.sh',
    executable: true,
    text: `#!/bin/bash
# .buildkite/image.sh: builds the image on Docker Build Cloud.
set -euo pipefail

${setUp(order)}
if [ "$BUILDKITE_PULL_REQUEST" = false ] && [ "$BUILDKITE_BRANCH" = "$BUILDKITE_PIPELINE_DEFAULT_BRANCH" ] || [ -n "\${BUILDKITE_TAG:-}" ]; then
  ${buildAndPush(`${order.image}:\${BUILDKITE_TAG:-$BUILDKITE_COMMIT}`)}
else
  # The result stays in the build cache.
  ${BUILD_TO_CACHE}
fi
`,
  },
];
