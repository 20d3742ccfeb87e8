import type { PlatformId } from '../../src/model/pipeline.js';
import type { RuleInfo } from '../../src/model/rule-info.js';

/** A kind of CI file in which rules are shown. */
export interface Shown {
  readonly platform: PlatformId;
  /** the heading of its section in a rule's document */
  readonly heading: string;
  /** its files in the fixtures */
  readonly files: RegExp;
  /** the file that its examples in a document are linted as */
  readonly example: string;
  /** a rule's document has examples for it, and rules of `ON_SOME` are shown in it; where they can show: see `notOn` */
  readonly always: boolean;
}

export const PLATFORMS: readonly Shown[] = [
  {
    platform: 'github-actions',
    heading: 'GitHub Actions',
    files: /^\.github\/workflows\//,
    example: '.github/workflows/ci.yml',
    always: true,
  },
  { platform: 'gitlab-ci', heading: 'GitLab CI', files: /^\.gitlab-ci\.yml$/, example: '.gitlab-ci.yml', always: true },
  { platform: 'circleci', heading: 'CircleCI', files: /^\.circleci\/config\.yml$/, example: '.circleci/config.yml', always: false },
  { platform: 'buildkite', heading: 'Buildkite', files: /^\.buildkite\//, example: '.buildkite/pipeline.yml', always: false },
  { platform: 'jenkins', heading: 'Jenkins', files: /^Jenkinsfile$/, example: 'Jenkinsfile', always: false },
  { platform: 'travis-ci', heading: 'Travis CI', files: /^\.travis\.yml$/, example: '.travis.yml', always: false },
  {
    platform: 'bitbucket-pipelines',
    heading: 'Bitbucket Pipelines',
    files: /^bitbucket-pipelines\.yml$/,
    example: 'bitbucket-pipelines.yml',
    always: false,
  },
  { platform: 'shell-script', heading: 'Shell script', files: /\.sh$/, example: 'build.sh', always: true },
];

/** The first twelve rules, by which a new platform is judged. */
export const EVERYWHERE: ReadonlySet<string> = new Set([
  'cloud-builder-not-selected',
  'docker-build-ignores-selected-builder',
  'implicit-image-load',
  'invalid-cloud-endpoint',
  'literal-credential',
  'load-then-push',
  'login-after-builder-setup',
  'login-missing',
  'login-wrong-registry',
  'multi-platform-load',
  'password-on-command-line',
  'unreplaced-placeholder',
]);

/** Rules that are not yet shown on every platform on which they can show, but on one of each kind. */
const ON_SOME: ReadonlySet<string> = new Set([
  'asset-not-in-release',
  'builder-create-not-idempotent',
  'builder-name-mismatch',
  'builder-selection-overridden',
  'buildkit-disabled',
  'buildx-lacks-cloud-driver',
  'cloud-builder-not-created',
  'credentials-on-untrusted-pr',
  'deprecated-buildx-install',
  'docker-config-mismatch',
  'docker-daemon-missing',
  'docker-exporter-file',
  'download-unverified',
  'download-without-fail',
  'gitlab-default-before-script-overridden',
  'hard-coded-architecture',
  'host-gateway-unsupported',
  'image-not-loaded',
  'implicit-platform',
  'interactive-login',
  'jq-nonportable-path',
  'jq-raw-output-missing',
  'legacy-cloud-buildx',
  'missing-errexit',
  'multi-platform-without-push',
  'no-cache-build',
  'non-native-platform',
  'oat-username-mismatch',
  'oidc-login-incomplete',
  'outdated-ci-component',
  'plugin-not-executable',
  'plugin-path-mismatch',
  'pull-request-pushes-image',
  'push-and-load',
  'push-without-tag',
  'redundant-external-cache',
  'registry-login-missing',
  'secret-in-build-arg',
  'setup-buildx-too-old-for-cloud',
  'setup-in-other-job',
  'timeout-exceeds-build-limit',
  'unnamespaced-image-tag',
  'unneeded-qemu',
  'unquoted-credential-variable',
  'unsupported-cloud-driver-option',
]);

/** The platforms on which the fixtures of a rule have to show it. */
export function platformsToShow(rule: RuleInfo): readonly Shown[] {
  return PLATFORMS.filter(shown => (shown.always || !ON_SOME.has(rule.id)) && !cannotShow(rule, shown));
}

/** The platforms on which a rule says itself that it cannot show. */
export function platformsExcepted(rule: RuleInfo): readonly Shown[] {
  return PLATFORMS.filter(shown => cannotShow(rule, shown));
}

function cannotShow(rule: RuleInfo, { platform }: Shown): boolean {
  return rule.notOn?.[platform] !== undefined;
}

/** The platforms that a rule's document has examples for: one of each family, not all that read alike. */
export function platformsToDocument(rule: RuleInfo): readonly Shown[] {
  return PLATFORMS.filter(shown => shown.always && !cannotShow(rule, shown));
}
