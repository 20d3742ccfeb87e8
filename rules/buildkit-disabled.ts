import { builderWithBuildKit, defineRule, type Fix, fix, type PlayedOf, stepsOf, type Value, variable, writtenAt } from '../src/rule.js';

export default defineRule({
  id: 'buildkit-disabled',
  summary: 'Leave BuildKit on where images are built on Build Cloud',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build/buildkit/#getting-started',
  fixable: true,
  about: ['build'],
  *check(run) {
    // The legacy builder is the only one that builds Windows images without set-up: https://docs.docker.com/build/buildkit/#buildkit-on-windows
    if (run.job.machine.os === 'windows') return;
    for (const build of stepsOf(run, 'build')) {
      const setting = variable(build, 'DOCKER_BUILDKIT');
      const otherwise = builderWithBuildKit(build);
      if (setting === undefined || otherwise?.kind !== 'cloud') continue;
      const source = otherwise.selectedBy ?? otherwise.by;
      yield {
        on: build,
        at: writtenAt(setting),
        message: `With DOCKER_BUILDKIT off, \`${build.program}\` uses the legacy builder on this machine, not the cloud builder. Remove the variable${build.program === 'docker build' ? ', or build with `docker buildx build`' : ''}.`,
        related: [
          { at: build.programSpan, message: 'this builds locally' },
          ...(source === undefined ? [] : [{ at: source.span, message: 'the cloud builder is set up here' }]),
        ],
        fix: () => withoutPrefix(build) ?? withoutVariable(setting) ?? withBuildx(build),
      };
    }
  },
});

/** Where it is set for this command alone nothing else can be meant. */
function withoutPrefix({ rewrite }: PlayedOf<'build'>): Fix | undefined {
  return fix('safe', 'Remove DOCKER_BUILDKIT', rewrite?.({ change: 'remove-variable', name: 'DOCKER_BUILDKIT' }));
}

/** Other commands may see it as well. */
function withoutVariable({ unset }: Value): Fix | undefined {
  return fix('suggested', 'Remove DOCKER_BUILDKIT', unset?.());
}

/** Which pays no heed to the variable, whatever else it is for. */
function withBuildx({ program, programSpan, rewrite }: PlayedOf<'build'>): Fix | undefined {
  if (!/^docker (?:image |builder )?build$/.test(program)) return undefined;
  return fix(
    'suggested',
    'Build with `docker buildx build`',
    rewrite?.({ change: 'words', at: programSpan, words: 'docker buildx build' }),
  );
}
