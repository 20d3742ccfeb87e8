import { asScalar } from '../formats/yaml.js';
import type { JobRun } from '../model/job-run.js';
import type { WorkflowSteps } from './workflow-steps.js';

const FROM_FORK = 'github.event.pull_request.head.repo.fork';

/** Pull requests from forks get no secrets, so they keep to the builder of the machine. */
export const NOT_FROM_FORK = `\${{ !${FROM_FORK} }}`;

/** The inputs that choose the builder of the machine for pull requests from forks. */
export function endpointUnlessFork(endpoint: string): readonly string[] {
  return [`driver: \${{ ${FROM_FORK} && 'docker-container' || 'cloud' }}`, `endpoint: \${{ !${FROM_FORK} && '${endpoint}' || '' }}`];
}

/** Whether the job may run for a pull request from a fork, as far as its own condition shows. */
export function runsForForks(runs: readonly JobRun[], { job }: WorkflowSteps): boolean {
  const condition = asScalar(job.get('if') ?? undefined)?.decoded ?? '';
  const isOwn =
    /head\.repo\.full_name\s*==\s*github\.repository|github\.repository\s*==\s*github\.event\.pull_request\.head\.repo\.full_name|!\s*github\.event\.pull_request\.head\.repo\.fork\b|head\.repo\.fork\s*==\s*false/;
  return !isOwn.test(condition) && runs.some(run => run.events.includes('pull-request'));
}
