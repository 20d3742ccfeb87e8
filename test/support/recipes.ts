import type { PlatformId } from '../../src/model/pipeline.js';
import { recipes } from '../../src/recipes/index.js';
import type { NewFile, Toolchain } from '../../src/recipes/recipe.js';

/** The files of a new pipeline for acme/app. */
export function newFiles(platform: PlatformId, toolchain: Toolchain = 'modern'): readonly NewFile[] {
  return recipes[platform]({ builder: { organization: 'acme', name: 'default' }, image: 'acme/app', toolchain });
}

/** Its CI file. */
export function newFile(platform: PlatformId, toolchain: Toolchain = 'modern'): string {
  return newFiles(platform, toolchain)[0]?.text ?? '';
}
