import { defineRule, isCloudName, missingBuilder, stepsOf, valueText, writtenAt } from '../src/rule.js';

export default defineRule({
  id: 'cloud-builder-not-created',
  summary: 'Connect to the cloud builder in each job that builds on it',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build-cloud/setup/#steps',
  notOn: {
    buildkite: 'an agent that lives on may have the builder already',
    jenkins: 'an agent that lives on may have the builder already',
    'shell-script': 'a script may run where the builder is there already',
  },
  after: ['setup-in-other-job', 'login-missing', 'login-wrong-registry', 'docker-config-mismatch'],
  *check(run) {
    for (const step of [...stepsOf(run, 'use-builder'), ...stepsOf(run, 'build')]) {
      const missing = missingBuilder(step);
      if (missing === undefined || missing.connected !== undefined || step.tolerated || !isCloudName(missing.name)) continue;
      yield {
        on: step,
        at: writtenAt(missing.name),
        message: `Nothing in this job connects to \`${valueText(missing.name)}\`, and its machine starts without builders. Connect first: \`docker buildx create --driver cloud ORG/BUILDER\`.`,
      };
      return;
    }
  },
});
