import {
  actionInputs,
  buildxOfSetupAction,
  defineRule,
  FIRST_BUILDX_WITH_CLOUD,
  type Fix,
  fetchedPlugins,
  fix,
  known,
  majorOf,
  newestComponent,
  type PlayedOf,
  stepsOf,
} from '../src/rule.js';

const MESSAGE = `Buildx has the cloud driver itself since ${FIRST_BUILDX_WITH_CLOUD}, and this fetches a build of its own for it. Use a release of Buildx.`;

export default defineRule({
  id: 'legacy-cloud-buildx',
  summary: 'Use a release of Buildx instead of the separate build with the cloud driver',
  severity: 'note',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build/builders/drivers/cloud/',
  fixable: true,
  about: ['download', 'install-plugin'],
  *check(run) {
    for (const { plugin, desktop, download, lookup } of fetchedPlugins(run)) {
      if (plugin !== 'buildx' || !desktop) continue;
      const fetched = lookup?.list ?? download;
      yield { on: fetched, at: fetched.url?.span ?? fetched.span, message: MESSAGE };
    }
    for (const step of stepsOf(run, 'install-plugin')) {
      if (step.version && /^(?:lab|cloud):/.test(known(step.version.value) ?? ''))
        yield { on: step, at: step.version.value.span, message: MESSAGE, fix: () => withRelease(step) };
    }
  },
});

/**
 * Without `version` the action takes the newest release from version 4.4 on, and so from `v4`. Older ones take a separate build all the
 * same or what the runner has, so that they have to be raised with it.
 */
function withRelease({ component, version, rewrite }: PlayedOf<'install-plugin'>): Fix | undefined {
  if (component === undefined || version === undefined) return undefined;
  const taken = buildxOfSetupAction(component.version);
  if (taken === 'release') return fix('safe', 'Take a release of Buildx', rewrite?.({ change: 'remove', setting: version }));
  const newest = newestComponent('github-actions', component.name)?.major;
  const inputs = newest === undefined ? undefined : actionInputs(component.name, newest);
  const isKnown = taken !== undefined && inputs !== undefined && (majorOf(component.version) ?? 0) >= 2;
  if (!isKnown || [...(component.inputs?.keys() ?? [])].some(name => !inputs.has(name))) return undefined;
  const edits = rewrite?.({ change: 'remove', setting: version }, { change: 'version', version: `v${newest}` });
  return fix('suggested', `Take a release of Buildx, with v${newest} of the action`, edits);
}
