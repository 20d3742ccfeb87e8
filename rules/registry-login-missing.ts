import { defineRule, isLocalRegistry, pushedBy, registryOf, signedIn, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'registry-login-missing',
  summary: 'Sign in to the registry that the image is pushed to',
  severity: 'error',
  category: 'authentication',
  practice: 'https://docs.docker.com/reference/cli/docker/login/',
  notOn: {
    buildkite: 'an agent that lives on may be signed in already',
    jenkins: 'an agent that lives on may be signed in already',
    'shell-script': 'a script may run where somebody is signed in already',
  },
  // Docker Build Cloud asks for credentials of Docker Hub before anything is pushed.
  after: ['docker-config-mismatch', 'login-missing', 'login-after-builder-setup', 'login-wrong-registry'],
  about: ['build', 'push-image', 'use-image'],
  *check(run) {
    const told = new Set<string>();
    for (const step of run.steps) {
      for (const image of step.tolerated ? [] : pushedBy(step)) {
        const registry = registryOf(image);
        if (registry === undefined || told.has(registry) || isLocalRegistry(registry) || signedIn(step, registry) !== false) continue;
        told.add(registry);
        yield {
          on: step,
          at: image.span,
          message: `This goes to ${registry === 'docker.io' ? 'Docker Hub' : registry}, and nothing in this job signs in there before. Sign in first.`,
          related: stepsOf(run, 'login').map(login => ({ at: login.registry?.span ?? login.span, message: 'this signs in elsewhere' })),
          subject: registry,
        };
      }
    }
  },
});
