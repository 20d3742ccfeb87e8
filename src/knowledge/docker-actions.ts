/**
 * Docker's actions for GitHub Actions: what they take, by major version.
 * The inputs are those of `action.yml` at the last tag of each major version, compared one by one in November 2026 (repositories as of
 * August 2026), and `vars` of bake-action, which came later.
 */

export interface ActionInput {
  readonly name: string;
  /** what the action takes where the input is not given */
  readonly default?: string;
  /** the first major version that has it; all have it where absent */
  readonly since?: number;
  /** the last major version that has it; the newest has it where absent */
  readonly until?: number;
  readonly deprecated?: boolean;
  /** one list in one text: which characters part its items */
  readonly list?: 'lines' | 'lines and commas';
}

export interface ActionFacts {
  readonly source: string;
  readonly newestMajor: number;
  readonly newestVersion: string;
  /** the inputs that only the first major version had, which was another action altogether; those of `inputs` came with the second */
  readonly firstVersion?: readonly string[];
  readonly inputs: readonly ActionInput[];
}

const LINES = 'lines';
const COMMAS = 'lines and commas';

export const DOCKER_ACTIONS: ReadonlyMap<string, ActionFacts> = new Map<string, ActionFacts>([
  [
    'docker/login-action',
    {
      source: 'https://github.com/docker/login-action#inputs',
      newestMajor: 4,
      newestVersion: 'v4.6.0',
      inputs: [
        { name: 'registry' },
        { name: 'username' },
        { name: 'password' },
        { name: 'ecr', default: 'auto' },
        { name: 'logout', default: 'true' },
        { name: 'scope', since: 3 },
        { name: 'registry-auth', since: 3 },
      ],
    },
  ],
  [
    'docker/setup-buildx-action',
    {
      source: 'https://github.com/docker/setup-buildx-action#inputs',
      newestMajor: 4,
      newestVersion: 'v4.4.0',
      inputs: [
        { name: 'version' },
        { name: 'driver', default: 'docker-container' },
        { name: 'driver-opts', list: LINES },
        { name: 'buildkitd-flags' },
        { name: 'install', default: 'false', until: 3, deprecated: true },
        { name: 'use', default: 'true' },
        { name: 'endpoint' },
        { name: 'config', until: 3, deprecated: true },
        { name: 'config-inline', until: 3, deprecated: true },
        { name: 'platforms', since: 2, list: COMMAS },
        { name: 'append', since: 2 },
        { name: 'cleanup', default: 'true', since: 2 },
        { name: 'buildkitd-config', since: 3 },
        { name: 'buildkitd-config-inline', since: 3 },
        { name: 'name', since: 3 },
        { name: 'keep-state', default: 'false', since: 3 },
        { name: 'cache-binary', default: 'true', since: 3 },
      ],
    },
  ],
  [
    'docker/build-push-action',
    {
      source: 'https://github.com/docker/build-push-action#inputs',
      newestMajor: 7,
      newestVersion: 'v7.3.0',
      firstVersion: [
        'add_git_labels',
        'always_pull',
        'build_args',
        'cache_froms',
        'dockerfile',
        'labels',
        'password',
        'path',
        'push',
        'registry',
        'repository',
        'tag_with_ref',
        'tag_with_sha',
        'tags',
        'target',
        'username',
      ],
      inputs: [
        { name: 'add-hosts', list: COMMAS },
        { name: 'allow', list: COMMAS },
        { name: 'annotations', since: 5, list: LINES },
        { name: 'attests', since: 3, list: LINES },
        { name: 'build-args', list: LINES },
        { name: 'build-contexts', list: LINES },
        { name: 'builder' },
        { name: 'cache-from', list: LINES },
        { name: 'cache-to', list: LINES },
        { name: 'call', since: 6 },
        { name: 'cgroup-parent' },
        { name: 'context' },
        { name: 'file' },
        { name: 'labels', list: LINES },
        { name: 'load', default: 'false' },
        { name: 'network' },
        { name: 'no-cache', default: 'false' },
        { name: 'no-cache-filters', since: 3, list: COMMAS },
        { name: 'outputs', list: LINES },
        { name: 'platforms', list: COMMAS },
        { name: 'provenance', since: 3 },
        { name: 'pull', default: 'false' },
        { name: 'push', default: 'false' },
        { name: 'sbom', since: 3 },
        { name: 'secrets', list: LINES },
        { name: 'secret-envs', since: 5, list: COMMAS },
        { name: 'secret-files', list: LINES },
        { name: 'shm-size' },
        { name: 'ssh', list: COMMAS },
        { name: 'tags', list: COMMAS },
        { name: 'target' },
        { name: 'ulimit', list: LINES },
        { name: 'github-token', default: '${{ github.token }}' },
      ],
    },
  ],
  [
    'docker/bake-action',
    {
      source: 'https://github.com/docker/bake-action#inputs',
      newestMajor: 7,
      newestVersion: 'v7.3.0',
      inputs: [
        { name: 'builder' },
        { name: 'files', list: COMMAS },
        { name: 'targets', list: COMMAS },
        { name: 'no-cache', default: 'false' },
        { name: 'pull', default: 'false' },
        { name: 'load', default: 'false' },
        { name: 'push', default: 'false' },
        { name: 'set', list: LINES },
        { name: 'vars', since: 7, list: LINES },
        { name: 'workdir', default: '.', since: 2, until: 6 },
        { name: 'source', since: 2 },
        { name: 'provenance', since: 3 },
        { name: 'sbom', since: 3 },
        { name: 'github-token', default: '${{ github.token }}', since: 4 },
        { name: 'allow', since: 5, list: COMMAS },
        { name: 'call', since: 6 },
      ],
    },
  ],
  [
    'docker/setup-qemu-action',
    {
      source: 'https://github.com/docker/setup-qemu-action#inputs',
      newestMajor: 4,
      newestVersion: 'v4.2.0',
      inputs: [
        { name: 'image', default: 'docker.io/tonistiigi/binfmt:latest' },
        { name: 'platforms', default: 'all' },
        { name: 'cache-image', default: 'true', since: 3 },
        { name: 'reset', default: 'false', since: 4 },
      ],
    },
  ],
  [
    'docker/metadata-action',
    {
      source: 'https://github.com/docker/metadata-action#inputs',
      newestMajor: 6,
      newestVersion: 'v6.2.0',
      firstVersion: [
        'github-token',
        'images',
        'label-custom',
        'sep-labels',
        'sep-tags',
        'tag-custom',
        'tag-custom-only',
        'tag-edge',
        'tag-edge-branch',
        'tag-latest',
        'tag-match',
        'tag-match-group',
        'tag-match-latest',
        'tag-schedule',
        'tag-semver',
        'tag-sha',
      ],
      inputs: [
        { name: 'context', default: 'workflow', since: 4 },
        { name: 'images' },
        { name: 'tags' },
        { name: 'flavor' },
        { name: 'labels' },
        { name: 'annotations', since: 5 },
        { name: 'sep-tags' },
        { name: 'sep-labels' },
        { name: 'sep-annotations', since: 5 },
        { name: 'bake-target' },
        { name: 'github-token', default: '${{ github.token }}' },
      ],
    },
  ],
]);

