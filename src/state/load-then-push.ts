import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import type { Value } from '../model/value.js';
import { type ImageUse, usesAfter } from './images.js';
import { outputOf, platformsOf, tagValues } from './outputs.js';

/**
 * The steps that push what a build has put into the local store, where that is all it is there for; none where something else needs the
 * image, or may. https://docs.docker.com/build-cloud/usage/#loading-build-results
 */
export function pushesOfLoaded(run: JobRun, build: PlayedOf<'build'>): readonly PlayedOf<'push-image'>[] {
  const { push, load, implicitLoad } = outputOf(build);
  if (push !== false || (load || implicitLoad) !== true || (platformsOf(build)?.length ?? 0) > 1) return [];
  const uses = tagValues(build)
    .flatMap(tag => usesOf(run, build, tag))
    .sort((a, b) => a.step.index - b.step.index);
  const firstPush = uses.find(use => use.certain && use.step.kind === 'push-image')?.step;
  if (firstPush === undefined || uses.some(use => needsImage(use, firstPush))) return [];
  return [...new Set(uses.map(use => use.step))].filter(step => step.kind === 'push-image');
}

/** The uses of an image under all the names that `docker tag` gives it. */
function usesOf(run: JobRun, step: Played, image: Value): readonly ImageUse[] {
  return usesAfter(run, step, image).flatMap(use => {
    const renamed = use.certain && use.step.kind === 'use-image' && use.step.how === 'tag' ? use.step.newName : undefined;
    return renamed === undefined ? [use] : usesOf(run, use.step, renamed.value);
  });
}

/** A test, a scan, a run: then the image has to be here. What nobody can see may be one as long as nothing was pushed. */
function needsImage(use: ImageUse, firstPush: Played): boolean {
  return use.step.kind !== 'push-image' && (use.certain || use.step.index < firstPush.index);
}
