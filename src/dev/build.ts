import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/*
 * Makes `dist`, all that is published:
 *
 * - `cli.cjs`, the executable, and what it runs: `main.cjs`, the whole command as one function, with V8's compiled form of it
 * - `thread.cjs`, by which further threads run it
 * - `javascript-parser.cjs`, which is a quarter of the rest and needed by few runs
 * - `index.js` and `types`, the API
 * - `report.schema.json`, the schema of JSON reports
 * - `rules`, the documents that `dbc-lint explain` shows, and the schema of configuration files
 * - `third-party-licenses.txt`, as the packages are in the bundles and not beside them
 *
 * CommonJS, as Node starts it 3 to 6 ms sooner than a module, and as only a script can have a compiled form. Parts that are loaded late
 * stay functions of the same file: V8 does not compile a function before it is called. What leaves the text a
 * third as long spares more than a thousand page faults a start; lines end all the same, so that a stack shows short ones.
 */

const OUT = 'dist';
/** What the compiled form is made for: it holds the functions that runs over these need. More of them would cost every run 12 ms a megabyte. */
const SAMPLE = ['fixtures/readme', 'fixtures/projects/placeholders-github-actions', 'fixtures/projects/documented-gitlab-ci'];

const NEVER_LOADED = ['typescript', 'import-fresh', 'js-yaml', 'parse-json'];

const shared = {
  alias: Object.fromEntries(NEVER_LOADED.map(name => [name, './src/dev/never-loaded.ts'])),
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

const command = {
  ...shared,
  format: 'cjs',
  outdir: OUT,
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.dirname': '__dirname' },
  minify: true,
  lineLimit: 160,
} as const satisfies BuildOptions;

/** The parser of JavaScript, as a file beside the command. */
const parserApart: Plugin = {
  name: 'javascript-parser',
  setup({ onResolve }) {
    onResolve({ filter: /^@babel\/parser$/ }, () => ({ path: './javascript-parser.cjs', external: true }));
  },
};

/** The full parser of YAML, which few files need, begins when it is first called: it is a library of many small modules. */
const yamlLate: Plugin = {
  name: 'yaml-late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/yaml-library\.js$/ }, ({ namespace }) =>
      namespace === 'late' ? undefined : { path: 'yaml', namespace: 'late' },
    );
    onLoad({ filter: /^yaml$/, namespace: 'late' }, () => ({
      contents: "export const parseWithLibrary = text => require('./yaml-library.js').parseWithLibrary(text);",
      resolveDir: resolve('src/formats'),
    }));
  },
};

rmSync(OUT, { recursive: true, force: true });
const results = [
  await build({ ...command, entryPoints: { cli: 'src/cli/start.ts' }, banner: { js: '#!/usr/bin/env node' } }),
  await build({ ...command, entryPoints: { thread: 'src/cli/thread-start.ts' } }),
  await build({
    ...command,
    entryPoints: { main: 'src/cli/bundle.ts' },
    plugins: [parserApart, yamlLate],
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
  }),
  await build({ ...command, entryPoints: { 'javascript-parser': '@babel/parser' } }),
  await build({
    ...shared,
    format: 'esm',
    splitting: true,
    entryPoints: ['src/index.ts'],
    outdir: OUT,
    chunkNames: 'chunks/[name]-[hash]',
    // Some packages are CommonJS and ask for parts of Node in its way, which a module has not.
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  }),
];
chmodSync(join(OUT, 'cli.cjs'), 0o755);

mkdirSync(join(OUT, 'rules'));
for (const name of readdirSync('rules')) if (/\.(?:md|json)$/.test(name)) cpSync(join('rules', name), join(OUT, 'rules', name));
cpSync('src/report/report.schema.json', join(OUT, 'report.schema.json'));
copyTypes('src/index.d.ts', new Set());
writeFileSync(join(OUT, 'third-party-licenses.txt'), licensesOf(results.map(result => result.metafile)));
execFileSync(process.execPath, ['build/src/dev/compile.js', OUT, ...SAMPLE], { stdio: ['ignore', 'ignore', 'inherit'] });

/** Copies a declaration file that the compiler wrote, and those it names. */
function copyTypes(path: string, done: Set<string>): void {
  if (done.has(path)) return;
  done.add(path);
  const text = readFileSync(join('build', path), 'utf8');
  mkdirSync(join(OUT, 'types', dirname(path)), { recursive: true });
  writeFileSync(join(OUT, 'types', path), text.replace(/^\/\/# sourceMappingURL=.*$/m, ''));
  for (const [, target = ''] of text.matchAll(/\bfrom '(\.[^']*)\.js'/g)) copyTypes(join(dirname(path), `${target}.d.ts`), done);
}

/** The licence texts of all packages whose files are in the bundles. */
function licensesOf(metafiles: readonly Metafile[]): string {
  const folders = new Set<string>();
  for (const { inputs } of metafiles) {
    for (const path of Object.keys(inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      if (folder !== undefined) folders.add(folder);
    }
  }
  const texts = [...folders].sort().map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${folder} comes without a licence text. Add it by hand or leave the package.`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return `dbc-lint contains these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
