import { configMismatchOf, defineRule } from '../src/rule.js';

export default defineRule({
  id: 'docker-config-mismatch',
  summary: "Keep to one configuration folder of Docker's from the sign-in to the build",
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/reference/cli/docker/#change-the-docker-directory',
  about: ['create-builder', 'build'],
  *check(run) {
    const mismatch = configMismatchOf(run);
    if (mismatch === undefined) return;
    const { step, unseen } = mismatch;
    const what = unseen.kind === 'login' ? 'the sign-in to Docker Hub' : 'the cloud builder';
    yield {
      on: step,
      at: step.kind === 'build' ? step.programSpan : (step.driver?.span ?? step.span),
      message: `This does not see ${what}, which lies in another configuration folder. Use the same user, DOCKER_CONFIG and \`--config\` for both.`,
      related: [{ at: unseen.span, message: `${what} is set up here` }],
    };
  },
});
