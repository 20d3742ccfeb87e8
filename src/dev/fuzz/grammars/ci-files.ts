import type { Grammar } from '../grammar.js';
import { COMMON, YAML } from './common.js';

const GITHUB: Grammar = {
  ...YAML,
  top: ['on: push\njobs:\n  <jobs>', 'on: [push, pull_request]\nenv:\n  <map>\njobs:\n  <jobs>', 'on:\n  <map>\njobs:\n  <jobs>'],
  jobs: ['a:\n  <job>', '<name>:\n  <job>\n<jobs>'],
  job: [
    'runs-on: x\nsteps:\n  <steps>',
    'runs-on: <scalar>\nneeds: <scalar>\nif: <hole>\nsteps:\n  <steps>',
    'strategy:\n  matrix:\n    <matrix>\nruns-on: x\nenv:\n  <map>\nsteps:\n  <steps>',
    'uses: ./.github/workflows/<name>.yml\nwith:\n  <map>',
  ],
  matrix: ['a: [1, 2]', '<name>: <scalar>\n<matrix>', 'include:\n  - <map>', 'exclude: <hole>'],
  steps: ['- run: <run>', '- <step>\n<steps>'],
  step: [
    'run: <run>',
    'run: <run>\n  env:\n    <map>',
    'if: <hole>\n  run: <run>',
    'uses: docker/setup-buildx-action@v3\n  with:\n    <map>',
    'uses: docker/build-push-action@v6\n  with:\n    push: <scalar>\n    tags: |\n      <image>',
    'uses: docker/login-action@v3\n  with:\n    username: <scalar>\n    password: ${{ secrets.<name> }}',
    'id: <name>\n  uses: ./<name>',
  ],
  hole: ['${{ github.sha }}', '${{ <expression> }}', '<expression>', 'x${{ <expression> }}${{ <expression> }}'],
  expression: [
    'true',
    "'<text>'",
    'matrix.<name>',
    'steps.<name>.outputs.<name>',
    '<expression> && <expression> || <expression>',
    '(<expression>)',
    '!<expression>',
    "format('{0}', <expression>)",
    'fromJSON(<expression>)[<expression>]',
    '<expression> == <expression>',
  ],
};

const GITLAB: Grammar = {
  ...YAML,
  top: [
    '<jobs>',
    'variables:\n  <map>\n<jobs>',
    'default:\n  image: <scalar>\n  before_script:\n    <runs>\n<jobs>',
    'include: <scalar>\nstages: <scalar>\n<jobs>',
  ],
  jobs: ['a:\n  <job>', '<name>:\n  <job>\n<jobs>', '.<name>: &<name>\n  <job>\n<jobs>'],
  job: [
    'script:\n  <runs>',
    'extends: <scalar>\n<job>',
    'image: <scalar>\nservices:\n  - docker:dind\n<job>',
    'rules:\n  - if: <rule>\n<job>',
    'parallel:\n  matrix:\n    - <map>\n<job>',
    'variables:\n  <map>\n<job>',
    'needs: <scalar>\n<job>',
    'after_script:\n  <runs>\n<job>',
    'trigger: <scalar>',
  ],
  rule: ['$CI', '\'$<name> == "<text>"\'', "'$<name> =~ /<text>/ && <condition>'", '<scalar>'],
  condition: ['$A', '$<name> == null', '(<condition> || <condition>)', '$A != "x"'],
};

const CIRCLECI: Grammar = {
  ...YAML,
  top: [
    'version: 2.1\njobs:\n  a:\n    <job>\nworkflows:\n  w:\n    jobs: [a]',
    'version: 2.1\norbs:\n  docker: circleci/docker@2\ncommands:\n  <commands>\nexecutors:\n  e:\n    <executor>\njobs:\n  a:\n    <job>\nworkflows:\n  w:\n    when: <scalar>\n    jobs:\n      - a:\n          <map>\n      - docker/publish:\n          <map>',
  ],
  commands: ['c:\n  steps:\n    <steps>', 'c:\n  parameters:\n    p: {type: string, default: <name>}\n  steps:\n    <steps>'],
  executor: ['docker:\n  - image: <scalar>', 'machine:\n  image: <scalar>\n  docker_layer_caching: <scalar>'],
  job: ['<executor>\nsteps:\n  <steps>', 'parameters:\n  p: {type: string, default: <name>}\n<job>', 'environment:\n  <map>\n<job>'],
  steps: [
    '- run: <run>',
    '- checkout\n<steps>',
    '- run: <run>\n<steps>',
    '- run:\n    command: <run>\n    background: <scalar>\n<steps>',
    '- setup_remote_docker\n<steps>',
    '- when:\n    condition: << parameters.p >>\n    steps:\n      <steps>',
    '- c\n<steps>',
    '- c:\n    p: << parameters.p >>\n<steps>',
    '- docker/build:\n    <map>\n<steps>',
  ],
};

