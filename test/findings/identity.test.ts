import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../../rules/index.js';
import { lint } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';
import { foldersIn, projectIn, top } from '../support/fixtures.js';

type Files = Readonly<Record<string, string>>;

const isYaml = (path: string) => /\.ya?ml$/.test(path);
const isGroovy = (path: string) => /Jenkinsfile|\.groovy$/.test(path);
const isScript = (path: string) => /\.sh$/.test(path);

/** What a person does to files without changing what they mean. */
const CHANGES: Readonly<Record<string, (path: string, text: string) => string>> = {
  'lines are inserted above': (path, text) => {
    if (isYaml(path)) return `# one\n\n# two\n${text}`;
    if (isGroovy(path)) return `// one\n\n${text}`;
    return isScript(path) ? text.replace('\n', '\n# one\n\n# two\n') : text;
  },
  'YAML is indented twice as far': (path, text) =>
    isYaml(path) ? text.replace(/^( *)(- )?/gm, (_, indent, dash) => `${indent}${indent}${dash === undefined ? '' : '-   '}`) : text,
  'line ends are those of Windows': (path, text) => (isYaml(path) || isGroovy(path) ? text.replaceAll('\n', '\r\n') : text),
};

async function identities(files: Files, rule: string): Promise<readonly string[]> {
  const { findings } = await lint(
    memoryProject(files),
    rules.filter(({ id }) => id === rule),
    { severities: new Map([[rule, 'error']]) },
  );
  return findings.map(({ identity }) => identity).toSorted();
}

for (const [what, change] of Object.entries(CHANGES)) {
  test(`findings keep their identities where ${what}`, async t => {
    let compared = 0;
    for (const rule of foldersIn('fixtures/rules')) {
      const project = projectIn(`fixtures/rules/${rule}/bad`);
      const files = Object.fromEntries(
        project.paths.map(path => [path, readFileSync(join(top, 'fixtures/rules', rule, 'bad', path), 'utf8')]),
      );
      const before = await identities(files, rule);
      const after = await identities(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(path, text)])), rule);
      t.deepEqual(after, before, rule);
      t.is(new Set(before).size, before.length, `${rule}: no two findings share an identity`);
      compared += before.length;
    }
    t.true(compared > 300, `${compared}`);
  });
}

const WORKFLOW = (first: string, second: string, command: string) => `on: push
jobs:
  ${first}:
    runs-on: ubuntu-latest
    steps:
      - run: echo
  ${second}:
    runs-on: ubuntu-latest
    steps:
${command}
`;
const RULE = 'unreplaced-placeholder';
const idsOf = (text: string) => identities({ '.github/workflows/ci.yml': text }, RULE);

test('renaming another job keeps identities, renaming its own does not', async t => {
  const step = '      - run: docker buildx build --push --builder "cloud-<ORG>-default" -t acme/a .';
  const before = await idsOf(WORKFLOW('lint', 'image', step));
  t.is(before.length, 1);
  t.deepEqual(await idsOf(WORKFLOW('check', 'image', step)), before);
  t.notDeepEqual(await idsOf(WORKFLOW('lint', 'picture', step)), before);
});

test('another way to write the same command keeps identities', async t => {
  const before = await idsOf(
    WORKFLOW('lint', 'image', '      - run: docker buildx build --push --builder "cloud-<ORG>-default" -t acme/a .'),
  );
  t.is(before.length, 1);
  const same = [
    `      - run: "docker   buildx build --push --builder 'cloud-<ORG>-default' -t acme/a ."`,
    '      - run: |\n          docker buildx build \\\n            --push \\\n            --builder "cloud-<ORG>-default" -t acme/a .',
    '      - run: >-\n          docker buildx build\n          --push --builder "cloud-<ORG>-default"\n          -t "acme/a" .',
    `      - name: build\n        run: 'docker buildx build --push --builder "cloud-<ORG>-default" -t acme/a .'`,
    '      - run: |\n          echo first\n          docker buildx build --push --builder "cloud-<ORG>-default" -t acme/a . # a comment',
  ];
  for (const step of same) t.deepEqual(await idsOf(WORKFLOW('lint', 'image', step)), before, step);
});

test('of equal commands in one job each has an identity of its own, in their order', async t => {
  const step = '      - run: docker buildx build --push --builder "cloud-<ORG>-default" -t acme/a .';
  const one = await idsOf(WORKFLOW('lint', 'image', step));
  const three = await idsOf(WORKFLOW('lint', 'image', [step, step, step].join('\n')));
  t.is(new Set(three).size, 3);
  t.true(three.includes(one[0] ?? ''));
});
