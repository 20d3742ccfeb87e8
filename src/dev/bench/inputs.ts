import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { entriesOf, itemsOf, parseYaml, textOf, type YamlNode } from '../../formats/yaml.js';
import { SourceFile } from '../../source/file.js';

/** A workflow as most are: it builds no image. */
const WITHOUT_IMAGES = `name: test
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        version: [20, 22, 24]
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          version: \${{ matrix.version }}
      - name: Unit tests
        run: |
          cargo fetch
          cargo test --all-features --workspace
`;

/** All workflows of the rules' fixtures: they build images, and no two are alike. */
const FIXTURES = 'fixtures/rules';

function fixtureWorkflows(): readonly string[] {
  const paths = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' });
  return paths.filter(path => /\.github\/workflows\/[^/]+\.ya?ml$/.test(path)).map(path => join(FIXTURES, path));
}

/** A repository of workflows. @param builds how many of them build images */
export function workflows(folder: string, count: number, builds: number): string {
  const sources = fixtureWorkflows().map(path => readFileSync(path, 'utf8'));
  for (let index = 0; index < count; index++) {
    const text = index < builds ? (sources[index % sources.length] ?? '') : WITHOUT_IMAGES;
    write(join(folder, '.github/workflows', `w${index}.yml`), `# ${index}\n${text}`);
  }
  return folder;
}

/** Whole copies of a folder side by side, as many as come nearest to a number of files. @returns how many files they hold */
export function copies(of: string, folder: string, files: number): number {
  const each = readdirSync(of, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;
  const count = Math.max(1, Math.round(files / each));
  for (let index = 0; index < count; index++) cpSync(of, join(folder, `${basename(of)}-${index}`), { recursive: true });
  return count * each;
}

/** The example projects in turn, each a project of its own with one CI file or a few. */
export function projects(folder: string, count: number): string {
  const names = readdirSync('fixtures/projects', { withFileTypes: true }).filter(entry => entry.isDirectory());
  for (let index = 0; index < count; index++) {
    const name = names[index % names.length]?.name ?? '';
    cpSync(join('fixtures/projects', name), join(folder, String(index)), { recursive: true });
  }
  return folder;
}

export function manyJobs(folder: string, jobs: number): string {
  const job = (index: number) => `  job${index}:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/login-action@v4
        with: {username: "\${{ vars.USER }}", password: "\${{ secrets.PAT }}"}
      - run: docker buildx build --push --tag acme/app${index} .
`;
  const text = `on: push\njobs:\n${Array.from({ length: jobs }, (_, index) => job(index)).join('')}`;
  write(join(folder, '.github/workflows/jobs.yml'), text);
  return folder;
}

export function longScript(folder: string, lines: number): string {
  const line = (index: number) => (index % 10 === 0 ? `docker build -t "$R/app:$V${index}" .` : `V${index}="$V${index - 1}.${index}"`);
  write(
    join(folder, 'build.sh'),
    `#!/bin/sh\nR=acme\nV0=1\n${Array.from({ length: lines }, (_, index) => `${line(index + 1)}\n`).join('')}`,
  );
  return folder;
}

/** A repository with a few CI files among thousands of others, and the files of it that a commit changed. */
export function largeRepository(folder: string, files: number): { readonly folder: string; readonly changed: readonly string[] } {
  workflows(folder, 20, 20);
  for (let index = 0; index < files; index++) write(join(folder, `src/${index % 100}/${index}.ts`), `export const n${index} = ${index};\n`);
  mkdirSync(join(folder, '.git'));
  return { folder, changed: [0, 1, 2].map(index => join(folder, `.github/workflows/w${index}.yml`)) };
}

/** The scripts of a folder's workflows, each in a file of its own. */
export function scriptsOf(workflowsFolder: string, folder: string): readonly string[] {
  const paths: string[] = [];
  for (const name of readdirSync(workflowsFolder)) {
    const file = new SourceFile(name, readFileSync(join(workflowsFolder, name), 'utf8'));
    for (const script of parseYaml(file).documents.flatMap(runs)) {
      const path = join(folder, `s${paths.length}.sh`);
      write(path, script);
      paths.push(path);
    }
  }
  return paths;
}

function runs(node: YamlNode): readonly string[] {
  const own = entriesOf(node).flatMap(({ key, value }) => (key.decoded === 'run' ? (textOf(value) ?? []) : runs(value)));
  return [...own, ...itemsOf(node).flatMap(runs)];
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
