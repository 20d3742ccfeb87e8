/** GitHub Actions: which actions leave Docker alone, runners, permissions and limits, as the pages below had them in November 2026. */

/**
 * Owners all of whose actions neither sign in to a registry, nor touch builders or images: GitHub's own
 * (https://github.com/actions, https://github.com/github/codeql-action).
 */
const HARMLESS_OWNERS: ReadonlySet<string> = new Set(['actions', 'github']);

/**
 * Actions that set up a language or tool, send something somewhere or change the repository, by what they are published for: the most
 * frequent of public workflows, not each read in its source. None is known to sign in to a
 * registry, touch builders or images, or run text of the workflow. What is not listed may have done anything.
 */
const HARMLESS: ReadonlySet<string> = new Set(
  `1password/load-secrets-action abatilo/actions-poetry actions-ecosystem/action-get-latest-tag actions-rs/cargo actions-rs/toolchain
  actions-rust-lang/setup-rust-toolchain ad-m/github-push-action advanced-security/dismiss-alerts amannn/action-semantic-pull-request
  anchore/sbom-action/download-syft andymckay/cancel-action anothrnick/github-tag-action arduino/setup-protoc arduino/setup-task
  asdf-vm/actions/install astral-sh/ruff-action astral-sh/setup-uv aws-actions/amazon-ecs-deploy-task-definition
  aws-actions/amazon-ecs-render-task-definition aws-actions/aws-secretsmanager-get-secrets aws-actions/configure-aws-credentials
  azure/get-keyvault-secrets azure/k8s-set-context azure/login azure/setup-helm azure/setup-kubectl azure/webapps-deploy
  benchmark-action/github-action-benchmark biomejs/setup-biome bufbuild/buf-action bufbuild/buf-setup-action cachix/cachix-action
  cachix/install-nix-action changesets/action codecov/codecov-action codecov/test-results-action coverallsapp/github-action
  crate-ci/typos crazy-max/.github/.github/actions/gotest-annotations crazy-max/.github/.github/actions/install-k3s
  crazy-max/ghaction-dump-context crazy-max/ghaction-github-labeler crazy-max/ghaction-github-pages crazy-max/ghaction-github-runtime
  crazy-max/ghaction-github-status crazy-max/ghaction-import-gpg crazy-max/ghaction-virustotal dart-lang/setup-dart
  dawidd6/action-download-artifact dcarbone/install-jq-action dcarbone/install-yq-action denoland/setup-deno denolib/setup-deno
  dependabot/fetch-metadata dessant/label-actions digitalocean/action-doctl docker/metadata-action dorny/paths-filter
  dorny/test-reporter dotnet/nbgv dschep/install-pipenv-action dtolnay/rust-toolchain editorconfig-checker/action-editorconfig-checker
  elastic/oblt-actions/google/auth erlef/setup-beam extractions/setup-crate extractions/setup-just fkirc/skip-duplicate-actions
  fregante/setup-git-user gitleaks/gitleaks-action gittools/actions/gitversion/execute gittools/actions/gitversion/setup
  go-task/setup-task golang/govulncheck-action golangci/golangci-lint-action google-github-actions/auth
  google-github-actions/deploy-cloudrun google-github-actions/get-gke-credentials google-github-actions/get-secretmanager-secrets
  google-github-actions/release-please-action google-github-actions/setup-gcloud googleapis/release-please-action
  googlecloudplatform/github-actions/setup-gcloud graalvm/setup-graalvm gradle/actions/setup-gradle gradle/actions/wrapper-validation
  gradle/wrapper-validation-action hadolint/hadolint-action hashicorp/setup-packer hashicorp/setup-terraform hashicorp/vault-action
  haskell-actions/setup haya14busa/action-cond haskell/actions/setup helm/chart-releaser-action helm/chart-testing-action helm/kind-action
  ibiqlik/action-yamllint imranismail/setup-kustomize jdx/mise-action jetbrains/qodana-action jidicula/clang-format-action
  jlumbroso/free-disk-space julia-actions/setup-julia jurplel/install-qt-action jwalton/gh-find-current-pr jwlawson/actions-setup-cmake
  lycheeverse/lychee-action marocchino/sticky-pull-request-comment martinbeentjes/npm-get-version-action
  mathieudutour/github-tag-action microsoft/setup-msbuild mikefarah/yq mikepenz/action-junit-report mozilla-actions/sccache-action
  mozmeao/checkout mshick/add-pr-comment msys2/setup-msys2 ncipollo/release-action nelonoel/branch-name nrwl/nx-set-shas
  nuget/setup-nuget ocaml/setup-ocaml octokit/graphql-action octokit/request-action opentofu/setup-opentofu oras-project/setup-oras
  ossf/scorecard-action oven-sh/setup-bun pascalgn/automerge-action peaceiris/actions-gh-pages peter-evans/close-issue
  peter-evans/create-issue-from-file peter-evans/create-or-update-comment peter-evans/create-pull-request
  peter-evans/dockerhub-description peter-evans/find-comment peter-evans/repository-dispatch peter-evans/slash-command-dispatch
  pnpm/action-setup pnpm/setup pre-commit/action psf/black pypa/gh-action-pypi-publish r-lib/actions/setup-pandoc r-lib/actions/setup-r
  r-lib/actions/setup-r-dependencies raven-actions/actionlint re-actors/alls-green release-drafter/release-drafter
  reviewdog/action-actionlint reviewdog/action-hadolint reviewdog/action-setup rlespinasse/github-slug-action rossjrw/pr-preview-action
  rtcamp/action-slack-notify ruby/setup-ruby rui314/setup-mold rustsec/audit-check sbt/setup-sbt shivammathur/setup-php
  sigstore/cosign-installer slackapi/slack-github-action snok/install-poetry softprops/action-gh-release
  sonarsource/sonarcloud-github-action sonarsource/sonarqube-scan-action stefanzweifel/git-auto-commit-action
  step-security/harden-runner styfle/cancel-workflow-action subosito/flutter-action svenstaro/upx-action swatinem/rust-cache
  swift-actions/setup-swift taiki-e/cache-cargo-install-action taiki-e/create-gh-release taiki-e/install-action
  terraform-linters/setup-tflint thollander/actions-comment-pull-request tibdex/github-app-token tj-actions/branch-names
  tj-actions/changed-files tj-actions/verify-changed-files treosh/lighthouse-ci-action trufflesecurity/trufflehog volta-cli/action
  wagoid/commitlint-github-action webfactory/ssh-agent xu-cheng/latex-action zizmorcore/zizmor-action`
    .split(/\s+/)
    .filter(name => name !== ''),
);

/** Whether an action is known to leave Docker alone: `actions/checkout`, `github/codeql-action/init`. Names are case-insensitive. */
export function isHarmlessAction(name: string): boolean {
  const folded = name.toLowerCase();
  const [owner = ''] = folded.split('/');
  return HARMLESS_OWNERS.has(owner) || HARMLESS.has(folded);
}

/** Hosted runners (https://docs.github.com/en/actions/reference/runners/github-hosted-runners), by the form of their labels. */
export const HOSTED_RUNNER = /^(?:ubuntu|macos|windows)-(?:latest|slim|\d+(?:\.\d+)?)(?:-(?:arm|large|xlarge|intel|vs\d+))?$/i;

/** The names of `permissions` (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions). */
export const PERMISSIONS: readonly string[] = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
];

/** The most jobs one matrix gives (https://docs.github.com/en/actions/reference/limits). */
export const MOST_MATRIX_JOBS = 256;

/** GitHub refuses a longer expression: https://github.com/actions/runner/blob/main/src/Sdk/DTExpressions2/Expressions2/ExpressionConstants.cs */
export const LONGEST_EXPRESSION = 21_000;

/** How deep composite actions and reusable workflows may call one another (same page). */
export const MOST_CALLS = 10;
