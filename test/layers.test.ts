import test from 'ava';
import { type Module, moduleOf, modulesIn } from './support/modules.js';

/** Who may import whom, types included. `src/README.md` shows the same table with the reasons. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  source: [],
  knowledge: [],
  model: ['source'],
  formats: ['source', 'model'],
  project: ['source'],
  state: ['source', 'model', 'knowledge'],
  findings: ['source', 'model', 'formats', 'rule.ts'],
  shell: ['source', 'model'],
  commands: ['source', 'model', 'knowledge', 'formats', 'project', 'shell'],
  platforms: ['source', 'model', 'knowledge', 'formats', 'project'],
  comments: ['source', 'model'],
  baseline: ['source', 'model'],
  report: ['source', 'model'],
  recipes: ['model', 'knowledge'],
  migrate: ['source', 'model', 'knowledge', 'formats', 'recipes', 'state'],
  config: ['source', 'model', 'formats', 'project'],
  rules: ['rule.ts'],
};

/** Layers that put the others together: the stages at the top of `src`, the command line, the developers' tools. */
const ANYTHING_BUT: Readonly<Record<string, readonly string[]>> = { stage: ['cli', 'dev', 'rules'], cli: ['dev'], dev: [] };

/** The only modules besides `cli` and `dev` that may know the list of all rules. */
const MAY_IMPORT_RULES = ['src/index.ts'];

/** The API also reads the disk, through the one module that does so for the command. */
const MAY_IMPORT_DISK = ['src/index.ts'];

/** Each package is known to one folder; one that is not listed here is in nobody's hands. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  yaml: ['src/formats/'],
  '@babel/parser': ['src/formats/', 'src/dev/'],
  unbash: ['src/shell/'],
  '@actions/expressions': ['src/platforms/github-actions/'],
  ignore: ['src/project/'],
  minimatch: ['src/project/'],
  valibot: ['src/config/'],
  '@valibot/to-json-schema': ['src/dev/'],
  cosmiconfig: ['src/cli/'],
  'cosmiconfig/dist/ExplorerSync.js': ['src/cli/'],
  esbuild: ['src/dev/'],
  'fast-check': ['src/dev/'],
  ajv: ['src/dev/'],
  saxes: ['src/dev/'],
  sarif: ['src/report/'],
};

/** Disk, processes and the network belong to the outermost layers. */
const OUTER_ONLY = ['node:fs', 'node:child_process', 'node:process', 'node:net', 'node:http', 'node:https', 'node:tty', 'node:os'];

const top = new URL('../../', import.meta.url).pathname;
const modules = modulesIn(top, ['src', 'rules'], ['process', 'console']);
const byPath = new Map(modules.map(module => [module.path, module]));

/** `src/model/step.ts` → `model`; `src/lint.ts` → `lint.ts`; `rules/x.ts` → `rules`. */
function layerOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? second : first;
}

function isOuter(path: string): boolean {
  return ['cli', 'dev'].includes(layerOf(path));
}

function mayImport(from: string, to: string): boolean {
  const [layer, target] = [layerOf(from), layerOf(to)];
  if (layer === target) return true;
  if (to === 'src/cli/disk.ts' && MAY_IMPORT_DISK.includes(from)) return true;
  if (target === 'rules') return isOuter(from) || MAY_IMPORT_RULES.includes(from);
  const allowed = MAY_IMPORT[layer];
  if (allowed !== undefined) return allowed.includes(target);
  const barred = ANYTHING_BUT[layer.endsWith('.ts') ? 'stage' : layer];
  return barred !== undefined && !barred.includes(target);
}

function violations(among: readonly Module[]): readonly string[] {
  return among.flatMap(({ path, imports }) =>
    imports
      .filter(({ to }) => to.startsWith('src/') || to.startsWith('rules/'))
      .filter(({ to }) => !mayImport(path, to))
      .map(({ to }) => `${path} imports ${to}`),
  );
}

test('the parser sees our modules and what they import', t => {
  t.true(modules.length > 20, `${modules.length} modules`);
  t.true(modules.flatMap(module => module.imports).length > 2 * modules.length);
  for (const { path, imports } of modules) {
    for (const { to } of imports) if (to.startsWith('src/') || to.startsWith('rules/')) t.true(byPath.has(to), `${path} imports ${to}`);
  }
});

test('every folder has its row in the table', t => {
  for (const { path } of modules) {
    const layer = layerOf(path);
    t.true(layer.endsWith('.ts') || layer in MAY_IMPORT || layer in ANYTHING_BUT, `${path}: add '${layer}' to the table`);
  }
});

test('each module imports only what its layer may', t => {
  t.deepEqual(violations(modules), []);
});

test('what the table forbids is seen in every form of import', t => {
  const forms = [
    "import { lint } from '../lint.js';",
    "import type { Report } from '../lint.js';",
    "export { lint } from '../lint.js';",
    "export * from '../lint.js';",
    "const { lint } = await import('../lint.js');",
    "let x: import('../lint.js').Report;",
  ];
  for (const form of forms) t.deepEqual(violations([moduleOf('src/model/x.ts', form, [])]), ['src/model/x.ts imports src/lint.ts'], form);
});

test('a platform knows nothing of another', t => {
  const platformOf = (path: string) => /^src\/platforms\/([^/]+)\//.exec(path)?.[1];
  const crossings = modules.flatMap(({ path, imports }) =>
    imports
      .filter(({ to }) => platformOf(path) !== undefined && platformOf(to) !== undefined && platformOf(to) !== platformOf(path))
      .map(({ to }) => `${path} imports ${to}`),
  );
  t.deepEqual(crossings, []);
});

test('each package is known to one folder', t => {
  for (const { path, imports } of modules) {
    for (const { to } of imports) {
      if (to.startsWith('src/') || to.startsWith('rules/') || to.startsWith('node:')) continue;
      const homes = PACKAGES[to];
      t.true(
        homes?.some(home => path.startsWith(home)) ?? false,
        `${path} imports ${to}, whose home is ${homes?.join(', ') ?? 'not in the table'}`,
      );
    }
  }
});

test('only the command line and the developers’ tools touch disk, processes and the network', t => {
  for (const { path, imports, globals } of modules) {
    if (isOuter(path)) continue;
    t.deepEqual(
      imports.map(({ to }) => to).filter(to => OUTER_ONLY.includes(to)),
      [],
      path,
    );
    t.deepEqual(globals, [], path);
  }
});

test('no module needs itself to load', t => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path) || trail.includes(path)) return;
    for (const { to, typeOnly, lazy } of byPath.get(path)?.imports ?? []) if (!typeOnly && !lazy) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  t.deepEqual(cycles, []);
});
