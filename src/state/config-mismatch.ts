import type { JobRun, PlayedOf } from '../model/job-run.js';
import { builderBySelection, builderNamed, builderOf } from './builders.js';
import { registryOfLogin, signInsBefore } from './credentials.js';
import { buildxFolder, configFolder, sameFolder } from './folders.js';
import { refusalOf } from './refusal.js';
import { sameText } from './same-text.js';
import { given, stepsOf, variable } from './steps.js';

/** Something that one step set up in a configuration folder of Docker, and that another does not see, as it looks into another folder. */
export interface ConfigMismatch {
  readonly step: PlayedOf<'create-builder' | 'build'>;
  readonly unseen: PlayedOf<'login' | 'create-builder'>;
}

/**
 * The first step of a job that misses what was set up under another `DOCKER_CONFIG`, `--config`, `BUILDX_CONFIG` or user.
 * https://docs.docker.com/reference/cli/docker/#change-the-docker-directory
 */
export function configMismatchOf(run: JobRun): ConfigMismatch | undefined {
  return unseenSignIn(run) ?? unseenBuilder(run);
}

function unseenSignIn(run: JobRun): ConfigMismatch | undefined {
  const step = refusalOf(run)?.step;
  if (step === undefined) return undefined;
  const folder = configFolder(step);
  const isUnseen = (login: PlayedOf<'login'>) =>
    registryOfLogin(login) === 'docker.io' && given(login.scope) === undefined && sameFolder(configFolder(login), folder) === false;
  const unseen = signInsBefore(step).findLast(isUnseen);
  return unseen && { step, unseen };
}

/** Where a build does run on a cloud builder, or may, the others are taken to be meant. */
function unseenBuilder(run: JobRun): ConfigMismatch | undefined {
  const builds = stepsOf(run, 'build').filter(build => build.engine !== 'other' && !build.inspectsOnly);
  for (const build of builds) {
    const unseen =
      namedElsewhere(build) ?? (builds.every(other => builderOf(other)?.kind === 'other') ? selectedElsewhere(build) : undefined);
    if (unseen !== undefined) return { step: build, unseen };
  }
  return undefined;
}

function selectedElsewhere(build: PlayedOf<'build'>): PlayedOf<'create-builder'> | undefined {
  if (builderBySelection(build)?.how !== 'default') return undefined;
  const folder = buildxFolder(build);
  for (const selection of build.before.selections) {
    if (sameFolder(selection.folder, folder) !== false) return undefined;
    const { builder } = selection;
    if (typeof builder === 'object' && 'driver' in builder && builder.driver === 'cloud') return builder.by;
  }
  return undefined;
}

function namedElsewhere(build: PlayedOf<'build'>): PlayedOf<'create-builder'> | undefined {
  const name = given(build.builder) ?? variable(build, 'BUILDX_BUILDER');
  if (name === undefined || build.before.opaque !== undefined || builderNamed(name, build) !== 'gone') return undefined;
  const folder = buildxFolder(build);
  for (const change of build.before.builders ?? []) {
    if (change.kind !== 'created' || sameFolder(change.folder, folder) !== false) continue;
    const { builder } = change;
    if (builder.driver === 'cloud' && builder.name !== undefined && sameText(builder.name, name) === true) return builder.by;
  }
  return undefined;
}
