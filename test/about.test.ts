import test from 'ava';
import { rules } from '../rules/index.js';
import { inspect } from '../src/lint.js';
import type { ExpandedPipeline } from '../src/model/pipeline.js';
import type { Rule } from '../src/rule.js';
import { simulate } from '../src/simulate.js';
import { optionsFor } from './support/configured.js';
import { projectIn } from './support/fixtures.js';

/** The pipelines with each job in turn without the steps that a rule is about. */
function* without(kinds: NonNullable<Rule['about']>, pipelines: readonly ExpandedPipeline[]): Iterable<ExpandedPipeline> {
  for (const pipeline of pipelines) {
    for (const job of pipeline.jobs) {
      const steps = job.steps.filter(step => !kinds.includes(step.kind));
      if (steps.length < job.steps.length) {
        yield { ...pipeline, jobs: [{ ...job, steps }, ...pipeline.jobs.filter(other => other !== job)] };
      }
    }
  }
}

for (const rule of rules) {
  const { about } = rule;
  if (about === undefined) continue;
  test(`${rule.id} finds nothing in a job without the steps that it is about`, async t => {
    const project = projectIn(`fixtures/rules/${rule.id}/bad`);
    const options = optionsFor(project, rule);
    const { pipelines } = await inspect(project, options);
    let jobs = 0;
    for (const pipeline of without(about, pipelines)) {
      const [job] = pipeline.jobs;
      const { file, platform } = pipeline;
      if (job === undefined) continue;
      jobs++;
      const settings = options.configuration?.settingsFor(file.path, platform);
      const asked = options.configuration?.rulesFor(file.path, platform).options(rule) ?? rule.defaults;
      const found = simulate(job, pipeline, settings).flatMap(run => [...rule.check(run, asked)]);
      t.deepEqual(
        found.map(problem => problem.message),
        [],
      );
    }
    t.true(jobs > 0, 'no job of the fixtures has such a step');
  });
}
