import { allBut, componentsOf, defineRule, isCloud, spanText, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'unpinned-action',
  summary: 'Pin the actions of a job that holds credentials to a commit',
  severity: 'note',
  category: 'policy',
  preset: 'strict',
  practice: 'https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions',
  notOn: allBut('github-actions', 'it speaks of an action of GitHub'),
  about: ['create-builder', 'build'],
  *check(run) {
    if (run.pipeline.platform !== 'github-actions') return;
    if (!run.connects && !stepsOf(run, 'build').some(build => isCloud(build))) return;
    for (const { step, component } of componentsOf(run)) {
      if (/^(?:actions|github)\//i.test(component.name)) continue;
      if (/@[0-9a-f]{40}(?![0-9a-f])/i.test(spanText(component.span))) continue;
      yield {
        on: step,
        at: component.span,
        message: `Whoever can move ${component.version} of ${component.name} can run other code in this job, which holds credentials. Pin it to a commit, with the version in a comment.`,
      };
    }
  },
});
