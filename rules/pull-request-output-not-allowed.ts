import { defineRule, type Output, outputOf, runsOnPullRequests, stepsOf } from '../src/rule.js';

type Kind = 'push' | 'load' | 'cache' | 'files';

interface Options {
  /** none of them may come of a build for a pull request */
  readonly forbidden: readonly Kind[];
  /** one of them must */
  readonly required: readonly Kind[];
}

const KINDS: readonly Kind[] = ['push', 'load', 'cache', 'files'];

export default defineRule<Options>({
  id: 'pull-request-output-not-allowed',
  summary: 'Let the builds of pull requests give what the configuration allows',
  severity: 'warning',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  offByDefault: true,
  defaults: { forbidden: [], required: [] },
  choices: { forbidden: KINDS, required: KINDS },
  notOn: {
    circleci: 'settings of the CI system say what a pull request runs',
    buildkite: 'settings of the CI system say what a pull request runs',
    jenkins: 'settings of the CI system say what a pull request runs',
    'shell-script': 'a script does not know the event that started it',
  },
  about: ['build'],
  *check(run, { forbidden, required }) {
    for (const build of stepsOf(run, 'build')) {
      if (build.inspectsOnly || !runsOnPullRequests(run, build)) continue;
      const output = outputOf(build);
      const wrong = forbidden.find(kind => gives(output, kind) === true);
      const lacks = required.length > 0 && required.every(kind => gives(output, kind) === false);
      if (wrong === undefined && !lacks) continue;
      yield {
        on: build,
        at: (build.outputs[0] ?? build.push ?? build.load)?.span ?? build.programSpan,
        message:
          wrong === undefined
            ? `For pull requests the configuration requires an output of another kind: ${required.join(' or ')}. Set it for this event.`
            : `For pull requests the configuration forbids ${NAMES[wrong]}. Use another output for this event, such as \`type=cacheonly\`.`,
      };
    }
  },
});

const NAMES: Readonly<Record<Kind, string>> = {
  push: 'pushing an image',
  load: 'loading an image into the local store',
  cache: 'keeping the result in the build cache only',
  files: 'writing the result to files',
};

function gives(output: Output, kind: Kind): boolean | undefined {
  if (kind === 'push') return output.push;
  if (kind === 'files') return output.files;
  if (kind === 'cache') return output.cacheOnly;
  return output.load === true || output.implicitLoad === true ? true : output.load === false ? output.implicitLoad : undefined;
}
