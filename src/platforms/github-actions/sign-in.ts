import { newestComponent } from '../../knowledge/components.js';

/** The sign-in of Docker's example (https://docs.docker.com/build-cloud/ci/#github-actions). */
export const SIGN_IN: readonly string[] = [
  `uses: docker/login-action@v${newestComponent('github-actions', 'docker/login-action')?.major}`,
  'with:',
  `  username: \${{ vars.DOCKER_USER }}`,
  `  password: \${{ secrets.DOCKER_PAT }}`,
];
