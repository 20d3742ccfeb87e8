import test from 'ava';
import { rules } from '../rules/index.js';
import { lintWhole } from '../src/lint.js';
import type { Limits } from '../src/model/limits.js';
import type { WholeReport } from '../src/model/report.js';
import { globMatcher } from '../src/project/glob.js';
import { memoryProject } from '../src/project/memory.js';

/*
 * Files that are made to take all time or memory there is. Each ends in a note at its place that says what was not read, and costs nothing
 * else. Nothing here looks at a clock: what has no bound does not end before the runner's own time is over, or has no note.
 */

type Files = Readonly<Record<string, string>>;

const WORKFLOW = '.github/workflows/ci.yml';
const times = (text: string, count: number) => text.repeat(count);
const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');
const workflow = (steps: string, job = '') =>
  `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n${job}    steps:\n      - run: docker build .\n${steps}`;
const runs = (script: string) => workflow(`      - run: |\n${script.replace(/^/gm, '          ')}\n`);
const script = (text: string): Files => ({ [WORKFLOW]: runs('./image.sh'), 'image.sh': `#!/bin/bash\n${text}\ndocker build -t last .\n` });
const jenkins = (text: string): Files => ({ Jenkinsfile: `node {\n  sh 'docker build .'\n  ${text}\n}\n` });
const node = (text: string): Files => ({
  [WORKFLOW]: runs('node image.mjs'),
  'image.mjs': `import 'node:child_process'; // docker\n${text}\n`,
});
const make = (text: string): Files => ({ [WORKFLOW]: runs('make image'), Makefile: `image:\n\tdocker build .\n${text}\n` });
const bake = (text: string): Files => ({ [WORKFLOW]: runs('docker buildx bake'), 'docker-bake.hcl': text });
const tags = (value: string): Files => bake(`target "default" {\n  tags = ${value}\n}\n`);
const bomb = [
  '# docker',
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  lines(20, n => `a${n + 1}: &a${n + 1} [${times(`*a${n}, `, 10)}]`),
  '',
].join('\n');

const DEEP = 5_000;

