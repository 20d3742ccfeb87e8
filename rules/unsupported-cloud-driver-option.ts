import {
  CLOUD_DRIVER_OPTIONS,
  csvFields,
  DESKTOP_DRIVER_OPTIONS,
  defineRule,
  fix,
  given,
  isCloud,
  keyAndValue,
  type PlayedOf,
  type Setting,
  type Span,
  stepsOf,
  truth,
} from '../src/rule.js';

export default defineRule({
  id: 'unsupported-cloud-driver-option',
  summary: 'Give the cloud driver only options that it has',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build/builders/drivers/cloud/',
  fixable: true,
  about: ['create-builder'],
  *check(run) {
    for (const builder of stepsOf(run, 'create-builder')) {
      if (isCloud(builder) !== true) continue;
      for (const { what, at, setting } of [...settingsOfBuildKit(builder), ...driverOptions(builder)]) {
        yield {
          on: builder,
          at,
          message: `The cloud driver does not take ${what}, and connecting to the builder fails. Leave it out: the builder is configured in Docker Build Cloud.`,
          fix: () => setting && fix('safe', `Leave out ${what}`, builder.rewrite?.({ change: 'remove', setting })),
        };
      }
    }
  },
});

interface Refused {
  readonly what: string;
  readonly at: Span;
  /** absent where more than what is refused stands in it */
  readonly setting?: Setting;
}

/** A cloud builder's BuildKit runs already, so nothing can be said about how it starts. */
function* settingsOfBuildKit(builder: PlayedOf<'create-builder'>): Iterable<Refused> {
  const { buildkitdFlags, buildkitdConfig, keepState } = builder;
  if (buildkitdFlags !== undefined && given(buildkitdFlags))
    yield { what: 'flags for BuildKit', at: buildkitdFlags.span, setting: buildkitdFlags };
  if (buildkitdConfig !== undefined && given(buildkitdConfig))
    yield { what: 'a BuildKit configuration', at: buildkitdConfig.span, setting: buildkitdConfig };
  if (keepState !== undefined && truth(keepState, false)) yield { what: '`keep-state`', at: keepState.span, setting: keepState };
}

function* driverOptions(builder: PlayedOf<'create-builder'>): Iterable<Refused> {
  for (const setting of builder.driverOptions) {
    const options = csvFields(setting.value) ?? [];
    for (const option of options) {
      const key = keyAndValue(option)?.key;
      if (key === undefined || CLOUD_DRIVER_OPTIONS.has(key) || DESKTOP_DRIVER_OPTIONS.has(key)) continue;
      yield { what: `the option \`${key}\``, at: option.span, ...(options.length === 1 && { setting }) };
    }
  }
}
