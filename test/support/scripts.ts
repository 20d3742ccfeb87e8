import type { PlatformId } from '../../src/model/pipeline.js';

export type Files = Readonly<Record<string, string>>;

/** How each CI system is asked to run commands one after another, each in the plainest form that its documentation shows. */
export const SCRIPTS: Readonly<Record<Exclude<PlatformId, 'compose-file'>, (commands: readonly string[]) => Files>> = {
  'github-actions': commands => ({
    '.github/workflows/ci.yml': `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
${listed(commands, '      - run: ')}`,
  }),
  'gitlab-ci': commands => ({
    '.gitlab-ci.yml': `build:
  image: docker:29
  services: [docker:29-dind]
  script:
${listed(commands, '    - ')}`,
  }),
  circleci: commands => ({
    '.circleci/config.yml': `version: 2.1
jobs:
  build:
    machine:
      image: ubuntu-2404:current
    steps:
      - checkout
${listed(commands, '      - run: ')}workflows:
  main:
    jobs: [build]
`,
  }),
  buildkite: commands => ({ '.buildkite/pipeline.yml': `steps:\n  - label: build\n    commands:\n${listed(commands, '      - ')}` }),
  jenkins: commands => ({
    Jenkinsfile: `pipeline {
  agent any
  environment {
    DOCKER_USER = credentials('docker-user')
    DOCKER_PAT = credentials('docker-pat')
  }
  stages {
    stage('Build') {
      steps {
${commands.map(command => `        sh '${command}'\n`).join('')}      }
    }
  }
}
`,
  }),
  'travis-ci': commands => ({
    '.travis.yml': `language: minimal\nif: type = push\nservices: docker\nscript:\n${listed(commands, '  - ')}`,
  }),
  'bitbucket-pipelines': commands => ({
    'bitbucket-pipelines.yml': `image: atlassian/default-image:5
pipelines:
  default:
    - step:
        name: build
        services: [docker]
        script:
${listed(commands, '          - ')}`,
  }),
  'shell-script': commands => ({ 'build.sh': `#!/bin/bash\nset -euo pipefail\n${commands.join('\n')}\n` }),
};

/** Each command as a scalar for YAML that takes any as it is. */
function listed(commands: readonly string[], prefix: string): string {
  return commands.map(command => `${prefix}'${command.replaceAll("'", "''")}'\n`).join('');
}