const LIMITS: Readonly<Record<string, readonly [Files, RegExp]>> = {
  'aliases of aliases in GitHub Actions': [
    { [WORKFLOW]: `${bomb}on: push\njobs: {image: {steps: *a20}}\n` },
    /aliases of this file stand for more/,
  ],
  'aliases of aliases in GitLab CI/CD': [{ '.gitlab-ci.yml': `${bomb}image:\n  script: *a20\n` }, /aliases of this file stand for more/],
  'aliases of aliases in Travis CI': [{ '.travis.yml': `${bomb}env: *a20\nscript: *a20\n` }, /aliases of this file stand for more/],
  'aliases of aliases in a Compose file': [
    { [WORKFLOW]: runs('docker compose build'), 'compose.yml': `${bomb}services: {a: {build: *a20}}\n` },
    /aliases of this file stand for more/,
  ],
  'an alias of what it stands in': [
    { '.gitlab-ci.yml': 'build: &a\n  script: docker build .\n  variables: *a\n' },
    /inside the node it is the alias of/,
  ],
  'deep YAML': [
    { '.gitlab-ci.yml': `# docker\nbuild:\n  script: ${times('[', 300)}${times(']', 300)}\n` },
    /more than 100 levels of nesting/,
  ],
  'deep JSON': [
    {
      [WORKFLOW]: runs('docker buildx bake'),
      'docker-bake.json': `{"target": {"default": {"tags": ${times('[', 300)}${times(']', 300)}}}}`,
    },
    /levels of nesting/,
  ],
  'very deep YAML': [{ '.gitlab-ci.yml': `# docker\nbuild:\n  script: ${times('[', DEEP)}${times(']', DEEP)}\n` }, /nesting is too deep/],
  'deep brackets in Groovy': [jenkins(`x = ${times('(', DEEP)}1${times(')', DEEP)}`), /nested deeper than here/],
  'deep closures in Groovy': [jenkins(times('x { ', DEEP) + times('}', DEEP)), /nested deeper than here/],
  'signs in Groovy': [jenkins(`x = ${times('!', DEEP)}1`), /nested deeper than here/],
  'casts in Groovy': [jenkins(`x = ${times('(String) ', DEEP)}a`), /nested deeper than here/],
  'conditional values in Groovy': [jenkins(`x = ${times('a ? ', DEEP)}1`), /nested deeper than here/],
  'sums in Groovy': [jenkins(`x = ${times('a + ', DEEP)}1`), /nested deeper than here/],
  'paths in Groovy': [jenkins(`x = ${times('a.', DEEP)}b`), /nested deeper than here/],
  'statements behind statements in Groovy': [jenkins(`${times('if (a) ', DEEP)}sh 'docker push x'`), /nested deeper than here/],
  'many arms in Groovy': [jenkins(`${times("if (a) { sh 'docker push x' } else ", 500)}{ }`), /nested deeper than here/],
  'strings in strings in Groovy': [jenkins(`x = ${times('"${', DEEP)}1${times('}"', DEEP)}`), /nested deeper than here/],
  'strings in Groovy that never end': [jenkins(`x = ${times('"${', DEEP)}`), /never closed/],
  'deep HCL': [tags(times('[', DEEP) + times(']', DEEP)), /nested too deep/],
  'signs in HCL': [tags(`${times('!', DEEP)}1`), /nested too deep/],
  'conditional values in HCL': [tags(times('true ? ', DEEP)), /nested too deep/],
  'deep JavaScript': [node(`x = ${times('[', DEEP)}${times(']', DEEP)}`), /nesting is too deep/],
  'deep Makefile': [make(`${times('ifeq (a,a)\n', 500)}${times('endif\n', 500)}`), /more than 100 levels of conditionals/],
  'deep shell': [script(`${times('coproc ', 20_000)}x`), /nested too deep/],
  'deep shell groups': [script(`${times('{ ', DEEP)}x${times('; }', DEEP)}`), /nesting depth exceeded/],
  'programs in programs': [script(`${times('sudo env ', 1_000)}x`), /programs that run programs are nested more than 50 deep/],
  'eval of eval': [script(`${times('eval ', 1_000)}x`), /eval is nested more than 20 deep/],
  'a long list of commands joined by &&': [script(`${times('a && ', 5_000)}x`), /more commands than are followed/],
  'a long list of commands joined by ||': [script(`${times('a || ', 5_000)}x`), /more commands than are followed/],
  'loops in loops': [
    script(`${times('for i in 1 2 3 4 5 6 7 8; do ', 8)}docker build .${times('; done', 8)}`),
    /more commands than are followed/,
  ],
  'functions that call functions twice': [
    script(`${lines(18, n => `f${n}() { f${n + 1}; f${n + 1}; }`)}\nf18() { docker push x; }\nf0`),
    /more commands than are followed/,
  ],
  'a script of more than is read': [script(times('docker push x\n', 20_000)), /a script of more than 200 KB/],
  'scripts that call scripts twice': [
    {
      [WORKFLOW]: runs('./s0.sh'),
      ...Object.fromEntries(
        Array.from({ length: 18 }, (_, n) => [`s${n}.sh`, `#!/bin/sh\n./s${n + 1}.sh\n./s${n + 1}.sh\ndocker push x\n`]),
      ),
    },
    /a job that leads to more than 2000 calls|more commands than are followed/,
  ],
  'scripts that call each other': [
    { [WORKFLOW]: runs('./a.sh'), 'a.sh': '#!/bin/sh\n./b.sh\n', 'b.sh': '#!/bin/sh\n./a.sh\ndocker push x\n' },
    /leads back to itself/,
  ],
  'npm scripts that call each other': [
    { [WORKFLOW]: runs('npm run a'), 'package.json': '{"scripts": {"a": "npm run b", "b": "npm run a && docker push x"}}' },
    /leads back to itself/,
  ],
  'includes of each other': [
    { '.gitlab-ci.yml': 'include: a.yml\nbuild:\n  script: docker build .\n', 'a.yml': 'include: .gitlab-ci.yml\n' },
    /includes itself/,
  ],
  'jobs that extend each other': [{ '.gitlab-ci.yml': 'a:\n  extends: b\n  script: docker build .\nb:\n  extends: a\n' }, /extends itself/],
  'services that extend each other': [
    { [WORKFLOW]: runs('docker compose build'), 'compose.yml': 'services:\n  a: {build: ., extends: b}\n  b: {extends: a}\n' },
    /extends itself/,
  ],
  'references in references': [
    {
      '.gitlab-ci.yml': `${lines(20, n => `.r${n}:\n  script:\n    - !reference [.r${n + 1}, script]\n    - !reference [.r${n + 1}, script]`)}\n.r20:\n  script: [docker build .]\nbuild:\n  script:\n    - !reference [.r0, script]\n`,
    },
    /leads back to itself, or through too many others/,
  ],
  'a matrix of 10^9 jobs in GitHub Actions': [
    {
      [WORKFLOW]: workflow(
        '',
        `    strategy:\n      matrix:\n${['a', 'b', 'c'].map(key => `        ${key}: [${lines(1_000, String).replaceAll('\n', ', ')}]\n`).join('')}`,
      ),
    },
    /a matrix of more than 256 jobs/,
  ],
  'a matrix of 10^6 jobs in GitLab CI/CD': [
    {
      '.gitlab-ci.yml': `build:\n  script: docker build .\n  parallel:\n    matrix:\n${['A', 'B'].map((key, at) => `      ${at ? ' ' : '-'} ${key}: [${lines(1_000, String).replaceAll('\n', ', ')}]\n`).join('')}`,
    },
    /matrix/,
  ],
  'a matrix of 10^6 jobs in Travis CI': [
    {
      '.travis.yml': `script: docker build .\nos: [${times('linux, ', 1_000)}]\nenv: [${lines(1_000, n => `A=${n}`).replaceAll('\n', ', ')}]\n`,
    },
    /more than 200 jobs/,
  ],
  'a matrix of 10^6 targets in Bake': [
    bake(
      `target "default" {\n  name = "t-\${a}-\${b}"\n  matrix = {\n${['a', 'b'].map(key => `    ${key} = [${lines(1_000, n => `"${n}"`).replaceAll('\n', ', ')}]\n`).join('')}  }\n}\n`,
    ),
    /matrix/,
  ],
  'commands in commands in CircleCI': [
    {
      '.circleci/config.yml': `version: 2.1\ncommands:\n${lines(20, n => `  c${n}:\n    steps: [c${n + 1}, c${n + 1}]`)}\n  c20:\n    steps: [{run: docker build .}]\njobs:\n  image:\n    docker: [{image: x}]\n    steps: [c0]\nworkflows: {w: {jobs: [image]}}\n`,
    },
    /more than 5000 steps/,
  ],
  'actions in actions': [
    {
      [WORKFLOW]: workflow('      - uses: ./a0\n'),
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, n) => [
          `a${n}/action.yml`,
          `runs:\n  using: composite\n  steps:\n${times(`    - uses: ./a${n + 1}\n`, 4)}    - run: docker build .\n      shell: bash\n`,
        ]),
      ),
    },
    /too many calls in all/,
  ],
  'a method that calls itself': [jenkins("image()\n}\ndef image() {\n  sh 'docker push x'\n  image()"), /calls itself/],
  'a Node script without an end': [
    node("import { execSync } from 'node:child_process';\nfunction f() { execSync('docker push x'); f(); }\nf();"),
    /calls itself is read once/,
  ],
  'a long YAML text': [
    { [WORKFLOW]: `${workflow('')}# ${times('x', 1_500_000)}\n` },
    /a YAML text of more than 1,500,000 characters is not read/,
  ],
  'a YAML text of many nodes': [{ '.gitlab-ci.yml': `# docker\na: [${times('b,', 260_000)}]\n` }, /more than 250,000 nodes/],
  'a long Groovy text': [jenkins(`x = '${times('\\u0041', 200_000)}'`), /a Groovy text of more than 500,000 characters/],
  'a long HCL text': [bake(times('a {}\n', 210_000)), /an HCL text of more than 1,000,000 characters/],
  'a long Makefile': [make(times('a: b\n', 210_000)), /a Makefile of more than 1,000,000 characters/],
  'a long JavaScript text': [node(times('x();\n', 210_000)), /a JavaScript text of more than 1,000,000 characters/],
  'a long package.json': [
    { [WORKFLOW]: runs('npm run image'), 'package.json': `{"x": "${times('x', 1_500_000)}"}` },
    /package\.json cannot be read: a YAML text of more than/,
  ],
  'a template of many tags': [{ '.gitlab-ci.yml': `# docker\n${times('{% if x %}\n', 1_001)}` }, /a template of more than 1000 tags/],
  'many substitutions': [script(`x ${times('<(', 6_000)}`), /more than 5000 substitutions and here-documents/],
  'many here-documents': [script(`cat ${times('<<A ', 6_000)}\nA`), /more than 5000 substitutions and here-documents/],
  'a long expression': [
    { [WORKFLOW]: workflow(`      - run: docker build -t \${{ ${times('(', 11_000)}1${times(')', 11_000)} }} .\n`) },
    /an expression of more than 21000 characters/,
  ],
  'many expressions': [
    { [WORKFLOW]: workflow(`      - run: docker build ${times('${{ github.sha }} ', 1_001)}.\n`) },
    /read up to here: it holds more expressions/,
  ],
  'a matrix of more than CircleCI takes': [
    {
      '.circleci/config.yml': `version: 2.1\njobs: {image: {parameters: {a: {type: string}}, docker: [{image: x}], steps: [{run: docker build .}]}}\nworkflows: {w: {jobs: [{image: {matrix: {parameters: {a: [${times('x, ', 129)}]}}}}]}}\n`,
    },
    /a matrix of more than 128 jobs/,
  ],
  'a matrix of more than Buildkite takes': [
    { '.buildkite/pipeline.yml': `steps:\n  - command: docker build .\n    matrix: [${times('x, ', 51)}]\n` },
    /a matrix of more than 50 jobs/,
  ],
  'notes without end': [make(times('include nothing\n', 5_000)), /4000 more notes|more notes of what is not read/],
};