const OTHERS: Readonly<Record<string, Grammar>> = {
  '.buildkite/pipeline.yml': {
    ...YAML,
    top: ['steps:\n  <steps>', 'env:\n  <map>\nagents: <scalar>\nsteps:\n  <steps>'],
    steps: ['- command: <run>', '- <step>\n<steps>', '- wait\n<steps>', '- group: <scalar>\n  steps:\n    <steps>'],
    step: [
      'command: <run>',
      'commands:\n    <runs>',
      'label: <scalar>\n  if: build.branch == "<text>" && <scalar>\n  command: <run>',
      'command: <run>\n  matrix: <scalar>',
      'command: <run>\n  plugins:\n    - docker-compose#v5:\n        <map>',
      'trigger: <scalar>',
    ],
  },
  '.travis.yml': {
    ...YAML,
    top: [
      'script: <run>',
      'script:\n  <runs>',
      'env: <scalar>\n<top>',
      'jobs:\n  include:\n    - <map>\n    - script: <run>',
      'services: docker\n<top>',
      'if: branch = <text> AND <scalar>\n<top>',
      'before_install:\n  <runs>\n<top>',
      'deploy:\n  <map>\n<top>',
    ],
  },
  'bitbucket-pipelines.yml': {
    ...YAML,
    top: [
      'pipelines:\n  default:\n    <steps>',
      'image: <scalar>\ndefinitions:\n  <map>\npipelines:\n  branches:\n    <name>:\n      <steps>\n  custom:\n    <name>:\n      <steps>',
    ],
    steps: [
      '- step:\n    script:\n      <runs>',
      '- step:\n    services: [docker]\n    script:\n      <runs>\n<steps>',
      '- parallel:\n    <steps>',
      '- stage:\n    steps:\n      <steps>',
      '- step:\n    script:\n      - pipe: atlassian/x:1\n        variables:\n          <map>',
    ],
  },
  Jenkinsfile: {
    ...COMMON,
    top: [
      'node { <statements> }',
      'pipeline {\n  agent any\n  <sections>\n  stages {\n    <stages>\n  }\n}',
      "def <name>() { <statements> }\nnode('docker') { <statements> }",
      '<statements>',
    ],
    sections: ['', "environment { A = '<text>' }", 'options { timeout(time: 1) }', "environment { A = credentials('<name>') }\n<sections>"],
    stages: [
      "stage('a') { steps { <statements> } }",
      "stage('<text>') {\n  when { branch '<text>' }\n  steps { <statements> }\n  post { always { <statements> } }\n}\n<stages>",
      "stage('p') { parallel {\n  <stages>\n} }",
      "stage('m') { matrix {\n  axes { axis { name 'A'; values 'x', 'y' } }\n  stages { <stages> }\n} }",
    ],
    statements: ["sh 'docker build .'", '<statement>\n<statements>'],
    statement: [
      "sh '<docker>'",
      'sh "<gstring>"',
      "sh '''\n<script>\n'''",
      'sh(script: "<gstring>", returnStdout: true)',
      'def <name> = <value>',
      'if (<value>) { <statements> } else { <statements> }',
      'for (x in [<value>, <value>]) { <statements> }',
      "docker.build('<text>').push()",
      "docker.withRegistry('<text>', '<text>') { <statements> }",
      "withCredentials([string(credentialsId: '<text>', variable: 'A')]) { <statements> }",
      'try { <statements> } catch (e) { <statements> }',
      '<name>()',
      '<value>',
      "echo '<text>'",
    ],
    gstring: ['x', '${<value>}', '$<name>', '<docker>', '<gstring> <gstring>'],
    value: [
      "'<text>'",
      '"<gstring>"',
      '<name>',
      '<value> + <value>',
      '[<value>, <value>]',
      '[a: <value>]',
      '<value> ? <value> : <value>',
      '{ <statements> }',
      'env.<name>',
      '(<value>)',
      '<name>.<name>(<value>)',
      "sh(script: '<docker>', returnStdout: true).trim()",
    ],
  },
};

/** CI files, by their paths. */
export const ciFiles: Readonly<Record<string, Grammar>> = {
  '.github/workflows/ci.yml': GITHUB,
  '.gitlab-ci.yml': GITLAB,
  '.circleci/config.yml': CIRCLECI,
  ...OTHERS,
};
