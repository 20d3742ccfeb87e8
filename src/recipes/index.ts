import { bitbucketPipelines } from './bitbucket-pipelines.js';
import { buildkite } from './buildkite.js';
import { circleci } from './circleci.js';
import { composeFile } from './compose-file.js';
import { githubActions } from './github-actions.js';
import { gitlabCi } from './gitlab-ci.js';
import { jenkins } from './jenkins.js';
import type { Recipes } from './recipe.js';
import { shellScript } from './shell-script.js';
import { travisCi } from './travis-ci.js';

/** A new pipeline in the documented form, for each platform. */
export const recipes: Recipes = {
  'github-actions': githubActions,
  'gitlab-ci': gitlabCi,
  circleci,
  buildkite,
  jenkins,
  'travis-ci': travisCi,
  'bitbucket-pipelines': bitbucketPipelines,
  'shell-script': shellScript,
  'compose-file': composeFile,
};
