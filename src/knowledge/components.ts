import { DOCKER_ACTIONS } from './docker-actions.js';

/** The newest major version of a component or image, and where its versions are listed. */
export interface Newest {
  readonly major: number;
  readonly source: string;
}

/** Docker's actions that `github-actions.ts` does not describe. Read September 2026. */
const ACTIONS: ReadonlyMap<string, Newest> = new Map([
  ['docker/setup-docker-action', { major: 5, source: 'https://github.com/docker/setup-docker-action/releases' }],
]);

/** Buildkite's plugins. Read September 2026. */
const PLUGINS: ReadonlyMap<string, Newest> = new Map([
  ['docker-login', { major: 3, source: 'https://github.com/buildkite-plugins/docker-login-buildkite-plugin/releases' }],
  ['docker-compose', { major: 5, source: 'https://github.com/buildkite-plugins/docker-compose-buildkite-plugin/releases' }],
]);

/** https://circleci.com/developer/orbs/orb/circleci/docker, read September 2026 */
const ORBS: ReadonlyMap<string, Newest> = new Map([
  ['circleci/docker', { major: 4, source: 'https://circleci.com/developer/orbs/orb/circleci/docker' }],
]);

/** Images that jobs run in or beside. Read September 2026. */
const IMAGES: ReadonlyMap<string, Newest> = new Map([
  ['docker.io/library/docker', { major: 29, source: 'https://hub.docker.com/_/docker' }],
  [
    'docker.io/atlassian/default-image',
    { major: 4, source: 'https://support.atlassian.com/bitbucket-cloud/docs/use-docker-images-as-build-environments/' },
  ],
]);

/** The newest major version of an action, plugin or orb that builds images or prepares for it. */
export function newestComponent(platform: string, name: string): Newest | undefined {
  if (platform === 'buildkite') return PLUGINS.get(name);
  if (platform === 'circleci') return ORBS.get(name);
  const facts = DOCKER_ACTIONS.get(name.toLowerCase());
  return facts === undefined ? ACTIONS.get(name.toLowerCase()) : { major: facts.newestMajor, source: facts.source };
}

/** The newest major version of an image, by its full name without tag: `docker.io/library/docker`. */
export function newestImage(name: string): Newest | undefined {
  return IMAGES.get(name);
}

/** `3` of `v3`, `3.8.0`, `24-dind`; `undefined` for what names no version: a commit, `latest`. */
export function majorOf(version: string): number | undefined {
  const major = /^v?(\d{1,3})(?![\w])/.exec(version)?.[1];
  return major === undefined ? undefined : Number(major);
}
