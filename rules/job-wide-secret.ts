import { defineRule, holdsSecret, referencesIn, sameReference, stepsOf } from '../src/rule.js';

/** Where a secret can be given to one step or to all. */
const PLATFORMS: ReadonlySet<string> = new Set(['github-actions', 'jenkins']);

export default defineRule({
  id: 'job-wide-secret',
  summary: 'Hand a registry credential to the step that signs in, not to all of them',
  severity: 'note',
  category: 'secrets',
  preset: 'strict',
  practice: 'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets',
  notOn: {
    'gitlab-ci': 'its settings hand secrets to all steps anyway',
    circleci: 'its settings hand secrets to all steps anyway',
    buildkite: 'its settings hand secrets to all steps anyway',
    'travis-ci': 'its settings hand secrets to all steps anyway',
    'bitbucket-pipelines': 'its settings hand secrets to all steps anyway',
    'shell-script': 'a script has what it is given',
  },
  about: ['login'],
  *check(run) {
    if (!PLATFORMS.has(run.pipeline.platform)) return;
    const secrets = stepsOf(run, 'login').flatMap(({ password }) => (password === undefined ? [] : referencesIn(password.value)));
    if (run.steps.length < 2) return;
    for (const [name, value] of run.job.env.entries()) {
      if (!holdsSecret(value) || !referencesIn(value).some(to => secrets.some(secret => sameReference(secret, to)))) continue;
      yield {
        on: run.job,
        at: value.span,
        message: `Every step of the job sees ${name}, the programs it runs included, and one of them signs in. Set it for that step alone.`,
        subject: name,
      };
    }
  },
});
