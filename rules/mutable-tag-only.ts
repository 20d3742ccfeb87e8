import { defineRule, isCloud, isLatest, isPrivateRegistry, outputOf, registryOf, stepsOf, tagValues, type Value } from '../src/rule.js';

export default defineRule({
  id: 'mutable-tag-only',
  summary: 'Push an image under a tag of its own, beside `latest`',
  severity: 'note',
  category: 'policy',
  preset: 'strict',
  practice: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const tags = tagValues(build);
      const [first] = tags;
      if (isCloud(build) !== true || outputOf(build).push !== true || first === undefined || build.opaque) continue;
      if (!tags.every(isLatest) || tags.every(isOfThisMachine)) continue;
      yield {
        on: build,
        at: first.span,
        message:
          'The image is pushed under `latest` alone, so the next push takes its name and nobody can go back to it. Add a tag that says which build it is: the commit, or the version.',
      };
    }
  },
});

function isOfThisMachine(tag: Value): boolean {
  return isPrivateRegistry(registryOf(tag) ?? 'docker.io');
}
