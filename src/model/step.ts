import type { Span } from '../source/file.js';
import type { DockerStepBase, Setting, StepBase } from './step-base.js';
import type { Command, Shell } from './unexpanded.js';
import type { Value } from './value.js';

export type { Call, Component, Setting } from './step-base.js';
export type { Command, Hole, Script, Shell, ShellDialect, ShellOptions } from './unexpanded.js';

export interface Login extends DockerStepBase {
  readonly kind: 'login';
  /** absent: Docker Hub. Present and unknown: some registry */
  readonly registry?: Setting;
  readonly username?: Setting;
  readonly password?: Setting;
  /**
   * `oidc`: no password, a token of the CI system; `helper`: a cloud provider's own command; `prompt`: no flag or input says where it comes
   * from, whatever a pipe holds; `unknown`: some words could not be read
   */
  readonly passwordFrom: 'flag' | 'stdin' | 'input' | 'oidc' | 'helper' | 'prompt' | 'unknown';
  /** login-action's `scope`: the credentials lie outside the default configuration */
  readonly scope?: Setting;
}

export interface Logout extends DockerStepBase {
  readonly kind: 'logout';
  readonly registry?: Setting;
}

/** Credentials put in place without a login: a written or restored `config.json`. Which registries they are for is not known. */
export interface RestoreCredentials extends StepBase {
  readonly kind: 'restore-credentials';
}

/** A Buildx (or Compose) that an action, a package manager or an image brings. Downloads by hand are `download` and what follows. */
export interface InstallPlugin extends StepBase {
  readonly kind: 'install-plugin';
  readonly plugin: 'buildx' | 'compose';
  readonly from: 'action' | 'package';
  readonly version?: Setting;
}

/** `curl -o` and `wget -O`: a URL fetched to a file, or to standard output where `to` is absent. */
export interface Download extends StepBase {
  readonly kind: 'download';
  readonly program: 'curl' | 'wget';
  readonly url?: Value;
  readonly to?: Value;
  /** an HTTP error makes the command fail (`curl --fail`; wget always) */
  readonly failsOnError: boolean;
  /** folders of the target are made (`curl --create-dirs`) */
  readonly makesDirectories: boolean;
  /** request headers as written */
  readonly headers: readonly Value[];
}

/** `jq`: what a download is filtered with. */
export interface FilterJson extends StepBase {
  readonly kind: 'filter-json';
  readonly filter?: Value;
  /** what a pipe or redirection hands to it */
  readonly input?: Value;
  /** the first file it is given */
  readonly file?: Value;
  /** `-r`, `-j`: strings come without their quotes */
  readonly raw: boolean;
}

export interface MakeDirectory extends StepBase {
  readonly kind: 'make-directory';
  readonly paths: readonly Value[];
}

/** `mv`, `cp`, `ln`, `install`: a file that comes to stand at `to`. */
export interface MoveFile extends StepBase {
  readonly kind: 'move-file';
  readonly from: readonly Value[];
  readonly to: Value;
  readonly copies: boolean;
  /** `install -m 755` */
  readonly executable?: boolean;
}

export interface ChangeMode extends StepBase {
  readonly kind: 'change-mode';
  readonly paths: readonly Value[];
  readonly executable: boolean | undefined;
}

export interface CreateBuilder extends DockerStepBase {
  readonly kind: 'create-builder';
  /** absent: Buildx chooses; see `randomName` */
  readonly builderName?: Setting;
  /** setup-buildx-action names a builder without `name` at random; the command derives the name from a cloud endpoint */
  readonly randomName: boolean;
  readonly driver?: Setting;
  readonly endpoint?: Setting;
  /** absent: not selected */
  readonly use?: Setting;
  readonly append?: Setting;
  readonly driverOptions: readonly Setting[];
  readonly buildkitdFlags?: Setting;
  readonly buildkitdConfig?: Setting;
  /** setup-buildx-action's `keep-state`: the builder's volume outlives the job */
  readonly keepState?: Setting;
  readonly platforms: readonly Setting[];
  /** some words could not be read: any flag may be among them */
  readonly opaque?: true;
}

export interface UseBuilder extends DockerStepBase {
  readonly kind: 'use-builder';
  readonly builder?: Setting;
  readonly global: boolean;
}

export interface RemoveBuilder extends DockerStepBase {
  readonly kind: 'remove-builder';
  readonly builder?: Setting;
  /** `--all-inactive` */
  readonly all: boolean;
}

export interface InspectBuilder extends DockerStepBase {
  readonly kind: 'inspect-builder';
  readonly builder?: Setting;
}

/** `docker buildx install` and `install: true`: from here on `docker build` is `docker buildx build`; `uninstall` ends it. */
export interface AliasBuilder extends DockerStepBase {
  readonly kind: 'alias-builder';
  readonly on: boolean;
  /** the input that asks for it, where an action does */
  readonly input?: Setting;
}

/** `docker context use NAME`. */
export interface UseContext extends DockerStepBase {
  readonly kind: 'use-context';
  readonly context?: Setting;
}

