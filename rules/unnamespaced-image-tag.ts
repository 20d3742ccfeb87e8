import { defineRule, isWithoutNamespace, outputOf, type Step, stepsOf, tagValues, type Value, valueText } from '../src/rule.js';

export default defineRule({
  id: 'unnamespaced-image-tag',
  summary: 'Name the namespace of an image that is pushed',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/reference/cli/docker/image/tag/',
  about: ['build', 'push-image'],
  *check(run) {
    for (const build of stepsOf(run, 'build'))
      if (build.engine !== 'other' && outputOf(build).push === true) yield* problems(build, tagValues(build));
    for (const push of stepsOf(run, 'push-image'))
      if (/^docker/.test(push.program))
        yield* problems(
          push,
          push.images.map(image => image.value),
        );
  },
});

function* problems(on: Step, images: readonly Value[]) {
  for (const image of images) {
    if (!isWithoutNamespace(image)) continue;
    const name = valueText(image);
    yield {
      on,
      at: image.span,
      message: `\`${name}\` is \`docker.io/library/${name}\`, where only Docker Official Images go: the push is denied. Write its namespace, too: \`acme/${name}\`.`,
    };
  }
}
