export const WORKFLOW = '.github/workflows/ci.yml';

/** A workflow with one error: a placeholder. */
export const FAULTY = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/login-action@v4
        with:
          username: \${{ vars.DOCKER_USER }}
          password: \${{ secrets.DOCKER_PAT }}
      - uses: docker/setup-buildx-action@v4
        with:
          driver: cloud
          endpoint: <ORG>/default
      - uses: docker/build-push-action@v7
        with:
          push: true
          platforms: linux/amd64,linux/arm64
          tags: acme/app:1
`;
/** The same without it. */
export const SOUND = FAULTY.replace('<ORG>', 'acme');