async function read(files: Files, limits: Partial<Limits> = {}): Promise<WholeReport> {
  return lintWhole(memoryProject(files), rules, { today: '2026-01-01', limits });
}

for (const [title, [files, expected]] of Object.entries(LIMITS)) {
  test(title, async t => {
    const { unread } = await read(files);
    const whys = unread.map(note => note.why);
    t.true(
      whys.some(why => expected.test(why)),
      `no note matches ${expected}: ${JSON.stringify(whys.slice(0, 5))}`,
    );
    t.false(
      whys.some(why => /dbc-lint failed/.test(why)),
      whys.join('\n').slice(0, 500),
    );
    t.true(unread.length <= 1_100, `${unread.length} notes`);
  });
}

const calling = (count: number): Files => ({
  [WORKFLOW]: runs('./s0.sh'),
  ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`s${n}.sh`, `#!/bin/sh\n./s${n + 1}.sh\n`])),
  [`s${count}.sh`]: '#!/bin/sh\ndocker build -t last .\n',
});

/** Each limit with files in which `docker build -t last .` lies beyond the first value and within the second. */
const OPTIONS: Readonly<Record<keyof Limits, readonly [Files, number, number, RegExp]>> = {
  jobs: [
    { [WORKFLOW]: `on: push\njobs:\n${lines(4, n => `  j${n}: {runs-on: x, steps: [{run: docker build -t last${n} .}]}`)}\n` },
    3,
    4,
    /a pipeline of more than 3 jobs/,
  ],
  steps: [{ [WORKFLOW]: workflow(times('      - run: docker build -t last .\n', 3)) }, 3, 4, /a pipeline of more than 3 steps/],
  script: [script(times('# nothing but a comment\n', 10_000)), 200_000, 400_000, /a script of more than 200 KB/],
  commands: [script(times('docker push x\n', 100)), 50, 200, /more commands than are followed/],
  calls: [calling(10), 5, 20, /a job that leads to more than 5 calls/],
  depth: [calling(30), 20, 40, /calls are nested more than 20 deep/],
  programs: [script(`${times('sudo env ', 10)}docker build -t last .\nexit`), 5, 30, /nested more than 5 deep/],
  notes: [make(times('include nothing\n', 20)), 10, 100, /more notes of what is not read/],
};

