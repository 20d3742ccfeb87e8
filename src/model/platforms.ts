import type { Span } from '../source/file.js';
import { flattened, isWritten, slice } from './csv.js';
import type { Value } from './value.js';

/** One of the platforms that a `--platform` value lists, and where it is written. */
export interface PlatformItem {
  /** normalised; `undefined` stands for text that is not known, which may be any number of platforms, none included */
  readonly platform: string | undefined;
  readonly span: Span;
}

/** The platforms of one `--platform` value: `linux/amd64,arm64` gives `linux/amd64` and `linux/arm64`. */
export function platformItems(value: Value): readonly PlatformItem[] {
  const items: PlatformItem[] = [];
  for (const { 0: item, index } of flattened(value).matchAll(/[^,]+/g)) {
    const text = item.trim();
    if (text === '') continue;
    const start = index + item.indexOf(text);
    items.push({ platform: isWritten(text) ? normalizePlatform(text) : undefined, span: slice(value, start, start + text.length).span });
  }
  return items;
}

/** The platforms of one value without their places. */
export function splitPlatforms(value: Value): readonly (string | undefined)[] {
  return platformItems(value).map(item => item.platform);
}

const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ['i386', '386'],
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['amd64', 'amd64'],
  ['aarch64', 'arm64'],
  ['arm64', 'arm64'],
  ['armhf', 'arm/v7'],
  ['armel', 'arm/v6'],
  ['arm', 'arm/v7'],
]);

const SYSTEMS = new Set(['linux', 'windows', 'darwin', 'freebsd', 'netbsd', 'openbsd', 'android', 'wasi', 'js']);

/**
 * The usual form of a platform, so that equal platforms are equal strings: `linux/arm64/v8` and `aarch64` are `linux/arm64`, `linux/arm`
 * is `linux/arm/v7`. Follows `containerd/platforms`, which Buildx uses; a system that is left out is taken to be Linux.
 */
export function normalizePlatform(text: string): string {
  const [first = '', second, third] = text
    .trim()
    .toLowerCase()
    .replace(/\([^()]*\)/, '')
    .split('/');
  if (second === undefined) {
    if (first === 'local' || SYSTEMS.has(first)) return first;
    return `linux/${architecture(first, undefined)}`;
  }
  return `${first === 'macos' ? 'darwin' : first}/${architecture(second, third)}`;
}

function architecture(name: string, variant: string | undefined): string {
  const plain = ARCHITECTURES.get(name) ?? name;
  if (plain === '386' || (plain.includes('/') && name !== 'arm')) return plain;
  if (name === 'arm') return `arm/${variant === undefined || variant === '' ? 'v7' : withV(variant)}`;
  const full = variant === undefined || variant === '' ? '' : withV(variant);
  if (plain === 'amd64' && full === 'v1') return plain;
  if (plain === 'arm64' && full === 'v8') return plain;
  return full === '' ? plain : `${plain}/${full}`;
}

function withV(variant: string): string {
  return /^\d/.test(variant) ? `v${variant.replace(/\.0$/, '')}` : variant.replace(/^(v[89])\.0$/, '$1');
}
