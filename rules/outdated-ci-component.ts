import {
  actionInputs,
  buildxUsedFor,
  componentsOf,
  connectsWithBuildxOfMachine,
  defineRule,
  type Fix,
  fix,
  isCloud,
  type JobRun,
  known,
  lacksCloudDriver,
  majorOf,
  newestComponent,
  newestImage,
  type Played,
  type Problem,
  parseImage,
  type Span,
  sameSpan,
  stepsOf,
  type Value,
} from '../src/rule.js';

export default defineRule({
  id: 'outdated-ci-component',
  summary: 'Use the current major version of actions, plugins and images that build images',
  severity: 'note',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  notOn: {
    'shell-script': 'a script names no component with a version',
    'travis-ci': 'a job names neither components nor images',
  },
  about: ['create-builder', 'build'],
  *check(run) {
    // Elsewhere it is the business of tools that raise versions: a repository without Build Cloud is left alone about it.
    if (!run.connects && !stepsOf(run, 'build').some(build => isCloud(build))) return;
    for (const { step, component } of componentsOf(run)) {
      const newest = newestComponent(run.pipeline.platform, component.name)?.major;
      const major = majorOf(component.version);
      if (newest === undefined || major === undefined || major >= newest || isWarnedOf(run, component.span)) continue;
      yield {
        on: step,
        at: component.span,
        message: messageOf(component.name, major, newest),
        fix: () => raised(run, step, newest),
      };
    }
    const { image } = run.job.machine;
    for (const { value } of [...(image ? [image] : []), ...run.job.services]) if (!isTold(run, value)) yield* imageProblems(run, value);
  },
});

/** Where the new version has all inputs that are used; the first versions were other programs, and a Buildx that is named goes with its own. */
function raised(run: JobRun, { component, rewrite }: Played, newest: number): Fix | undefined {
  const inputs = component && actionInputs(component.name, newest);
  const isNamed = stepsOf(run, 'install-plugin').some(step => step.version !== undefined && step.component?.span === component?.span);
  if (component === undefined || isNamed || (majorOf(component.version) ?? 0) < 2) return undefined;
  if (inputs !== undefined && [...(component.inputs?.keys() ?? [])].some(name => !inputs.has(name))) return undefined;
  return fix('suggested', `Use v${newest}`, rewrite?.({ change: 'version', version: `v${newest}` }));
}

/** One cause gives one finding: `setup-buildx-too-old-for-cloud` warns of an action without the cloud driver. */
function isWarnedOf(run: JobRun, at: Span): boolean {
  return stepsOf(run, 'create-builder').some(
    create => create.component !== undefined && sameSpan(create.component.span, at) && connectsWithBuildxOfMachine(create),
  );
}

/** One cause gives one finding: an image without the cloud driver is an error of `buildx-lacks-cloud-driver`. */
function isTold(run: JobRun, image: Value): boolean {
  return stepsOf(run, 'create-builder').some(create => {
    const buildx = isCloud(create) === true ? buildxUsedFor(create) : undefined;
    return buildx?.fromImage === true && sameSpan(buildx.at, image.span) && lacksCloudDriver(buildx.version) === true;
  });
}

function* imageProblems(run: JobRun, image: Value): Iterable<Problem> {
  const name = parseImage(known(image) ?? '');
  const newest = name && newestImage(`${name.registry}/${name.repository}`)?.major;
  const major = majorOf(name?.tag ?? '');
  if (name === undefined || newest === undefined || major === undefined || major >= newest) return;
  yield { on: run.job, at: image.span, message: messageOf(name.repository.replace(/^library\//, ''), major, newest) };
}

function messageOf(name: string, major: number, newest: number): string {
  return `${name} ${major} is not the current major version. Read what ${newest} changes, and use it.`;
}
