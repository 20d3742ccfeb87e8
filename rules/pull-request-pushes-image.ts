import {
  defineRule,
  type Fix,
  fix,
  isCloud,
  isFixedTag,
  outputOf,
  type PlayedOf,
  registryOf,
  runsOnPullRequests,
  stepsOf,
  tagValues,
  type Value,
} from '../src/rule.js';

export default defineRule({
  id: 'pull-request-pushes-image',
  summary: 'Keep the builds of pull requests in the build cache, and push from branches and tags',
  severity: 'warning',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/ci/#github-actions',
  fixable: true,
  notOn: {
    circleci: 'settings of the CI system say what a pull request runs',
    buildkite: 'settings of the CI system say what a pull request runs',
    jenkins: 'settings of the CI system say what a pull request runs',
    'shell-script': 'a script does not know the event that started it',
  },
  about: ['build'],
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
        fix: () => pushedLater(build),
      };
    }
  },
});

/** As Docker's example has it; a command of a script has no expression for it. */
function pushedLater({ component, push, rewrite }: PlayedOf<'build'>): Fix | undefined {
  if (component === undefined || push === undefined || !/^docker\/(?:build-push|bake)-action$/i.test(component.name)) return undefined;
  const value = `\${{ github.event_name != 'pull_request' }}`;
  return fix('suggested', 'Push for other events than pull requests', rewrite?.({ change: 'replace', setting: push, value }));
}

/** A registry that lives as long as the job. */
function isOfThisMachine(tag: Value): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+)(:|$)/.test(registryOf(tag) ?? '');
}
