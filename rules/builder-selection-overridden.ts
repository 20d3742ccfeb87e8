import {
  builderBySelection,
  builderOf,
  defineRule,
  isCloud,
  type JobRun,
  type Played,
  type PlayedOf,
  type Problem,
  type Span,
  selectionForOtherEndpoint,
  stepsOf,
  truth,
  variable,
  writtenAt,
} from '../src/rule.js';

export default defineRule({
  id: 'builder-selection-overridden',
  summary: 'Keep the cloud builder selected until the images are built',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build/builders/#selected-builder',
  about: ['create-builder', 'use-builder'],
  *check(run) {
    const selection = run.steps.find(selectsCloud);
    if (selection === undefined) return;
    const builds = stepsOf(run, 'build').filter(build => build.index > selection.index && build.engine !== 'other' && !build.inspectsOnly);
    // One that is on the cloud, or may be, shows that the others are meant to be elsewhere.
    if (builds.some(build => builderOf(build)?.kind !== 'other')) return;
    for (const build of builds) yield* problemOf(build, selection);
  },
});

function selectsCloud(step: Played): boolean {
  if (step.kind === 'create-builder') return isCloud(step) === true && truth(step.use, false) === true;
  return step.kind === 'use-builder' && isCloud(step) === true;
}

function* problemOf(build: PlayedOf<'build'>, selection: JobRun['steps'][number]): Iterable<Problem> {
  // `docker build` looks at no selection, which is another matter.
  const builder = builderBySelection(build);
  if (builder?.kind === 'cloud') return;
  const related = [
    { at: selection.span, message: 'the cloud builder is selected here' },
    { at: build.programSpan, message: 'this builds elsewhere' },
  ];
  const variableValue = variable(build, 'BUILDX_BUILDER');
  if (builder?.how === 'selected' && builder.selectedBy !== undefined && builder.selectedBy.index > selection.index) {
    const { selectedBy } = builder;
    yield {
      on: selectedBy,
      at: placeOf(selectedBy),
      message:
        'This selects another builder than the cloud builder that was selected before, so no build runs there. Leave it out, or name the cloud builder in each build (`--builder`).',
      related,
    };
  } else if (builder?.how === 'environment' && variableValue !== undefined) {
    yield {
      on: build,
      at: writtenAt(variableValue),
      message: 'BUILDX_BUILDER counts more than the cloud builder that is selected, so no build runs there. Remove the variable.',
      related,
    };
  } else if (builder?.how === 'default' && selectionForOtherEndpoint(build)?.by.index === selection.index) {
    yield {
      on: build,
      at: build.programSpan,
      message:
        'The cloud builder was selected for another Docker endpoint than the one in force here, so this builds elsewhere. Select it with `docker buildx use --global`, or name it with `--builder`.',
      related: related.slice(0, 1),
    };
  }
}

function placeOf(step: Played): Span {
  if (step.kind === 'create-builder') return step.use?.span ?? step.span;
  return (step.kind === 'use-builder' && step.builder?.span) || step.span;
}
