import { allBut, connectsWithBuildxOfMachine, defineRule, fix, newestComponent, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'setup-buildx-too-old-for-cloud',
  summary: 'Connect to a cloud builder with a setup-buildx-action that fetches a Buildx for it',
  severity: 'warning',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/ci/#github-actions',
  fixable: true,
  notOn: allBut('github-actions', 'it is an action of GitHub'),
  about: ['create-builder'],
  *check(run) {
    for (const create of stepsOf(run, 'create-builder')) {
      const { component } = create;
      if (component === undefined || !connectsWithBuildxOfMachine(create)) continue;
      const newest = newestComponent(run.pipeline.platform, component.name)?.major;
      yield {
        on: create,
        at: component.span,
        message: `${component.name}@${component.version} takes the Buildx that the runner has, with or without the cloud driver. Use v${newest}, which fetches one that has it.`,
        fix: () => fix('suggested', `Use v${newest}`, create.rewrite?.({ change: 'version', version: `v${newest}` })),
      };
    }
  },
});
