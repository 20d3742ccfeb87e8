import test from 'ava';
import { rules } from '../../rules/index.js';
import { lintWhole } from '../../src/lint.js';
import { migrate } from '../../src/migrate.js';
import { memoryProject } from '../../src/project/memory.js';

/** A file as it is after the move, without the lines that fetch Buildx, and what is left. */
async function moved(path: string, text: string): Promise<{ readonly text: string; readonly left: readonly string[] }> {
  const destination = { builder: { organization: 'acme', name: 'default' }, toolchain: 'modern' } as const;
  const { files, left } = await migrate(memoryProject({ [path]: text }), project => lintWhole(project, rules), destination);
  const lines = (files.get(path) ?? text).split('\n').filter(line => !/BUILDX|cli-plugins/.test(line));
  return { text: lines.join('\n'), left: left.map(({ at, why }) => `${at.file.position(at.start).line} ${why}`) };
}

const travis = (...lines: readonly string[]) => moved('.travis.yml', ['language: minimal', ...lines, ''].join('\n'));

test('where the job signs in itself, pull requests from forks build on the machine of Travis CI as well', async t => {
  const login = '  - echo "$HUB_PASSWORD" | docker login -u acme --password-stdin';
  const { text } = await travis('script:', login, '  - docker build -t acme/app .', '  - docker push acme/app');
  t.true(text.includes(`${login}\n`), text);
  const connect = 'docker buildx create --use --driver cloud acme/default || travis_terminate 1';
  t.true(text.includes(`if [ "$TRAVIS_SECURE_ENV_VARS" = true ]; then\n      ${connect}\n    fi\n`), text);
  t.false(text.includes('DOCKER_PAT'));
});

test('an image that a command runs is loaded by name, one that is pushed alone is not', async t => {
  const { text } = await travis('script:', '  - docker build -t acme/app .', '  - docker run acme/app', 'if: type = push');
  t.true(text.includes('docker buildx build --platform linux/amd64 --load -t acme/app .\n'), text);
  const pushed = await travis(
    'script:',
    '  - docker build -t app .',
    '  - docker tag app acme/$X',
    '  - docker push acme/$X',
    'if: type = push',
  );
  t.false(pushed.text.includes('--load'), pushed.text);
});

test('jobs that share a build are moved together, though only one of them uses the image', async t => {
  const { text, left } = await travis(
    'install:',
    '  - docker build -t app .',
    'jobs:',
    '  include:',
    '    - script: docker run app npm test',
    '    - script: ls',
    '    - script: docker run app npm run lint',
  );
  t.deepEqual(left, []);
  t.true(text.includes('  - docker buildx build --platform linux/amd64 --load -t app .\n'), text);
});

test('a script that shows its commands does not show the token', async t => {
  const { text } = await moved('build.sh', '#!/bin/sh\nset -ex\ndocker build -t acme/app .\ndocker push acme/app\n');
  t.true(text.includes('printenv DOCKER_PAT | docker login --username "$DOCKER_USER" --password-stdin\n'), text);
});

test('the comment of a push goes with it, what heads more than it stays', async t => {
  const own = ['set -e', '# build', 'docker build -t acme/app .', '', '# push it to the registry', 'docker push acme/app', '', 'ls', ''];
  const { text } = await moved('build.sh', own.join('\n'));
  t.false(text.includes('# push'), text);
  t.true(text.includes('# build\n'));
  const heading = ['set -e', 'docker build -t acme/app .', '# push and deploy', 'docker push acme/app', 'kubectl apply -f app.yaml', ''];
  t.true((await moved('build.sh', heading.join('\n'))).text.includes('# push and deploy\nkubectl apply'));
});

test('an image that is loaded by its output is not loaded twice', async t => {
  const { text } = await moved(
    '.github/workflows/ci.yml',
    `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/build-push-action@v7
        with:
          tags: acme/app
          outputs: type=docker
      - run: docker run acme/app
`,
  );
  t.true(text.includes('type=docker\n          platforms: linux/amd64\n      - run'), text);
});

