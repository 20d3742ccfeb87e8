import { defineRule, isCloud, literalText, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'host-gateway-unsupported',
  summary: 'Do not map a host to `host-gateway`: the machine of a cloud builder is not yours',
  severity: 'error',
  category: 'portability',
  practice: 'https://docs.docker.com/build-cloud/usage/',
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true) continue;
      for (const { value, span } of build.addHosts) {
        if (!/[:=]\[?host-gateway\]?$/.test(literalText(value).value.trim())) continue;
        yield {
          on: build,
          at: value.parts.length === 0 ? span : value.span,
          message:
            'The cloud driver refuses `host-gateway`: the build runs on a remote machine. Name an address that it can reach, or build locally.',
        };
      }
    }
  },
});
