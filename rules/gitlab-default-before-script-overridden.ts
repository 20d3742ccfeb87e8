import {
  allBut,
  builderOf,
  defineRule,
  driverOf,
  fix,
  type JobRun,
  type Played,
  refusalOf,
  type Step,
  stepsOf,
  stepsWrittenIn,
} from '../src/rule.js';

export default defineRule({
  id: 'gitlab-default-before-script-overridden',
  summary: "Run the default `before_script` that signs in and connects in a job's own, too",
  severity: 'error',
  category: 'reliability',
  fixable: true,
  practice: 'https://docs.gitlab.com/ci/yaml/#before_script',
  notOn: allBut('gitlab-ci', 'only GitLab CI has scripts that jobs get by default'),
  about: ['create-builder', 'build'],
  *check(run) {
    const { overridden } = run.job;
    if (overridden === undefined) return;
    const skipped = stepsWrittenIn(run, overridden.default);
    const connection = skipped.find(step => step.kind === 'create-builder' && driverOf(step) === 'cloud');
    const signIn = skipped.find(step => step.kind === 'login');
    const build = connection && buildWithout(run);
    const refused = signIn && refusalOf(run)?.step;
    const [missing, what, on] = build ? [connection, 'connects to the cloud builder', build] : [signIn, 'signs in', refused];
    if (missing === undefined || on === undefined) return;
    yield {
      on,
      at: overridden.at,
      message: `This takes the place of the default \`before_script\`, which ${what}; that does not run in this job. Begin with \`!reference [default, before_script]\`, or take the lines over.`,
      related: [
        { at: missing.span, message: 'this does not run' },
        { at: 'programSpan' in on ? on.programSpan : on.span, message: 'this needs it' },
      ],
      // A builder cannot be created twice.
      fix: () => (run.connects ? undefined : fix('suggested', 'Begin with the default one', overridden.keepDefault?.())),
    };
  },
});

/** A build that takes the selected builder, in a job that selects none. */
function buildWithout(run: JobRun): Played<Extract<Step, { kind: 'build' }>> | undefined {
  if (run.job.steps.some(step => step.kind === 'create-builder' || step.kind === 'use-builder')) return undefined;
  return stepsOf(run, 'build').find(build => build.honoursSelectedBuilder && builderOf(build)?.how === 'default');
}
