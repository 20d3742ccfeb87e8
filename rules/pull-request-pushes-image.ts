import { defineRule, isCloud, isFixedTag, outputOf, registryOf, runsOnPullRequests, stepsOf, tagValues, type Value } from '../src/rule.js';

export default defineRule({
  id: 'pull-request-pushes-image',
  summary: 'Keep the builds of pull requests in the build cache, and push from branches and tags',
  severity: 'warning',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/ci/#github-actions',
  notOn: {
    circleci: 'settings of the CI system say what a pull request runs',
    buildkite: 'settings of the CI system say what a pull request runs',
    jenkins: 'settings of the CI system say what a pull request runs',
    'shell-script': 'a script does not know the event that started it',
  },
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const tags = tagValues(build);
      if (
        !runsOnPullRequests(run, build) ||
        isCloud(build) !== true ||
        outputOf(build).push !== true ||
        tags.length === 0 ||
        !tags.every(tag => isFixedTag(tag) && !isOfThisMachine(tag))
      )
        continue;
      yield {
        on: build,
        at: (build.push ?? build.outputs[0])?.span ?? build.programSpan,
        message:
          'This runs for pull requests, too, and pushes what they propose under the tag of the released image. Build them with `--output type=cacheonly`, and push for other events.',
        related: tags.slice(0, 1).map(tag => ({ at: tag.span, message: 'the tag is the same for every event' })),
      };
    }
  },
});

/** A registry that lives as long as the job. */
function isOfThisMachine(tag: Value): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+)(:|$)/.test(registryOf(tag) ?? '');
}
