import { ALWAYS } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Job, Pipeline } from '../../model/pipeline.js';
import { dialectOf, NO_OPTIONS, readFlags, shebangOf } from '../../model/shell.js';
import type { Shell } from '../../model/step.js';
import type { Project } from '../../project/project.js';
import { type SourceFile, span } from '../../source/file.js';
import { MappedText } from '../../source/mapped-text.js';
import type { PlatformReader } from '../platform.js';

/** A script without one of these words builds no image; what it calls is read on its own where nothing else reaches it. */
const MATTERS = /docker|buildx|buildkit|podman|buildah|kaniko|nerdctl/i;

export const reader: PlatformReader = {
  read(file: SourceFile, base: string, project: Project): readonly Pipeline[] {
    if (!MATTERS.test(file.text)) return [];
    const root = projectFolderOf(file.path, base, project);
    return [{ platform: 'shell-script', file, root, events: ['other'], jobs: [jobOf(file, root)], unread: [] }];
  },
};

/** Files by which the top of a project is known; what is built in a folder is described there. */
const MARKS = [
  'Dockerfile',
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
  'docker-bake.hcl',
  'Makefile',
  'package.json',
];

/** The nearest folder above a script that holds a project: one of several in a repository, else the base folder. */
function projectFolderOf(path: string, base: string, project: Project): string {
  for (let folder = folderOf(path); folder !== '' && folder !== base; folder = folderOf(folder)) {
    if (MARKS.some(name => project.has(`${folder}/${name}`))) return folder;
  }
  return base;
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/**
 * Who runs the script, where, with which arguments, and what was there before, nobody knows. Its paths are taken to start at the
 * top of its project, as those of most scripts do that CI systems call.
 */
function jobOf(file: SourceFile, root: string): Job {
  const shebang = shebangOf(file.text);
  const firstLine = file.text.search(/[\r\n]|$/);
  const shell: Shell = {
    kind: 'shell',
    script: { text: MappedText.ofFile(file), holes: [] },
    dialect: dialectOf(shebang?.program ?? 'bash') ?? 'bash',
    ...(shebang === undefined && { dialectAssumed: true }),
    options: readFlags(shebang?.flags ?? [], NO_OPTIONS).options,
    span: span(file, 0, file.text.length),
    runs: ALWAYS,
    env: Env.empty,
    workingDirectory: root,
    via: [],
    tolerated: false,
  };
  return {
    path: ['script'],
    name: file.path.slice(file.path.lastIndexOf('/') + 1),
    span: span(file, 0, firstLine),
    machine: { entry: 'unknown' },
    runs: ALWAYS,
    events: ['other'],
    env: Env.empty,
    steps: [shell],
    needs: [],
    services: [],
    otherValues: [],
  };
}
