import { defineRule, isTagged, outputEntries, outputOf, type PlayedOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'push-without-tag',
  summary: 'Give an image that is pushed a tag',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/reference/cli/docker/buildx/build/#tag',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (build.engine !== 'buildkit' || outputOf(build).push !== true || isTagged(build) !== false || mayBeNamed(build)) continue;
      yield {
        on: build,
        at: (build.push ?? build.outputs[0])?.span ?? build.programSpan,
        message: 'This pushes an image that has no tag, which Buildx refuses. Say where it goes: `--tag REGISTRY/NAMESPACE/NAME:TAG`.',
      };
    }
  },
});

/** `type=image,name=…` names an image as a tag does. */
function mayBeNamed(build: PlayedOf<'build'>): boolean {
  return outputEntries(build)?.some(entry => !entry.complete || entry.attributes.has('name')) ?? true;
}
