import { allBut, defineRule, isCloud, known, type Played, type PlayedOf, stepsOf } from '../src/rule.js';

/** Inputs of actions/checkout that leave the files as the commit has them. */
const PLAIN = new Set(['fetch-depth', 'persist-credentials', 'fetch-tags', 'show-progress', 'clean']);

export default defineRule({
  id: 'local-context-in-action',
  summary: 'Let the builder fetch the commit from GitHub instead of sending it from the runner',
  severity: 'note',
  category: 'portability',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/optimization/#fetch-remote-files-in-build',
  notOn: allBut('github-actions', 'only an action builds from Git where no context is named'),
  after: ['missing-dockerignore'],
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true || build.program !== 'docker/build-push-action' || !isWholeCheckout(build)) continue;
      const before = run.steps.filter(step => step.index < build.index);
      if (!before.some(isCheckout) || !before.every(leavesFilesAlone)) continue;
      yield {
        on: build,
        at: build.context?.span ?? build.programSpan,
        message:
          'The files are those of the commit, which the cloud builder can fetch from GitHub itself. Leave the context out, and the checkout with it.',
      };
    }
  },
});

function isWholeCheckout({ context, dockerfile, secrets }: PlayedOf<'build'>): boolean {
  return /^\.\/?$/.test(known(context?.value) ?? '') && dockerfile === undefined && secrets.length === 0;
}

function isCheckout({ component }: Played): boolean {
  return component?.name.toLowerCase() === 'actions/checkout';
}

/** A checkout as it comes, and actions that never touch the files. */
function leavesFilesAlone(step: Played): boolean {
  const { kind, component } = step;
  if (component === undefined || kind === 'opaque') return false;
  if (isCheckout(step)) return [...(component.inputs?.keys() ?? [])].every(input => PLAIN.has(input));
  return /^docker\/(?:login|metadata|setup-buildx|setup-qemu)-action$/i.test(component.name);
}
