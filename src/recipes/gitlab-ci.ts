import { BUILD_TO_CACHE, buildAndPush, connect, fetchBuildx, HOME_CONFIG, indented, SIGN_IN } from './commands.js';
import type { Recipe } from './recipe.js';

export const gitlabCi: Recipe = ({ builder, image, toolchain }) => [
  {
    path: '.gitlab-ci.yml',
    text: `# .gitlab-ci.yml
#
# Set in Settings > CI/CD > Variables:
#   DOCKER_USER: your Docker ID, or the organization where the token is the organization's
#   DOCKER_PAT (masked): an access token (https://docs.docker.com/build-cloud/ci/#creating-access-tokens)
# Protected variables are not there for merge requests and unprotected branches.
variables:
  IMAGE: ${image}

.build-cloud:
  image: docker:29
  services:
    - docker:29-dind
  before_script:
    - ${SIGN_IN}
    - |
      apk add --no-cache curl${toolchain === 'documented' ? ' jq' : ''}
${indented(fetchBuildx(toolchain, HOME_CONFIG), '      ')}
    - ${connect(builder)}

# The default branch and tags: build and push.
build-image:
  extends: .build-cloud
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
    - if: $CI_COMMIT_TAG
  script:
    - ${buildAndPush('$IMAGE:${CI_COMMIT_TAG:-$CI_COMMIT_SHA}')}

# Merge requests: build, and keep the result in the build cache.
check-image:
  extends: .build-cloud
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - ${BUILD_TO_CACHE}
`,
  },
];
