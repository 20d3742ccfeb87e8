import { defineRule, type Fix, fix, isCloud, isInvalid, type PlayedOf, parseCache, type Setting, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'redundant-external-cache',
  summary: 'Leave the cache to Build Cloud, which keeps and shares it',
  severity: 'warning',
  category: 'cache',
  practice: 'https://docs.docker.com/build-cloud/#shared-build-cache',
  fixable: true,
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true) continue;
      const [first, ...others] = exports(build);
      if (first === undefined) continue;
      yield {
        on: build,
        at: first.setting.value.span,
        message: `A cloud builder keeps its cache and shares it with the team; \`type=${first.type}\` only carries it to ${first.type === 'gha' ? 'GitHub' : 'this machine'} and back in each run. Leave the cache flags out.`,
        related: [...others.map(({ setting }) => setting), ...build.cacheFrom].map(({ span }) => ({
          at: span,
          message: 'this belongs to it',
        })),
        fix: () => withoutCache(build),
      };
    }
  },
});

/** Safe where all of it is GitHub's cache; what comes from a registry stays. */
function withoutCache(build: PlayedOf<'build'>): Fix | undefined {
  const settings = [...build.cacheTo, ...build.cacheFrom].map(setting => ({ setting, types: typesOf(setting) }));
  const own = settings.filter(({ types }) => types.length > 0 && types.every(type => type === 'gha' || type === 'local'));
  const isSafe = settings.every(({ types }) => types.length > 0 && types.every(type => type === 'gha'));
  const changes = own.map(({ setting }) => ({ change: 'remove', setting }) as const);
  return fix(isSafe ? 'safe' : 'suggested', 'Leave the cache flags out', build.rewrite?.(...changes));
}

function typesOf({ value }: Setting): readonly (string | undefined)[] {
  return parseCache(value).map(entry => (isInvalid(entry) ? undefined : entry.type));
}

/** Caches that nobody but this repository's CI can read: what is kept in a registry may be meant for other builders. */
function exports(build: PlayedOf<'build'>): readonly { readonly setting: Setting; readonly type: string }[] {
  return build.cacheTo.flatMap(setting =>
    parseCache(setting.value).flatMap(entry => {
      return !isInvalid(entry) && (entry.type === 'gha' || entry.type === 'local') ? [{ setting, type: entry.type }] : [];
    }),
  );
}
