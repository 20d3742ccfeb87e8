import { newestComponent } from '../../knowledge/components.js';
import type { DocumentedSteps } from '../yaml-rewrite.js';

/** The steps of Docker's example (https://docs.docker.com/build-cloud/ci/#github-actions). */
export const DOCUMENTED_STEPS: DocumentedSteps = {
  signIn: [
    `uses: ${newest('docker/login-action')}`,
    'with:',
    `  username: \${{ vars.DOCKER_USER }}`,
    `  password: \${{ secrets.DOCKER_PAT }}`,
  ],
  // Without a name the action chooses one at random: https://github.com/docker/setup-buildx-action#inputs
  connect: (endpoint, name) => [
    `uses: ${newest('docker/setup-buildx-action')}`,
    'with:',
    `  name: ${name}`,
    '  driver: cloud',
    `  endpoint: ${endpoint}`,
  ],
};

function newest(action: string): string {
  return `${action}@v${newestComponent('github-actions', action)?.major}`;
}