export interface PruneCache extends DockerStepBase {
  readonly kind: 'prune-cache';
  readonly builder?: Setting;
  /** `docker builder prune` cleans the builder of the context, unless one is named; `buildx prune` the selected one */
  readonly honoursSelectedBuilder: boolean;
}

/**
 * One image build. A command that builds several targets (bake, compose) is one such step for each target whose definition was read,
 * all with the same words; where the definition was not read, one step with `opaque`.
 */
export interface Build extends DockerStepBase {
  readonly kind: 'build';
  /** as a person calls it: `docker build`, `docker buildx build`, `docker/build-push-action`, `docker compose build` */
  readonly program: string;
  /** the words that name the program and what it is told to do, without flags: `docker buildx build`, `uses: docker/bake-action@v6` */
  readonly programSpan: Span;
  /** never a cloud build: podman, kaniko, buildah, the legacy builder */
  readonly engine: 'buildkit' | 'compose' | 'other';
  /** `docker build` and `docker bake` do not look at what `buildx use` selected */
  readonly honoursSelectedBuilder: boolean;
  readonly builder?: Setting;
  readonly tags: readonly Setting[];
  readonly platforms: readonly Setting[];
  /** values of `--output`, each CSV as written */
  readonly outputs: readonly Setting[];
  readonly push?: Setting;
  readonly load?: Setting;
  readonly cacheFrom: readonly Setting[];
  readonly cacheTo: readonly Setting[];
  readonly buildArguments: readonly Setting[];
  readonly secrets: readonly Setting[];
  readonly attestations: readonly Setting[];
  readonly provenance?: Setting;
  readonly noCache?: Setting;
  readonly addHosts: readonly Setting[];
  readonly network?: Setting;
  /** the image takes all of a folder of the repository, and no `.dockerignore` leaves anything out */
  readonly copiesAll?: true;
  /** path, URL, `-`; absent where the program chooses (the Git context of build-push-action) or none was written */
  readonly context?: Setting;
  readonly dockerfile?: Setting;
  readonly stage?: Setting;
  /** `--call`, `--check`, `--print`: nothing is built */
  readonly inspectsOnly: boolean;
  /** the bake target or Compose service, where its definition was read */
  readonly target?: string;
  /** some words could not be read (an unresolved `$FLAGS`, an unread bake file): any flag may be among them */
  readonly opaque: boolean;
}

/** `docker push`, `compose push`, an orb's push. `images` is empty where it is not said which. */
export interface PushImage extends DockerStepBase {
  readonly kind: 'push-image';
  readonly program: string;
  readonly images: readonly Setting[];
  /** `--all-tags`: `images` are repositories, of which all local tags go */
  readonly allTags?: true;
}

/** Something that needs an image, locally or from a registry, or brings one: `load` stands for `docker import` and `commit` too. */
export interface UseImage extends DockerStepBase {
  readonly kind: 'use-image';
  readonly how: 'run' | 'tag' | 'save' | 'scan' | 'inspect' | 'pull' | 'load' | 'manifest' | 'compose';
  readonly images: readonly Setting[];
  /** the new name `docker tag` gives, the list a manifest command makes */
  readonly newName?: Setting;
}

export interface SetUpEmulation extends StepBase {
  readonly kind: 'set-up-emulation';
}

/** A variable set from here on, by a script or through `$GITHUB_ENV`. Its effect is already in the `env` of the steps after it. */
export interface SetEnv extends StepBase {
  readonly kind: 'set-env';
  readonly variable: string;
  readonly value: Value;
  readonly exported: boolean;
}

export interface CacheDirectory extends StepBase {
  readonly kind: 'cache-directory';
  readonly paths: readonly Setting[];
}

/** Something whose effect nobody can see: a remote action or orb, a script that is not in the repository. It may have done anything. */
export interface Opaque extends StepBase {
  readonly kind: 'opaque';
  readonly what: string;
}

/** Read, and of no meaning to us: `npm test`. */
export interface Other extends StepBase {
  readonly kind: 'other';
}

/** What `expand` leaves. */
export type Step =
  | Login
  | Logout
  | RestoreCredentials
  | InstallPlugin
  | Download
  | FilterJson
  | MakeDirectory
  | MoveFile
  | ChangeMode
  | CreateBuilder
  | UseBuilder
  | RemoveBuilder
  | InspectBuilder
  | AliasBuilder
  | UseContext
  | PruneCache
  | Build
  | PushImage
  | UseImage
  | SetUpEmulation
  | SetEnv
  | CacheDirectory
  | Opaque
  | Other;

/** What platforms hand over: steps, shell text and words. */
export type PlannedStep = Step | Shell | Command;

export type StepOf<K extends PlannedStep['kind']> = Extract<PlannedStep, { kind: K }>;

/** The fields every step has, to make one step from another. */
export type StepFields = Pick<
  Command,
  | 'span'
  | 'runs'
  | 'env'
  | 'workingDirectory'
  | 'via'
  | 'tolerated'
  | 'unchecked'
  | 'name'
  | 'key'
  | 'sudo'
  | 'component'
  | 'prints'
  | 'hidesFailure'
  | 'traced'
  | 'formOf'
  | 'rewrite'
  | 'lines'
>;