test('a sign-in behind the build in a script that a job calls comes before it', async t => {
  const destination = { builder: { organization: 'acme', name: 'default' }, toolchain: 'modern' } as const;
  const script =
    'set -e\ndocker build -t r.example.com/app .\necho "$P" | docker login -u u --password-stdin r.example.com\ndocker push r.example.com/app\n';
  const project = memoryProject({ '.gitlab-ci.yml': 'image:\n  script:\n    - ci/image.sh\n', 'ci/image.sh': script });
  const { files } = await migrate(project, changed => lintWhole(changed, rules), destination);
  const text = files.get('ci/image.sh') ?? '';
  t.true(text.startsWith('set -e\necho "$P" | docker login'), text);
  t.true(text.endsWith('\ndocker buildx build --push -t r.example.com/app .\n'), text);
});

test('a script of one scalar becomes a list', async t => {
  const { text, left } = await travis('script: docker build -t acme/app . && docker run acme/app', 'if: type = push');
  t.deepEqual(left, []);
  t.true(text.startsWith('language: minimal\nscript:\n  - echo "$DOCKER_PAT" | docker login'), text);
  t.true(
    text.endsWith('\n  - docker buildx build --platform linux/amd64 --load -t acme/app . && docker run acme/app\nif: type = push\n'),
    text,
  );
  const step = await moved('.buildkite/pipeline.yml', 'steps:\n  - command: "docker build -t acme/app ."\n    label: app\n');
  t.true(step.text.startsWith('steps:\n  - command:\n      - echo "$$DOCKER_PAT" | docker login'), step.text);
  t.true(step.text.endsWith('\n      - "docker buildx build --load -t acme/app ."\n    label: app\n'), step.text);
});

test('a build under a condition within its entry is connected before that', async t => {
  const entry = '- if [ -n "$DEPLOY" ]; then\n      docker build -t acme/app .;\n      fi';
  const { text, left } = await moved('.gitlab-ci.yml', `app:\n  image: docker:29\n  script:\n    ${entry}\n`);
  t.deepEqual(left, []);
  t.regex(text, /\n {4}- docker buildx create [^\n]+\n {4}- if \[ -n "\$DEPLOY" \]; then\n {6}docker buildx build /);
});

test('a script that Travis CI calls ends by itself', async t => {
  const destination = { builder: { organization: 'acme', name: 'default' }, toolchain: 'modern' } as const;
  const script = '#!/bin/sh\ndocker build -t acme/app .\n';
  const project = memoryProject({ '.travis.yml': 'language: minimal\nscript:\n  - ci/image.sh\n', 'ci/image.sh': script });
  const { files } = await migrate(project, changed => lintWhole(changed, rules), destination);
  t.regex(files.get('ci/image.sh') ?? '', /acme\/default \|\| exit 1\n/);
  t.notRegex(files.get('ci/image.sh') ?? '', /travis_terminate/);
});

test('a loop is connected before, and a function in an entry before the entry; in a script it is left', async t => {
  const loop = await moved('build.sh', 'set -e\nfor app in $APPS; do\n  # one\n  docker build -t "acme/$app" "$app"\ndone\n');
  t.regex(loop.text, /^set -e\necho [\s\S]*\ndocker buildx use [^\n]+\nfor app in \$APPS; do\n {2}# one\n {2}docker buildx build /);
  const own = 'build() {\n  docker build -t "acme/$1" "$1"\n  docker push "acme/$1"\n}\nbuild a\nbuild b\n';
  const entry = await moved(
    '.gitlab-ci.yml',
    `app:\n  image: docker:29\n  script:\n    - |\n      ${own.trimEnd().replaceAll('\n', '\n      ')}\n`,
  );
  t.deepEqual(entry.left, []);
  t.regex(entry.text, /\n {4}- docker buildx create [^\n]+\n {4}- \|\n {6}build\(\) \{\n {8}docker buildx build /);
  t.regex((await moved('build.sh', own)).left[0] ?? '', /^2 it stands in a loop, a function/);
});
