import {
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
import { lines, list, times } from './texts.js';

const COMMANDS = /more commands than are followed|more than \d+ calls|more than \d+ steps/;
const BACK = /leads back to itself|itself/;

/** What leads back to itself, and what doubles or multiplies. */
export const growing: readonly Hostile[] = [
  hostile('jobs that extend each other in GitLab CI/CD', BACK, () => gitlab('a: {extends: b, script: docker build .}\nb: {extends: a}')),
  hostile('a chain of 5,000 extends in GitLab CI/CD', /./, () =>
    gitlab(
      `${lines(5_000, n => `.a${n}: {extends: .a${n + 1}, script: docker build .}`)}\n.a5000: {script: docker build .}\nb: {extends: .a0}`,
    ),
  ),
  hostile('extends that double in GitLab CI/CD', undefined, () =>
    gitlab(`${lines(40, n => `.a${n}: {extends: [.a${n + 1}, .a${n + 1}]}`)}\n.a40: {script: docker build .}\nb: {extends: .a0}`),
  ),
  hostile('includes of each other in GitLab CI/CD', BACK, () => ({ ...gitlab('include: a.yml'), 'a.yml': 'include: .gitlab-ci.yml\n' })),
  hostile('references that double in GitLab CI/CD', BACK, () =>
    gitlab(
      `${lines(40, n => `.r${n}:\n  script:\n    - !reference [.r${n + 1}, script]\n    - !reference [.r${n + 1}, script]`)}\n.r40: {script: [docker build .]}\nb:\n  script:\n    - !reference [.r0, script]`,
    ),
  ),
  hostile('workflows that call each other', BACK, () => ({
    [WORKFLOW]: `${workflow()}  b: {uses: ./.github/workflows/b.yml}\n`,
    '.github/workflows/b.yml': 'on: workflow_call\njobs: {b: {uses: ./.github/workflows/b.yml}}\n',
  })),
  hostile('workflows that multiply', /too many calls|deeper|more than \d+ jobs/, () => ({
    [WORKFLOW]: `on: push\njobs:\n${lines(50, n => `  a${n}: {uses: ./.github/workflows/w0.yml}`)}\n`,
    ...Object.fromEntries(
      list(10, n => [
        `.github/workflows/w${n}.yml`,
        `on: workflow_call\njobs:\n${lines(50, k => `  a${k}: {uses: ./.github/workflows/w${n + 1}.yml}`)}\n`,
      ]),
    ),
    '.github/workflows/w10.yml': `on: workflow_call\n${workflow().slice(9)}`,
  })),
  hostile('actions that call each other', BACK, () => ({
    [WORKFLOW]: workflow('      - uses: ./a\n'),
    'a/action.yml': 'runs: {using: composite, steps: [{uses: ./b}, {run: docker build ., shell: bash}]}\n',
    'b/action.yml': 'runs: {using: composite, steps: [{uses: ./a}, {run: docker build ., shell: bash}]}\n',
  })),
  hostile('actions that multiply', /too many calls|deeper|more than \d+ steps/, () => ({
    [WORKFLOW]: workflow('      - uses: ./a0\n'),
    ...Object.fromEntries(
      list(9, n => [
        `a${n}/action.yml`,
        `runs:\n  using: composite\n  steps:\n${times(`    - uses: ./a${n + 1}\n`, 20)}    - run: docker build .\n      shell: bash\n`,
      ]),
    ),
  })),
  hostile('commands that double in CircleCI', /more than \d+ steps/, () => ({
    '.circleci/config.yml': `version: 2.1\ncommands:\n${lines(40, n => `  c${n}: {steps: [c${n + 1}, c${n + 1}]}`)}\n  c40: {steps: [{run: docker build .}]}\njobs: {image: {docker: [{image: x}], steps: [c0]}}\nworkflows: {w: {jobs: [image]}}\n`,
  })),
  hostile('commands that call each other in CircleCI', /./, () =>
    circleci('      - a', 'commands:\n  a: {steps: [b]}\n  b: {steps: [a]}\n'),
  ),
  hostile('scripts that call each other', BACK, () =>
    running('./a.sh', { 'a.sh': 'docker push x\n./b.sh\n', 'b.sh': 'docker push x\n./a.sh\n' }),
  ),
  hostile('scripts that double', COMMANDS, () =>
    running('./s0.sh', Object.fromEntries(list(40, n => [`s${n}.sh`, `./s${n + 1}.sh\n./s${n + 1}.sh\ndocker push x\n`]))),
  ),
  hostile('functions that double', COMMANDS, () =>
    script(`${lines(40, n => `f${n}() { f${n + 1}; f${n + 1}; }`)}\nf40() { docker push x; }\nf0`),
  ),
  hostile('loops in loops', COMMANDS, () => script(`${times('for i in 1 2 3 4 5 6 7 8; do ', 30)}docker build .${times('; done', 30)}`)),
  hostile('a loop over 10^12 numbers', undefined, () =>
    script('for i in {1..1000000000000}; do docker build -t a:$i .; done\nfor i in $(seq 1000000000); do docker push $i; done'),
  ),
  hostile('npm scripts that call each other', BACK, () =>
    running('npm run a', { 'package.json': '{"scripts": {"a": "npm run b", "b": "npm run a && docker push x"}}' }),
  ),
  hostile('npm scripts that double', COMMANDS, () =>
    running('npm run s0', {
      'package.json': `{"scripts": {${list(40, n => `"s${n}": "npm run s${n + 1} && npm run s${n + 1}"`).join(', ')}, "s40": "docker push x"}}`,
    }),
  ),
  hostile('targets that need each other in a Makefile', undefined, () => make('image: a\na: b\n\tdocker push x\nb: a\n\tdocker push y')),
  hostile('makefiles that include each other', undefined, () => ({
    ...make('include a.mk'),
    'a.mk': 'include Makefile\na:\n\tdocker push x\n',
  })),
  hostile('makes that call each other', BACK, () => make('image: a\na:\n\t$(MAKE) image\n\tdocker push x')),
  hostile('makes that double', COMMANDS, () =>
    make(`image: t0\n${lines(40, n => `t${n}:\n\t$(MAKE) t${n + 1}\n\t$(MAKE) t${n + 1}`)}\nt40:\n\tdocker push x`),
  ),
  hostile('targets that inherit each other in Bake', undefined, () =>
    bake('target "default" { inherits = ["a"] }\ntarget "a" { inherits = ["default"] }'),
  ),
  hostile('targets that inherit twice in Bake', undefined, () =>
    bake(
      `target "default" { inherits = ["t0"] }\n${lines(60, n => `target "t${n}" { inherits = ["t${n + 1}", "t${n + 1}"] }`)}\ntarget "t60" {}`,
    ),
  ),
  hostile('groups that double in Bake', undefined, () =>
    bake(
      `group "default" { targets = ["g0"] }\n${lines(60, n => `group "g${n}" { targets = ["g${n + 1}", "g${n + 1}"] }`)}\ntarget "g60" {}`,
    ),
  ),
  hostile('services that extend each other', BACK, () => compose('services:\n  a: {build: ., extends: b}\n  b: {extends: a}')),
  hostile('Compose files that include each other', undefined, () => ({
    ...compose('include: [b.yml]\nservices: {a: {build: .}}'),
    'b.yml': 'include: [compose.yml]\nservices: {b: {build: .}}\n',
  })),
  hostile('modules that import each other', undefined, () => ({
    ...node("import './b.mjs'; execSync('docker push x');"),
    'b.mjs': "import './image.mjs'; import { execSync } from 'node:child_process'; execSync('docker push y');\n",
  })),
  hostile('a function that calls itself in JavaScript', /itself/, () =>
    node("function f() { execSync('docker push x'); f(); f(); }\nf();"),
  ),
  hostile('functions that double in JavaScript', /./, () =>
    node(`${lines(60, n => `function f${n}() { f${n + 1}(); f${n + 1}(); }`)}\nfunction f60() { execSync('docker push x'); }\nf0();`),
  ),
  hostile('loops in loops in JavaScript', /./, () =>
    node(`${times('for (const a of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {', 30)}execSync('docker push x');${times('}', 30)}`),
  ),
  hostile('methods that double in Jenkins', /./, () => ({
    Jenkinsfile: `node {\n  sh 'docker build .'\n  m0()\n}\n${lines(40, n => `def m${n}() { m${n + 1}(); m${n + 1}() }`)}\ndef m40() { sh 'docker push x' }\n`,
  })),
  hostile('a variable that doubles 100 times in a script', undefined, () =>
    script(`A=aaaaaaaaaa\n${times('A=$A$A\n', 100)}docker build -t $A .`),
  ),
  hostile('a variable that doubles 100 times, unquoted, in a script', undefined, () =>
    script(`A='a b c'\n${times('A="$A $A"\n', 100)}docker build $A .`),
  ),
  hostile('a variable that doubles 100 times in a Makefile', undefined, () =>
    make(`A0 = aaaaaaaaaa\n${lines(100, n => `A${n + 1} = $(A${n})$(A${n})`)}\nimage: $(A100)\n\tdocker push $(A100)`),
  ),
  hostile('a variable that doubles 100 times at once in a Makefile', undefined, () =>
    make(`A := aaaaaaaaaa\n${times('A := $(A)$(A)\n', 100)}image: $(A)\n\tdocker push $(A)`),
  ),
  hostile('a variable that doubles 100 times in Bake', undefined, () =>
    bake(
      `variable "A0" { default = "aaaaaaaaaa" }\n${lines(100, n => `variable "A${n + 1}" { default = "\${A${n}}\${A${n}}" }`)}\ntarget "default" { tags = [A100] }`,
    ),
  ),
  hostile('a list that doubles 100 times in Bake', undefined, () =>
    bake(
      `variable "A0" { default = ["a"] }\n${lines(100, n => `variable "A${n + 1}" { default = concat(A${n}, A${n}) }`)}\ntarget "default" { tags = A100 }`,
    ),
  ),
  hostile('a variable that doubles 100 times in .env', undefined, () => ({
    ...compose('services: {a: {build: {context: ., args: {A: $A100}}}}'),
    '.env': `A0=aaaaaaaaaa\n${lines(100, n => `A${n + 1}=\${A${n}}\${A${n}}`)}\n`,
  })),
  hostile('a variable that doubles 100 times in a workflow', undefined, () => ({
    [WORKFLOW]: workflow(
      `${lines(100, n => `      - run: echo "A${n + 1}=$A${n}$A${n}" >> $GITHUB_ENV`)}\n      - run: docker build -t $A100 .\n`,
      '    env: {A0: aaaaaaaaaa}\n',
    ),
  })),
  hostile('a variable that doubles 100 times in GitLab CI/CD', undefined, () =>
    gitlab(`  variables:\n    A0: aaaaaaaaaa\n${lines(100, n => `    A${n + 1}: $A${n}$A${n}`)}\nb: {script: docker build -t $A100 .}`),
  ),
  hostile('a variable that doubles 100 times in Jenkins', undefined, () =>
    jenkins(`def a = 'aaaaaaaaaa'\n${times('a = a + a\n', 100)}sh "docker push ${'${a}'}"`),
  ),
  hostile('a string that doubles 100 times in JavaScript', undefined, () =>
    node(`let a = 'aaaaaaaaaa';\n${times('a = a + a;\n', 100)}execSync('docker push ' + a);`),
  ),
  hostile('an array that doubles 100 times in JavaScript', undefined, () =>
    node(`let a = ['a'];\n${times('a = [...a, ...a];\n', 100)}execSync('docker push ' + a.join(' '));`),
  ),
  hostile('a parameter that doubles in CircleCI', undefined, () =>
    circleci(
      '      - c0: {a: xxxxxxxxxx}',
      `commands:\n${lines(60, n => `  c${n}: {parameters: {a: {type: string}}, steps: [{c${n + 1}: {a: "<< parameters.a >><< parameters.a >>"}}]}`)}\n  c60: {parameters: {a: {type: string}}, steps: [{run: docker push << parameters.a >>}]}\n`,
    ),
  ),
  hostile('inputs that double in included files', undefined, () => ({
    ...gitlab('include: {local: a0.yml, inputs: {a: xxxxxxxxxx}}'),
    ...Object.fromEntries(
      list(60, n => [
        `a${n}.yml`,
        `spec: {inputs: {a: {}}}\n---\ninclude: {local: a${n + 1}.yml, inputs: {a: "$[[ inputs.a ]]$[[ inputs.a ]]"}}\nc${n}: {script: "docker push $[[ inputs.a ]]"}\n`,
      ]),
    ),
  })),
  hostile('inputs that double in actions', undefined, () => ({
    [WORKFLOW]: workflow('      - {uses: ./a0, with: {a: xxxxxxxxxx}}\n'),
    ...Object.fromEntries(
      list(30, n => [
        `a${n}/action.yml`,
        `inputs: {a: {}}\nruns:\n  using: composite\n  steps:\n    - uses: ./a${n + 1}\n      with: {a: "\${{ inputs.a }}\${{ inputs.a }}"}\n    - {run: "docker push \${{ inputs.a }}", shell: bash}\n`,
      ]),
    ),
  })),
  hostile('200 conditions nobody can read', undefined, () =>
    script(lines(200, n => `if x${n}; then docker buildx create --use --name b${n}; fi\ndocker build .`)),
  ),
  hostile('200 conditions of a Jenkinsfile', undefined, () =>
    jenkins(lines(200, n => `if (x${n}) { sh 'docker login -u a -p $B${n}' }\nsh 'docker push a/b:${n}'`)),
  ),
  hostile('1,000 variables of conditions in a workflow', undefined, () => ({
    [WORKFLOW]: workflow(
      lines(
        1_000,
        n =>
          `      - {if: "vars.A${n}", uses: docker/setup-buildx-action@v3, id: b${n}}\n      - {if: "vars.B${n}", run: docker build --push -t a/b:${n} .}`,
      ),
    ),
  })),
  hostile('a case of 5,000 arms', undefined, () =>
    script(`case $1 in\n${lines(4_000, n => `a${n}) A=$A${n} ;;`)}\nesac\ndocker build -t $A .`),
  ),
  hostile('choices that multiply in a value', undefined, () =>
    script(`${lines(100, n => `if x${n}; then A${n}=a; else A${n}=b; fi`)}\ndocker build -t ${list(100, n => `$A${n}`).join('')} .`),
  ),
  hostile('choices of choices', undefined, () => script(`${lines(1_000, n => `if x${n}; then A=$A${n % 7}; fi`)}\ndocker build -t $A .`)),
];
