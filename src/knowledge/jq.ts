/** The last jq that does not take a dot before `[`, and systems that have it: https://jqlang.org/news/ and the lists below. */
export const OLD_JQ = { version: '1.6', on: ['Debian 12', 'Ubuntu 22.04'] } as const;

/**
 * Whether a hosted runner or image has jq 1.6 or older, or brings it from its package manager; `undefined` where it is not known. jq 1.7
 * (https://jqlang.org/news/, September 2023) is in Debian 13 (https://packages.debian.org/jq), Ubuntu 24.04
 * (https://packages.ubuntu.com/jq) and Alpine 3.19 (https://pkgs.alpinelinux.org/packages?name=jq). Read September 2026.
 */
export function hasOldJq(name: string): boolean | undefined {
  const [, image = '', tag = ''] = /^(?:docker\.io\/)?(?:library\/)?(\w+)(?:[:-]([\w.-]+))?$/.exec(name) ?? [];
  if (image === 'ubuntu')
    return /^(?:16|18|20|22)\.04|^(?:xenial|bionic|focal|jammy)/.test(tag)
      ? true
      : /^(?:latest$|24|25|26|noble)/.test(tag)
        ? false
        : undefined;
  if (image === 'debian') return /^(?:10|11|12|buster|bullseye|bookworm)/.test(tag) ? true : /^(?:13|trixie)/.test(tag) ? false : undefined;
  if (image === 'alpine') return /^3\.(?:\d|1[0-8])(?!\d)/.test(tag) ? true : /^3\.(?:19|[2-9]\d)|^$|^latest/.test(tag) ? false : undefined;
  // Since Docker 25 the images are made from Alpine 3.19 and newer.
  if (image === 'docker') return /^(?:2[5-9]|[3-9]\d)(?!\d)|^$|^(?:latest|cli|dind)/.test(tag) ? false : undefined;
  return /^macos-/.test(name) ? false : undefined;
}
