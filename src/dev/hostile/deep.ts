import {
  BOMB,
  bake,
  circleci,
  compose,
  gitlab,
  type Hostile,
  hostile,
  jenkins,
  make,
  node,
  running,
  script,
  WORKFLOW,
  workflow,
} from './project.js';
import { lines, MANY, times } from './texts.js';

const NESTED = /nest|deep|levels|larger than 10 MB|more than|is not read|cannot be (?:read|parsed)|never closed/;
const ALIASES = /aliases of this file stand for more/;

function around(open: string, middle: string, close: string): string {
  return times(open, MANY) + middle + times(close, MANY);
}

/** Nesting, and aliases of aliases. */
export const deep: readonly Hostile[] = [
  hostile('aliases of aliases in GitHub Actions', ALIASES, () => ({ [WORKFLOW]: `${BOMB}on: push\njobs: {image: {steps: *a20}}\n` })),
  hostile('aliases of aliases in GitLab CI/CD', ALIASES, () => ({ '.gitlab-ci.yml': `${BOMB}build: {script: *a20}\n` })),
  hostile('aliases of aliases in CircleCI', ALIASES, () => circleci('      - *a20', BOMB)),
  hostile('aliases of aliases in Buildkite', ALIASES, () => ({ '.buildkite/pipeline.yml': `${BOMB}steps: *a20\n` })),
  hostile('aliases of aliases in Travis CI', ALIASES, () => ({ '.travis.yml': `${BOMB}env: *a20\nscript: *a20\n` })),
  hostile('aliases of aliases in Bitbucket Pipelines', ALIASES, () => ({
    'bitbucket-pipelines.yml': `${BOMB}pipelines: {default: *a20}\n`,
  })),
  hostile('aliases of aliases in a Compose file', ALIASES, () => compose(`${BOMB}services: {a: {build: *a20}}`)),
  hostile('aliases of aliases in a configuration', /There is no key|aliases/, () => ({
    ...gitlab(''),
    '.dbc-lintrc.yaml': `${BOMB}rules: *a20\n`,
  })),
  hostile('an alias of what it stands in', /inside the node it is the alias of/, () =>
    gitlab('a: &a {variables: *a, script: docker build .}'),
  ),
  hostile('100,000 brackets in YAML', NESTED, () => gitlab(`deep: ${around('[', '', ']')}`)),
  hostile('100,000 braces in YAML', NESTED, () => gitlab(`deep: ${around('{a: ', '1', '}')}`)),
  hostile('100,000 open brackets in YAML', NESTED, () => gitlab(`deep: ${times('[', MANY)}`)),
  hostile('100,000 dashes in a line of YAML', NESTED, () => gitlab(`deep:\n  ${times('- ', MANY)}a`)),
  hostile('4,000 levels of YAML blocks', NESTED, () => gitlab(lines(4_000, n => `${times(' ', n)}a:`))),
  hostile('100,000 anchors in YAML', undefined, () => gitlab(`.a: [${times('&a x, *a, ', MANY / 2)}]`)),
  hostile('100,000 merge keys in YAML', undefined, () => gitlab(`.a: &a {b: c}\n${lines(20_000, n => `.b${n}: {<<: *a}`)}`)),
  hostile('chains of merge keys in YAML', /merge keys that add more/, () =>
    gitlab(`.a0: &a0 {k: v}\n${lines(3_000, n => `.a${n + 1}: &a${n + 1} {<<: *a${n}, k${n}: v}`)}`),
  ),
  hostile('100,000 brackets in JSON', NESTED, () =>
    running('docker buildx bake', { 'docker-bake.json': `{"target": ${around('[', '', ']')}}` }),
  ),
  hostile('100,000 brackets in package.json', NESTED, () =>
    running('npm run image', { 'package.json': `{"scripts": {"image": "docker build ."}, "x": ${around('[', '', ']')}}` }),
  ),
  hostile('100,000 brackets in HCL', NESTED, () => bake(`target "default" { tags = ${around('[', '', ']')} }`)),
  hostile('100,000 templates in HCL', NESTED, () => bake(`target "default" { tags = ["${times('${"', MANY)}"] }`)),
  hostile('100,000 blocks in HCL', NESTED, () => bake(around('a {\n', '', '}\n'))),
  hostile('100,000 brackets in Groovy', NESTED, () => jenkins(`x = ${around('(', '1', ')')}`)),
  hostile('100,000 closures in Groovy', NESTED, () => jenkins(around('x { ', '', '}'))),
  hostile('100,000 strings in strings in Groovy', NESTED, () => jenkins(`x = ${around('"${', '1', '}"')}`)),
  hostile('100,000 brackets in JavaScript', NESTED, () => node(`x = ${around('[', '', ']')}`)),
  hostile('100,000 functions in JavaScript', NESTED, () => node(around('(() => {', 'x', '})();'))),
  hostile('100,000 templates in JavaScript', NESTED, () => node(`x = ${around('`${', '1', '}`')}`)),
  hostile('90,000 `$(` in a script', NESTED, () => script(`x=${times('$(', 90_000)}`)),
  hostile('90,000 `${` in a script', NESTED, () => script(`x=${times('${', 90_000)}`)),
  hostile('49,000 `${x:-` in a script', NESTED, () => script(`x=${times('${x:-', 30_000)}${times('}', 30_000)}`)),
  hostile('60,000 `{ {` in a script', NESTED, () => script(`${times('{ ', 40_000)}x${times('; }', 30_000)}`)),
  hostile('90,000 `((` in a script', NESTED, () => script(`x=$((${times('(', 90_000)}1${times(')', 90_000)}))`)),
  hostile('90,000 `(` in a script', NESTED, () => script(times('(', 90_000))),
  hostile('90,000 backticks in a script', NESTED, () => script(`x=${times('`', 90_000)}`)),
  hostile('60,000 `<(` in a script', NESTED, () => script(`x ${times('<(', 60_000)}`)),
  hostile('100,000 `<(` in a workflow', NESTED, () => ({ [WORKFLOW]: workflow(`      - run: x ${times('<(', MANY - 10)}\n`) })),
  hostile('40,000 `if` in a script', NESTED, () => script(times('if x; then ', 15_000))),
  hostile('30,000 `case` in a script', NESTED, () => script(times('case x in x) ', 15_000))),
  hostile('60,000 `[[ (` in a script', NESTED, () => script(`[[ ${times('( ', 60_000)} x ${times(') ', 30_000)} ]]`)),
  hostile('30,000 functions in functions in a script', NESTED, () => script(`${times('f() { ', 25_000)}x${times('; }', 10_000)}`)),
  hostile('100,000 `$(` in a Makefile', undefined, () => make(`A = ${times('$(', MANY)}`)),
  hostile('100,000 calls in a Makefile', undefined, () => make(`A = ${around('$(strip ', 'x', ')')}\nall: $(A)\n\tdocker build $(A)`)),
  hostile('100,000 conditionals in a Makefile', NESTED, () => make(around('ifeq (a,a)\n', '', 'endif\n'))),
  hostile('100,000 brackets in an expression of GitHub Actions', NESTED, () => ({
    [WORKFLOW]: workflow(`      - run: docker build -t \${{ ${around('(', '1', ')')} }} .\n`),
  })),
  hostile('100,000 brackets in a condition of GitHub Actions', NESTED, () => ({
    [WORKFLOW]: workflow('', `    if: ${around('(', '1', ')')}\n`),
  })),
  hostile('100,000 `!` in a condition of GitHub Actions', NESTED, () => ({ [WORKFLOW]: workflow('', `    if: "${times('!', MANY)}1"\n`) })),
  hostile('100,000 `&&` in a condition of GitHub Actions', undefined, () => ({
    [WORKFLOW]: workflow('', `    if: ${times('a && ', MANY)}b\n`),
  })),
  hostile('100,000 brackets in rules of GitLab CI/CD', undefined, () => gitlab(`  rules: [{if: '${around('(', '$A', ')')}'}]`)),
  hostile('100,000 `&&` in rules of GitLab CI/CD', undefined, () => gitlab(`  rules: [{if: '${times('$A && ', MANY)}$B'}]`)),
  hostile('100,000 brackets in a condition of Travis CI', undefined, () => ({
    '.travis.yml': `script: docker build .\nif: ${around('(', 'branch = a', ')')}\n`,
  })),
  hostile('100,000 brackets in a condition of Buildkite', undefined, () => ({
    '.buildkite/pipeline.yml': `steps:\n  - command: docker build .\n    if: '${around('(', 'true', ')')}'\n`,
  })),
  hostile('100,000 `${A:-` in Buildkite', undefined, () => ({
    '.buildkite/pipeline.yml': `steps:\n  - command: docker build -t ${around('${A:-', 'x', '}')} .\n`,
  })),
  hostile('100,000 `<<` in CircleCI', undefined, () => circleci(`      - run: docker build -t ${around('<< ', 'x', ' >>')} .\n`)),
  hostile('10,000 conditions in conditions in CircleCI', NESTED, () =>
    circleci(`      - ${times('{when: {condition: true, steps: [', 10_000)}${times(']}}', 10_000)}`),
  ),
  hostile('100,000 `${A:-` in a Compose file', undefined, () =>
    compose(`services: {a: {build: {context: "${around('${A:-', 'x', '}')}"}}}`),
  ),
  hostile('100,000 not-s in CircleCI', NESTED, () =>
    circleci(`      - when: {condition: ${times('{not: ', 20_000)}true${times('}', 20_000)}, steps: [checkout]}`),
  ),
  hostile('100,000 brackets in a configuration', NESTED, () => ({ ...gitlab(''), '.dbc-lintrc.yaml': `rules: ${around('[', '', ']')}\n` })),
  hostile('100,000 brackets in a baseline', /no baseline/, () => ({ ...gitlab(''), 'baseline.json': around('[', '', ']') }), [
    '--baseline',
    'baseline.json',
  ]),
  hostile('1,000 folders in folders', undefined, () => ({ ...gitlab(''), [`${times('d/', 1_000)}a.sh`]: 'docker build .\n' })),
];
