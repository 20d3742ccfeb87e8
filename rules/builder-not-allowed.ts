import { builderNotAllowed, builderPatterns, defineRule, isCloud, placeholdersOf, valueText } from '../src/rule.js';

interface Options {
  /** `acme/default`, `acme/*`; besides what the configuration's `builder` says */
  readonly builders: readonly string[];
}

export default defineRule<Options>({
  id: 'builder-not-allowed',
  summary: 'Connect only to the cloud builders that the configuration allows',
  severity: 'error',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/setup/',
  defaults: { builders: [] },
  // An endpoint that is none belongs to nobody.
  after: ['invalid-cloud-endpoint'],
  about: ['create-builder', 'use-builder', 'build'],
  *check(run, { builders }) {
    const allowed = [...builders, ...builderPatterns(run.settings)];
    if (allowed.length === 0) return;
    for (const step of run.steps) {
      if (step.kind === 'create-builder' && (isCloud(step) !== true || placeholdersOf(step).length > 0)) continue;
      const builder = builderNotAllowed(step, allowed);
      if (builder === undefined) continue;
      yield {
        on: step,
        at: builder.span,
        message: `The configuration does not allow the cloud builder \`${valueText(builder)}\`. Use one that it names: ${allowed.join(', ')}.`,
      };
    }
  },
});
