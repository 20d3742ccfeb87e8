import { defineRule, isCloud, keepsForOtherJobs, type Played, type Span, truth } from '../src/rule.js';

export default defineRule({
  id: 'shared-builder-selection',
  summary: 'Name the cloud builder in each build where jobs share a machine',
  severity: 'note',
  category: 'builder',
  preset: 'strict',
  practice: 'https://docs.docker.com/build/builders/#selected-builder',
  notOn: {
    'gitlab-ci': 'no file says which runners keep what jobs leave',
    'travis-ci': 'each job has a new machine',
    'bitbucket-pipelines': 'a runner starts a container for each step, unless its own settings say otherwise',
    'shell-script': 'a script may be for one person or one job',
  },
  *check(run) {
    for (const step of run.steps) {
      const at = selects(step);
      if (at === undefined || !keepsForOtherJobs(step)) continue;
      yield {
        on: step,
        at,
        message:
          'The selected builder is one for all jobs of this machine, those that run at the same time included. Name it in this job alone, with `--builder` or BUILDX_BUILDER.',
      };
    }
  },
});

function selects(step: Played): Span | undefined {
  if (step.kind === 'create-builder') return isCloud(step) === true && truth(step.use, false) === true ? step.use?.span : undefined;
  return step.kind === 'use-builder' && isCloud(step) === true ? step.span : undefined;
}
