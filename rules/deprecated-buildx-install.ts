import { BUILDX_DEPRECATING_INSTALL, defineRule, type Fix, fix, type JobRun, lastMajorWith, type PlayedOf, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'deprecated-buildx-install',
  summary: 'Build with `docker buildx build` or BUILDX_BUILDER instead of `docker buildx install`',
  severity: 'note',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/usage/#use-by-default',
  fixable: true,
  about: ['alias-builder'],
  *check(run) {
    for (const alias of stepsOf(run, 'alias-builder')) {
      if (!alias.on) continue;
      const what =
        alias.input === undefined
          ? `\`docker buildx install\` is deprecated since Buildx ${BUILDX_DEPRECATING_INSTALL}`
          : `The input \`install\` is deprecated, and v${(lastMajorWith('docker/setup-buildx-action', 'install') ?? 0) + 1} of the action has it no more`;
      yield {
        on: alias,
        at: alias.input?.span ?? alias.span,
        message: `${what}. Build with \`docker buildx build\`, or name the builder in BUILDX_BUILDER.`,
        fix: () => withoutAlias(run, alias),
      };
    }
  },
});

/** Where no build needs the alias. */
function withoutAlias(run: JobRun, { rewrite, input }: PlayedOf<'alias-builder'>): Fix | undefined {
  if (run.steps.some(step => step.kind === 'opaque' || (step.kind === 'build' && !step.honoursSelectedBuilder))) return undefined;
  return input === undefined
    ? fix('safe', 'Drop the command', rewrite?.({ change: 'remove-step' }))
    : fix('safe', 'Drop the input', rewrite?.({ change: 'remove', setting: input }));
}
