import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DiskProject } from '../../cli/disk.js';
import { asMap, entriesOf, itemsOf, parseYaml, textOf, type YamlNode } from '../../formats/yaml.js';
import { PipelineRoom } from '../../model/limits.js';
import type { Job, Pipeline } from '../../model/pipeline.js';
import { gitlabCi } from '../../platforms/gitlab-ci/index.js';
import { SourceFile } from '../../source/file.js';

/*
 * npm run oracles -- --gitlab NODE TOOL FOLDER [MOST]: GitLab configurations as gitlab-ci-local expands them against what is read here. NODE
 * is a Node.js that the tool runs on (22 or newer), TOOL its executable, FOLDER holds small repositories. Each is copied to a Git
 * repository of its own first; `--preview` expands and prints, it runs no job and downloads nothing where includes are local.
 */

interface Row {
  readonly name: string;
  readonly problems: readonly string[];
}

async function compare(node: string, tool: string, folder: string, most: number): Promise<void> {
  const reader = await gitlabCi.load();
  const rows: Row[] = [];
  let [refused, jobs] = [0, 0];
  for (const name of readdirSync(folder)) {
    if (rows.length + refused >= most) break;
    const path = join(folder, name, '.gitlab-ci.yml');
    const text = readFileSafely(path);
    if (text === undefined || hasRemoteInclude(text)) continue;
    const expected = preview(node, tool, join(folder, name));
    if (expected === undefined) {
      refused++;
      continue;
    }
    const project = new DiskProject(join(folder, name));
    const file = project.read('.gitlab-ci.yml');
    if (file === undefined) continue;
    const [pipeline] = reader.read(file, '', project, new PipelineRoom());
    jobs += expected.length;
    rows.push({ name, problems: differences(expected, pipeline) });
  }
  const wrong = rows.filter(row => row.problems.length > 0);
  console.log('| files compared | refused by the tool | jobs | files that differ |\n|--:|--:|--:|--:|');
  console.log(`| ${rows.length} | ${refused} | ${jobs} | ${wrong.length} |`);
  for (const { name, problems } of wrong.slice(0, 40)) console.log(`\n${name}\n  ${problems.slice(0, 5).join('\n  ')}`);
}

function readFileSafely(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function hasRemoteInclude(text: string): boolean {
  return /^include:/m.test(text) && /\b(?:remote|project|template|component):|^include:\s*['"]?https?:|-\s*['"]?https?:/m.test(text);
}

interface ExpectedJob {
  readonly name: string;
  readonly script: string;
  readonly after: string;
}

/** The jobs as the tool prints them; `undefined` where it takes the configuration for wrong. */
function preview(node: string, tool: string, from: string): readonly ExpectedJob[] | undefined {
  const box = mkdtempSync(join(tmpdir(), 'oracle-gitlab-'));
  try {
    cpSync(from, box, { recursive: true });
    const git = (...args: readonly string[]): void =>
      void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: box, stdio: 'ignore' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'all');
    git('remote', 'add', 'origin', 'git@gitlab.example.com:acme/app.git');
    const run = spawnSync(node, [tool, '--preview'], { cwd: box, encoding: 'utf8', timeout: 30_000, input: '' });
    return run.status === 0 ? jobsIn(run.stdout) : undefined;
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

const NOT_JOBS = new Set([
  'stages',
  'variables',
  'default',
  'workflow',
  'include',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
]);

function jobsIn(output: string): readonly ExpectedJob[] {
  const { documents } = parseYaml(new SourceFile('preview.yml', output.slice(output.indexOf('---'))));
  return entriesOf(documents.at(-1)).flatMap((entry): readonly ExpectedJob[] => {
    const job = asMap(entry.value);
    const name = entry.key.decoded;
    if (job === undefined || NOT_JOBS.has(name) || name.startsWith('.') || job.get('script') === undefined) return [];
    return [{ name, script: lines([job.get('before_script'), job.get('script')]), after: lines([job.get('after_script')]) }];
  });
}

function lines(nodes: readonly (YamlNode | undefined)[]): string {
  return nodes
    .flatMap(node => (node?.kind === 'list' ? itemsOf(node) : node === undefined ? [] : [node]))
    .map(node => textOf(node) ?? '')
    .join('\n');
}

function differences(expected: readonly ExpectedJob[], pipeline: Pipeline | undefined): readonly string[] {
  const own = new Map<string, Job>();
  for (const job of pipeline?.jobs ?? []) own.set(job.name, own.get(job.name) ?? job);
  const problems: string[] = [];
  for (const { name, script, after } of expected) {
    // The tool prints the cells of a matrix as one job, as they stand in the file.
    const job = own.get(name);
    if (job === undefined) problems.push(`${name}: not read`);
    else {
      const texts = job.steps.flatMap(step => (step.kind === 'shell' ? [step.script.text.value] : []));
      const wanted = [script, after].filter(text => text.trim() !== '');
      if (blank(texts.join('\n')) !== blank(wanted.join('\n')))
        problems.push(`${name}: another script: ${firstDifference(texts.join('\n'), wanted.join('\n'))}`);
    }
  }
  return problems;
}

/** Line ends at the end of items differ with the style they are printed in. */
function blank(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function firstDifference(ours: string, theirs: string): string {
  const [a, b] = [blank(ours), blank(theirs)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `${JSON.stringify(a.slice(at, at + 60))} for ${JSON.stringify(b.slice(at, at + 60))}`;
}

const [node, tool, folder, most] = process.argv.slice(2);
if (node === undefined || tool === undefined || folder === undefined) {
  console.error('usage: npm run oracles -- --gitlab NODE TOOL FOLDER [MOST]');
  process.exitCode = 2;
} else await compare(node, resolve(tool), resolve(folder), Number(most ?? 100_000));
