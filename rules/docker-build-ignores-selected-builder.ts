import { builderBySelection, builderOf, defineRule, fix, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'docker-build-ignores-selected-builder',
  summary: 'Build with `docker buildx build`: `docker build` does not look at the selected builder',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build-cloud/usage/#use-by-default',
  fixable: true,
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (build.inspectsOnly || build.honoursSelectedBuilder || builderOf(build)?.how !== 'default') continue;
      const ignored = builderBySelection(build);
      if (ignored?.kind !== 'cloud' || ignored.how !== 'selected') continue;
      const selection = ignored.selectedBy ?? ignored.by;
      const command = `docker buildx ${build.program.endsWith('bake') ? 'bake' : 'build'}`;
      yield {
        on: build,
        at: build.programSpan,
        message: `\`${build.program}\` builds locally although a cloud builder is selected. Use \`${command}\`, or name the builder with \`--builder\` or BUILDX_BUILDER.`,
        related: selection === undefined ? [] : [{ at: selection.span, message: 'the cloud builder is selected here' }],
        fix: () => fix('safe', `Build with \`${command}\``, build.rewrite?.({ change: 'words', at: build.programSpan, words: command })),
      };
    }
  },
});
