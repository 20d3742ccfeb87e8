import { defineRule, given, hidesFlags, isCloud, type PlayedOf, type Related, stepsOf, valueText, variable } from '../src/rule.js';

export default defineRule({
  id: 'unknown-builder',
  summary: 'Name the builder of a build whose builder cannot be told from the files',
  severity: 'note',
  category: 'builder',
  practice: 'https://docs.docker.com/build/builders/#selected-builder',
  preset: 'strict',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (build.inspectsOnly || isCloud(build) !== undefined) continue;
      const { opaque } = build.before;
      const related: readonly Related[] = opaque === undefined ? [] : [{ at: opaque.span, message: 'nobody can see what this does' }];
      yield {
        on: build,
        at: build.programSpan,
        message: `Which builder this runs on cannot be told: ${reasonOf(build)}. Name it with \`--builder\` or BUILDX_BUILDER, or say in the configuration what machines come with.`,
        related,
      };
    }
  },
});

function reasonOf(build: PlayedOf<'build'>): string {
  const name = given(build.builder) ?? variable(build, 'BUILDX_BUILDER');
  if (name !== undefined) return `nothing in this job makes \`${valueText(name)}\``;
  if (build.before.opaque !== undefined) return 'a step before may have selected one';
  if (!hidesFlags(build)) return 'the machine may come with one';
  return build.words === undefined ? 'not all that it is given could be read' : 'some of its words are not known';
}
