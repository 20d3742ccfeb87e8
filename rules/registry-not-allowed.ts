import { defineRule, isLocalRegistry, liesUnder, pushedBy, registryOf, valueText } from '../src/rule.js';

export default defineRule({
  id: 'registry-not-allowed',
  summary: 'Push images only to the registries that the configuration names',
  severity: 'error',
  category: 'policy',
  practice: 'https://docs.docker.com/reference/cli/docker/image/push/',
  about: ['build', 'push-image', 'use-image'],
  *check(run) {
    const { registries = [] } = run.settings;
    if (registries.length === 0) return;
    for (const step of run.steps) {
      for (const image of pushedBy(step)) {
        const registry = registryOf(image);
        if (registry === undefined || isLocalRegistry(registry) || registries.some(place => liesUnder(image, place) !== false)) continue;
        yield {
          on: step,
          at: image.span,
          message: `The configuration does not allow pushing \`${valueText(image)}\`. Push to one of its registries: ${registries.join(', ')}.`,
          subject: valueText(image),
        };
      }
    }
  },
});
