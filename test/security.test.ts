import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { formatNames } from '../src/report/index.js';
import { top } from './support/fixtures.js';
import { folderWith } from './support/folder.js';
import { runMain } from './support/run-main.js';
import { KNOWN_BY_PLACE, SECRETS } from './support/secrets.js';

/** Loaded before the command: refuses sockets and programs, and tells of each file that is opened. */
const WATCH = `
const fs = require('node:fs');
const tell = (what, path) => fs.writeSync(3, what + ' ' + String(path) + '\\n');
const open = fs.openSync;
const read = fs.readFileSync;
const list = fs.readdirSync;
fs.openSync = (path, ...rest) => { tell('open', path); return open(path, ...rest); };
fs.readFileSync = (path, ...rest) => { if (typeof path === 'string') tell('open', path); return read(path, ...rest); };
fs.readdirSync = (path, ...rest) => { tell('open', path); return list(path, ...rest); };
const refuse = (module, names) => {
  for (const name of names) module[name] = () => { tell('forbidden', name); throw new Error(name + ' is forbidden'); };
};
refuse(require('node:net').Socket.prototype, ['connect']);
refuse(require('node:net').Server.prototype, ['listen']);
refuse(require('node:dgram'), ['createSocket']);
refuse(require('node:dns'), ['lookup', 'resolve']);
refuse(require('node:http'), ['request', 'get']);
refuse(require('node:https'), ['request', 'get']);
refuse(globalThis, ['fetch']);
refuse(require('node:child_process'), ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']);
`;

interface Watched {
  readonly status: number | null;
  readonly opened: readonly string[];
  readonly forbidden: readonly string[];
}

