import { asMap, type YamlMap } from '../formats/yaml.js';
import type { JobRun, PlayedOf } from '../model/job-run.js';
import type { Edit } from '../source/file.js';
import { outputOf } from '../state/outputs.js';
import { stepsOf } from '../state/steps.js';
import { buildEdits } from './builds.js';
import { type Destination, localBuilds, type Plan } from './plan.js';
import { runsForForks } from './workflow-forks.js';
import { SetUp } from './workflow-set-up.js';
import { signInEarly } from './workflow-sign-in.js';
import { StepLines, WorkflowSteps } from './workflow-steps.js';

/**
 * Signs in and connects with Docker's actions: a setup-buildx-action that is there becomes one for the cloud, else both steps come before
 * the first build. `undefined` where the steps stand in another workflow, which is moved on its own.
 */
export function connectWorkflow(runs: readonly JobRun[], destination: Destination): Plan | undefined {
  const [run] = runs;
  const steps = run && WorkflowSteps.of(run);
  if (run === undefined || steps === undefined) return undefined;
  const builds = runs.flatMap(localBuilds);
  const firstBuild = Math.min(...builds.map(build => steps.indexOf(build) ?? -1));
  if (firstBuild < 0) return undefined;
  const setUps = runs.flatMap(one => stepsOf(one, 'create-builder'));
  const there = setUps.find(step => (steps.indexOf(step) ?? firstBuild) < firstBuild);
  const connect = there === undefined ? firstBuild : Math.min(firstBuild, steps.indexOf(there) ?? firstBuild);
  const forks = runsForForks(runs, steps);
  const lines = new StepLines(steps);
  const setUp = new SetUp(steps, lines, destination, forks);
  const problem =
    signInEarly(steps, lines, runs, builds, { connect, firstBuild }, forks) ??
    (there === undefined ? setUp.insert(firstBuild) : setUp.change(there));
  return problem ?? { edits: [...lines.edits, ...outputsFor(steps, builds), ...buildEdits(builds)] };
}

/** What is pushed for other events stays in the build cache for pull requests. */
function outputsFor(steps: WorkflowSteps, builds: readonly PlayedOf<'build'>[]): readonly Edit[] {
  const done = new Set<YamlMap>();
  return builds.flatMap(build => {
    const inputs = asMap(steps.mapOf(build)?.get('with') ?? undefined);
    const push = inputs?.entry('push');
    if (inputs === undefined || push === undefined || done.has(inputs) || build.component?.name !== 'docker/build-push-action') return [];
    done.add(inputs);
    const same = builds.filter(other => other.span.start === build.span.start && other.span.file === build.span.file);
    const events = (does: boolean) => same.filter(other => outputOf(other).push === does).flatMap(other => other.before.run.events);
    const isPlain =
      same.every(other => outputOf(other).push !== undefined) &&
      inputs.entry('outputs') === undefined &&
      inputs.entry('load') === undefined;
    const [pushed, kept] = [events(true), events(false)];
    if (!isPlain || !kept.includes('pull-request') || kept.some(event => event !== 'pull-request') || pushed.length === 0) return [];
    const text = "outputs: ${{ github.event_name == 'pull_request' && 'type=cacheonly' || 'type=registry' }}";
    return [{ span: push.span, text }];
  });
}
