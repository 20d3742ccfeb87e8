import { DOCKER_ACTIONS } from '../knowledge/docker-actions.js';
import { endpointOf, PLATFORMS, type Recipe } from './recipe.js';

/** An action at its newest major version, as `uses:` names it. */
export function actionAtNewest(name: string): string {
  return `${name}@v${DOCKER_ACTIONS.get(name)?.newestMajor}`;
}

export const githubActions: Recipe = ({ builder, image, toolchain }) => [
  {
    path: '.github/workflows/image.yml',
    text: `# .github/workflows/image.yml
#
# Set in Settings > Secrets and variables > Actions:
#   variable DOCKER_USER: your Docker ID, or the organization where the token is the organization's
#   secret DOCKER_PAT: an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
name: image

on:
  push:
    branches: [main]
    tags: ["v*"]
  pull_request:

permissions:
  contents: read

jobs:
  image:
    # Pull requests from forks cannot read the secret.
    if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    steps:
      - name: Sign in to Docker Hub
        uses: ${actionAtNewest('docker/login-action')}
        with:
          username: \${{ vars.DOCKER_USER }}
          password: \${{ secrets.DOCKER_PAT }}

      - name: Connect to Docker Build Cloud
        uses: ${actionAtNewest('docker/setup-buildx-action')}
        with:
          driver: cloud
          endpoint: ${endpointOf(builder)}
${toolchain === 'documented' ? '          version: lab:latest\n' : ''}
      - name: Build
        uses: ${actionAtNewest('docker/build-push-action')}
        with:
          platforms: ${PLATFORMS}
          tags: ${image}:\${{ github.ref_type == 'tag' && github.ref_name || github.sha }}
          # A pull request fills the build cache; branches and tags are pushed.
          outputs: \${{ github.event_name == 'pull_request' && 'type=cacheonly' || 'type=registry' }}
`,
  },
];
