import type { YamlMap } from '../../formats/yaml.js';
import type { Machine } from '../../model/pipeline.js';
import { known } from '../../model/value.js';
import type { Edit } from '../../source/file.js';
import { withItem } from '../yaml-lists.js';

/**
 * The daemon of the same version as a service, for the runners of GitLab.com. Docker's own image finds it by itself: its entrypoint asks
 * whether the service has left its certificates. In another image variables would have to say where it is.
 * https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker
 */
export function withDaemon(job: YamlMap, machine: Machine): readonly Edit[] | undefined {
  const image = /^(?:docker\.io\/)?(?:library\/)?docker(?::(.+))?$/.exec(known(machine.image?.value) ?? '');
  if (image === null) return undefined;
  const [, version] = /^(?:latest|(\d+(?:\.\d+)*))?(?:-?(?:cli|git|dind))?$/.exec(image[1] ?? '') ?? [null];
  if (version === null) return undefined;
  const behind = job.entry('tags') ?? job.entry('image') ?? job.entries[0];
  return withItem(job, 'services', version === undefined ? 'docker:dind' : `docker:${version}-dind`, behind);
}
