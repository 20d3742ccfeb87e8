import test from 'ava';
import { rules } from '../rules/index.js';
import { fix } from '../src/fix.js';
import { lint } from '../src/lint.js';
import { memoryProject } from '../src/project/memory.js';

/*
 * The same fixes in every syntax that a command may stand in: `docker build` becomes `docker buildx build`, `-p` becomes a pipe, the
 * sign-in is put before the builder, a needless command goes.
 */

const RULES = rules.filter(rule =>
  [
    'docker-build-ignores-selected-builder',
    'password-on-command-line',
    'plugin-not-executable',
    'load-then-push',
    'missing-pipefail',
    'buildkit-disabled',
  ].includes(rule.id),
);

/** The changed file of a project; `undefined` where nothing is fixed. */
async function fixed(path: string, text: string, more: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  const result = await fix(memoryProject({ ...more, [path]: text }), project => lint(project, RULES), { unsafe: true });
  return result.files.get(path);
}

const CLOUD = 'docker buildx create --use --driver cloud acme/default';
const gitlab = (...lines: readonly string[]) =>
  `build:\n  script:\n    - ${CLOUD}\n${lines.map(line => `    ${line.replaceAll('\n', '\n    ')}\n`).join('')}`;
const jenkins = (step: string) =>
  `pipeline {\n  agent any\n  stages {\n    stage('a') {\n      steps {\n        sh '${CLOUD}'\n        ${step}\n      }\n    }\n  }\n}\n`;

