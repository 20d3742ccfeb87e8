import test from 'ava';
import { parse } from 'yaml';
import { lintWhole } from '../../src/lint.js';
import type { Finding } from '../../src/model/finding.js';
import { memoryProject } from '../../src/project/memory.js';
import { TreeMaker } from '../../src/report/model-tree.js';
import { Redactor } from '../../src/report/redact.js';
import { defineRule } from '../../src/rule.js';
import { folderWith } from '../support/folder.js';
import { hasBash, recordedCalls } from '../support/record-commands.js';

/** Reports every build, so that there is something to silence everywhere. */
const RULE = defineRule({
  id: 'every-build',
  summary: 'Find',
  severity: 'error',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  *check(run) {
    for (const step of run.steps) {
      if (step.kind !== 'build') continue;
      const at = step.tags[0]?.span;
      yield { on: step, ...(at !== undefined && { at }), message: 'Here is a build. Look at it.' };
    }
  },
});
const COMMENT = 'dbc-lint: ignore[every-build] -- why';

/** Every way to write a script, on every platform; each build is written once. */
const FILES: Readonly<Record<string, string>> = {
  '.github/workflows/ci.yml': `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    env: { A: "1" }
    steps:
      - name: literal
        run: |
          set -e
          docker buildx build -t a \\
            --push \\
            .

          if true; then
            docker buildx build -t b .
          fi
          cat <<END > file
          text
          END
          for x in a b; do docker buildx build -t "c-$x" .; done
      - run: >-
          docker buildx build -t d
          --push
          .
      - name: plain
        run: docker buildx build -t e
          --push .
      - run: "docker buildx build -t f
          --push ."
      - run: 'docker buildx build -t g .'
      - uses: docker/build-push-action@v7
        with:
          push: true
          tags: |
            acme/h:1
            acme/h:2
`,
  'ci/build.sh': `#!/bin/bash
set -e
build() {
  docker buildx build \\
    --tag "$1" \\
    .
}
build i
TEXT="
docker buildx build -t no .
"
cat <<EOF
docker buildx build -t neither .
EOF
if [ -n "$X" ]; then
  docker buildx build -t j . &&
    docker push j
fi
docker buildx build \\
  -t 'k' .
`,
  Makefile: `TAG = l
image: prepare
	docker buildx build -t $(TAG) .
	docker buildx build \\
	  -t m \\
	  .

prepare:
	echo hi
`,
  'ci/build.mjs': `import { execSync } from 'node:child_process';

execSync('docker buildx build -t n .');
execSync(\`
  docker buildx build -t o .
\`);
`,
  'docker-bake.hcl': `group "default" {
  targets = ["p"]
}
target "p" {
  tags = [
    "acme/p",
  ]
}
`,
  Jenkinsfile: `pipeline {
  agent any
  stages {
    stage('build') {
      steps {
        sh 'docker buildx build -t q .'
        sh '''
          docker buildx build \\
            -t r .
          docker buildx build -t s .
        '''
        sh """
          docker buildx build -t t .
        """
        sh(script: 'docker buildx build -t u .',
           returnStdout: true)
      }
    }
  }
}
`,
  '.gitlab-ci.yml': `image: docker
build:
  script:
    - docker buildx build -t v .
    - |
      docker buildx build -t w .
      docker push w
    - >
      docker buildx build
      -t x .
    - docker buildx build
      -t y .
  after_script: [docker buildx build -t z ., "docker ps"]
`,
  '.circleci/config.yml': `version: 2.1
jobs:
  build:
    machine: true
    steps:
      - run: docker buildx build -t aa .
      - run:
          name: x
          command: |
            docker buildx build -t bb .
workflows:
  all:
    jobs: [build]
`,
  '.travis.yml': `language: generic
script:
  - docker buildx build -t cc .
  - docker buildx build -t dd .
`,
  'bitbucket-pipelines.yml': `pipelines:
  default:
    - step:
        script:
          - docker buildx build -t ee .
          - docker push ee
`,
  '.buildkite/pipeline.yml': `steps:
  - command: docker buildx build -t ff .
  - commands:
      - docker buildx build -t gg .
      - |
        docker buildx build -t hh .
`,
};

/** What calls the files that are no CI files themselves. */
const CALLERS: Readonly<Record<string, string>> = {
  'ci/build.sh': './ci/build.sh',
  Makefile: 'make image',
  'ci/build.mjs': 'node ci/build.mjs',
  'docker-bake.hcl': 'docker buildx bake',
};

