import { bake, circleci, compose, gitlab, type Hostile, hostile, jenkins, make, running, script, WORKFLOW, workflow } from './project.js';
import { lines, list, MANY, THOUSAND, times } from './texts.js';

const JOBS = /a pipeline of more than \d+ (?:jobs|steps)|a YAML text of more than|a Groovy text of more than/;
const STEPS =
  /more steps than are read|more than \d+ steps|more lines than are read|a script of more than|more commands than are followed|a (?:YAML|Groovy) text of more than/;
const MATRIX = /matrix|more than \d+ jobs|more than \d+ /;

/** Very many of one thing, each harmless on its own. */
export const many: readonly Hostile[] = [
  hostile('100,000 jobs in GitHub Actions', JOBS, () => ({
    [WORKFLOW]: `on: push\njobs:\n${lines(MANY, n => `  j${n}: {runs-on: x, steps: [{run: docker build .}]}`)}\n`,
  })),
  hostile('100,000 jobs in GitLab CI/CD', JOBS, () => gitlab(lines(MANY, n => `j${n}: {script: docker build .}`))),
  hostile('100,000 jobs in CircleCI', JOBS, () => ({
    '.circleci/config.yml': `version: 2.1\njobs:\n${lines(MANY, n => `  j${n}: {docker: [{image: x}], steps: [{run: docker build .}]}`)}\nworkflows: {w: {jobs: [${list(MANY, n => `j${n}`).join(', ')}]}}\n`,
  })),
  hostile('100,000 steps in Buildkite', JOBS, () => ({
    '.buildkite/pipeline.yml': `steps:\n${times('  - command: docker build .\n', MANY)}`,
  })),
  hostile('100,000 stages in Jenkins', JOBS, () => ({
    Jenkinsfile: `pipeline {\n  agent any\n  stages {\n${lines(MANY, n => `    stage('${n}') { agent any; steps { sh 'docker build .' } }`)}\n  }\n}\n`,
  })),
  hostile('100,000 jobs in Travis CI', JOBS, () => ({
    '.travis.yml': `jobs:\n  include:\n${times('    - script: docker build .\n', MANY)}`,
  })),
  hostile('100,000 steps in Bitbucket Pipelines', JOBS, () => ({
    'bitbucket-pipelines.yml': `pipelines:\n  default:\n${times('    - step: {script: [docker build .]}\n', MANY)}`,
  })),
  hostile('100,000 services in a Compose file', /a YAML text of more than/, () =>
    compose(`services:\n${lines(MANY, n => `  s${n}: {build: .}`)}`),
  ),
  hostile('100,000 targets in a Bake file', /more than|too many/, () =>
    bake(
      `${lines(MANY, n => `target "t${n}" { context = "." }`)}\ngroup "default" { targets = [${list(MANY, n => `"t${n}"`).join(', ')}] }`,
    ),
  ),
  hostile('100,000 targets in a JSON Bake file', /more than|too many/, () =>
    running('docker buildx bake', {
      'docker-bake.json': `{"group": {"default": {"targets": [${list(MANY, n => `"t${n}"`).join(', ')}]}}, "target": {${list(MANY, n => `"t${n}": {"context": "."}`).join(', ')}}}`,
    }),
  ),
  hostile('100,000 steps of a job in GitHub Actions', STEPS, () => ({
    [WORKFLOW]: workflow(times('      - run: docker build .\n', MANY)),
  })),
  hostile('100,000 script lines in GitLab CI/CD', STEPS, () => gitlab(`many:\n  script:\n${times('    - docker build .\n', MANY)}`)),
  hostile('100,000 steps of a job in CircleCI', STEPS, () => circleci(times('      - run: docker build .\n', MANY))),
  hostile('100,000 commands of a step in Buildkite', STEPS, () => ({
    '.buildkite/pipeline.yml': `steps:\n  - commands:\n${times('      - docker build .\n', MANY)}`,
  })),
  hostile('100,000 steps of a stage in Jenkins', STEPS, () => jenkins(times("sh 'docker build .'\n", MANY))),
  hostile('100,000 script lines in Travis CI', STEPS, () => ({ '.travis.yml': `script:\n${times('  - docker build .\n', MANY)}` })),
  hostile('100,000 script lines in Bitbucket Pipelines', STEPS, () => ({
    'bitbucket-pipelines.yml': `pipelines:\n  default:\n    - step:\n        script:\n${times('          - docker build .\n', MANY)}`,
  })),
  hostile('5,000 jobs of 200 lines in GitLab CI/CD', STEPS, () =>
    gitlab(`.all:\n  script: &all\n${times('    - docker build .\n', 200)}\n${lines(4_990, n => `j${n}: {script: *all}`)}`),
  ),
  hostile('98 jobs of 200 lines in GitLab CI/CD', undefined, () =>
    gitlab(lines(98, n => `j${n}:\n  script:\n${times('    - docker build -t a/b .\n', 200)}`)),
  ),
  hostile('4,900 jobs of 2 steps in GitHub Actions', undefined, () => ({
    [WORKFLOW]: `on: push\njobs:\n${lines(4_900, n => `  j${n}: {runs-on: x, steps: [{run: docker build --push .}, {run: docker push a}]}`)}\n`,
  })),
  hostile('4,000 jobs of 60 steps in GitHub Actions', STEPS, () => ({
    [WORKFLOW]: `on: push\njobs:\n${lines(4_000, n => `  j${n}:\n    runs-on: x\n    steps:\n${times('      - run: docker build .\n', 60)}`)}\n`,
  })),
  hostile('4,000 jobs that share 200 lines in GitLab CI/CD', STEPS, () =>
    gitlab(`.all:\n  script:\n${times('    - docker build .\n', 200)}\n${lines(4_000, n => `j${n}: {extends: .all}`)}`),
  ),
  hostile('256 jobs of a matrix with 500 steps in GitHub Actions', STEPS, () => ({
    [WORKFLOW]: workflow(
      times('      - run: docker build -t ${{ matrix.a }} .\n', 500),
      `    strategy: {matrix: {a: [${list(256, String).join(', ')}]}}\n`,
    ),
  })),
  hostile('1,000 jobs that call a script of 1,000 commands', STEPS, () => ({
    [WORKFLOW]: `on: push\njobs:\n${lines(1_000, n => `  j${n}: {runs-on: x, steps: [{run: ./image.sh}]}`)}\n`,
    'image.sh': `#!/bin/sh\n${times('docker build .\n', 1_000)}`,
  })),
  hostile('100,000 needs of a job in GitLab CI/CD', undefined, () =>
    gitlab(`many: {script: docker build ., needs: [${times('image, ', MANY)}]}`),
  ),
  hostile('100,000 variables of a workflow', undefined, () => ({
    [WORKFLOW]: workflow('', '', `env:\n${lines(MANY, n => `  A${n}: x`)}\n`),
  })),
  hostile('100,000 variables in GitLab CI/CD', undefined, () => gitlab(`variables:\n${lines(MANY, n => `  A${n}: x`)}`)),
  hostile('100,000 variables of a script', STEPS, () => script(lines(MANY, n => `A${n}=x`))),
  hostile('15,000 variables of a script', undefined, () => script(lines(15_000, n => `A${n}=x`))),
  hostile('100,000 variables of a Makefile', undefined, () => make(lines(MANY, n => `A${n} = x`))),
  hostile('100,000 variables of a Bake file', undefined, () =>
    bake(`${lines(MANY, n => `variable "A${n}" { default = "x" }`)}\ntarget "default" {}`),
  ),
  hostile('100,000 variables of a service', undefined, () =>
    compose(`services:\n  a:\n    build:\n      context: .\n      args:\n${lines(MANY, n => `        A${n}: x`)}`),
  ),
  hostile('100,000 variables of a Jenkins pipeline', undefined, () => ({
    Jenkinsfile: `pipeline {\n  agent any\n  environment {\n${lines(MANY, n => `    A${n} = 'x'`)}\n  }\n  stages { stage('a') { steps { sh 'docker build .' } } }\n}\n`,
  })),
  hostile('100,000 targets of a Makefile', undefined, () => make(lines(MANY, n => `t${n}:\n\tdocker build .`))),
  hostile('100,000 scripts of a package.json', undefined, () =>
    running('npm run a0', { 'package.json': `{"scripts": {${list(MANY, n => `"a${n}": "docker build ."`).join(', ')}}}` }),
  ),
  hostile('100,000 flags of a command in a script', undefined, () => script(`docker build ${times('--no-cache ', 15_000)} .`)),
  hostile('100,000 flags of a command in a workflow', STEPS, () => ({
    [WORKFLOW]: workflow(`      - run: docker build ${times('-q ', MANY)} .\n`),
  })),
  hostile('60,000 flags of a command in a workflow', undefined, () => ({
    [WORKFLOW]: workflow(`      - run: docker build ${times('-q ', 60_000)} .\n`),
  })),
  hostile('100,000 tags of a target', undefined, () => bake(`target "default" { tags = [${times('"a", ', MANY)}] }`)),
  hostile('a matrix of 10^6 in GitHub Actions', MATRIX, () => ({
    [WORKFLOW]: workflow('', `    strategy: {matrix: {a: [${THOUSAND}], b: [${THOUSAND}]}}\n`),
  })),
  hostile('a matrix of 10^6 in GitLab CI/CD', MATRIX, () => gitlab(`  parallel: {matrix: [{A: [${THOUSAND}], B: [${THOUSAND}]}]}`)),
  hostile('a matrix of 10^6 in CircleCI', MATRIX, () => ({
    '.circleci/config.yml': `version: 2.1\njobs:\n  image:\n    parameters: {a: {type: string}, b: {type: string}}\n    docker: [{image: x}]\n    steps: [{run: docker build .}]\nworkflows: {w: {jobs: [{image: {matrix: {parameters: {a: [${THOUSAND}], b: [${THOUSAND}]}}}}]}}\n`,
  })),
  hostile('a matrix of 10^6 in Buildkite', MATRIX, () => ({
    '.buildkite/pipeline.yml': `steps:\n  - command: docker build .\n    matrix: {setup: {a: [${THOUSAND}], b: [${THOUSAND}]}}\n`,
  })),
  hostile('a matrix of 10^6 in Travis CI', MATRIX, () => ({
    '.travis.yml': `script: docker build .\nos: [${times('linux, ', 1_000)}]\nenv: [${list(1_000, n => `A=${n}`).join(', ')}]\n`,
  })),
  hostile('a matrix of 10^6 in Jenkins', MATRIX, () => ({
    Jenkinsfile: `pipeline {\n  agent none\n  stages { stage('a') { matrix {\n    agent any\n    axes {\n      axis { name 'A'; values ${THOUSAND} }\n      axis { name 'B'; values ${THOUSAND} }\n    }\n    stages { stage('b') { steps { sh 'docker build .' } } }\n  } } }\n}\n`,
  })),
  hostile('a matrix of 10^6 in Bake', MATRIX, () =>
    bake(`target "default" {\n  name = "t-\${a}-\${b}"\n  matrix = { a = [${THOUSAND}], b = [${THOUSAND}] }\n}`),
  ),
  hostile('30,000 services in a Compose file', undefined, () => compose(`services:\n${lines(30_000, n => `  s${n}: {build: .}`)}`)),
  hostile('services that depend on each other in a Compose file', undefined, () =>
    compose(`services:\n${lines(2_000, n => `  s${n}: {build: ., depends_on: [${list(20, k => `s${(n + k) % 2_000}`).join(', ')}]}`)}`),
  ),
  hostile('15,000 targets in a Bake file', /more than|too many|only a run would tell/, () =>
    bake(
      `${lines(15_000, n => `target "t${n}" { context = "." }`)}\ngroup "default" { targets = [${list(15_000, n => `"t${n}"`).join(', ')}] }`,
    ),
  ),
  hostile('a matrix of 1,000 and of 60,000 values', MATRIX, () => ({
    ...gitlab(`  parallel: {matrix: [{A: [${THOUSAND}], B: [${times('x, ', 60_000)}]}]}`),
    '.buildkite/pipeline.yml': `steps:\n  - command: docker build .\n    matrix: {setup: {a: [${THOUSAND}], b: [${times('x, ', 60_000)}]}}\n`,
  })),
  hostile('a matrix of 1,000 with 4,500 included and excluded', MATRIX, () => ({
    [WORKFLOW]: workflow(
      '',
      `    strategy: {matrix: {a: [${THOUSAND}], include: [${times('{a: x, b: y}, ', 3_000)}], exclude: [${times('{a: z, b: y}, ', 1_500)}]}}\n`,
    ),
  })),
  hostile('100,000 ignore comments', undefined, () => ({
    [WORKFLOW]: workflow(times('      # dbc-lint-ignore login-missing -- no\n', MANY)),
  })),
  hostile('100,000 lines of .gitignore', undefined, () => ({ ...gitlab(''), '.gitignore': lines(MANY, n => `a${n}/**/b*`) })),
  hostile('20,000 files', undefined, () => ({
    ...gitlab(''),
    ...Object.fromEntries(list(20_000, n => [`f/${n}.txt`, 'docker build .\n'])),
  })),
];