/** [what it is, file, before, after: absent where there is nothing to write] */
const PLACES: readonly (readonly [string, string, string, string?])[] = [
  ['a plain scalar', '.gitlab-ci.yml', gitlab('- docker build --push .'), gitlab('- docker buildx build --push .')],
  [
    'a scalar in single quotes',
    '.gitlab-ci.yml',
    gitlab(`- 'docker login -p "$A"'`),
    gitlab(`- 'echo "$A" | docker login --password-stdin'`),
  ],
  [
    'a single quote in such a scalar',
    '.gitlab-ci.yml',
    gitlab(`- 'docker build -t ''a'' .'`),
    gitlab(`- 'docker buildx build -t ''a'' .'`),
  ],
  [
    'a scalar in double quotes',
    '.gitlab-ci.yml',
    gitlab('- "docker login -p $A"'),
    gitlab('- "echo \\"$A\\" | docker login --password-stdin"'),
  ],
  [
    'a literal block with a comment and continued lines',
    '.gitlab-ci.yml',
    gitlab('- |\n  # builds\n  docker build \\\n    --push \\\n    . # here'),
    gitlab('- |\n  # builds\n  docker buildx build \\\n    --push \\\n    . # here'),
  ],
  ['a folded block', '.gitlab-ci.yml', gitlab('- >-\n  docker build\n  --push .'), gitlab('- >-\n  docker buildx build\n  --push .')],
  ['a plain scalar of two lines', '.gitlab-ci.yml', gitlab('- docker build\n  --push .'), gitlab('- docker buildx build\n  --push .')],
  [
    'a flow list',
    '.gitlab-ci.yml',
    `build: {script: [${CLOUD}, docker build .]}\n`,
    `build: {script: [${CLOUD}, docker buildx build .]}\n`,
  ],
  [
    'Windows line ends and a byte order mark',
    '.gitlab-ci.yml',
    `\ufeff${gitlab('- |\n  docker build .\n  ls').replaceAll('\n', '\r\n')}`,
    `\ufeff${gitlab('- |\n  docker buildx build .\n  ls').replaceAll('\n', '\r\n')}`,
  ],
  [
    'a list entry that goes',
    '.gitlab-ci.yml',
    gitlab('- docker buildx build --load -t a/b .', '- docker push a/b', '- ls'),
    gitlab('- docker buildx build --push -t a/b .', '- ls'),
  ],
  [
    'a flag at the head of a line that goes',
    '.gitlab-ci.yml',
    gitlab('- |\n  docker buildx build \\\n    --load -t a/b . # here\n  docker push a/b'),
    gitlab('- |\n  docker buildx build --push \\\n    -t a/b . # here'),
  ],
  [
    'a flag at the head of a line of a folded block that goes',
    '.gitlab-ci.yml',
    gitlab('- >-\n  docker buildx build\n  --load -t a/b .', '- docker push a/b', '- ls'),
    gitlab('- >-\n  docker buildx build --push\n  -t a/b .', '- ls'),
  ],
  [
    'a flag that has a line of its own and goes',
    '.gitlab-ci.yml',
    gitlab('- |\n  docker buildx build \\\n    --load \\\n    -t a/b .\n  docker push a/b'),
    gitlab('- |\n  docker buildx build --push \\\n    -t a/b .'),
  ],
  [
    'a part of `&&` that goes',
    '.gitlab-ci.yml',
    gitlab('- docker buildx build -t a/b . && docker push a/b && ls'),
    gitlab('- docker buildx build --push -t a/b . && ls'),
  ],
  [
    'a part between `;` that goes',
    'build.sh',
    `#!/bin/sh\n${CLOUD}\ndocker buildx build -t a/b .; docker push a/b; ls\n`,
    `#!/bin/sh\n${CLOUD}\ndocker buildx build --push -t a/b .; ls\n`,
  ],
  [
    'the only command of a block stays',
    'build.sh',
    `#!/bin/sh\n${CLOUD}\ndocker buildx build -t a/b .\nif true; then\n  docker push a/b\nfi\n`,
  ],
  [
    'a script with Windows line ends',
    'build.sh',
    `#!/bin/sh\r\n${CLOUD}\r\ndocker build .\r\n`,
    `#!/bin/sh\r\n${CLOUD}\r\ndocker buildx build .\r\n`,
  ],
  [
    'a subshell',
    'build.sh',
    `#!/bin/sh\n${CLOUD}\n(cd app && docker build .)\n`,
    `#!/bin/sh\n${CLOUD}\n(cd app && docker buildx build .)\n`,
  ],
  ["Groovy's '…'", 'Jenkinsfile', jenkins(`sh 'docker login -p $A'`), jenkins(`sh 'echo "$A" | docker login --password-stdin'`)],
  ['Groovy\'s "…"', 'Jenkinsfile', jenkins('sh "docker login -p \\$A"'), jenkins('sh "echo \\"\\$A\\" | docker login --password-stdin"')],
  [
    "Groovy's '''…'''",
    'Jenkinsfile',
    jenkins(`sh '''\n          docker build .\n        '''`),
    jenkins(`sh '''\n          docker buildx build .\n        '''`),
  ],
  [
    'Groovy\'s """…""" with a value in it',
    'Jenkinsfile',
    jenkins('sh """docker build -t ${image} ."""'),
    jenkins('sh """docker buildx build -t ${image} ."""'),
  ],
  [
    'the last line of Groovy\'s """…""" that goes, with a value in it',
    'Jenkinsfile',
    jenkins('sh """\n          docker buildx build -t a/b:${tag} .\n          docker push a/b:${tag}\n        """'),
    jenkins('sh """\n          docker buildx build --push -t a/b:${tag} .\n        """'),
  ],
  [
    'a template expression',
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${CLOUD}\n      - run: docker login -p \${{ secrets.A }}\n`,
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${CLOUD}\n      - run: echo "\${{ secrets.A }}" | docker login --password-stdin\n`,
  ],
  [
    'a key in JSON, of which echo may make another text',
    '.gitlab-ci.yml',
    gitlab('- docker login -u _json_key -p "$KEY" https://gcr.io', "- 'docker login --username=_json_key --password $KEY gcr.io'"),
    gitlab(
      `- printf '%s' "$KEY" | docker login -u _json_key --password-stdin https://gcr.io`,
      `- 'printf ''%s'' "$KEY" | docker login --username=_json_key --password-stdin gcr.io'`,
    ),
  ],
  [
    'the same key in base64',
    'build.sh',
    '#!/bin/sh\ndocker login -u _json_key_base64 -p "$KEY" gcr.io\n',
    '#!/bin/sh\necho "$KEY" | docker login -u _json_key_base64 --password-stdin gcr.io\n',
  ],
  ['a command in a variable', '.gitlab-ci.yml', `variables:\n  CMD: build\n${gitlab('- docker $CMD .')}`],
  ['a password that is written out', 'build.sh', '#!/bin/sh\ndocker login -u acme -p hunter2hunter2\n'],
  ['a sign-in that reads a heredoc', 'build.sh', '#!/bin/sh\ndocker login -u acme -p "$A" <<EOF\nx\nEOF\n'],
  [
    'a pipeline over several lines, which gets an option of its own',
    'build.sh',
    `#!/bin/bash\nset -e\n${CLOUD}\ndocker buildx build \\\n  --push . | tee log # logged\necho done\n`,
    `#!/bin/bash\nset -e\n${CLOUD}\n(set -o pipefail; docker buildx build \\\n  --push . | tee log) # logged\necho done\n`,
  ],
  [
    'a pipeline behind `&&`: what is before it stays in the shell',
    'build.sh',
    `#!/bin/bash\nset -e\n${CLOUD}\nA=1 && docker buildx build --push . | tee log\necho $A\n`,
    `#!/bin/bash\nset -e\n${CLOUD}\nA=1 && (set -o pipefail; docker buildx build --push . | tee log)\necho $A\n`,
  ],
  ['a pipe behind the block that holds the command', 'build.sh', `#!/bin/bash\nset -e\n{ A=1; ${CLOUD}; } | tee log\n`],
  ['a pipeline of sh, which may not have the option', 'build.sh', `#!/bin/sh\nset -e\n${CLOUD}\ndocker buildx build --push . | tee log\n`],
  [
    'a variable of one command, among others',
    'build.sh',
    `#!/bin/bash\nset -e\n${CLOUD}\nA="x y" DOCKER_BUILDKIT=0 B=2 docker compose build --push\n`,
    `#!/bin/bash\nset -e\n${CLOUD}\nA="x y" B=2 docker compose build --push\n`,
  ],
];

