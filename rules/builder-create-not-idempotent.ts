import {
  createsOnceOnly,
  defineRule,
  type Fix,
  fix,
  isCloud,
  nameOfCreated,
  type PlayedOf,
  stepsOf,
  truth,
  valueText,
} from '../src/rule.js';

export default defineRule({
  id: 'builder-create-not-idempotent',
  summary: 'Connect to the cloud builder only where the machine does not know it yet',
  severity: 'note',
  category: 'reliability',
  practice: 'https://docs.docker.com/reference/cli/docker/buildx/create/',
  fixable: true,
  notOn: {
    'travis-ci': 'each job has a new machine',
    'gitlab-ci': 'no file says which runners keep what jobs leave',
  },
  about: ['create-builder'],
  *check(run) {
    for (const builder of stepsOf(run, 'create-builder')) {
      const name = nameOfCreated(builder);
      if (isCloud(builder) !== true || name === undefined || !createsOnceOnly(builder)) continue;
      yield {
        on: builder,
        at: builder.driver?.span ?? builder.span,
        message: `On a machine that keeps its builders the next run ends here, as \`${valueText(name)}\` is there already. Look for it first: \`docker buildx use NAME || docker buildx create --use …\`.`,
        fix: () => guarded(builder, valueText(name)),
      };
    }
  },
});

/** Only a plain name: what stands for one in an example is something else to a shell. */
function guarded({ use, rewrite }: PlayedOf<'create-builder'>, name: string): Fix | undefined {
  if (truth(use, false) !== true || !/^(?:[\w.-]|\$(?=\w))+$/.test(name)) return undefined;
  return fix('suggested', 'Look for the builder first', rewrite?.({ change: 'unless', command: `docker buildx use ${name}` }));
}
