import test from 'ava';
import { rules } from '../../rules/index.js';
import { lintWhole } from '../../src/lint.js';
import { migrate } from '../../src/migrate.js';
import { memoryProject } from '../../src/project/memory.js';

/** What is left of a project, and whether anything of it changes. */
async function leftOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const destination = { builder: { organization: 'acme', name: 'default' }, toolchain: 'modern' } as const;
  const { left, files: changed } = await migrate(memoryProject(files), project => lintWhole(project, rules), destination);
  return [
    ...left.map(({ at, why }) => `${at.file.position(at.start).line} ${why}`),
    ...[...changed.keys()].map(path => `${path} is changed`),
  ];
}

const script = (...lines: readonly string[]) => ({ 'build.sh': ['#!/bin/bash', 'set -e', ...lines, ''].join('\n') });

/** Scripts that are left as they are, each with the reason. */
const LEFT: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  [
    'a platform without a machine',
    script('docker build --platform linux/s390x -t acme/app .'),
    '3 Build Cloud has no machine for linux/s390x; build that elsewhere',
  ],
  [
    'a program without builders',
    script('buildah bud -t acme/app .'),
    '3 buildah bud has no builders to choose from; build with `docker buildx build`',
  ],
  [
    'the legacy builder',
    script('export DOCKER_BUILDKIT=0', 'docker build -t acme/app .'),
    '4 DOCKER_BUILDKIT=0 asks for the legacy builder, which cannot be a cloud one; leave it out',
  ],
  [
    'a builder that is named',
    script('docker buildx build --builder big -t acme/app .'),
    '3 which builder it runs on cannot be told; leave the choice to `docker buildx create --use`',
  ],
  [
    'a builder that is made',
    script('docker buildx create --use --name big', 'docker buildx build -t acme/app .'),
    '3 a builder of its own is made here by command; make it with `--driver cloud` instead',
  ],
  [
    'the network of the machine',
    script('docker build --network host -t acme/app .'),
    '3 the network `host` is one of this machine; build without it',
  ],
  [
    'a host of the machine',
    script('docker build --add-host db:host-gateway -t acme/app .'),
    '3 `host-gateway` would be the machine of the cloud builder; build without it',
  ],
  [
    'a registry of the machine',
    script('docker build -t localhost:5000/app .'),
    '3 localhost:5000/app lies in a registry of this machine, which a cloud builder cannot reach; name one that it can',
  ],
  [
    'version 1 of Compose',
    { ...script('docker-compose build'), 'docker-compose.yml': 'services:\n  app:\n    build: .\n' },
    '3 `docker-compose` may be version 1, which does not build with Buildx; write `docker compose`',
  ],
  [
    'the base of a later image',
    script('docker build -t base .', 'docker build -t acme/app app'),
    '3 nothing here uses base, so a later build may start from it, and a cloud builder does not see the images of this machine; push it first, or build both with bake',
  ],
  [
    'a base that is handed on',
    script('docker build -t base .', 'docker build --build-arg FROM=base -t acme/app app', 'docker run base'),
    '3 base is the base of a later build, and a cloud builder does not see the images of this machine; push it first, or build both with bake',
  ],
  [
    'a function with nothing before it',
    { 'build.sh': 'build() {\n  docker build -t "acme/$1" "$1"\n  docker push "acme/$1"\n}\nbuild a\nbuild b\n' },
    '2 it stands in a loop, a function or a condition, with nothing before it to connect behind; sign in and connect where the job starts',
  ],
  [
    'a list on one line',
    { '.travis.yml': 'language: minimal\nscript: [docker build -t acme/app ., docker run acme/app]\n' },
    '2 its list stands on one line; give each command a line of its own',
  ],
  [
    'a step of Jenkins',
    { Jenkinsfile: "node {\n  docker.build('acme/app')\n}\n" },
    "2 it is a step of Jenkins' own; write it as sh 'docker buildx build …'",
  ],
  [
    'macOS',
    {
      '.github/workflows/ci.yml': 'on: push\njobs:\n  a:\n    runs-on: macos-latest\n    steps:\n      - run: docker build -t acme/app .\n',
    },
    '6 the job runs on macos, and Build Cloud builds for Linux; build in a job on Linux',
  ],
  [
    'Buildx under a condition',
    {
      '.github/workflows/ci.yml':
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/setup-buildx-action@v4\n        if: vars.CACHE == '1'\n      - uses: docker/build-push-action@v7\n        with:\n          tags: acme/app\n",
    },
    '6 Buildx is set up only under a condition; set it up whenever an image is built',
  ],
  [
    'a sign-in that does not come for every image',
    {
      '.github/workflows/ci.yml':
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/login-action@v4\n        if: github.repository == 'acme/app'\n        with:\n          username: acme\n          password: ${{ secrets.HUB }}\n      - uses: docker/build-push-action@v7\n        with:\n          tags: acme/app\n",
    },
    '6 it signs in to Docker Hub only under a condition; sign in whenever an image is built',
  ],
];

for (const [name, files, why] of LEFT) {
  test(`${name} is left`, async t => {
    t.deepEqual(await leftOf(files), [why]);
  });
}

test('a job that would have an error that was not there is left, with the error', async t => {
  const [left, ...more] = await leftOf(
    script('docker buildx build --platform linux/amd64,linux/arm64 -t acme/app .', 'docker run acme/app'),
  );
  t.regex(left ?? '', /^1 moved, it would fail: An image for 2 platforms is not loaded/);
  t.deepEqual(more, []);
});

test('nothing is put into lines that macOS runs as well', async t => {
  const script = '  - make\n  - if [ -n "$IMAGE" ]; then docker build -t acme/app .; fi\n';
  t.deepEqual(await leftOf({ '.travis.yml': `os: [linux, osx]\nlanguage: minimal\nscript:\n${script}` }), [
    '5 jobs on macos run the same lines; build in a job of its own on Linux',
    '5 the job runs on macos, and Build Cloud builds for Linux; build in a job on Linux',
  ]);
});