function filesAround(path: string, text: string): Readonly<Record<string, string>> {
  const command = CALLERS[path];
  const workflow = `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${command}\n`;
  return command === undefined ? { [path]: text } : { [path]: text, '.github/workflows/call.yml': workflow };
}

/** The forms that the documentation advises: alone above, with the indentation of what follows, and at the end of a line. */
const FORMS: Readonly<Record<string, (leader: string, line: string) => string>> = {
  above: (leader, line) => `${/^\s*/.exec(line)?.[0]}${leader} ${COMMENT}\n${line}`,
  end: (leader, line) => `${line} ${leader} ${COMMENT}`,
};

const LEADERS = [
  [/Jenkinsfile$|\.mjs$|\.hcl$/, '//'],
  [/Jenkinsfile$|\.mjs$|\.hcl$|\.ya?ml$|\.sh$|Makefile$/, '#'],
] as const;

interface Seen {
  /** what CI runs, without places */
  readonly model: readonly string[];
  readonly findings: readonly Finding[];
  readonly silenced: number;
}

async function look(files: Readonly<Record<string, string>>): Promise<Seen> {
  const { pipelines, unread, findings, summary } = await lintWhole(memoryProject(files), [RULE]);
  const tree = new TreeMaker(new Redactor([])).tree(pipelines, unread);
  const model = JSON.stringify(tree, (key, value) => (key === 'place' ? undefined : value), 1)
    .replace(/"Jenkinsfile:\d+"/g, '""')
    .split('\n');
  return { model, findings, silenced: summary.suppressed };
}

/** The text of a file with a comment at every place where one silences something and nothing is said against it. */
async function silencing(
  path: string,
): Promise<readonly { readonly what: string; readonly text: string; readonly after: Seen; readonly before: Seen }[]> {
  const before = await look(filesAround(path, FILES[path] ?? ''));
  const lines = (FILES[path] ?? '').split('\n').slice(0, -1);
  const found = [];
  for (const [kind, leader] of LEADERS) {
    if (!kind.test(path)) continue;
    for (const [form, write] of Object.entries(FORMS)) {
      for (const [index, line] of lines.entries()) {
        const text = `${lines.with(index, write(leader, line)).join('\n')}\n`;
        const after = await look(filesAround(path, text));
        const isTold = after.findings.some(finding => finding.rule !== RULE.id);
        if (after.silenced > before.silenced && !isTold) found.push({ what: `${index + 1} ${leader} ${form}`, text, after, before });
      }
    }
  }
  return found;
}

for (const path of Object.keys(FILES)) {
  test(`a comment in ${path} that silences changes nothing of what CI runs`, async t => {
    const all = await silencing(path);
    t.true(all.length > 0, 'no comment silenced anything');
    for (const { what, after, before } of all) {
      t.deepEqual(
        after.model.filter((row, at) => row !== before.model[at]),
        [],
        what,
      );
    }
  });
}

(hasBash() ? test : test.skip)('bash makes the same calls with each comment that silences', async t => {
  const calls = (text: string) => recordedCalls(folderWith(t, { 'build.sh': text }), 'build.sh');
  const before = calls(FILES['ci/build.sh'] ?? '');
  t.true(before.length >= 2);
  const all = await silencing('ci/build.sh');
  t.true(all.length > 4);
  for (const { what, text } of all) t.deepEqual(calls(text), before, what);
});

test('YAML has the same data with each comment that silences outside of its scripts', async t => {
  let compared = 0;
  for (const path of Object.keys(FILES).filter(name => name.endsWith('.yml'))) {
    for (const { what, text } of await silencing(path)) {
      const data = JSON.stringify(parse(text));
      // Inside a script the comment is text, which is the shell's to pass over.
      if (data.includes(COMMENT)) continue;
      t.is(data, JSON.stringify(parse(FILES[path] ?? '')), `${path}:${what}`);
      compared++;
    }
  }
  t.true(compared > 40, `${compared}`);
});

test('a comment that silences nothing is always told', async t => {
  for (const [path, text] of Object.entries(FILES)) {
    const leader = LEADERS.find(([kind]) => kind.test(path))?.[1] ?? '#';
    const rules = (await look(filesAround(path, `${text}${leader} ${COMMENT}\n`))).findings
      .filter(({ at }) => at.file.path === path)
      .map(({ rule }) => rule);
    t.true(rules.includes('unused-ignore'), path);
  }
});
