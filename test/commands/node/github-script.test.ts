import test from 'ava';
import { expand } from '../../../src/expand.js';
import { PipelineRoom } from '../../../src/model/limits.js';
import { platforms } from '../../../src/platforms/index.js';
import { memoryProject } from '../../../src/project/memory.js';
import { spanText } from '../../../src/source/file.js';
import { lines, stepsIn } from '../../support/expanded.js';

const PATH = '.github/workflows/ci.yml';

async function expandedWorkflow(step: string, files: Readonly<Record<string, string>> = {}) {
  const text = `on: [push, pull_request]\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step.replaceAll('\n', '\n        ')}\n`;
  const project = memoryProject({ ...files, [PATH]: text });
  const platform = platforms.find(one => one.id === 'github-actions');
  const file = project.read(PATH);
  const [pipeline] = file && platform ? (await platform.load()).read(file, '', project, new PipelineRoom()) : [];
  if (pipeline === undefined) throw new Error('a workflow is a pipeline');
  return (await expand(pipeline, project)).pipeline;
}

const script = (body: string, more = ''): string =>
  `uses: actions/github-script@v8\n${more}with:\n  script: |\n    ${body.replaceAll('\n', '\n    ')}`;

const rows: readonly (readonly [reason: string, step: string, expected: readonly string[], files?: Readonly<Record<string, string>>])[] = [
  ['its tools are there without an import', script(`await exec.exec('docker', ['pull', 'x'])`), ['docker pull x']],
  ['variables of the step', script('await exec.exec(`docker pull ${process.env.A}`)', 'env:\n  A: x\n'), ['docker pull x']],
  ['expressions', script(`await exec.exec('docker pull x:\${{ github.sha }}')`), ['docker pull x:${event.github.sha}']],
  [
    'expressions that choose',
    script(`await exec.exec("docker pull \${{ github.event_name == 'push' && 'x' || 'y' }}")`),
    ['docker pull {x|y}'],
  ],
  [
    'a return before',
    script(`if (context.eventName === 'push') return;\nawait exec.exec('docker pull x')`),
    ["docker pull x if not (context.eventName === 'push')"],
  ],
  [
    'a file of the repository',
    script(`const run = require('./ci/run.js')\nawait run({ github, context, exec })`),
    ['docker pull x'],
    { 'ci/run.js': `module.exports = async ({ exec }) => { await exec.exec('docker pull x') }` },
  ],
  ['a group', script(`await core.group('a', async () => { await exec.exec('docker pull x') })`), ['docker pull x']],
  ['a body that starts nothing', script(`await github.rest.issues.create({ title: 'docker' })`), []],
];
for (const [reason, step, expected, files] of rows) {
  test(reason, async t => {
    const pipeline = await expandedWorkflow(step, files);
    t.deepEqual(lines(pipeline), expected);
    t.deepEqual(pipeline.unread, []);
  });
}

test('words point at the characters in the workflow', async t => {
  const [step] = stepsIn(await expandedWorkflow(script(`await exec.exec('docker', [\n  'pull',\n  \`acme/\${'app'}\`,\n])`)));
  t.deepEqual(
    step?.words?.map(word => [word.span.file.path, word.parts.map(part => spanText(part.span)).join('|')]),
    [
      [PATH, 'docker'],
      [PATH, 'pull'],
      [PATH, 'acme/|app'],
    ],
  );
  t.deepEqual(step?.via, []);
});
