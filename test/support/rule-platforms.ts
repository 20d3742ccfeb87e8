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
  /** a rule's document has examples for it: one platform of each family, not all that read alike */
  readonly documented: boolean;
}

export const PLATFORMS: readonly Shown[] = [
  {
    platform: 'github-actions',
    heading: 'GitHub Actions',
    files: /^\.github\/workflows\//,
    example: '.github/workflows/ci.yml',
    documented: true,
  },
  { platform: 'gitlab-ci', heading: 'GitLab CI', files: /^\.gitlab-ci\.yml$/, example: '.gitlab-ci.yml', documented: true },
  { platform: 'circleci', heading: 'CircleCI', files: /^\.circleci\/config\.yml$/, example: '.circleci/config.yml', documented: false },
  { platform: 'buildkite', heading: 'Buildkite', files: /^\.buildkite\//, example: '.buildkite/pipeline.yml', documented: false },
  { platform: 'jenkins', heading: 'Jenkins', files: /^Jenkinsfile$/, example: 'Jenkinsfile', documented: false },
  { platform: 'travis-ci', heading: 'Travis CI', files: /^\.travis\.yml$/, example: '.travis.yml', documented: false },
  {
    platform: 'bitbucket-pipelines',
    heading: 'Bitbucket Pipelines',
    files: /^bitbucket-pipelines\.yml$/,
    example: 'bitbucket-pipelines.yml',
    documented: false,
  },
  { platform: 'shell-script', heading: 'Shell script', files: /\.sh$/, example: 'build.sh', documented: true },
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

/** The platforms on which the fixtures of a rule have to show it: all but those on which it says that it cannot. */
export function platformsToShow(rule: RuleInfo): readonly Shown[] {
  return PLATFORMS.filter(shown => !cannotShow(rule, shown));
}

/** The platforms on which a rule says itself that it cannot show. */
export function platformsExcepted(rule: RuleInfo): readonly Shown[] {
  return PLATFORMS.filter(shown => cannotShow(rule, shown));
}

function cannotShow(rule: RuleInfo, { platform }: Shown): boolean {
  return rule.notOn?.[platform] !== undefined;
}

/** The platforms that a rule's document has to have examples for. */
export function platformsToDocument(rule: RuleInfo): readonly Shown[] {
  return PLATFORMS.filter(shown => shown.documented && !cannotShow(rule, shown));
}
