import test from 'ava';
import { expand } from '../../../src/expand.js';
import { conditionText } from '../../../src/model/condition.js';
import { PipelineRoom } from '../../../src/model/limits.js';
import { valueText } from '../../../src/model/value.js';
import { githubActions } from '../../../src/platforms/github-actions/index.js';
import { memoryProject } from '../../../src/project/memory.js';

/** The words of the steps that use an image, each with when it runs if that is not always. */
async function pulls(steps: string): Promise<string> {
  const path = '.github/workflows/a.yml';
  const indented = steps.trim().replaceAll('\n', '\n      ');
  const project = memoryProject({ [path]: `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      ${indented}\n` });
  const reader = await githubActions.load();
  const file = project.read(path);
  const [pipeline] = file === undefined ? [] : reader.read(file, '', project, new PipelineRoom());
  if (pipeline === undefined) return 'no pipeline';
  const expanded = await expand(pipeline, project);
  const uses = (expanded.pipeline.jobs[0]?.steps ?? []).filter(step => step.kind === 'use-image');
  return uses.map(step => `${conditionText(step.runs)}: ${(step.words ?? []).map(valueText).join(' ')}`).join('; ');
}

test('an output that a script sets is known to the steps after it', async t => {
  const steps = `
- id: plan
  run: echo "tag=v1" >> "$GITHUB_OUTPUT"
- run: docker pull app:\${{ steps.plan.outputs.tag }}`;
  t.is(await pulls(steps), 'always: docker pull app:v1');
});

test('an output that is set in a branch is known in the worlds of that branch, and empty in all others', async t => {
  const steps = `
- id: plan
  if: vars.GO
  run: echo "tag=v1" >> "$GITHUB_OUTPUT"
- run: docker pull app:\${{ steps.plan.outputs.tag }}`;
  t.is(await pulls(steps), '(vars.go): docker pull app:v1; not (vars.go): docker pull app:');
});

test('a list whose lines are written one by one is not known to be empty', async t => {
  const steps = `
- id: plan
  run: |
    echo "tags<<EOF" >> "$GITHUB_OUTPUT"
    echo "a" >> "$GITHUB_OUTPUT"
    echo EOF >> "$GITHUB_OUTPUT"
- run: docker pull app:\${{ steps.plan.outputs.tags }}`;
  t.is(await pulls(steps), 'always: docker pull app:…');
});

test('a variable put into GITHUB_ENV reaches values and scripts after it', async t => {
  const steps = `
- run: echo "IMAGE=acme/app" >> "$GITHUB_ENV"
- run: docker pull "$IMAGE" \${{ env.IMAGE }}`;
  t.is(await pulls(steps), 'always: docker pull acme/app acme/app');
});
