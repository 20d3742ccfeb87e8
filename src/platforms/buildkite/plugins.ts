import { asMap, entriesOf, itemsOf, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import type { Component, Login, PlannedStep, Setting, StepFields } from '../../model/step.js';
import { literal, reference, unknownValue, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { settingOf } from '../lowering.js';
import { rewritableMap } from '../yaml-rewrite.js';
import { dockerCompose } from './compose-plugin.js';
import { uploaded } from './interpolation.js';

export interface Plugin {
  readonly component: Component;
  readonly settings: YamlMap | undefined;
  /** its entry in a list of plugins; absent where plugins are keys of one map */
  readonly item: YamlNode | undefined;
}

/** What a plugin does, by the hooks in which it does it. */
export interface PluginOutcome {
  /** variables that it sets before anything of the step runs */
  readonly env?: readonly (readonly [string, Value])[];
  readonly environment?: readonly PlannedStep[];
  readonly preCommand?: readonly PlannedStep[];
  /** what runs in place of the step's command, or around it */
  readonly command?: readonly PlannedStep[];
  /** the step's command runs in a container that the plugin starts, or not at all */
  readonly stepCommand?: 'in-container' | 'not-run';
}

/** Plugins that touch neither Docker's sign-ins nor its builders (from the plugin directory, https://buildkite.com/resources/plugins/, read 2026-11). */
const HARMLESS = new Set(
  `artifacts aws-assume-role aws-assume-role-with-web-identity aws-sm aws-ssm cache cultureamp/aws-assume-role cultureamp/ecr-scan-results
  elastic/vault-secrets generate-build-provenance generate-provenance-attestation git-clean junit-annotate kubernetes monorepo-diff
  plugin-linter plugin-tester publish-to-packages secrets shellcheck sparse-checkout test-collector vault-secrets`.split(/\s+/),
);

/** `plugins` in both forms: a list of `name#version` or `{ name#version: settings }`, or one map of them. */
export function pluginsOf(node: YamlNode | undefined): readonly Plugin[] {
  const maps = node?.kind === 'map' ? [node] : itemsOf(node);
  return maps.flatMap((item): readonly Plugin[] => {
    if (item.kind === 'scalar') return [{ component: componentOf(item.decoded, item.span), settings: undefined, item }];
    const entries = entriesOf(item);
    const own = node?.kind === 'list' && entries.length === 1 ? item : undefined;
    return entries.map(entry => {
      return { component: componentOf(entry.key.decoded, entry.key.span), settings: asMap(entry.value), item: own };
    });
  });
}

/** `docker-login#v3.0.0`, `acme/thing#v1`, a Git URL; those without an owner are Buildkite's own. */
export function componentOf(text: string, span: Span): Component {
  const [source = '', version = ''] = text.split('#');
  const isUrl = source.includes('://') || source.startsWith('git@');
  const path = isUrl ? (/([^/:]+\/[^/]+)$/.exec(source.slice(-500))?.[1] ?? source) : source;
  return { name: path.replace(/^buildkite-plugins\//, '').replace(/(?:-buildkite-plugin)?(?:\.git)?$/, ''), version, span };
}

export function pluginOutcome(plugin: Plugin, fields: StepFields): PluginOutcome {
  const { component, settings } = plugin;
  const here: StepFields = { ...fields, span: component.span, component, ...written(plugin) };
  switch (component.name) {
    case 'docker-login':
      return dockerLogin(plugin, here);
    case 'docker-compose':
      return dockerCompose(settings, here);
    case 'docker': {
      const image = settingOf(settings?.entry('image'));
      const command: PlannedStep[] = image === undefined ? [] : [{ kind: 'use-image', ...here, how: 'run', images: [image] }];
      return { command, stepCommand: 'in-container' };
    }
    case 'ecr':
    case 'gcr':
    case 'gcp-gcr':
    case 'elastic/vault-docker-login':
    case 'aws-ecr':
      return {
        environment: [{ kind: 'login', ...here, passwordFrom: 'helper', registry: { value: unknownValue(here.span), span: here.span } }],
      };
    default:
      return HARMLESS.has(component.name) ? {} : { environment: [{ kind: 'opaque', ...here, what: `plugin ${component.name}` }] };
  }
}

/** What is written for the plugin is changed there. */
function written({ item, settings }: Plugin): Pick<StepFields, 'rewrite' | 'lines'> {
  return item === undefined ? {} : rewritableMap({ step: item, settings, keys: {} });
}

/**
 * Signs in before the command. From 3.0.0 on with a Docker configuration folder of the step's own unless told otherwise, in which plugins
 * and builders under `~/.docker` are not seen (https://buildkite.com/resources/plugins/buildkite-plugins/docker-login-buildkite-plugin/).
 */
function dockerLogin({ component, settings }: Plugin, fields: StepFields): PluginOutcome {
  const major = Number(/^v?(\d+)/.exec(component.version)?.[1] ?? Number.NaN);
  const isolates = major >= 3 && textOf(settings?.get('isolate-config')) !== 'false';
  const env = isolates ? [['DOCKER_CONFIG', literal(`/tmp/docker-login-plugin-${fields.span.start}`, fields.span)] as const] : [];
  const passwordEntry = settings?.entry('password-env');
  const variable = textOf(passwordEntry?.value) ?? 'DOCKER_LOGIN_PASSWORD';
  const at = passwordEntry?.value.span ?? fields.span;
  const username = valueSetting(settings, 'username');
  const registry = valueSetting(settings, 'server');
  const login: Login = {
    ...fields,
    env: fields.env.withAll(env),
    kind: 'login',
    passwordFrom: 'stdin',
    password: { value: reference({ scope: 'env', name: variable }, at), span: at },
    ...(username === undefined ? {} : { username }),
    ...(registry === undefined ? {} : { registry }),
  };
  return { env, preCommand: [login] };
}

function valueSetting(map: YamlMap | undefined, key: string): Setting | undefined {
  const entry = map?.entry(key);
  if (entry?.value.kind !== 'scalar' || entry.value.value === null) return undefined;
  return { value: uploaded(entry.value.text), span: entry.span };
}