function watched(folder: string, hook: string, argv: readonly string[]): Watched {
  const { status, output, stderr } = spawnSync(process.execPath, ['--require', hook, join(top, 'dist/cli.cjs'), ...argv], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const lines = (output[3] ?? '').split('\n');
  const told = (what: string) => lines.filter(line => line.startsWith(`${what} `)).map(line => line.slice(what.length + 1));
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return { status, opened: told('open'), forbidden: told('forbidden') };
}

const workflow = (commands: readonly string[], more = '') =>
  `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${more}${commands.map(command => `      - run: ${JSON.stringify(command)}\n`).join('')}`;

/** Ways out of the root, in every language that names files. */
function waysOut(outside: string): Readonly<Record<string, string>> {
  const commands = [
    '../outside/secret.sh',
    `${outside}/secret.sh`,
    `bash file://${outside}/secret.sh`,
    '. ../outside/secret.sh',
    'cd .. && ./outside/secret.sh',
    'bash ./link/secret.sh && ./link.sh && bash linked/../../outside/secret.sh',
    'make -f ../outside/Makefile && make -C ../outside && make',
    'npm --prefix ../outside run image && node ../outside/image.js && node image.mjs',
    'docker compose -f ../outside/compose.yml build && docker compose build',
    'docker buildx bake -f ../outside/docker-bake.hcl && docker buildx bake && docker build -f ../outside/Dockerfile ../outside',
    'docker build --env-file ../outside/.env . && cat ../../../../../../etc/passwd | bash && bash < ../outside/secret.sh',
  ];
  const uses = '      - uses: ./../outside/action\n      - uses: ../outside/action\n      - uses: ./link/action\n';
  return {
    '.github/workflows/ci.yml': `${workflow(commands, uses)}  other:\n    uses: ./../outside/.github/workflows/w.yml\n`,
    '.gitlab-ci.yml': `include:\n  - local: ../outside/ci.yml\n  - local: /../outside/ci.yml\n  - local: ${outside}/ci.yml\n  - local: link/ci.yml\n  - local: '../**/*.yml'\nbuild:\n  script: docker build .\n`,
    Jenkinsfile: "node { load '../outside/x.groovy'; load 'link/x.groovy'; sh '../outside/secret.sh'; sh 'docker build .' }",
    Makefile: `include ../outside/Makefile\ninclude ${outside}/Makefile\nimage:\n\t../outside/secret.sh\n\tdocker build .\n`,
    'image.mjs': `import '../outside/image.js';\nimport 'file://${outside}/image.js';\nrequire('../outside/image.js');\n// docker\n`,
    'compose.yml':
      'include: [../outside/compose.yml]\nservices:\n  a:\n    build: ../outside\n    extends: {file: ../outside/compose.yml, service: a}\n    env_file: ../outside/.env\n  b:\n    extends: {file: link/compose.yml, service: a}\n',
    'docker-bake.hcl': 'target "default" {\n  context = "../outside"\n  dockerfile = "../outside/Dockerfile"\n}\n',
    '.dbc-lintrc.yaml': 'ignore: ["nothing/**"]\n',
  };
}

const OUTSIDE = {
  'outside/secret.sh': 'docker build -t outside .\n',
  'outside/Makefile': 'image:\n\tdocker build -t outside .\n',
  'outside/package.json': '{"scripts": {"image": "docker build -t outside ."}}',
  'outside/image.js': "require('child_process').execSync('docker build -t outside .');\n",
  'outside/compose.yml': 'services:\n  a: {build: {context: ., tags: [outside]}}\n',
  'outside/docker-bake.hcl': 'target "default" { tags = ["outside"] }\n',
  'outside/ci.yml': 'outside:\n  script: docker build -t outside .\n',
  'outside/x.groovy': "sh 'docker build -t outside .'\n",
  'outside/.env': 'A=outside\n',
  'outside/action/action.yml': 'runs:\n  using: composite\n  steps:\n    - run: docker build -t outside .\n      shell: bash\n',
  'outside/.github/workflows/w.yml': 'on: workflow_call\njobs:\n  x: {runs-on: x, steps: [{run: docker build -t outside .}]}\n',
};

test('no socket, no other program, and no file outside the root', t => {
  const base = folderWith(t, { ...OUTSIDE, 'root/.git/HEAD': 'ref: refs/heads/main\n' });
  const hook = join(folderWith(t, { 'watch.cjs': WATCH }), 'watch.cjs');
  const root = join(base, 'root');
  const outside = join(base, 'outside');
  for (const [path, text] of Object.entries(waysOut(outside))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(outside, join(root, 'link'));
  symlinkSync(join(outside, 'secret.sh'), join(root, 'link.sh'));
  for (const argv of [
    ['.'],
    ['-f', 'json', '.'],
    ['-f', 'html', '.'],
    ['inspect', '.'],
    ['--preset', 'strict', '.'],
    ['--diff', '--unsafe-fixes', '.'],
    ['migrate', '--builder', 'acme/default', '.'],
    ['explain', '--here', '.github/workflows/ci.yml:9'],
  ]) {
    const { opened, forbidden } = watched(root, hook, argv);
    t.deepEqual(forbidden, []);
    t.true(
      opened.some(path => path.endsWith('/root/.github/workflows/ci.yml')),
      'the watch sees what is opened',
    );
    t.true(opened.some(path => path.endsWith('/root/image.mjs')));
    t.deepEqual(
      opened.filter(path => path.startsWith(outside) || /passwd|\/link(?:\/|\.sh$)/.test(path)),
      [],
    );
  }
});

test('the watch itself sees a socket and a program', t => {
  const folder = folderWith(t, {
    'watch.cjs': WATCH,
    'bad.cjs': "try { require('node:child_process').execSync('true'); } catch {}\ntry { require('node:net').connect(1); } catch {}\n",
  });
  const { output } = spawnSync(process.execPath, ['--require', join(folder, 'watch.cjs'), join(folder, 'bad.cjs')], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  t.regex(output[3] ?? '', /forbidden execSync[\s\S]*forbidden connect/);
});

/** Those of `support/secrets.ts` that their look gives away, and more kinds, made up here so that no scanner takes them for a leak. */
function credentials(): readonly (readonly [string, string])[] {
  const letters = 'aB3dE5gH7jK9mN2pQ4rS6tU8vWxYz1cFiLo';
  return [
    ...Object.entries(SECRETS).filter(([kind]) => !KNOWN_BY_PLACE.includes(kind)),
    ['a Google key', `AI${'za'}${letters}`],
    ['a Stripe key', `sk_${'live'}_${letters}`],
    ['a long password', `Tr0ub4dor${letters.slice(0, 6)}`],
  ];
}

/** A credential where people write them, in every syntax; some places make findings, others notes or names. */
function leaking(secret: string): Readonly<Record<string, string>> {
  const login = `docker login -u acme -p ${secret} registry.example.com`;
  const build = `docker buildx build --build-arg NPM_TOKEN=${secret} -t acme/app https://acme:${secret}@example.com/repo.git`;
  const list = (indent: string) => [login, build].map(line => `${indent}- ${JSON.stringify(line)}\n`).join('');
  return {
    '.github/workflows/ci.yml': `on: push\nenv:\n  DOCKER_PASSWORD: ${secret}\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/login-action@v3\n        with:\n          username: acme\n          password: ${secret}\n      - run: ${JSON.stringify(login)}\n      - run: ${JSON.stringify(build)}\n      - run: ./image.sh\n      - run: make image\n      - run: node image.mjs\n      - run: docker buildx bake\n      - run: docker compose build\n`,
    '.gitlab-ci.yml': `variables:\n  DOCKER_PASSWORD: ${secret}\nbuild:\n  script:\n${list('    ')}`,
    '.circleci/config.yml': `version: 2.1\njobs:\n  image:\n    docker:\n      - image: acme/app\n        auth: {username: acme, password: ${secret}}\n    steps:\n${[login, build].map(line => `      - run: ${JSON.stringify(line)}\n`).join('')}workflows: {w: {jobs: [image]}}\n`,
    '.buildkite/pipeline.yml': `env: {DOCKER_PASSWORD: ${secret}}\nsteps:\n  - commands:\n${list('      ')}`,
    '.travis.yml': `env: DOCKER_PASSWORD=${secret}\nscript:\n${list('  ')}`,
    'bitbucket-pipelines.yml': `pipelines:\n  default:\n    - step:\n        script:\n${list('          ')}`,
    Jenkinsfile: `node {\n  def token = '${secret}'\n  sh '${login}'\n  sh "docker login -p \${token}"\n  sh '${build}'\n}\n`,
    'image.sh': `#!/bin/sh\nexport DOCKER_PASSWORD=${secret}\n${login}\ndocker login -u acme -p $DOCKER_PASSWORD\n${build}\n`,
    Makefile: `TOKEN = ${secret}\nimage:\n\tdocker login -u acme -p $(TOKEN)\n\t${build}\n`,
    'image.mjs': `import { execSync } from 'node:child_process';\nconst token = '${secret}';\nexecSync(\`docker login -u acme -p \${token}\`);\n`,
    'docker-bake.hcl': `variable "NPM_TOKEN" { default = "${secret}" }\ntarget "default" {\n  args = { NPM_TOKEN = NPM_TOKEN }\n  output = ["type=docker"]\n}\n`,
    'compose.yml': `services:\n  a:\n    build:\n      context: .\n      args:\n        NPM_TOKEN: ${secret}\n`,
  };
}

for (const [kind, secret] of credentials()) {
  test(`a credential stands in no report: ${kind}`, async t => {
    const folder = folderWith(t, { ...leaking(secret), '.git/HEAD': 'ref: refs/heads/main\n' });
    for (const format of formatNames) {
      const { stdout, stderr, code } = await runMain(folder, ['-f', format, '--preset', 'strict', '.']);
      t.true(code === 0 || code === 1, stderr);
      t.true(stdout.length > 0);
      const at = `${stdout}${stderr}`.indexOf(secret);
      t.is(at, -1, `${format}: ${stdout.slice(Math.max(0, at - 300), at)}`);
      if (format === 'text') t.true(stdout.includes('***'), 'places that hold it are shown, without it');
    }
    for (const argv of [
      ['--diff', '--unsafe-fixes', '--preset', 'strict', '.'],
      ...[9, 12, 13].map(line => ['explain', '--here', `.github/workflows/ci.yml:${line}`]),
      ...[2, 3, 4, 5].map(line => ['explain', '--here', `image.sh:${line}`]),
      ['explain', '--here', 'Makefile:3'],
      ['explain', '--here', 'Jenkinsfile:3'],
      ['ignore', 'literal-credential', '--reason', 'x', '--diff', '.'],
      ['config', 'show', 'image.sh'],
      ['migrate', '--builder', 'acme/default', '.'],
    ]) {
      const { stdout, stderr } = await runMain(folder, argv);
      t.true(`${stdout}${stderr}`.length > 0, argv.join(' '));
      const at = `${stdout}${stderr}`.indexOf(secret);
      t.is(at, -1, `${argv.join(' ')}: ${stdout.slice(Math.max(0, at - 300), at)}`);
    }
    for (const format of ['text', 'json']) {
      const { stdout } = await runMain(folder, ['inspect', '-f', format, '.']);
      const at = stdout.indexOf(secret);
      t.is(at, -1, `inspect ${format}: ${stdout.slice(Math.max(0, at - 300), at)}`);
    }
  });
}

/** A password that neither its look nor a sign-in gives away, each alone in its file: the name beside it has to be enough. */
const BESIDE_A_NAME: Readonly<Record<string, (secret: string) => Readonly<Record<string, string>>>> = {
  'a build argument of a command': secret => ({
    'build.sh': `#!/bin/sh\nset -e\ndocker build --build-arg NPM_TOKEN=${secret} -t acme/app .\ndocker push acme/app\n`,
  }),
  'a build argument of an action': secret => ({
    '.github/workflows/ci.yml': `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: acme/app\n          build-args: NPM_TOKEN=${secret}\n`,
  }),
  'a variable of a job': secret => ({
    '.github/workflows/ci.yml': `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    env:\n      NPM_TOKEN: ${secret}\n    steps:\n      - run: docker build -t acme/app .\n      - run: docker push acme/app\n`,
  }),
  'a variable of a script': secret => ({
    'build.sh': `#!/bin/sh\nset -e\nNPM_TOKEN=${secret}\ndocker build --build-arg NPM_TOKEN -t acme/app .\ndocker push acme/app\n`,
  }),
  'a sign-in that moves': secret => ({
    'build.sh': `#!/bin/sh\nset -e\ndocker build -t acme/app .\ndocker login -u acme -p ${secret}\ndocker push acme/app\n`,
  }),
};

for (const [place, files] of Object.entries(BESIDE_A_NAME)) {
  for (const secret of ['purple-giraffe', 'kw7e91']) {
    test(`nothing but the fixed text itself shows ${place}: ${secret}`, async t => {
      const cwd = folderWith(t, { ...files(secret), '.git/HEAD': 'ref: refs/heads/main\n' });
      const [path = '', text = ''] = Object.entries(files(secret))[0] ?? [];
      const lines = text.split('\n').map((_, index) => ['explain', '--here', `${path}:${index + 1}`]);
      const runs: (readonly string[])[] = [
        ['migrate', '--builder', 'acme/default', '.'],
        ['migrate', '--builder', 'acme/default', '--toolchain', 'documented', '--diff', '.'],
        ['--preset', 'strict', '--diff', '--unsafe-fixes', '.'],
        ['--preset', 'adopt', '--diff', '--unsafe-fixes', '.'],
        ...formatNames.map(format => ['-f', format, '--preset', 'adopt', '.']),
        ['inspect', '.'],
        ['inspect', '-f', 'json', '.'],
        ...lines,
      ];
      for (const argv of runs) {
        const { stdout, stderr, code } = await runMain(cwd, argv);
        t.true(code === 0 || code === 1, stderr);
        t.false(`${stdout}${stderr}`.includes(secret), `${argv.join(' ')}: ${stdout}${stderr}`);
        if (argv[0] === 'migrate') t.true(stdout.includes('***') && stdout.includes('acme/default'), stdout);
      }
      const filtered = await runMain(cwd, ['--preset', 'adopt', '--fix', '--unsafe-fixes', '--stdin-filename', path, '-'], { stdin: text });
      t.true(filtered.stdout.includes(secret), 'what is put right is the text of the user');
      t.false(filtered.stderr.includes(secret), filtered.stderr);
    });
  }
}
