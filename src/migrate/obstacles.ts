import { isNativePlatform } from '../knowledge/cloud-driver.js';
import { isLocalRegistry } from '../knowledge/registries.js';
import { registryOf } from '../model/image.js';
import type { JobRun, PlayedOf } from '../model/job-run.js';
import { known, valueText } from '../model/value.js';
import { builderOf } from '../state/builders.js';
import { usesAfter } from '../state/images.js';
import { outputOf, platformsOf, tagValues } from '../state/outputs.js';
import { stepsOf, variable } from '../state/steps.js';
import { type Left, localBuilds } from './plan.js';

type Build = PlayedOf<'build'>;

/** Why a job is not moved: what stands against it for certain, or makes it a guess. The first that is found. */
export function obstacleIn(run: JobRun): Left | undefined {
  const { os } = run.job.machine;
  const builds = localBuilds(run);
  for (const build of builds) {
    const why =
      os === 'windows' || os === 'macos'
        ? `the job runs on ${os}, and Build Cloud builds for Linux; build in a job on Linux`
        : obstacleOf(build, run);
    if (why !== undefined) return { at: build.programSpan, why };
  }
  const ordinary = stepsOf(run, 'create-builder').find(create => create.component === undefined);
  return ordinary && { at: ordinary.span, why: 'a builder of its own is made here by command; make it with `--driver cloud` instead' };
}

function obstacleOf(build: Build, run: JobRun): string | undefined {
  const builder = builderOf(build);
  if (builder?.how === 'legacy' || (build.engine === 'other' && build.program.startsWith('docker')))
    return 'DOCKER_BUILDKIT=0 asks for the legacy builder, which cannot be a cloud one; leave it out';
  if (build.engine === 'other' || builder?.how === 'engine')
    return `${build.program} has no builders to choose from; build with \`docker buildx build\``;
  if (build.program.startsWith('docker-compose'))
    return '`docker-compose` may be version 1, which does not build with Buildx; write `docker compose`';
  if (builder === undefined && mayBeChosen(build))
    return 'which builder it runs on cannot be told; leave the choice to `docker buildx create --use`';
  if (builder?.how === 'flag' || builder?.how === 'environment')
    return `it names ${builder.name === undefined ? 'its builder' : `the builder ${builder.name}`} itself; leave the choice to \`docker buildx create --use\``;
  if (build.component !== undefined && !build.honoursSelectedBuilder)
    return `${build.component.name} writes its own \`docker build\`; build with a command`;
  // Who registers QEMU by hand and names no platform has a Dockerfile that starts from images of another architecture.
  const emulation = stepsOf(run, 'set-up-emulation').find(step => step.component === undefined && step.index < build.index);
  if (emulation !== undefined && build.platforms.length === 0 && !/\bbake\b/.test(build.program))
    return 'QEMU is set up here by command, and no `--platform` says for what; write the platform that the image is for';
  const platform = platformsOf(build)?.find(name => !isNativePlatform(name));
  if (platform !== undefined) return `Build Cloud has no machine for ${platform}; build that elsewhere`;
  if (build.addHosts.some(host => /host-gateway/.test(valueText(host.value))))
    return '`host-gateway` would be the machine of the cloud builder; build without it';
  const network = build.network && known(build.network.value);
  if (network !== undefined && network !== 'default' && network !== 'none')
    return `the network \`${network}\` is one of this machine; build without it`;
  const local = tagValues(build).find(tag => isLocalRegistry(registryOf(tag) ?? 'docker.io'));
  if (local !== undefined)
    return `${valueText(local)} lies in a registry of this machine, which a cloud builder cannot reach; name one that it can`;
  return baseOfAnother(build, run);
}

/** Whether the job chooses a builder somewhere; what only a step that nobody sees into may have chosen is chosen anew. */
function mayBeChosen(build: Build): boolean {
  const { run } = build.before;
  if (build.builder !== undefined || variable(build, 'BUILDX_BUILDER') !== undefined || variable(build, 'DOCKER_BUILDKIT') !== undefined)
    return true;
  return run.steps.some(step => step.kind === 'use-builder' || (step.kind === 'create-builder' && step.component === undefined));
}

/** An image that nothing here uses, before another build: the Dockerfile there may well start from it. */
function baseOfAnother(build: Build, run: JobRun): string | undefined {
  const later = stepsOf(run, 'build').filter(other => other.index > build.index && other.programSpan !== build.programSpan);
  if (later.length === 0 || outputOf(build).push !== false) return undefined;
  const tags = tagValues(build);
  const handedOn = tags.find(tag =>
    later.some(other => other.buildArguments.some(argument => valueText(argument.value).includes(valueText(tag)))),
  );
  if (handedOn !== undefined)
    return `${valueText(handedOn)} is the base of a later build, and a cloud builder does not see the images of this machine; push it first, or build both with bake`;
  if (tags.length === 0 || tags.some(tag => usesAfter(run, build, tag).length > 0)) return undefined;
  return `nothing here uses ${tags.map(valueText).join(', ')}, so a later build may start from it, and a cloud builder does not see the images of this machine; push it first, or build both with bake`;
}
