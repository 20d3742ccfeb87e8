import { pathIn } from '../model/path.js';
import type { Step, StepOf } from '../model/step.js';
import { known } from '../model/value.js';
import type { CommandContext } from './command-reader.js';

type Build = Extract<StepOf<'build'>, Step>;

/** `COPY . /app`, `ADD --chown=app ./ .`: of the files that are sent, all; not of another stage. */
const COPIES_ALL = /^[^\S\n\r]*(?:COPY|ADD)\s+(?:--(?!from)\S+\s+)*(?:\.\/?\s|\[\s*"\.\/?"\s*,)/im;

/**
 * A build whose Dockerfile lies in the project and copies all of the repository's own folder, told of it where no ignore file leaves anything out.
 * A builder asks only for what a Dockerfile copies: https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function withContext(build: Build, { project, root }: CommandContext): Build {
  const { context, dockerfile, workingDirectory } = build;
  const folder = context && pathIn(context.value, workingDirectory, root);
  if (
    folder === undefined ||
    folder !== root ||
    build.engine !== 'buildkit' ||
    build.target !== undefined ||
    build.stage !== undefined ||
    known(dockerfile?.value) === '-'
  )
    return build;
  const path = dockerfile === undefined ? inFolder(folder, 'Dockerfile') : pathIn(dockerfile.value, workingDirectory, root);
  if (path === undefined || !project.has(path)) return build;
  if (project.has(inFolder(folder, '.dockerignore')) || project.has(`${path}.dockerignore`)) return build;
  return COPIES_ALL.test(project.read(path)?.text ?? '') ? { ...build, copiesAll: true } : build;
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