/**
 * The first docker/login-action that signs in with a token of GitHub's OpenID Connect provider, where DOCKERHUB_OIDC_CONNECTIONID is set:
 * https://docs.docker.com/enterprise/security/oidc-connections/create-manage/ (September 2026).
 */
export const LOGIN_ACTION_WITH_OIDC: readonly number[] = [4, 5, 0];

/** The input of an action as its major version has it; `undefined` where that version has none of that name. */
export function actionInput(action: string, input: string, major: number | undefined): ActionInput | undefined {
  const facts = DOCKER_ACTIONS.get(action);
  const version = major ?? facts?.newestMajor ?? 0;
  return facts?.inputs.find(one => one.name === input && (one.since ?? 0) <= version && version <= (one.until ?? Number.POSITIVE_INFINITY));
}

/** The last major version of an action that has an input; `undefined` where the newest still has it, or none had. */
export function lastMajorWith(action: string, input: string): number | undefined {
  return DOCKER_ACTIONS.get(action)?.inputs.find(one => one.name === input)?.until;
}

/** The names of the inputs that a major version of one of Docker's actions has; `undefined` for a version that is not described here. */
export function actionInputs(action: string, major: number): ReadonlySet<string> | undefined {
  const name = action.toLowerCase();
  const facts = DOCKER_ACTIONS.get(name);
  if (facts === undefined || major < 1 || major > facts.newestMajor) return undefined;
  const key = `${name}@${major}`;
  let inputs = INPUTS.get(key);
  if (inputs === undefined) {
    inputs = new Set(major === 1 && facts.firstVersion !== undefined ? facts.firstVersion : namesOfInputs(name, facts, major));
    INPUTS.set(key, inputs);
  }
  return inputs;
}

/** By name and major version: the same few actions are in every workflow. */
const INPUTS = new Map<string, ReadonlySet<string>>();

function namesOfInputs(name: string, { inputs }: ActionFacts, major: number): readonly string[] {
  return inputs.flatMap(input => (actionInput(name, input.name, major) === undefined ? [] : [input.name]));
}

/** The major version nearest to one that has not this input and has it, a later one before an earlier; `undefined` where none has. */
export function versionWithInput(action: string, input: string, major: number): number | undefined {
  const newest = DOCKER_ACTIONS.get(action.toLowerCase())?.newestMajor ?? 0;
  const later = Array.from({ length: Math.max(newest - major, 0) }, (_, index) => major + 1 + index);
  const earlier = Array.from({ length: major - 1 }, (_, index) => major - 1 - index);
  return [...later, ...earlier].find(version => actionInputs(action, version)?.has(input));
}
