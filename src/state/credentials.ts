import { History } from '../model/history.js';
import { DOCKER_HUB, registryKeyOf } from '../model/image.js';
import type { Played, PlayedOf } from '../model/job-run.js';
import type { CredentialChange, Folder, State } from '../model/state.js';
import { known, truth as truthOf, type Value } from '../model/value.js';
import { startsClean } from './entry.js';
import { configFolder, sameFolder } from './folders.js';
import { literalVersion, olderThan } from './image-version.js';
import { isAfter } from './selection.js';
import { given, stepsOf, variable } from './steps.js';

/** https://docs.docker.com/reference/cli/docker/login/ */
export function afterLogin(step: PlayedOf<'login'>): State {
  const scoped = isScoped(step);
  // The cloud driver reads Docker's default configuration only, and Buildx takes scoped credentials for what they are scoped to.
  if (scoped === true) return step.before;
  const folder = scoped === undefined ? undefined : configFolder(step);
  return withChange(step.before, { kind: 'signed-in', registry: registryOfLogin(step), folder, by: step });
}

/** https://docs.docker.com/reference/cli/docker/logout/ */
export function afterLogout(step: PlayedOf<'logout'>): State {
  const registry = registryKeyOf(given(step.registry));
  return withChange(step.before, { kind: 'signed-out', registry, folder: configFolder(step), by: step });
}

export function afterRestore(step: PlayedOf<'restore-credentials'>): State {
  return withChange(step.before, { kind: 'restored', registry: undefined, folder: undefined, by: step });
}

function withChange(state: State, change: CredentialChange): State {
  return { ...state, credentials: History.of(change, state.credentials) };
}

/**
 * The key of the registry a login is for: `docker.io` for Docker Hub, a host for another; `undefined` where it cannot be told.
 * `docker login index.docker.io` has a key of its own, under which nothing looks for Docker Hub's credentials
 * (docker/cli `cli/command/registry/login.go`).
 */
export function registryOfLogin(login: PlayedOf<'login'>): string | undefined {
  const registry = given(login.registry);
  // A cloud provider's own command never signs in to Docker Hub; which of its registries it is for may stand nowhere.
  if (registry === undefined && login.passwordFrom === 'helper') return undefined;
  return registryKeyOf(registry) ?? (registry && predefinedRegistry(registry, login));
}

/** GitLab's own registry, by the variable that holds its address. https://docs.gitlab.com/ci/variables/predefined_variables/ */
function predefinedRegistry(registry: Value, login: Played): string | undefined {
  const [only, ...others] = registry.parts;
  if (only?.kind !== 'reference' || others.length > 0) return undefined;
  return login.before.run.pipeline.platform === 'gitlab-ci' && only.to.name === 'CI_REGISTRY' ? '$CI_REGISTRY' : undefined;
}

/**
 * Whether the machine holds credentials for a registry when the step starts, in the configuration folder the step uses.
 * https://docs.docker.com/reference/cli/docker/login/
 *
 * On a machine that earlier jobs may have left something on nothing is concluded from what this job does not do, with one exception: who
 * connects to a cloud builder here and does not sign in to Docker Hub before is taken not to be signed in.
 * @param registry the key of the registry: `docker.io`, `ghcr.io`
 */
export function signedIn(step: Played, registry: string = DOCKER_HUB): boolean | undefined {
  const { credentials, opaque, run } = step.before;
  const folder = configFolder(step);
  let maybe = false;
  for (const change of credentials ?? []) {
    const here = meets(change, registry, folder);
    if (here === false) continue;
    if (isAfter(opaque, change.by)) return undefined;
    if (here === undefined || change.kind === 'restored') maybe = true;
    else return maybe ? undefined : change.kind === 'signed-in';
  }
  if (maybe || opaque !== undefined || run.settings.preconfigured || mayComeWithEnvironment(step, registry)) return undefined;
  if (startsClean(run.job, run.settings)) return false;
  return run.connects && registry === DOCKER_HUB ? false : undefined;
}

/** Whether a change speaks of this registry in this folder. */
function meets(change: CredentialChange, registry: string, folder: Folder): boolean | undefined {
  const there = sameFolder(change.folder, folder);
  if (there === false) return false;
  const isHelper = change.by.kind === 'login' && change.by.passwordFrom === 'helper';
  if (change.registry === undefined && isHelper && registry === DOCKER_HUB) return false;
  // A variable may hold any address, that of Docker Hub's included; GitLab's own registry is the one that cannot.
  if (change.registry === '$CI_REGISTRY' && registry !== DOCKER_HUB) return undefined;
  const same = change.registry === undefined ? undefined : change.registry === registry;
  return same === false ? false : same && there;
}

/** The sign-ins that came before a step, in order, whatever their registry. */
export function signInsBefore(step: Played): readonly PlayedOf<'login'>[] {
  return stepsOf(step.before.run, 'login').filter(login => login.index < step.index);
}

/** login-action's `scope` keeps credentials apart (docker/login-action `src/docker.ts`, `scopeToConfigDir`). */
function isScoped(login: PlayedOf<'login'>): boolean | undefined {
  const scope = given(login.scope);
  if (scope === undefined) return false;
  const disabled = variable(login, 'DOCKER_LOGIN_SCOPE_DISABLED');
  if (disabled !== undefined && truthOf(disabled) !== false) return truthOf(disabled) ? false : undefined;
  return known(scope) === undefined ? undefined : true;
}

/** The docker command reads `DOCKER_AUTH_CONFIG` from this version on (docker/cli#6171). */
const READS_AUTH_CONFIG = [28, 3] as const;

/**
 * Whether `DOCKER_AUTH_CONFIG` may hold credentials: it is set here, or it may be set in GitLab's settings, where it is the documented
 * way to pull private images (https://docs.gitlab.com/ci/docker/using_docker_images/#determine-your-docker_auth_config-data). Not where
 * the job's image has an older docker command, nor where the job signs in itself, which it would not do with credentials at hand.
 */
function mayComeWithEnvironment(step: Played, registry: string): boolean {
  if (variable(step, 'DOCKER_AUTH_CONFIG') !== undefined) return true;
  const { job, pipeline } = step.before.run;
  if (pipeline.platform !== 'gitlab-ci') return false;
  const version = literalVersion(job.machine.image?.value, 'docker');
  if (version !== undefined && olderThan(version, READS_AUTH_CONFIG)) return false;
  return !stepsOf(step.before.run, 'login').some(login => registryOfLogin(login) === registry);
}
