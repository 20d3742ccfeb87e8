import { newestImage } from '../knowledge/components.js';
import { BUILD_TO_CACHE, buildAndPush, connect, fetchBuildx, HOME_CONFIG, indented, SIGN_IN } from './commands.js';
import type { Recipe } from './recipe.js';

export const bitbucketPipelines: Recipe = ({ builder, image, toolchain }) => [
  {
    path: 'bitbucket-pipelines.yml',
    text: `# bitbucket-pipelines.yml
#
# Set in Repository settings > Repository variables:
#   DOCKER_USER: your Docker ID, or the organization where the token is the organization's
#   DOCKER_PAT (secured): an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
image: atlassian/default-image:${newestImage('docker.io/atlassian/default-image')?.major}

pipelines:
  branches:
    main:
      - step: &build-image
          name: Build and push
          services:
            - docker
          script:
            - &connect-to-build-cloud |
              set -e
              ${SIGN_IN}
${indented(fetchBuildx(toolchain, HOME_CONFIG), '              ')}
              ${connect(builder)}
            - ${buildAndPush(`${image}:\${BITBUCKET_TAG:-$BITBUCKET_COMMIT}`)}

  tags:
    "v*":
      - step: *build-image

  pull-requests:
    "**":
      - step:
          name: Build, and keep the result in the build cache
          services:
            - docker
          script:
            - *connect-to-build-cloud
            - ${BUILD_TO_CACHE}
`,
  },
];
