import {
  defineRule,
  type Fix,
  fix,
  imageMatches,
  isCloud,
  type JobRun,
  loadRequest,
  madeTogether,
  namedPush,
  type PlayedOf,
  pushesOfLoaded,
  pushInstead,
  stepsOf,
  tagValues,
} from '../src/rule.js';

export default defineRule({
  id: 'load-then-push',
  summary: 'Push from the cloud builder instead of loading the image and pushing it from the CI machine',
  severity: 'warning',
  category: 'output',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  about: ['push-image'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true) continue;
      const pushes = pushesOfLoaded(run, build);
      if (pushes.length === 0) continue;
      yield {
        on: build,
        at: loadRequest(build) ?? build.tags[0]?.value.span ?? build.programSpan,
        message:
          'The image is loaded from the cloud builder only to be pushed from this machine. Push it from the builder with `--push`, and drop the separate push.',
        related: [
          ...namingSteps(run, build).map(step => ({ at: step.span, message: 'it is named here' })),
          ...pushes.map(step => ({ at: step.span, message: 'it is pushed here' })),
        ].sort((a, b) => (a.at.file === b.at.file ? a.at.start - b.at.start : 0)),
        fix: () => pushed(run, build),
      };
    }
  },
});
/** Safe where nothing is between the build and the pushes, and all that it tags is pushed; a push of other images as well cannot go. */
function pushed(run: JobRun, build: PlayedOf<'build'>): Fix | undefined {
  const together = madeTogether(run, build);
  const pushes = [...new Set(together.flatMap(one => pushesOfLoaded(run, one)))];
  const lastBuilt = together.at(-1)?.index ?? build.index;
  const next = run.steps.filter(step => step.index > lastBuilt).slice(0, pushes.length);
  const images = pushes.flatMap(push => push.images.map(image => image.value));
  const tags = together.flatMap(tagValues);
  // What stays nameless would not be loaded any more.
  if (together.some(one => one.tags.length === 0)) return undefined;
  const last = pushes.at(-1)?.index ?? build.index;
  // What signs in between is too late for a build that pushes, in whatever case it runs.
  const signsIn = run.job.steps.slice(build.index, last).some(({ kind }) => /^(?:login|restore-credentials|opaque)$/.test(kind));
  const renaming = run.job.steps.slice(build.index).filter(step => {
    const isTag = step.kind === 'use-image' && step.how === 'tag';
    return isTag && step.images.some(image => tags.some(tag => imageMatches(tag, image.value) !== false));
  });
  const isRenamed = renaming.length > 0;
  // What names it in another case needs it here then.
  const isRenamedElse = renaming.some(step => run.steps.every(({ origin }) => origin !== step));
  if (isRenamed && !isRenamedElse && !signsIn && together.length === 1) return pushedUnderNewNames(run, build);
  if (signsIn || isRenamed || pushes.some(push => push.allTags) || images.length !== pushes.length) return undefined;
  const isAll = tags.length === images.length && tags.every(tag => images.some(image => imageMatches(tag, image) === true));
  const isSafe = isAll && pushes.every(push => next.includes(push));
  if (!isAll) return undefined;
  const gone = pushes.map(push => push.rewrite?.({ change: 'remove-step', besides: pushes.length - 1 }));
  return fix(isSafe ? 'safe' : 'suggested', 'Push from the builder', build.rewrite?.(...pushInstead(build)), ...gone);
}

/** The commands that give the image a further name. */
function namingSteps(run: JobRun, build: PlayedOf<'build'>): readonly PlayedOf<'use-image'>[] {
  const names = [...tagValues(build)];
  return stepsOf(run, 'use-image').filter(step => {
    const isOurs =
      step.index > build.index && step.how === 'tag' && step.images.some(image => names.some(name => imageMatches(name, image.value)));
    if (isOurs && step.newName !== undefined) names.push(step.newName.value);
    return isOurs;
  });
}

/** What `docker tag` names is what the build tags. */
function pushedUnderNewNames(run: JobRun, build: PlayedOf<'build'>): Fix | undefined {
  const named = namedPush(run, build);
  if (named === undefined) return undefined;
  const gone = named.gone.map(step => step.rewrite?.({ change: 'remove-step', besides: named.gone.length - 1 }));
  return fix('suggested', 'Push from the builder, under the names that are pushed', build.rewrite?.(...named.changes), ...gone);
}
