import {
  defineRule,
  entryDestination,
  type Fix,
  fix,
  isCloud,
  isInvalid,
  known,
  type PlayedOf,
  parseOutput,
  type Setting,
  stepsOf,
} from '../src/rule.js';

export default defineRule({
  id: 'docker-exporter-file',
  summary: 'Write an image to a file with `type=oci`: a cloud builder has no `type=docker` for files',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/build/exporters/oci-docker/',
  fixable: true,
  about: ['build'],
  *check(run) {
    for (const build of stepsOf(run, 'build')) {
      if (isCloud(build) !== true) continue;
      for (const setting of build.outputs) {
        const { value } = setting;
        const entry = parseOutput(value);
        if (entry === undefined || isInvalid(entry) || entry.type !== 'docker' || entryDestination(entry) === undefined) continue;
        yield {
          on: build,
          at: value.span,
          message:
            'The cloud driver does not write `type=docker` to a file. Write `type=oci` with the same `dest`, or load the image and `docker save` it.',
          fix: () => asArchive(build, setting),
        };
      }
    }
  },
});

function asArchive(build: PlayedOf<'build'>, setting: Setting): Fix | undefined {
  const text = known(setting.value);
  const value = text?.replace(/(^|,)type=docker(?=,|$)/, '$1type=oci');
  if (value === undefined || value === text) return undefined;
  return fix('suggested', 'Write the image with `type=oci`', build.rewrite?.({ change: 'replace', setting, value }));
}
