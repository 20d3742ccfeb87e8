import { buildxOfDockerImage, buildxOfSetupAction } from '../knowledge/buildx.js';
import { flattened } from '../model/csv.js';
import { parseImage } from '../model/image.js';
import type { Played, PlayedOf } from '../model/job-run.js';
import { literalText } from '../model/literal-text.js';
import { known } from '../model/value.js';
import { type Span, sameSpan } from '../source/file.js';
import { isCloud } from './builders.js';
import { fetchedPlugins } from './fetched-plugins.js';
import { stepsOf } from './steps.js';

/** The Buildx that a job works with, as far as its file tells. */
export interface BuildxUsed {
  /** `0.12.1` */
  readonly version: string;
  /** where the version, or the image that brings it, is written */
  readonly at: Span;
  /** the image brings it, and the version is that of the newest such image */
  readonly fromImage: boolean;
}

/** The Buildx that a builder is made with, where a version that is written in the file is certainly the one. */
export function buildxUsedFor(create: PlayedOf<'create-builder'>): BuildxUsed | undefined {
  return create.component === undefined ? (fetchedFor(create) ?? ofImage(create)) : setUpBy(create);
}

/** setup-buildx-action connects to a cloud builder with the Buildx that the machine has: none is named, and so old an action fetches none. */
export function connectsWithBuildxOfMachine(create: PlayedOf<'create-builder'>): boolean {
  const { component } = create;
  if (component === undefined || isCloud(create) !== true || buildxOfSetupAction(component.version) !== 'machine') return false;
  return installOf(create)?.version === undefined;
}

/** setup-buildx-action fetches the Buildx that it makes the builder with. */
function installOf({ component, before }: PlayedOf<'create-builder'>): PlayedOf<'install-plugin'> | undefined {
  return stepsOf(before.run, 'install-plugin').find(
    step => step.component && component !== undefined && sameSpan(step.component.span, component.span),
  );
}

/** setup-buildx-action with `version`. */
function setUpBy(create: PlayedOf<'create-builder'>): BuildxUsed | undefined {
  const { component } = create;
  if (component === undefined || buildxOfSetupAction(component.version) === 'desktop') return undefined;
  if (buildxOfSetupAction(component.version) === undefined) return undefined;
  const install = installOf(create);
  const version = known(install?.version?.value);
  return install?.version && version !== undefined
    ? { version: version.replace(/^v/, ''), at: install.version.value.span, fromImage: false }
    : undefined;
}

/** The last Buildx that the job fetched for its own user, which goes before those for all. */
function fetchedFor(create: PlayedOf<'create-builder'>): BuildxUsed | undefined {
  const { opaque, run } = create.before;
  const last = fetchedPlugins(run).findLast(({ plugin, download }) => plugin === 'buildx' && download.index < create.index);
  if (last?.folder !== 'user' || last.version === undefined || last.executable === false || create.sudo) return undefined;
  if (opaque !== undefined && opaque.index > last.download.index) return undefined;
  const url = last.download.url && literalText(last.download.url);
  const start = url?.value.indexOf(last.version) ?? -1;
  return url === undefined || start === -1
    ? undefined
    : { version: last.version, at: url.spanOf(start, start + last.version.length), fromImage: false };
}

/** The Buildx of an image of Docker's own, where nothing before puts another in its place. */
function ofImage(create: PlayedOf<'create-builder'>): BuildxUsed | undefined {
  const { run } = create.before;
  const image = run.job.machine.image?.value;
  const name = parseImage(known(image) ?? '');
  const version =
    name?.registry === 'docker.io' && name.repository === 'library/docker' && name.tag ? buildxOfDockerImage(name.tag) : undefined;
  if (image === undefined || version === undefined || create.before.opaque !== undefined) return undefined;
  return run.steps.some(step => step.index < create.index && mayInstall(step)) ? undefined : { version, at: image.span, fromImage: true };
}

function mayInstall(step: Played): boolean {
  if (step.kind === 'install-plugin') return true;
  const isFile = ['download', 'move-file', 'other', 'build', 'use-image', 'change-mode'].includes(step.kind);
  const texts = (step.words ?? []).map(flattened);
  // `docker buildx version` installs nothing.
  return isFile && (texts[0] === 'docker' ? texts.slice(2) : texts).some(text => /buildx|cli-plugins|install/.test(text));
}
