import { defineRule, isCloud, isLatest, isPrivateRegistry, outputOf, registryOf, stepsOf, surelyRunsOn, tagValues } from '../src/rule.js';

/** Where the file itself says which branches run it. Elsewhere the CI system's settings do. */
const PLATFORMS: ReadonlySet<string> = new Set(['github-actions', 'gitlab-ci', 'circleci', 'travis-ci', 'bitbucket-pipelines']);

export default defineRule({
  id: 'push-on-every-branch',
  summary: 'Push `latest` from the branches that are released, not from all',
  severity: 'warning',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/ci/#github-actions',
  notOn: {
    buildkite: 'its settings, not its files, say which branches are built',
    jenkins: 'its settings, not its files, say which branches are built',
    'shell-script': 'a script does not know the branch that started it',
  },
  // Of a push that pull requests do as well, that is the worse half.
  after: ['pull-request-pushes-image', 'unnamespaced-image-tag', 'push-without-tag'],
  about: ['build'],
  *check(run) {
    if (!run.events.includes('push') || run.pipeline.someBranchesOnly || !PLATFORMS.has(run.pipeline.platform)) return;
    for (const build of stepsOf(run, 'build')) {
      const tags = tagValues(build);
      if (isCloud(build) !== true || outputOf(build).push !== true || tags.length === 0 || !tags.every(isLatest)) continue;
      if (tags.every(tag => isPrivateRegistry(registryOf(tag) ?? 'docker.io')) || !surelyRunsOn(run, build, 'push')) continue;
      yield {
        on: build,
        at: (build.push ?? build.outputs[0])?.span ?? build.programSpan,
        message:
          'Every branch runs this and pushes under `latest`, so the image is that of whichever was built last. Push from the branches you release, or put the commit into the tag.',
        related: tags.slice(0, 1).map(tag => ({ at: tag.span, message: 'the tag is the same for every branch' })),
      };
    }
  },
});
