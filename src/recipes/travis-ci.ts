import { BUILD_TO_CACHE, buildAndPush, connect, fetchBuildx, HOME_CONFIG, indented, SIGN_IN } from './commands.js';
import type { Recipe } from './recipe.js';

export const travisCi: Recipe = ({ builder, image, toolchain }) => [
  {
    path: '.travis.yml',
    text: `# .travis.yml
#
# Set in the repository's Settings > Environment Variables, neither of them displayed in the log:
#   DOCKER_USER: your Docker ID, or the organization where the token is the organization's
#   DOCKER_PAT: an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
os: linux
dist: jammy
language: minimal

services:
  - docker

env:
  global:
    - IMAGE=${image}

# Pull requests from forks cannot read the token.
if: (type = push AND (branch = main OR tag IS present)) OR (type = pull_request AND fork = false)

before_install:
  - ${SIGN_IN}

install:
${indented([...fetchBuildx(toolchain, HOME_CONFIG), connect(builder)], '  - ')}

jobs:
  include:
    - name: image
      if: type = push
      script: ${buildAndPush('$IMAGE:${TRAVIS_TAG:-$TRAVIS_COMMIT}')}

    # The result stays in the build cache.
    - name: image check
      if: type = pull_request
      script: ${BUILD_TO_CACHE}
`,
  },
];