for (const [what, path, before, after] of PLACES) {
  test(what, async t => t.is(await fixed(path, before), after));
}

const CALLS = (command: string) => `#!/bin/sh\n${CLOUD}\n${command}\n`;

test('a recipe of make, where a dollar is two', async t => {
  const make = 'A = b\nimage:\n\t@docker login -p $$PAT && docker build -t $(A) .\n';
  t.is(
    await fixed('Makefile', make, { 'build.sh': CALLS('make image') }),
    'A = b\nimage:\n\t@echo "$$PAT" | docker login --password-stdin && docker buildx build -t $(A) .\n',
  );
});

test('a variable that Buildkite leaves for the job', async t => {
  const pipeline = (command: string) => `steps:\n  - commands:\n      - ${CLOUD}\n      - ${command}\n`;
  const before = pipeline('docker login -p $$PAT');
  t.is(await fixed('.buildkite/pipeline.yml', before), pipeline('echo "$$PAT" | docker login --password-stdin'));
});

test('a script of package.json', async t => {
  const json = '{\n  "scripts": {\n    "image": "docker login -p $PAT && docker build ."\n  }\n}\n';
  t.is(
    await fixed('package.json', json, { 'build.sh': CALLS('npm run image') }),
    '{\n  "scripts": {\n    "image": "echo \\"$PAT\\" | docker login --password-stdin && docker buildx build ."\n  }\n}\n',
  );
});

test('a command in a string of a Node script', async t => {
  const script = (command: string) => `import { execSync } from 'node:child_process';\nexecSync('${command}');\n`;
  t.is(await fixed('build.mjs', script('docker build .'), { 'build.sh': CALLS('node build.mjs') }), script('docker buildx build .'));
});

test('a command that is put behind another: a line of a script, an entry of a list', async t => {
  const curl = (name: string) =>
    `curl -fsSL -o ~/.docker/cli-plugins/docker-buildx https://github.com/docker/buildx/releases/download/v0.37.0/${name}`;
  const download = curl('buildx-v0.37.0.linux-amd64');
  const chmod = 'chmod a+x ~/.docker/cli-plugins/docker-buildx';
  t.is(
    await fixed('build.sh', `#!/bin/sh\nif true; then\n  ${download} # here\nfi\n`),
    `#!/bin/sh\nif true; then\n  ${download} # here\n  ${chmod}\nfi\n`,
  );
  t.is(await fixed('.gitlab-ci.yml', `a:\n  script:\n    - ${download}`), `a:\n  script:\n    - ${download}\n    - ${chmod}\n`);
});
