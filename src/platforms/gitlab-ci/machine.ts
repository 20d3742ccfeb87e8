import { asMap, asScalar, oneOrMore, textOf, type YamlNode } from '../../formats/yaml.js';
import type { Env } from '../../model/env.js';
import type { Machine } from '../../model/pipeline.js';
import type { Setting } from '../../model/step.js';
import { known, resolve } from '../../model/value.js';
import { templateValue } from './values.js';

/** `image: name` or `image: { name, … }`; `services` have items of the same two forms. Variables of the job may stand in it. */
function imageOf(node: YamlNode | undefined, env: Env): Setting | undefined {
  const name = asScalar(asMap(node)?.get('name') ?? node);
  if (name === undefined || name.value === null) return undefined;
  const value = resolve(templateValue(name.text), to => (to.scope === 'env' ? env.get(to.name) : undefined));
  return { value, span: name.span };
}

export function servicesOf(node: YamlNode | undefined, env: Env): readonly Setting[] {
  return oneOrMore(node).flatMap(item => imageOf(item, env) ?? []);
}

/**
 * What the job runs on. With an image the runner starts a container for each job. Without one and with tags it may be a runner that
 * keeps its files (the shell executor); without either it is the default runner, a container or a new machine on GitLab.com
 * (https://docs.gitlab.com/ci/runners/hosted_runners/).
 */
export function machineOf(get: (key: string) => YamlNode | undefined, env: Env): Machine {
  const imageNode = get('image');
  const image = imageOf(imageNode, env);
  const tags = oneOrMore(get('tags')).flatMap(tag => asScalar(tag) ?? []);
  const names = tags.map(tag => tag.decoded.toLowerCase());
  const imageName = (known(image?.value) ?? '').toLowerCase();
  const hosted = names.some(name => name.startsWith('saas-'));
  const os =
    names.some(name => /\b(?:windows|win|powershell|pwsh)\b/.test(name)) || /windows|nanoserver/.test(imageName)
      ? 'windows'
      : names.some(name => /\b(?:macos|osx|mac)\b/.test(name))
        ? 'macos'
        : image === undefined && !hosted
          ? undefined
          : 'linux';
  const architecture = architectureOf(textOf(asMap(asMap(imageNode)?.get('docker'))?.get('platform')), names);
  const label = image?.value ?? (tags[0] === undefined ? undefined : templateValue(tags[0].text));
  return {
    entry: image === undefined && tags.length > 0 && !hosted ? 'unknown' : 'clean',
    ...(hosted ? {} : { entryAssumed: true }),
    ...(label === undefined ? {} : { label }),
    ...(os === undefined ? {} : { os }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(image === undefined ? {} : { image }),
    ...daemonOf(get('services'), hosted && os === 'linux'),
  };
}

/** Tags of the runners of GitLab.com end with the architecture: `saas-linux-medium-arm64`; those of macOS are all arm64. */
function architectureOf(platform: string | undefined, tags: readonly string[]): 'amd64' | 'arm64' | undefined {
  if (platform !== undefined) return platform.includes('arm64') ? 'arm64' : platform.includes('amd64') ? 'amd64' : undefined;
  if (tags.some(tag => /\b(?:arm64|aarch64)\b/.test(tag) || tag.startsWith('saas-macos-'))) return 'arm64';
  return tags.some(tag => /\b(?:amd64|x86_64)\b/.test(tag)) ? 'amd64' : undefined;
}

/**
 * Whether a daemon answers. A runner of one's own may hand its socket to jobs, which its settings say; those of GitLab.com do not
 * (https://docs.gitlab.com/ci/runners/hosted_runners/linux/).
 */
function daemonOf(services: YamlNode | undefined, hosted: boolean): Pick<Machine, 'daemon'> {
  if (hasDaemon(services)) return { daemon: true };
  return hosted && oneOrMore(services).length === 0 ? { daemon: false } : {};
}

/** `docker:27-dind` or a daemon image under another name, https://docs.gitlab.com/ci/docker/using_docker_build/ */
function hasDaemon(services: YamlNode | undefined): boolean {
  return oneOrMore(services).some(service => {
    const name = textOf(asMap(service)?.get('name') ?? service) ?? '';
    return /\bdind\b/.test(name) || textOf(asMap(service)?.get('alias')) === 'docker';
  });
}
