import type { Fix, Related } from './model/finding.js';
import type { JobRun, Played, PlayedOf } from './model/job-run.js';
import type { ExpandedJob, PlatformId } from './model/pipeline.js';
import type { RuleInfo } from './model/rule-info.js';
import type { Setting, Step } from './model/step.js';
import type { Value } from './model/value.js';
import type { Edit, Span } from './source/file.js';

/**
 * A rule looks at one job in one world and yields problems. It is called for every world of every job; the engine keeps a problem only
 * where it shows in all the worlds (of one event) in which its step runs, and reports it once.
 */
export interface Rule<Options = unknown> extends RuleInfo<Options> {
  /** rules that speak of the cause: where one of them reports in the same job, this one keeps silent */
  readonly after?: readonly string[];
  /** the kinds of steps without which it finds nothing: a job that has none of them is not shown to it. Absent: it looks at every job */
  readonly about?: readonly Step['kind'][];
  check(run: JobRun, options: Options): Iterable<Problem>;
}

export interface Problem {
  /** the step or job the problem is about: in worlds where it does not run, nothing is expected of it */
  readonly on: Played | Step | ExpandedJob;
  /** where it points; the span of `on` by default. Keep it small: one flag, one word */
  readonly at?: Span;
  /** a fact, then the next action; full sentences */
  readonly message: string;
  readonly related?: readonly Related[];
  /** asked once for each finding, of the first job that shows it; `undefined` where the place cannot be written to */
  fix?(): Fix | undefined;
  /** tells apart problems of one rule on one step: the tag, the variable; part of the identity */
  readonly subject?: string;
}

/** The edits as one fix; nothing where one of them cannot be made. What an engineer would do about a problem without being asked (`safe`), or should look at first (`suggested`). */
export function fix(kind: 'safe' | 'suggested', title: string, ...edits: readonly (readonly Edit[] | undefined)[]): Fix | undefined {
  if (edits.some(some => some === undefined || some.length === 0)) return undefined;
  return edits.length === 0 ? undefined : { title, safe: kind === 'safe', edits: edits.flatMap(some => some ?? []) };
}

/** As `notOn`, where a rule speaks of what one platform alone has: all the others, with one reason. */
export function allBut(platform: Exclude<PlatformId, 'compose-file'>, why: string): NonNullable<RuleInfo['notOn']> {
  const { [platform]: _, ...others } = {
    'github-actions': why,
    'gitlab-ci': why,
    circleci: why,
    buildkite: why,
    jenkins: why,
    'travis-ci': why,
    'bitbucket-pipelines': why,
    'shell-script': why,
  };
  return others;
}

export function defineRule<Options = unknown>(rule: Rule<Options>): Rule<Options> {
  return rule;
}

export { credentialsIn } from './credentials.js';
export { buildxOfSetupAction, lacksCloudDriver } from './knowledge/buildx.js';
export { CLOUD_DRIVER_OPTIONS, DESKTOP_DRIVER_OPTIONS, isNativePlatform } from './knowledge/cloud-driver.js';
export { BUILD_LIMIT_MINUTES } from './knowledge/cloud-limits.js';
export { majorOf, newestComponent, newestImage } from './knowledge/components.js';
export { isPredefinedUserName, namesCredential, namesPublicValue } from './knowledge/credentials.js';
export { actionInputs, LOGIN_ACTION_WITH_OIDC, lastMajorWith, versionWithInput } from './knowledge/docker-actions.js';
export { OLD_JQ } from './knowledge/jq.js';
export {
  ARCHITECTURE_NAMES,
  BUILDX_DEPRECATING_INSTALL,
  FIRST_BUILDX_WITH_CLOUD,
  NEWEST_BUILDX,
  releaseFilesOf,
} from './knowledge/plugins.js';
export { isLocalRegistry, isPrivateRegistry } from './knowledge/registries.js';
export { csvFields, keyAndValue } from './model/csv.js';
export { parseImage, registryOf } from './model/image.js';
export { literalText, writtenAt, writtenIn } from './model/literal-text.js';
export { nearest } from './model/nearest.js';
export { entryDestination, isInvalid, parseCache, parseOutput } from './model/output.js';
export { platformItems } from './model/platforms.js';
export { sameReference } from './model/reference.js';
export { swapped } from './model/rewrite.js';
export { holdsSecret, known, referencesIn, valueText } from './model/value.js';
export { placeholdersOf, placeholdersOfJob } from './placeholders.js';
export { sameSpan, spanText } from './source/file.js';
export { builderNotAllowed, builderPatterns } from './state/allowed-builders.js';
export { driverOf, isCloudName, nameOfCreated } from './state/builder-names.js';
export {
  builderBySelection,
  builderOf,
  builderWithBuildKit,
  type EffectiveBuilder,
  hidesFlags,
  isCloud,
  isLegacyBuild,
} from './state/builders.js';
export { buildxUsedFor, connectsWithBuildxOfMachine } from './state/buildx-version.js';
export { componentsOf } from './state/components.js';
export { configMismatchOf } from './state/config-mismatch.js';
export { registryOfLogin, signedIn, signInsBefore } from './state/credentials.js';
export { isUnattended, mayBeUsedElsewhere } from './state/elsewhere.js';
export {
  architectureNames,
  type FetchedPlugin,
  fetchedPlugins,
  isVerified,
  lookupOf,
  pluginName,
  strayModes,
} from './state/fetched-plugins.js';
export { madeFolder } from './state/files.js';
export { isFixedTag, isLatest, isWithoutNamespace } from './state/image-names.js';
export { isOlderComponent, isOlderImage, olderThan, versionNumbers } from './state/image-version.js';
export { broughtBefore, type ImageUse, imageMatches, usesAfter } from './state/images.js';
export { loadRequest } from './state/load-request.js';
export { pushesOfLoaded } from './state/load-then-push.js';
export { isWithoutCloud, makesList, mergesPlatforms } from './state/merged-platforms.js';
export { type MissingBuilder, missingBuilder } from './state/missing-builder.js';
export { worksOnImagesAlone } from './state/only-images.js';
export { idleSetupFor, stepsWrittenIn } from './state/other-jobs.js';
export { isOneOfSeveral, isTagged, type Output, outputEntries, outputOf, platformsOf, tagValues } from './state/outputs.js';
export { createsOnceOnly, keepsForOtherJobs } from './state/persistent.js';
export { runsOnPullRequests } from './state/pull-requests.js';
export { pushInstead } from './state/push-instead.js';
export { namedPush } from './state/pushed-names.js';
export { liesUnder, pushedBy } from './state/pushes.js';
export { refusalOf } from './state/refusal.js';
export { makesSameImage } from './state/same-build.js';
export { byCommand, madeTogether } from './state/same-command.js';
export { selectionForOtherEndpoint } from './state/selection.js';
export { given, stepsOf, surelyRunsOn, truth, variable } from './state/steps.js';
export { hasCurrentJq } from './state/tools.js';
export { staysUnnoticed } from './state/unnoticed.js';
export { runsWithoutItsSecret } from './state/untrusted.js';
export type { Edit, Fix, JobRun, Played, PlayedOf, Related, Setting, Span, Step, Value };
