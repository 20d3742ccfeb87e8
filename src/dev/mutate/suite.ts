import { join } from 'node:path';
import type { Configuration } from '../../config/configuration.js';
import type { LintOptions } from '../../lint.js';
import type { RuleInfo } from '../../model/rule-info.js';
import type { Project } from '../../project/project.js';
import type { Rule } from '../../rule.js';
import type { UnitTest } from './tests.js';

/** Something that can be run again and again, and says the same as long as nothing was changed. */
export interface Item {
  readonly name: string;
  run(): Promise<string>;
}

/** What of the copy with the mutants is used here. */
interface Modules {
  readonly rules: readonly Rule[];
  readonly inspect: typeof import('../../lint.js').inspect;
  readonly check: typeof import('../../check.js').check;
  readonly withoutFiles: typeof import('../../config/configuration.js').withoutFiles;
  readonly projectIn: (folder: string) => Project;
  readonly foldersIn: (folder: string) => readonly string[];
  readonly optionsFor: (project: Project, rule: Pick<RuleInfo, 'preset'>) => LintOptions;
  readonly unitTests: readonly UnitTest[];
}

async function load(copy: string): Promise<Modules> {
  const modules = await Promise.all(
    [
      'rules/index.js',
      'src/lint.js',
      'src/check.js',
      'src/config/configuration.js',
      'test/support/fixtures.js',
      'test/support/configured.js',
      'src/dev/mutate/tests.js',
    ].map(path => import(join(copy, path))),
  );
  return Object.assign({}, ...modules) as Modules;
}

/** All that the mutants are tried on: the fixtures of each rule, the example projects, the unit tests of the simulation. */
export async function suiteIn(copy: string, unitTestFiles: readonly string[]): Promise<readonly Item[]> {
  const modules = await load(copy);
  const items: Item[] = [];
  for (const rule of modules.rules) {
    const alone = modules.rules.filter(other => other === rule || rule.after?.includes(other.id));
    for (const kind of ['bad', 'good']) items.push(await linting(`fixtures/rules/${rule.id}/${kind}`, alone, rule, modules));
  }
  for (const name of modules.foldersIn('fixtures/projects'))
    for (const preset of ['strict', 'adopt'] as const)
      items.push(await linting(`fixtures/projects/${name}`, modules.rules, { preset }, modules));
  for (const file of unitTestFiles) await import(join(copy, file));
  for (const { title, run } of modules.unitTests) items.push({ name: title, run: () => run().then(() => '') });
  return items;
}

/** The files are read once: no mutant is in what reads them. */
async function linting(folder: string, rules: readonly Rule[], rule: Pick<RuleInfo, 'preset'>, modules: Modules): Promise<Item> {
  const project = modules.projectIn(folder);
  const options = modules.optionsFor(project, rule);
  const configuration = options.configuration ?? modules.withoutFiles(options);
  const { pipelines } = await modules.inspect(project, options);
  return {
    name: folder,
    async run() {
      const { findings, failures } = modules.check(pipelines, ({ file, platform }) => planFor(file.path, platform, rules, configuration));
      if (failures[0] !== undefined) throw new Error(failures[0].why);
      return JSON.stringify(findings, (key, value: unknown) => (key === 'file' ? (value as { readonly path: string }).path : value));
    },
  };
}

function planFor(path: string, platform: Parameters<Configuration['rulesFor']>[1], rules: readonly Rule[], configuration: Configuration) {
  const configured = configuration.rulesFor(path, platform);
  const active = rules.filter(rule => configured.canReport(rule));
  return {
    rules: active.map(rule => ({ rule, severity: rule.severity, options: configured.options(rule) })),
    settings: configuration.settingsFor(path, platform),
  };
}
