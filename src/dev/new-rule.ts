import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Files, textAt, write } from './generated.js';

/** The files of a rule that is yet to be written. Its tests fail until it is. */
export function newRule(top: string, id: string): Files {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id)) throw new Error(`"${id}" is no rule id; write words with hyphens: login-missing`);
  if (textAt(top, `rules/${id}.ts`) !== undefined) throw new Error(`there is a rule ${id} already`);
  return new Map([
    [`rules/${id}.ts`, ruleText(id)],
    [`rules/${id}.md`, documentText(id)],
    ['rules/index.ts', indexText([...ruleIds(top), id])],
    ...(['bad', 'good'] as const).flatMap(kind => fixtures(id, kind)),
  ]);
}

/** The ids of the rules there are, by their files. */
function ruleIds(top: string): readonly string[] {
  const names = readdirSync(join(top, 'rules')).filter(name => name.endsWith('.ts') && name !== 'index.ts');
  return names.map(name => name.slice(0, -'.ts'.length));
}

/** `rules/index.ts`. */
export function indexText(ids: readonly string[]): string {
  const sorted = [...ids].sort();
  return `import type { Rule } from '../src/rule.js';
${sorted.map(id => `import ${variable(id)} from './${id}.js';`).join('\n')}

/** All rules there are, by id. \`npm run new-rule <id>\` adds a line. */
export const rules: readonly Rule[] = [
${sorted.map(id => `  ${variable(id)},`).join('\n')}
];
`;
}

function variable(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function ruleText(id: string): string {
  return `import { defineRule, isCloud, stepsOf } from '../src/rule.js';

export default defineRule({
  id: '${id}',
  summary: 'Say what to do, as an imperative, without a full stop',
  severity: 'warning',
  category: 'builder',
  practice: 'https://docs.docker.com/build-cloud/',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true) continue;
      yield { on: build, at: build.programSpan, message: 'Say what is the case. Then say what to do next.' };
    }
  },
});
`;
}

function documentText(id: string): string {
  const example = (language: string, path: string, kind: string) =>
    `\`\`\`${language} title="${path}" ${kind}\nThe example, a whole file, that ${kind === 'wrong' ? `${id} reports` : 'is right'}.\n\`\`\`\n`;
  const section = (name: string, language: string, path: string) =>
    `## ${name}\n\nWrong:\n\n${example(language, path, 'wrong')}\nRight:\n\n${example(language, path, 'right')}`;
  return `## Why

One paragraph: the documented practice, and what happens to those who do not follow it.

${section('GitHub Actions', 'yaml', '.github/workflows/ci.yml')}
${section('GitLab CI', 'yaml', '.gitlab-ci.yml')}
${section('Shell script', 'sh', 'build.sh')}
## Options

This rule has no options.

## When to switch it off

Say for whom the rule is not meant.
`;
}

const BUILD = 'docker buildx build --push --tag acme/app:1 .';

/** A job that builds, for each platform at its real path; `#!` stands for what is expected there. */
const EXAMPLES: Readonly<Record<string, string>> = {
  '.github/workflows/image.yml': `name: image

on: push

jobs:
  first-case:
    runs-on: ubuntu-latest
    steps:
      - run: ${BUILD}#!
`,
  '.gitlab-ci.yml': `first-case:
  image: docker:28
  script:
    - ${BUILD}#!
`,
  '.circleci/config.yml': `version: 2.1

jobs:
  first-case:
    machine:
      image: ubuntu-2404:current
    steps:
      - checkout
      - run: ${BUILD}#!

workflows:
  main:
    jobs:
      - first-case
`,
  '.buildkite/pipeline.yml': `steps:
  - label: first-case
    commands:
      - ${BUILD}#!
`,
  Jenkinsfile: `pipeline {
  agent any
  stages {
    stage('first-case') {
      steps {
        sh '${BUILD}'#!
      }
    }
  }
}
`,
  '.travis.yml': `language: minimal
services: docker

jobs:
  include:
    - name: first-case
      script:
        - ${BUILD}#!
`,
  'bitbucket-pipelines.yml': `image: atlassian/default-image:5

pipelines:
  default:
    - step:
        name: first-case
        services: [docker]
        script:
          - ${BUILD}#!
`,
  'ci/first-case.sh': `#!/bin/bash
set -euo pipefail

${BUILD}#!
`,
};

/** Small repositories: one CI file for each platform. */
function fixtures(id: string, kind: 'bad' | 'good'): readonly (readonly [string, string])[] {
  return Object.entries(EXAMPLES).map(([path, text]) => {
    const comment = path === 'Jenkinsfile' ? '//' : '#';
    const expectation = kind === 'bad' ? ` ${comment} expect: ${id}` : '';
    return [`fixtures/rules/${id}/${kind}/${path}`, text.replace(/#!$/m, expectation)];
  });
}

/** `npm run new-rule <id>`. */
function main(id: string | undefined): number {
  try {
    for (const path of write('.', newRule('.', id ?? ''))) console.log(`wrote ${path}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
  console.log('Next: fill the fixtures, see them fail (`npm test`), write `check`, write the document, run `npm run docs`.');
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv[2]);
