import { BUILD_TO_CACHE, buildAndPush, connect, fetchBuildx, HOME_CONFIG, indented, SIGN_IN } from './commands.js';
import type { Recipe } from './recipe.js';

export const circleci: Recipe = ({ builder, image, toolchain }) => [
  {
    path: '.circleci/config.yml',
    text: `# .circleci/config.yml
#
# Set in Project Settings > Environment Variables, or in a context that the workflow names:
#   DOCKER_USER: your Docker ID, or the organization where the token is the organization's
#   DOCKER_PAT: an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
version: 2.1

commands:
  connect-to-build-cloud:
    steps:
      - run:
          name: Sign in to Docker Hub
          command: ${SIGN_IN}
      - run:
          name: Fetch Buildx
          command: |
${indented(fetchBuildx(toolchain, HOME_CONFIG), '            ')}
      - run:
          name: Connect to Docker Build Cloud
          command: ${connect(builder)}

jobs:
  # Builds and pushes.
  build-image:
    machine:
      image: ubuntu-2404:current
    steps:
      - checkout
      - connect-to-build-cloud
      - run: ${buildAndPush(`${image}:\${CIRCLE_TAG:-$CIRCLE_SHA1}`)}

  # Builds, and keeps the result in the build cache.
  check-image:
    machine:
      image: ubuntu-2404:current
    steps:
      - checkout
      - connect-to-build-cloud
      - run: ${BUILD_TO_CACHE}

workflows:
  image:
    jobs:
      - build-image:
          filters:
            branches:
              only: main
            tags:
              only: /^v.*/
      - check-image:
          filters:
            branches:
              ignore: main
`,
  },
];
