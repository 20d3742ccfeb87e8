import {
  defineRule,
  isCloud,
  isInvalid,
  isPrivateRegistry,
  outputOf,
  type PlayedOf,
  parseCache,
  registryOf,
  type Setting,
  stepsOf,
  tagValues,
  type Value,
} from '../src/rule.js';

export default defineRule({
  id: 'unreachable-registry',
  summary: 'Let a cloud builder push and pull only where it can reach',
  severity: 'warning',
  category: 'portability',
  practice: 'https://docs.docker.com/build-cloud/builder-settings/#private-resource-access',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true || build.inspectsOnly) continue;
      const told = new Set<string>();
      for (const image of [...(outputOf(build).push === true ? tagValues(build) : []), ...cacheImages(build)]) {
        const registry = registryOf(image);
        if (registry === undefined || !isPrivateRegistry(registry) || told.size === told.add(registry).size) continue;
        yield {
          on: build,
          at: image.span,
          message: `The cloud builder looks for \`${registry}\` from where it runs, not from this machine or your network. Name a registry on the internet, or give the builder private resource access.`,
          subject: registry,
        };
      }
    }
  },
});

/** The registries among the caches. */
function cacheImages({ cacheFrom, cacheTo }: PlayedOf<'build'>): readonly Value[] {
  return [...cacheFrom, ...cacheTo].flatMap(({ value }: Setting) =>
    parseCache(value).flatMap(entry => (isInvalid(entry) || entry.type !== 'registry' ? [] : (entry.attributes.get('ref') ?? []))),
  );
}
