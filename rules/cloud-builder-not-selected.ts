import {
  builderBySelection,
  builderOf,
  defineRule,
  type Fix,
  fix,
  isCloud,
  type JobRun,
  type PlayedOf,
  stepsOf,
  truth,
} from '../src/rule.js';

export default defineRule({
  id: 'cloud-builder-not-selected',
  summary: 'Select the cloud builder after you connected to it, or name it in each build',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build-cloud/usage/#use-by-default',
  fixable: true,
  about: ['create-builder'],
  *check(run) {
    for (const builder of stepsOf(run, 'create-builder')) {
      if (isCloud(builder) !== true || truth(builder.use, false) !== false || builder.opaque) continue;
      const builds = stepsOf(run, 'build').filter(build => build.index > builder.index && build.engine !== 'other' && !build.inspectsOnly);
      const missing = builds.filter(isLeftToSelection);
      // One that is on the cloud, or may be, shows that the others are meant to be elsewhere.
      const elsewhere = builds.every(build => builderOf(build)?.kind === 'other');
      if (missing.length === 0 || !elsewhere) continue;
      yield {
        on: builder,
        at: builder.use?.span ?? builder.driver?.span ?? builder.span,
        message:
          'This connects to a cloud builder that is never selected, so the builds after it run locally. Select it (`--use`), or name it in each build (`--builder`).',
        related: missing.map(build => ({ at: build.programSpan, message: 'this builds locally' })),
        fix: () => selected(run, builder),
      };
    }
  },
});

/** Where several builders are made, which of them is meant is not said. */
function selected(run: JobRun, { rewrite, use }: PlayedOf<'create-builder'>): Fix | undefined {
  const isOnly = stepsOf(run, 'create-builder').length === 1;
  const edits = use === undefined ? rewrite?.({ change: 'add', option: 'use' }) : rewrite?.({ change: 'remove', setting: use });
  return fix(isOnly && use === undefined ? 'safe' : 'suggested', 'Select the builder', edits);
}

/** Whether nothing names the builder of a build, so that the selection (or `docker build`'s disregard of it) decides. */
function isLeftToSelection(build: PlayedOf<'build'>): boolean {
  const how = builderBySelection(build)?.how;
  return how === 'default' || how === 'selected';
}
