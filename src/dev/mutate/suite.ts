import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../../config/configuration.js';
import type { LintOptions } from '../../lint-options.js';
import type { RuleInfo } from '../../model/rule-info.js';
import { memoryProject } from '../../project/memory.js';
import type { Project } from '../../project/project.js';
import type { Rule } from '../../rule.js';
import { examplesIn } from '../documents.js';
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
    for (const kind of ['bad', 'good']) {
      const folder = `fixtures/rules/${rule.id}/${kind}`;
      items.push(await linting(folder, modules.projectIn(folder), alone, rule, modules));
    }
    for (const [name, project] of examplesOf(rule)) items.push(await linting(name, project, alone, rule, modules));
  }
  for (const name of modules.foldersIn('fixtures/projects')) {
    const folder = `fixtures/projects/${name}`;
    for (const preset of ['strict', 'adopt'] as const)
      items.push(await linting(folder, modules.projectIn(folder), modules.rules, { preset }, modules));
  }
  for (const file of unitTestFiles) await import(join(copy, file));
  for (const { title, run } of modules.unitTests) items.push({ name: title, run: () => run().then(() => '') });
  return items;
}

/** The examples of a rule's document, each with the files beside it. */
function examplesOf({ id }: Rule): readonly (readonly [name: string, project: Project])[] {
  const all = examplesIn(readFileSync(`rules/${id}.md`, 'utf8'));
  const beside = Object.fromEntries(all.flatMap(({ kind, path, text }) => (kind === 'beside' ? [[path, text]] : [])));
  const examples = all.filter(({ kind }) => kind !== 'beside');
  return examples.map(({ path, text, line }) => [`rules/${id}.md:${line}`, memoryProject({ ...beside, [path]: text })]);
}

/** The files are read once: no mutant is in what reads them. */
async function linting(
  name: string,
  project: Project,
  rules: readonly Rule[],
  rule: Pick<RuleInfo, 'preset'>,
  modules: Modules,
): Promise<Item> {
  const options = modules.optionsFor(project, rule);
  const configuration = options.configuration ?? modules.withoutFiles(options);
  const { pipelines } = await modules.inspect(project, options);
  return {
    name,
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
