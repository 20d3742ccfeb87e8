import {
  defineRule,
  isCloud,
  literalText,
  placeholdersOf,
  type Related,
  sameSpan,
  stepsOf,
  type Value,
  valueText,
  writtenAt,
} from '../src/rule.js';

export default defineRule({
  id: 'invalid-cloud-endpoint',
  summary: 'Name a cloud builder as ORG/BUILDER',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build-cloud/setup/#steps',
  about: ['create-builder'],
  *check(run) {
    for (const builder of stepsOf(run, 'create-builder')) {
      if (isCloud(builder) !== true || placeholdersOf(builder).length > 0) continue;
      if (builder.endpoint === undefined) {
        // The driver takes account and builder as options of its own, too.
        if (builder.opaque || builder.driverOptions.length > 0) continue;
        yield {
          on: builder,
          at: builder.driver?.span ?? builder.span,
          message: `The cloud driver needs an endpoint, and none is given. Name the builder as ORG/BUILDER, for example \`${run.settings.builder?.org ?? 'acme'}/${run.settings.builder?.name ?? 'default'}\`.`,
        };
      } else if (isInvalid(builder.endpoint.value)) {
        yield {
          on: builder,
          at: writtenAt(builder.endpoint.value),
          related: related(builder.endpoint.value),
          message: `\`${valueText(builder.endpoint.value)}\` is not an endpoint of Docker Build Cloud. Name the builder as ORG/BUILDER, with one slash between the two.`,
        };
      }
    }
  },
});

/** `$` stands for what cannot be told and may hold anything, a slash included: only what is written can be wrong. */
function isInvalid(endpoint: Value): boolean {
  const parts = literalText(endpoint)
    .value.replace(/^cloud:\/\//, '')
    .split('/');
  if (parts.length > 2 || parts.includes('') || parts.includes('.') || parts.includes('..')) return true;
  return parts.length < 2 && !parts.some(part => part.includes('$'));
}

/** An endpoint that stands in a variable is wrong there, and felt here. */
function related(endpoint: Value): readonly Related[] {
  return sameSpan(writtenAt(endpoint), endpoint.span) ? [] : [{ at: endpoint.span, message: 'used here' }];
}
