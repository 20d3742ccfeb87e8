import { lines, times } from './texts.js';

export type Files = Readonly<Record<string, string>>;

/** A project that somebody made to take all time or memory there is. */
export interface Hostile {
  readonly name: string;
  /** made only once it is its turn: some are of many megabytes */
  readonly files: () => Files;
  /** what the run has to say of it, as a note or an error; `undefined` where it is read whole, which its bounds allow */
  readonly says: RegExp | undefined;
  readonly args?: readonly string[];
}

export function hostile(name: string, says: RegExp | undefined, files: () => Files, args?: readonly string[]): Hostile {
  return { name, says, files, ...(args && { args }) };
}

export const WORKFLOW = '.github/workflows/ci.yml';

/** A job that builds an image, and what stands behind its first step. @param job further keys of the job */
export function workflow(steps = '', job = '', top = ''): string {
  return `on: push\n${top}jobs:\n  image:\n    runs-on: ubuntu-latest\n${job}    steps:\n      - run: docker build .\n${steps}`;
}

/** A workflow that runs a command in its second step. */
export function running(command: string, others: Files): Files {
  return { [WORKFLOW]: workflow(`      - run: ${command}\n`), ...others };
}

/** A script that a workflow calls. */
export function script(text: string): Files {
  return running('./image.sh', { 'image.sh': `#!/bin/bash\n${text}\ndocker build -t last .\n` });
}

export function make(text: string): Files {
  return running('make image', { Makefile: `${text}\nimage:\n\tdocker build .\n` });
}

export function bake(text: string): Files {
  return running('docker buildx bake', { 'docker-bake.hcl': `${text}\n` });
}

export function compose(text: string): Files {
  return running('docker compose build', { 'compose.yml': `${text}\n` });
}

export function node(text: string): Files {
  return running('node image.mjs', { 'image.mjs': `import { execSync } from 'node:child_process'; // docker\n${text}\n` });
}

export function jenkins(text: string): Files {
  return { Jenkinsfile: `node {\n  sh 'docker build .'\n  ${text}\n}\n` };
}

export function gitlab(text: string): Files {
  return { '.gitlab-ci.yml': `build:\n  script: docker build .\n${text}\n` };
}

export function circleci(steps: string, top = ''): Files {
  return {
    '.circleci/config.yml': `version: 2.1\n${top}jobs:\n  image:\n    docker: [{image: x}]\n    steps:\n      - run: docker build .\n${steps}\nworkflows: {w: {jobs: [image]}}\n`,
  };
}

/** A few lines of aliases of aliases, ten of each, that stand for 10^20 nodes as `*a20` (a "billion laughs"). */
export const BOMB = [
  '# docker',
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  lines(20, n => `a${n + 1}: &a${n + 1} [${times(`*a${n}, `, 10)}]`),
  '',
].join('\n');
