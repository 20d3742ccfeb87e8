import { defineRule, isCloud, isInvalid, type PlayedOf, parseCache, type Setting, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'external-build-cache',
  summary: "See which external caches Build Cloud's own would replace",
  severity: 'note',
  category: 'cache',
  practice: 'https://docs.docker.com/build-cloud/#shared-build-cache',
  preset: 'adopt',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== false || build.inspectsOnly) continue;
      const [first, ...others] = exports(build);
      if (first === undefined) continue;
      yield {
        on: build,
        at: first.setting.value.span,
        message: `The cache of this build is carried to ${PLACES[first.type] ?? 'another place'} and back in each run. A cloud builder keeps its cache and shares it with the team: these flags would go.`,
        related: [...others.map(({ setting }) => setting), ...build.cacheFrom].map(({ span }) => ({
          at: span,
          message: 'this belongs to it',
        })),
      };
    }
  },
});

const PLACES: Readonly<Record<string, string>> = {
  gha: "GitHub's cache",
  local: 'a folder',
  registry: 'a registry',
  inline: 'a registry',
  s3: 'S3',
  azblob: 'Azure',
};

function exports(build: PlayedOf<'build'>): readonly { readonly setting: Setting; readonly type: string }[] {
  return build.cacheTo.flatMap(setting =>
    parseCache(setting.value).flatMap(entry => (isInvalid(entry) || entry.type === undefined ? [] : [{ setting, type: entry.type }])),
  );
}
