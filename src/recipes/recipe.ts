import type { PlatformId } from '../model/pipeline.js';

/**
 * Where the Buildx comes from that has the driver for cloud builders: `modern`, a release of Buildx; `documented`, the build that the
 * examples of https://docs.docker.com/build-cloud/ci/ fetch.
 */
export type Toolchain = 'modern' | 'documented';
export const TOOLCHAINS: readonly Toolchain[] = ['modern', 'documented'];

/** A cloud builder, as `ORG/NAME` names it. */
export interface CloudBuilder {
  readonly organization: string;
  readonly name: string;
}

/** What a new pipeline builds, and where. */
export interface Order {
  readonly builder: CloudBuilder;
  /** repository of the image, without a tag */
  readonly image: string;
  readonly toolchain: Toolchain;
}

/** A file of a new pipeline; its own comments say where it goes and what has to be set. */
export interface NewFile {
  /** relative to the repository's top folder */
  readonly path: string;
  readonly text: string;
  readonly executable?: true;
}

/** The files of a pipeline that builds an image on Docker Build Cloud; the CI file is the first. */
export type Recipe = (order: Order) => readonly NewFile[];

/** Platforms of which a pipeline can be made: all. */
export type Recipes = Readonly<Record<PlatformId, Recipe>>;

/** `acme/default`, or `cloud://acme/default` as the driver takes it, too; `undefined` for what names no builder (`driver/cloud` in docker/buildx 0.37). */
export function cloudBuilder(text: string): CloudBuilder | undefined {
  const [, organization, name] = /^(?:cloud:\/\/)?([A-Za-z0-9][\w.-]*)\/([A-Za-z0-9][\w.-]*)$/.exec(text) ?? [];
  return organization === undefined || name === undefined ? undefined : { organization, name };
}

export function endpointOf({ organization, name }: CloudBuilder): string {
  return `${organization}/${name}`;
}

/** The platforms that Build Cloud has machines for: https://docs.docker.com/build-cloud/setup/ */
export const PLATFORMS = 'linux/amd64,linux/arm64';
