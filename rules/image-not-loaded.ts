import {
  broughtBefore,
  defineRule,
  type ImageUse,
  imageMatches,
  isCloud,
  type JobRun,
  type Output,
  outputOf,
  type PlayedOf,
  type Step,
  stepsOf,
  tagValues,
  usesAfter,
  type Value,
} from '../src/rule.js';

export default defineRule({
  id: 'image-not-loaded',
  summary: 'Load an image that later steps need on this machine',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/usage/#loading-build-results',
  after: ['multi-platform-without-push'],
  about: ['push-image', 'use-image'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      const output = outputOf(build);
      if (build.inspectsOnly || output.load !== false || output.implicitLoad !== false) continue;
      const [use, tag] = firstUse(run, build) ?? [];
      if (use === undefined || tag === undefined || broughtBefore(use.step, tag) !== false) continue;
      yield {
        on: use.step,
        at: placeOf(use.step, tag),
        message: messageFor(use.step, output, isCloud(build) === true),
        related: [{ at: build.programSpan, message: 'it is built here' }],
      };
    }
  },
});

function messageFor(use: Step, output: Output, isOnCloud: boolean): string {
  if (output.push === true && use.kind === 'push-image')
    return 'The builder has pushed this image already and has not loaded it, so there is nothing to push from here. Drop this push.';
  if (output.push === true)
    return 'This needs the image in the local store, but the build pushes it from the builder and does not load it. Let the build do this (a second `--tag`), or pull the image first.';
  const remedy =
    isOnCloud || use.kind === 'push-image'
      ? 'Load it there (`--load`), or push it from the builder (`--push`).'
      : 'Load it there (`--load`).';
  return `This needs the image, but the build before it leaves it ${output.files === true ? 'in a file' : 'in the build cache'}. ${remedy}`;
}

/** The first later step that cannot do without the image, and the tag by which it means it. */
function firstUse(run: JobRun, build: PlayedOf<'build'>): readonly [ImageUse, Value] | undefined {
  const uses = tagValues(build).flatMap(tag =>
    usesAfter(run, build, tag).flatMap(use => (use.certain && !use.step.tolerated && needs(run, use, tag) ? [[use, tag] as const] : [])),
  );
  return uses.sort(([a], [b]) => a.step.index - b.step.index)[0];
}

/** `docker tag`, `save` and `push` need the image here; a run or scan gets it from a registry, where something has pushed it. */
function needs(run: JobRun, { step }: ImageUse, image: Value): boolean {
  if (step.kind === 'push-image') return /\bpush$/.test(step.program) && !/manifest|podman|compose/.test(step.program);
  if (step.kind !== 'use-image') return false;
  if (step.how === 'tag' || step.how === 'save') return true;
  return (step.how === 'run' || step.how === 'scan') && !mayBePushed(run, image);
}

function mayBePushed(run: JobRun, image: Value): boolean {
  const isIt = (other: Value) => imageMatches(other, image) !== false;
  if (stepsOf(run, 'build').some(build => outputOf(build).push !== false && tagValues(build).some(isIt))) return true;
  return run.pipeline.jobs.some(job =>
    job.steps.some(
      step =>
        (step.kind === 'push-image' && (step.images.length === 0 || step.images.some(pushed => isIt(pushed.value)))) ||
        (job !== run.job && step.kind === 'build' && step.tags.some(tag => isIt(tag.value))),
    ),
  );
}

function placeOf(step: ImageUse['step'], image: Value) {
  if (step.kind !== 'use-image' && step.kind !== 'push-image') return step.span;
  return step.images.find(used => imageMatches(used.value, image) === true)?.value.span ?? step.span;
}