for (const [key, [files, low, high, expected]] of Object.entries(OPTIONS)) {
  test(`limits.${key} is an option: less is read with ${low} than with ${high}`, async t => {
    const seen = async (most: number) => {
      const { unread, pipelines } = await read(files, { [key]: most });
      // A script that the workflow does not reach is read on its own.
      const jobs = pipelines.filter(({ platform }) => platform === 'github-actions').flatMap(pipeline => pipeline.jobs);
      const builds = jobs.flatMap(job => job.steps).filter(step => step.kind === 'build').length;
      return { isLimited: unread.some(({ kind, why }) => kind === 'limit' && expected.test(why)), builds };
    };
    const [less, more] = [await seen(low), await seen(high)];
    t.true(less.isLimited);
    t.false(more.isLimited);
    const behind = { jobs: 4, steps: 4, notes: 0 }[key] ?? 1;
    t.is(more.builds, less.builds + behind, 'what lies behind the limit');
  });
}

test('values that double are not kept', async t => {
  const doubled = (count: number, line: (index: number) => string) => lines(count, line);
  const cases: Files[] = [
    script(`A=aaaaaaaaaa\n${times('A=$A$A\n', 60)}docker build -t $A .`),
    bake(
      `variable "A0" { default = "aaaaaaaaaa" }\n${doubled(60, n => `variable "A${n + 1}" { default = "\${A${n}}\${A${n}}" }`)}\ntarget "default" { tags = [A60] }\n`,
    ),
    bake(
      `variable "A0" { default = ["a"] }\n${doubled(60, n => `variable "A${n + 1}" { default = concat(A${n}, A${n}) }`)}\ntarget "default" { tags = A60 }\n`,
    ),
    {
      [WORKFLOW]: runs('make image'),
      Makefile: `A0 = aaaaaaaaaa\n${doubled(60, n => `A${n + 1} = $(A${n})$(A${n})`)}\nimage:\n\tdocker build -t $(A60) .\n`,
    },
    script(`docker build ${times('{1..60}', 12)} . ; docker push {a,${times('{1..60}', 8)}}`),
    node(
      `import { execSync } from 'node:child_process';\nlet a = 'aaaaaaaaaa';\n${times('a = a + a;\n', 60)}execSync('docker build -t ' + a + ' .');`,
    ),
  ];
  cases.push(
    node(
      `import { execSync } from 'node:child_process';\nlet a = ['a'];\n${times('a = [...a, ...a];\n', 60)}execSync('docker build -t ' + a.join() + ' .');`,
    ),
    {
      [WORKFLOW]: workflow(
        `${doubled(60, n => `      - run: echo "A${n + 1}=$A${n}$A${n}" >> $GITHUB_ENV`)}\n      - run: docker build -t $A60 .\n`,
        '    env: {A0: aaaaaaaaaa}\n',
      ),
    },
    {
      '.circleci/config.yml': `version: 2.1\ncommands:\n${doubled(18, n => `  c${n}: {parameters: {a: {type: string}}, steps: [{c${n + 1}: {a: "<< parameters.a >><< parameters.a >>"}}]}`)}\n  c18: {parameters: {a: {type: string}}, steps: [{run: docker build -t << parameters.a >> .}]}\njobs: {image: {docker: [{image: x}], steps: [c0: {a: xxxxxxxxxx}]}}\nworkflows: {w: {jobs: [image]}}\n`,
    },
    {
      '.gitlab-ci.yml': 'include: {local: a0.yml, inputs: {a: xxxxxxxxxx}}\nbuild: {script: docker build .}\n',
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, n) => [
          `a${n}.yml`,
          `spec: {inputs: {a: {}}}\n---\ninclude: {local: a${n + 1}.yml, inputs: {a: "$[[ inputs.a ]]$[[ inputs.a ]]"}}\n`,
        ]),
      ),
      'a60.yml': 'spec: {inputs: {a: {}}}\n---\nlast: {script: "docker build -t $[[ inputs.a ]] ."}\n',
    },
  );
  for (const files of cases) {
    const { pipelines, summary } = await read(files);
    const steps = pipelines.flatMap(({ jobs }) => jobs.flatMap(job => job.steps.map(step => ({ ...step, env: undefined }))));
    const text = JSON.stringify(steps, (key, value) => (key === 'file' ? undefined : value));
    t.true(summary.builds > 0, Object.keys(files).join());
    t.true(text.length < 2_000_000, String(text.length));
  }
});

test('what is not too large for a bound is read behind it', async t => {
  const { summary } = await read(script(`${times('{ ', DEEP)}x${times('; }', DEEP)}`));
  t.is(summary.builds, 2, 'the build behind the groups');
});

test('no glob takes exponential time or memory', t => {
  for (const glob of [
    `${'*a'.repeat(30)}*[x]`,
    '+(+(+(+(a))))[x]',
    '!(!(!(a*)))*[x]',
    `${'**/*a*/'.repeat(20)}[x]`,
    '{a,b}'.repeat(40),
    '{1..100000000}',
  ]) {
    t.false(globMatcher(glob)(`x/${'a'.repeat(200)}/${'aa/'.repeat(50)}c`), glob);
  }
});
