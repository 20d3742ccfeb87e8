import { fetchCompose, OWN_CONFIG } from './commands.js';
import { PLATFORMS, type Recipe } from './recipe.js';
import { CREDENTIALS, setUp } from './shell-script.js';

export const composeFile: Recipe = order => [
  {
    path: 'ci/images.sh',
    executable: true,
    text: `#!/bin/bash
# ci/images.sh: builds the images of compose.yaml on Docker Build Cloud. "ci/images.sh push" pushes them as well, from the builder.
# Needs Compose 2.37 or newer, which builds with the builder that Buildx has selected.
#
# Set in the environment, from a secret store:
${CREDENTIALS}set -euo pipefail

${setUp(order, order.toolchain === 'documented' ? fetchCompose(OWN_CONFIG) : [])}
TAG=$(git rev-parse HEAD)
export TAG
if [ "\${1:-}" = push ]; then
  docker compose build --push
else
  # The results stay in the build cache.
  docker buildx bake --file compose.yaml --set '*.output=type=cacheonly'
fi
`,
  },
  {
    path: 'compose.yaml',
    text: `# compose.yaml
services:
  app:
    image: ${order.image}:\${TAG:-latest}
    build:
      context: .
      platforms:
${PLATFORMS.split(',')
  .map(platform => `        - ${platform}\n`)
  .join('')}`,
  },
];
