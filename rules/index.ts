import type { Rule } from '../src/rule.js';
import accountPasswordCredential from './account-password-credential.js';
import assetNotInRelease from './asset-not-in-release.js';
import bakePushWithoutEffect from './bake-push-without-effect.js';
import builderCreateNotIdempotent from './builder-create-not-idempotent.js';
import builderNameMismatch from './builder-name-mismatch.js';
import builderNotAllowed from './builder-not-allowed.js';
import builderSelectionOverridden from './builder-selection-overridden.js';
import buildkitDisabled from './buildkit-disabled.js';
import buildxLacksCloudDriver from './buildx-lacks-cloud-driver.js';
import cacheBuildPlatformMismatch from './cache-build-platform-mismatch.js';
import cloudBuilderNotCreated from './cloud-builder-not-created.js';
import cloudBuilderNotSelected from './cloud-builder-not-selected.js';
import cloudCachePrune from './cloud-cache-prune.js';
import componentTooOld from './component-too-old.js';
import composePushWithoutImage from './compose-push-without-image.js';
import credentialsOnUntrustedPr from './credentials-on-untrusted-pr.js';
import deadOutputCondition from './dead-output-condition.js';
import deprecatedBuildxInstall from './deprecated-buildx-install.js';
import dindNotNeeded from './dind-not-needed.js';
import dockerBuildIgnoresSelectedBuilder from './docker-build-ignores-selected-builder.js';
import dockerConfigMismatch from './docker-config-mismatch.js';
import dockerDaemonMissing from './docker-daemon-missing.js';
import dockerExporterFile from './docker-exporter-file.js';
import dockerLayerCache from './docker-layer-cache.js';
import downloadUnpinned from './download-unpinned.js';
import downloadUnverified from './download-unverified.js';
import downloadWithoutFail from './download-without-fail.js';
import duplicateBuild from './duplicate-build.js';
import emptyDownloadUrl from './empty-download-url.js';
import emulatedBuild from './emulated-build.js';
import externalBuildCache from './external-build-cache.js';
import gitlabDefaultBeforeScriptOverridden from './gitlab-default-before-script-overridden.js';
import hardCodedArchitecture from './hard-coded-architecture.js';
import hostGatewayUnsupported from './host-gateway-unsupported.js';
import imageNotLoaded from './image-not-loaded.js';
import implicitImageLoad from './implicit-image-load.js';
import implicitPlatform from './implicit-platform.js';
import interactiveLogin from './interactive-login.js';
import invalidCloudEndpoint from './invalid-cloud-endpoint.js';
import jobWideSecret from './job-wide-secret.js';
import jqNonportablePath from './jq-nonportable-path.js';
import jqRawOutputMissing from './jq-raw-output-missing.js';
import legacyCloudBuildx from './legacy-cloud-buildx.js';
import literalCredential from './literal-credential.js';
import loadThenPush from './load-then-push.js';
import localBuild from './local-build.js';
import localContextInAction from './local-context-in-action.js';
import loginAfterBuilderSetup from './login-after-builder-setup.js';
import loginMissing from './login-missing.js';
import loginScopeHidesCredentials from './login-scope-hides-credentials.js';
import loginWrongRegistry from './login-wrong-registry.js';
import logoutMissing from './logout-missing.js';
import mergedPlatformBuilds from './merged-platform-builds.js';
import missingDockerignore from './missing-dockerignore.js';
import missingErrexit from './missing-errexit.js';
import missingPipefail from './missing-pipefail.js';
import multiPlatformLoad from './multi-platform-load.js';
import multiPlatformWithoutPush from './multi-platform-without-push.js';
import mutableTagOnly from './mutable-tag-only.js';
import noCacheBuild from './no-cache-build.js';
import nonNativePlatform from './non-native-platform.js';
import oatUsernameMismatch from './oat-username-mismatch.js';
import oidcLoginIncomplete from './oidc-login-incomplete.js';
import outdatedCiComponent from './outdated-ci-component.js';
import partialCloudBuild from './partial-cloud-build.js';
import passwordOnCommandLine from './password-on-command-line.js';
import pluginDirMissing from './plugin-dir-missing.js';
import pluginDirNotSearched from './plugin-dir-not-searched.js';
import pluginNotExecutable from './plugin-not-executable.js';
import pluginPathMismatch from './plugin-path-mismatch.js';
import pullRequestOutputNotAllowed from './pull-request-output-not-allowed.js';
import pullRequestPushesImage from './pull-request-pushes-image.js';
import pushAndLoad from './push-and-load.js';
import pushFromCiMachine from './push-from-ci-machine.js';
import pushOnEveryBranch from './push-on-every-branch.js';
import pushWithoutTag from './push-without-tag.js';
import redundantExternalCache from './redundant-external-cache.js';
import registryLoginMissing from './registry-login-missing.js';
import registryNotAllowed from './registry-not-allowed.js';
import requiredPlatformMissing from './required-platform-missing.js';
import secretInBuildArg from './secret-in-build-arg.js';
import setupBuildxTooOldForCloud from './setup-buildx-too-old-for-cloud.js';
import setupInOtherJob from './setup-in-other-job.js';
import sharedBuilderSelection from './shared-builder-selection.js';
import splitPlatformBuild from './split-platform-build.js';
import timeoutExceedsBuildLimit from './timeout-exceeds-build-limit.js';
import traceExposesCredentials from './trace-exposes-credentials.js';
import unknownActionInput from './unknown-action-input.js';
import unknownBuilder from './unknown-builder.js';
import unnamespacedImageTag from './unnamespaced-image-tag.js';
import unneededQemu from './unneeded-qemu.js';
import unpinnedAction from './unpinned-action.js';
import unquotedCredentialVariable from './unquoted-credential-variable.js';
import unreachableRegistry from './unreachable-registry.js';
import unreplacedPlaceholder from './unreplaced-placeholder.js';
import unsupportedCloudDriverOption from './unsupported-cloud-driver-option.js';

