import { defineRule, idleSetupFor, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'setup-in-other-job',
  summary: 'Sign in and connect to the cloud builder in the job that builds',
  severity: 'error',
  category: 'reliability',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  notOn: {
    'shell-script': 'a script is one job',
    jenkins: 'agents may keep what a job leaves',
    buildkite: 'agents may keep what a job leaves',
  },
  about: ['build'],
  *check(run) {
    const idle = idleSetupFor(run);
    const build = stepsOf(run, 'build').find(step => step.engine !== 'other' && !step.inspectsOnly);
    if (idle === undefined || build === undefined) return;
    yield {
      on: build,
      at: build.programSpan,
      message: `Job "${idle.job.name}" connects to a cloud builder, but each job starts on a machine of its own: the builder and the sign-in are not here. Sign in and connect in this job.`,
      related: [{ at: idle.connection.span, message: 'this job connects, and builds nothing' }],
    };
  },
});
