import {
  bake,
  compose,
  type Files,
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
import { lines, MANY, MB, times } from './texts.js';

const FILE = /is larger than 10 MB/;
const YAML = /a YAML text of more than|nesting is too deep/;
const SIZE = /is not read|more than/;

/** Large files, lines and texts. */
export const large: readonly Hostile[] = [
  hostile('a workflow of 50 MB', FILE, () => ({ [WORKFLOW]: workflow(times('      - run: docker build .\n', 1_800_000)) })),
  hostile('a line of 20 MB in a workflow', FILE, () => ({ [WORKFLOW]: workflow(`      - run: ${times('x', 20 * MB)}\n`) })),
  hostile('a script of 50 MB', FILE, () => script(times('docker build .\n', 3_400_000))),
  hostile('a Makefile of 50 MB', FILE, () => make(times('docker build .\n', 3_400_000))),
  hostile('a line of 9 MB in a workflow', YAML, () => ({ [WORKFLOW]: workflow(`      - run: ${times('x', 9 * MB)}\n`) })),
  hostile('a line of 2 MB in a workflow', YAML, () => ({ [WORKFLOW]: workflow(`      - run: ${times('x', 2 * MB)}\n`) })),
  hostile('a quoted line of 2.9 MB in a workflow', YAML, () => ({
    [WORKFLOW]: workflow(`      - run: "${times('\\u0041', 480_000)}"\n`),
  })),
  hostile('a block scalar of 9 MB of blanks', YAML, () => ({
    [WORKFLOW]: workflow(`      - run: |\n${times(`${times(' ', 89)}\n`, MANY)}`),
  })),
  hostile('a block scalar of 2.9 MB of blanks', YAML, () => ({
    [WORKFLOW]: workflow(`      - run: |\n${times(`${times(' ', 28)}\n`, MANY)}`),
  })),
  hostile('a folded scalar of 2.9 MB', YAML, () => ({ [WORKFLOW]: workflow(`      - run: >\n${times('          a\n', 240_000)}`) })),
  hostile('9 MB of blank lines in a workflow', YAML, () => ({ [WORKFLOW]: workflow(times('\n', 9 * MB)) })),
  hostile('9 MB of comments in a workflow', YAML, () => ({ [WORKFLOW]: workflow(times('# docker\n', MB)) })),
  hostile('9 MB of tabs in a workflow', YAML, () => ({ [WORKFLOW]: workflow(times('\t', 9 * MB)) })),
  hostile('9 MB of carriage returns in a workflow', YAML, () => ({ [WORKFLOW]: workflow(times('\r', 9 * MB)) })),
  hostile('9 MB of `:` in a workflow', YAML, () => ({ [WORKFLOW]: workflow(times(': ', 4.5 * MB)) })),
  hostile('2.9 MB of `:` in a workflow', YAML, () => ({ [WORKFLOW]: workflow(times(': ', 1.45 * MB)) })),
  hostile('2.9 MB of `-` lines in GitLab CI/CD', YAML, () => gitlab(`a:\n${times(' -\n', 950_000)}`)),
  hostile('2.9 MB of documents in GitLab CI/CD', YAML, () => gitlab(times('---\na\n', 480_000))),
  hostile('100,000 short lines in GitLab CI/CD', undefined, () => gitlab(lines(100_000, n => `a${n}: b`))),
  hostile('2.9 MB of open quotes in a workflow', YAML, () => ({ [WORKFLOW]: workflow(`      - run: "${times("'", 2.9 * MB)}\n`) })),
  hostile('an expression of 2 MB', YAML, () => ({
    [WORKFLOW]: workflow(`      - run: docker build -t \${{ '${times('x', 2 * MB)}' }} .\n`),
  })),
  hostile('45,000 expressions in a script', /it holds more expressions|a script of more than/, () => ({
    [WORKFLOW]: workflow(`      - run: docker build ${times('${{ github.x }} ', 45_000)}.\n`),
  })),
  hostile('10,000 expressions in a script', /it holds more expressions/, () => ({
    [WORKFLOW]: workflow(`      - run: docker build ${times('${{ github.x }} ', 10_000)}.\n`),
  })),
  hostile('2 MB of `${{` in a workflow', YAML, () => ({
    [WORKFLOW]: workflow(`      - run: docker build ${times('${{ ', MB / 2)}.\n`),
  })),
  hostile('190,000 characters of `${{` in a workflow', undefined, () => ({
    [WORKFLOW]: workflow(`      - run: docker build ${times('${{ ', 47_000)}.\n`),
  })),
  hostile('100,000 expressions in a variable', /it holds more expressions/, () => ({
    [WORKFLOW]: workflow('', `    env: {A: "${times('${{ env.b }}', MANY)}"}\n`),
  })),
  hostile('100,000 variables in a value of GitLab CI/CD', undefined, () => gitlab(`  variables: {A: "${times('$B', MANY)}"}`)),
  hostile('9 MB of escapes in Groovy', SIZE, () => jenkins(`x = '${times('\\u0041', 1.5 * MB)}'`)),
  hostile('9 MB of short escapes in Groovy', SIZE, () => jenkins(`x = '${times('\\n', 4.5 * MB)}'`)),
  hostile('a string of 9 MB in Groovy', SIZE, () => jenkins(`sh '${times('x', 9 * MB)}'`)),
  hostile('9 MB of holes in a string of Groovy', SIZE, () => jenkins(`sh "${times('$a ', 3 * MB)}"`)),
  hostile('9 MB of names in Groovy', SIZE, () => jenkins(`${times('a ', 4.5 * MB)}`)),
  hostile('9 MB of `*` in a comment of Groovy', SIZE, () => jenkins(`/* ${times('*', 9 * MB)} */`)),
  hostile('9 MB of open comments in Groovy', SIZE, () => jenkins(times('/* ', 3 * MB))),
  hostile('9 MB of slashes in Groovy', SIZE, () => jenkins(times('/ ', 4.5 * MB))),
  hostile('a list of 9 MB in Groovy', SIZE, () => jenkins(`x = [${times('1,', 4.5 * MB)}]`)),
  hostile('statements of 9 MB in Groovy', SIZE, () => jenkins(times('x()\n', 2.2 * MB))),
  hostile('a string of 9 MB in HCL', SIZE, () => bake(`target "default" { tags = ["${times('x', 9 * MB)}"] }`)),
  hostile('9 MB of escapes in HCL', SIZE, () => bake(`target "default" { tags = ["${times('\\n', 4.5 * MB)}"] }`)),
  hostile('a list of 9 MB in HCL', SIZE, () => bake(`target "default" { tags = [${times('1,', 4.5 * MB)}] }`)),
  hostile('blocks of 9 MB in HCL', SIZE, () => bake(times('a {}\n', 1.8 * MB))),
  hostile('9 MB of JSON', YAML, () =>
    running('docker buildx bake', { 'docker-bake.json': `{"target": {"a": {"tags": [${times('1,', 4.4 * MB)}1]}}}` }),
  ),
  hostile('a package.json of 9 MB', /package.json cannot be read/, () =>
    running('npm run image', { 'package.json': `{"scripts": {"image": "docker build ."}, "x": [${times('1,', 4.4 * MB)}1]}` }),
  ),
  hostile('a package.json of 50 MB', FILE, () =>
    running('npm run image', { 'package.json': `{"scripts": {"image": "docker build ${times('x', 50 * MB)}"}}` }),
  ),
  hostile('a Makefile of 9 MB', SIZE, () => make(times('a: b\n', 1.8 * MB))),
  hostile('a line of 9 MB in a Makefile', SIZE, () => make(`A = ${times('$(B)', 2.2 * MB)}`)),
  hostile('9 MB of continued lines in a Makefile', SIZE, () => make(`A = ${times('\\\n', 4.4 * MB)}`)),
  hostile('a program of 9 MB in JavaScript', SIZE, () => node(times('x();\n', 1.8 * MB))),
  hostile('a string of 9 MB in JavaScript', SIZE, () => node(`execSync('docker ${times('x', 9 * MB)}')`)),
  hostile('a Compose file of 9 MB', YAML, () => compose(`services: {a: {build: .}}\n${times('# docker\n', MB)}`)),
  hostile('a Dockerfile of 50 MB', undefined, () => ({ [WORKFLOW]: workflow(), Dockerfile: times('RUN x\n', 8 * MB) })),
  hostile('an .env file of 9 MB', undefined, () => ({
    ...compose('services: {a: {build: {context: ., args: {A: $A}}}}'),
    '.env': lines(700_000, n => `A${n}=x`),
  })),
  hostile('a line of 9 MB in .gitignore', undefined, () => ({ ...gitlab(''), '.gitignore': times('x', 9 * MB) })),
  hostile('a configuration of 9 MB', /larger than 1 MB/, () => ({
    ...gitlab(''),
    '.dbc-lintrc.yaml': `# ${times('x', 9 * MB)}\nrules: {}\n`,
  })),
  hostile('a configuration of 100,000 globs', /larger than 1 MB/, () => ({
    ...gitlab(''),
    '.dbc-lintrc.yaml': `ignore:\n${lines(MANY, n => `  - a${n}/**`)}\n`,
  })),
  hostile('a file of 9 MB of zeros', undefined, () => ({ ...gitlab(''), 'a.sh': times('\0', 9 * MB), Jenkinsfile: times('\0', 9 * MB) })),
  ...under('Groovy', {
    escapes: () => jenkins(`x = '${times('\\u0041', 75_000)}'`),
    'short escapes': () => jenkins(`sh '${times('\\n', 225_000)}'`),
    'holes in a string': () => jenkins(`sh "${times('$a ', 150_000)}"`),
    names: () => jenkins(times('a ', 225_000)),
    calls: () => jenkins(times('x()\n', 110_000)),
    slashes: () => jenkins(times('/ ', 225_000)),
    'a list': () => jenkins(`x = [${times('1,', 225_000)}]`),
    'strings in a sum': () => jenkins(`x = ${times("'a' + ", 150)}'a'\n`.repeat(1_000)),
    'shell steps': () => jenkins(times("sh 'docker build .'\n", 24_000)),
    'open comments': () => jenkins(times('/* ', 150_000)),
    closures: () => jenkins(times('x { y() }\n', 47_000)),
    'if and else': () => jenkins(times("if (a) { sh 'x' } else { sh 'y' }\n", 14_000)),
    methods: () => ({ Jenkinsfile: `node { sh 'docker build .' }\n${lines(20_000, n => `def m${n}() { x() }`)}\n` }),
    variables: () => jenkins(lines(20_000, n => `def a${n} = 'x'`)),
  }),
  ...under('HCL', {
    escapes: () => bake(`target "default" { tags = ["${times('\\n', 450_000)}"] }`),
    'a list': () => bake(`target "default" { tags = [${times('1,', 450_000)}] }`),
    blocks: () => bake(times('a {}\n', 190_000)),
    holes: () => bake(`target "default" { tags = ["${times('${a}', 230_000)}"] }`),
    'open comments': () => bake(`target "default" {}\n${times('/*\n', 300_000)}`),
    'open here-documents': () => bake(`target "default" {}\n${times('a = <<A\n', 110_000)}`),
    sums: () => bake(`target "default" { tags = [${times('1+', 450_000)}1] }`),
    variables: () => bake(`${lines(30_000, n => `variable "A${n}" { default = "x" }`)}\ntarget "default" { tags = ["\${A1}"] }`),
    functions: () =>
      bake(
        `${lines(9_000, n => `function "f${n}" {\n  params = [a]\n  result = "\${a}\${f${n + 1}(a)}\${f${n + 1}(a)}"\n}`)}\ntarget "default" { tags = [f0("a")] }`,
      ),
  }),
  ...under('a Makefile', {
    rules: () => make(times('a: b\n', 190_000)),
    references: () => make(`A = ${times('$(B)', 240_000)}\nimage: $(A)`),
    'continued lines': () => make(`A = ${times('\\\n', 450_000)}`),
    variables: () => make(lines(60_000, n => `A${n} = $(A${n + 1})`)),
    'appended variables': () => make(times('A += x\n', 130_000)),
    recipes: () => make(`image:\n${times('\tdocker build .\n', 60_000)}`),
    includes: () => make(times('include x\n', 95_000)),
    blanks: () => make(`${times(' ', 900_000)}a`),
    words: () => make(`${times('export ', 130_000)}a`),
    targets: () => make(`${times('a ', 450_000)}: b`),
    'recursive words': () => make(`A = $(foreach x,${times('a ', 10_000)},$(foreach y,${times('a ', 10_000)},$(x)$(y)))\nimage: $(A)`),
  }),
  ...under('JavaScript', {
    calls: () => node(times('x();\n', 190_000)),
    'a string': () => node(`execSync('docker ${times('x', 900_000)}')`),
    'a list': () => node(`x = [${times('1,', 450_000)}]; execSync('docker push ' + x)`),
    sums: () => node(`x = ${times("'a'+", 230_000)}'a'; execSync('docker push ' + x)`),
    'started programs': () => node(times("execSync('docker push x');\n", 36_000)),
    conditions: () => node(times("if (a) b = 'x';\n", 60_000)),
  }),
  ...under('YAML', {
    'a line': () => ({ [WORKFLOW]: workflow(`      - run: ${times('x', 900_000)}\n`) }),
    'a quoted line': () => ({ [WORKFLOW]: workflow(`      - run: "${times('\\u0041', 150_000)}"\n`) }),
    'a single-quoted line': () => ({ [WORKFLOW]: workflow(`      - run: '${times("''", 450_000)}'\n`) }),
    'a block scalar of blanks': () => ({ [WORKFLOW]: workflow(`      - run: |\n${times(`${times(' ', 28)}\n`, 32_000)}`) }),
    'a folded scalar': () => ({ [WORKFLOW]: workflow(`      - run: >\n${times('          a\n', 80_000)}`) }),
    'a plain scalar of lines': () => ({ [WORKFLOW]: workflow(`      - run: a\n${times('          a\n', 80_000)}`) }),
    'blank lines': () => ({ [WORKFLOW]: workflow(times('\n', 900_000)) }),
    comments: () => ({ [WORKFLOW]: workflow(times('# docker\n', 100_000)) }),
    tabs: () => ({ [WORKFLOW]: workflow(times('\t', 900_000)) }),
    'carriage returns': () => ({ [WORKFLOW]: workflow(times('\r', 900_000)) }),
    colons: () => ({ [WORKFLOW]: workflow(times(': ', 240_000)) }),
    'items in brackets': () => gitlab(`a: [${times('b,', 230_000)}]`),
    'maps in brackets': () => gitlab(`a: [${times('{b: c}, ', 60_000)}]`),
    documents: () => gitlab(times('---\na\n', 80_000)),
    tags: () => gitlab(`a: [${times('!a b, ', 150_000)}]`),
    anchors: () => gitlab(`a: [${times('&a b, ', 150_000)}]`),
    'open quotes': () => ({ [WORKFLOW]: workflow(`      - run: "${times("'", 900_000)}\n`) }),
    'open braces': () => ({ [WORKFLOW]: workflow(`      - run: x\n${times('{{ a\n', 40_000)}`) }),
    'references in GitLab CI/CD': () => gitlab(`.a: {script: [x]}\nc:\n  script:\n${times('    - !reference [.a, script]\n', 25_000)}`),
  }),
];

/** Texts of nearly as much as is parsed. */
function under(syntax: string, texts: Readonly<Record<string, () => Files>>): readonly Hostile[] {
  return Object.entries(texts).map(([what, files]) => hostile(`nearly as much as is read of ${what} in ${syntax}`, undefined, files));
}
