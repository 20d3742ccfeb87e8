import { actionInput } from '../../../knowledge/docker-actions.js';
import type { PlannedStep } from '../../../model/step.js';
import { known } from '../../../model/value.js';
import { type ActionCall, isOn, settings, standard } from './action-call.js';
import { listItems } from './list.js';

/**
 * docker/setup-buildx-action installs Buildx, makes a builder and selects it. Without `name` the builder's name is random, so steps after
 * it ask for `steps.ID.outputs.name` (https://github.com/docker/setup-buildx-action/blob/master/src/context.ts, `getBuilderName`).
 */
export function setupBuildx(call: ActionCall): readonly PlannedStep[] {
  const { version, builderName, endpoint, append, buildkitdFlags, keepState, file, inline } = settings(call, {
    version: 'version',
    builderName: 'name',
    endpoint: 'endpoint',
    append: 'append',
    buildkitdFlags: 'buildkitd-flags',
    keepState: 'keep-state',
    file: call.inputs.has('buildkitd-config') ? 'buildkitd-config' : 'config',
    inline: call.inputs.has('buildkitd-config-inline') ? 'buildkitd-config-inline' : 'config-inline',
  });
  const buildkitdConfig = file ?? inline;
  const name = call.output('name');
  const install = call.inputs.get('install');
  const use = call.inputs.get('use');
  const driver = call.inputs.get('driver');
  const steps: PlannedStep[] = [{ kind: 'install-plugin', ...call.fields, plugin: 'buildx', from: 'action', ...(version && { version }) }];
  // The `docker` driver has its builder already, and nothing is selected.
  if (known(driver?.value) !== 'docker') {
    steps.push({
      kind: 'create-builder',
      ...call.fields,
      ...(builderName && { builderName }),
      randomName: builderName === undefined,
      driver: driver ? { value: driver.value, span: driver.span } : standard(call, 'docker-container'),
      ...(endpoint && { endpoint }),
      use: use ? { value: use.value, span: use.span } : standard(call, 'true'),
      ...(append && { append }),
      driverOptions: listItems(call.inputs.get('driver-opts'), 'lines'),
      ...(buildkitdFlags && { buildkitdFlags }),
      ...(buildkitdConfig && { buildkitdConfig }),
      ...(keepState && { keepState }),
      platforms: listItems(call.inputs.get('platforms'), 'lines and commas'),
      ...(name !== undefined && { prints: { scope: 'output', name } }),
    });
  }
  // Whoever writes it behind a commit of an unknown version most likely has one that knows it.
  const knowsInstall = call.major === undefined || actionInput('docker/setup-buildx-action', 'install', call.major) !== undefined;
  if (install && knowsInstall && isOn(install) === true)
    steps.push({ kind: 'alias-builder', ...call.fields, on: true, input: { value: install.value, span: install.span } });
  return steps;
}
