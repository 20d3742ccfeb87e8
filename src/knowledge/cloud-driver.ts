/**
 * What the cloud driver takes at `docker buildx create` (docker/buildx `driver/cloud/factory.go` of v0.37, read September 2026). Any other
 * `--driver-opt` is refused with `invalid driver option … for cloud driver`.
 */
export const CLOUD_DRIVER_OPTIONS: ReadonlySet<string> = new Set([
  'default-load',
  'builder',
  'org',
  'internal.address',
  'internal.cloud.proxy.address',
  'internal.cloud.registry.address',
  'internal.cloud.health.address',
  'internal.auth.host',
  'internal.auth.entry',
  'internal.tls.insecure',
  'internal.tls.servername',
  'internal.tls.cacert',
  'internal.hub.host',
]);

/** An option of the desktop builds only (`0.15.1-desktop.1`); the driver of Buildx itself refuses it. */
export const DESKTOP_DRIVER_OPTIONS: ReadonlySet<string> = new Set(['forward-hosts']);

/** Platforms that a cloud builder builds without emulation: https://docs.docker.com/build/builders/drivers/cloud/ (September 2026). */
const NATIVE_PLATFORMS: readonly string[] = ['linux/amd64', 'linux/arm64'];

/**
 * Whether a cloud builder has machines for a platform in its normalised form, with or without a variant (`linux/amd64/v2`). `local` is the
 * client's own, which is taken to be one of them, and so is `linux`, which leaves the architecture to it.
 */
export function isNativePlatform(platform: string): boolean {
  return (
    platform === 'local' ||
    platform === 'linux' ||
    NATIVE_PLATFORMS.some(native => platform === native || platform.startsWith(`${native}/`))
  );
}
