import {
  defineRule,
  type Fix,
  fix,
  isCloudName,
  type JobRun,
  known,
  missingBuilder,
  type PlayedOf,
  signedIn,
  stepsOf,
  type Value,
  valueText,
  writtenAt,
} from '../src/rule.js';

export default defineRule({
  id: 'cloud-builder-not-created',
  summary: 'Connect to the cloud builder in each job that builds on it',
  severity: 'error',
  category: 'builder',
  fixable: true,
  practice: 'https://docs.docker.com/build-cloud/setup/#steps',
  notOn: {
    buildkite: 'an agent that lives on may have the builder already',
    jenkins: 'an agent that lives on may have the builder already',
    'shell-script': 'a script may run where the builder is there already',
  },
  after: ['setup-in-other-job', 'login-missing', 'login-wrong-registry', 'docker-config-mismatch'],
  about: ['use-builder', 'build'],
  *check(run) {
    for (const step of [...stepsOf(run, 'use-builder'), ...stepsOf(run, 'build')]) {
      const missing = missingBuilder(step);
      if (missing === undefined || missing.connected !== undefined || step.tolerated || !isCloudName(missing.name)) continue;
      yield {
        on: step,
        fix: () => connected(missing.name, run),
        at: writtenAt(missing.name),
        message: `Nothing in this job connects to \`${valueText(missing.name)}\`, and its machine starts without builders. Connect first: \`docker buildx create --driver cloud ORG/BUILDER\`.`,
      };
      return;
    }
  },
});

/** Before the first step that asks for the builder, by the endpoint that its name says. */
function connected(missing: Value, run: JobRun): Fix | undefined {
  const name = known(missing);
  const endpoint = name === undefined ? undefined : endpointOf(name, run.settings.builder);
  if (name === undefined || endpoint === undefined) return undefined;
  const users = [...stepsOf(run, 'use-builder'), ...stepsOf(run, 'build')].filter(step => known(missingBuilder(step)?.name) === name);
  const first = users.reduce<PlayedOf<'build' | 'use-builder'> | undefined>(
    (a, b) => (a !== undefined && a.index < b.index ? a : b),
    undefined,
  );
  const signIn = first !== undefined && signedIn(first) === false;
  return fix('suggested', `Connect to ${endpoint}`, first?.rewrite?.({ change: 'connect-before', endpoint, name, signIn }));
}

/** `acme/default` of `cloud-acme-default`; of further dashes nobody knows which one parts the two, unless the configuration says it. */
function endpointOf(name: string, { org, name: own }: { readonly org?: string; readonly name?: string } = {}): string | undefined {
  const rest = name.slice('cloud-'.length);
  if (org !== undefined && rest.startsWith(`${org.toLowerCase()}-`)) return `${org}/${rest.slice(org.length + 1)}`;
  if (own !== undefined && rest.endsWith(`-${own.toLowerCase()}`)) return `${rest.slice(0, -own.length - 1)}/${own}`;
  const parts = rest.split('-');
  return org === undefined && own === undefined && parts.length === 2 ? parts.join('/') : undefined;
}
