import { buildxUsedFor, defineRule, FIRST_BUILDX_WITH_CLOUD, isCloud, lacksCloudDriver, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'buildx-lacks-cloud-driver',
  summary: `Connect to a cloud builder with Buildx ${FIRST_BUILDX_WITH_CLOUD} or newer`,
  severity: 'error',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build/builders/drivers/cloud/',
  about: ['create-builder'],
  *check(run) {
    for (const create of stepsOf(run, 'create-builder')) {
      const buildx = isCloud(create) === true ? buildxUsedFor(create) : undefined;
      if (buildx === undefined || lacksCloudDriver(buildx.version) !== true) continue;
      yield {
        on: create,
        at: buildx.at,
        message: buildx.fromImage
          ? `This image has at most Buildx ${buildx.version}, which has no cloud driver. Take an image with Buildx ${FIRST_BUILDX_WITH_CLOUD} or newer, or install one.`
          : `Buildx ${buildx.version} has no cloud driver. Use ${FIRST_BUILDX_WITH_CLOUD} or newer.`,
        related: [{ at: create.driver?.span ?? create.span, message: 'the cloud driver is asked for here' }],
      };
    }
  },
});
