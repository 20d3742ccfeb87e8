import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { suggestion } from '../model/nearest.js';
import type { PlatformId } from '../model/pipeline.js';
import { recipes } from '../recipes/index.js';
import { type CloudBuilder, cloudBuilder, type NewFile, TOOLCHAINS, type Toolchain } from '../recipes/recipe.js';
import type { Arguments } from './arguments.js';
import { EXIT } from './exit-code.js';
import type { Io } from './io.js';
import { writeNewFile } from './output.js';
import { UsageError } from './usage-error.js';

/** Prints a new pipeline, or writes it to a folder. */
export function initCommand({ operands, order }: Arguments, io: Io): number {
  if (operands.length > 0) throw new UsageError(`'init' takes no '${operands[0]}'. Name a folder for the files with --output-dir.`);
  const platform = platformNamed(order.platform);
  const builder = builderNamed(order.builder);
  const image = order.image === undefined ? `${builder.organization.toLowerCase()}/${folderName(io.cwd)}` : imageNamed(order.image);
  const files = recipes[platform]({ builder, image, toolchain: toolchainNamed(order.toolchain) });
  if (order.outputFolder === undefined) io.stdout.write(printed(files));
  else write(files, order.outputFolder, io);
  return EXIT.clean;
}

function platformNamed(given: string | undefined): PlatformId {
  const known = Object.keys(recipes) as PlatformId[];
  const platform = known.find(id => id === given);
  if (platform !== undefined) return platform;
  const choose = `Take one of: ${known.join(', ')}.`;
  if (given === undefined) throw new UsageError(`init needs to know the CI system: --platform NAME. ${choose}`);
  throw new UsageError(`There is no platform '${given}'.${suggestion(given, known)} ${choose}`);
}

/** @throws UsageError where it is missing or names no builder */
export function builderNamed(given: string | undefined): CloudBuilder {
  const builder = given === undefined ? undefined : cloudBuilder(given);
  if (builder !== undefined) return builder;
  const found = given === undefined ? 'It is missing' : `'${given}' is none`;
  throw new UsageError(`--builder names a cloud builder, ORG/NAME. ${found}. Take the name that https://app.docker.com/build shows.`);
}

/** @throws UsageError */
export function toolchainNamed(given: string | undefined): Toolchain {
  const toolchain = TOOLCHAINS.find(name => name === (given ?? 'modern'));
  if (toolchain !== undefined) return toolchain;
  throw new UsageError(`There is no toolchain '${given}'.${suggestion(given ?? '', TOOLCHAINS)} Take one of: ${TOOLCHAINS.join(', ')}.`);
}

/** A repository's name, with a registry before it or not, without tag and digest (https://pkg.go.dev/github.com/distribution/reference). */
function imageNamed(given: string): string {
  if (/^(?:[\w.-]+(?::\d+)?\/)?[a-z\d]+(?:[._-]+[a-z\d]+)*(?:\/[a-z\d]+(?:[._-]+[a-z\d]+)*)*$/.test(given)) return given;
  throw new UsageError(`--image takes the name of a repository in lower case, without a tag: acme/app. '${given}' is none.`);
}

/** What is left of a folder's name in the name of an image. */
function folderName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return name === '' ? 'app' : name;
}

/** Several files are told apart by a comment; all that recipes make takes `#`. */
function printed(files: readonly NewFile[]): string {
  if (files.length === 1) return files.map(file => file.text).join('');
  return files.map(file => `# ==> ${file.path} <==\n${file.text}`).join('\n');
}

function write(files: readonly NewFile[], folder: string, io: Io): void {
  const paths = files.map(file => join(folder, file.path));
  const there = paths.find(path => existsSync(resolve(io.cwd, path)));
  if (there !== undefined) throw new UsageError(`'${there}' is there already, and nothing was written. Name another folder.`);
  for (const file of files) {
    const path = join(folder, file.path);
    writeNewFile(path, io.cwd, file.text, file.executable ?? false);
    io.stdout.write(`${path}\n`);
  }
}