/** All rules there are, by id. `npm run new-rule <id>` adds a line. */
export const rules: readonly Rule[] = [
  accountPasswordCredential,
  assetNotInRelease,
  bakePushWithoutEffect,
  builderCreateNotIdempotent,
  builderNameMismatch,
  builderNotAllowed,
  builderSelectionOverridden,
  buildkitDisabled,
  buildxLacksCloudDriver,
  cacheBuildPlatformMismatch,
  cloudBuilderNotCreated,
  cloudBuilderNotSelected,
  cloudCachePrune,
  componentTooOld,
  composePushWithoutImage,
  credentialsOnUntrustedPr,
  deadOutputCondition,
  deprecatedBuildxInstall,
  dindNotNeeded,
  dockerBuildIgnoresSelectedBuilder,
  dockerConfigMismatch,
  dockerDaemonMissing,
  dockerExporterFile,
  dockerLayerCache,
  downloadUnpinned,
  downloadUnverified,
  downloadWithoutFail,
  duplicateBuild,
  emptyDownloadUrl,
  emulatedBuild,
  externalBuildCache,
  gitlabDefaultBeforeScriptOverridden,
  hardCodedArchitecture,
  hostGatewayUnsupported,
  imageNotLoaded,
  implicitImageLoad,
  implicitPlatform,
  interactiveLogin,
  invalidCloudEndpoint,
  jobWideSecret,
  jqNonportablePath,
  jqRawOutputMissing,
  legacyCloudBuildx,
  literalCredential,
  loadThenPush,
  localBuild,
  localContextInAction,
  loginAfterBuilderSetup,
  loginMissing,
  loginScopeHidesCredentials,
  loginWrongRegistry,
  logoutMissing,
  mergedPlatformBuilds,
  missingDockerignore,
  missingErrexit,
  missingPipefail,
  multiPlatformLoad,
  multiPlatformWithoutPush,
  mutableTagOnly,
  noCacheBuild,
  nonNativePlatform,
  oatUsernameMismatch,
  oidcLoginIncomplete,
  outdatedCiComponent,
  partialCloudBuild,
  passwordOnCommandLine,
  pluginDirMissing,
  pluginDirNotSearched,
  pluginNotExecutable,
  pluginPathMismatch,
  pullRequestOutputNotAllowed,
  pullRequestPushesImage,
  pushAndLoad,
  pushFromCiMachine,
  pushOnEveryBranch,
  pushWithoutTag,
  redundantExternalCache,
  registryLoginMissing,
  registryNotAllowed,
  requiredPlatformMissing,
  secretInBuildArg,
  setupBuildxTooOldForCloud,
  setupInOtherJob,
  sharedBuilderSelection,
  splitPlatformBuild,
  timeoutExceedsBuildLimit,
  traceExposesCredentials,
  unknownActionInput,
  unknownBuilder,
  unnamespacedImageTag,
  unneededQemu,
  unpinnedAction,
  unquotedCredentialVariable,
  unreachableRegistry,
  unreplacedPlaceholder,
  unsupportedCloudDriverOption,
];
