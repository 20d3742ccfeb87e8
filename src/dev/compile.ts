import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { type Bundle, bundleScript, compiledPath } from '../cli/compiled.js';

/*
 * compile.js DIST PATH…: runs the bundle on a few files, so that V8 compiles the functions that a run needs, and keeps what it compiled.
 * https://nodejs.org/docs/latest-v20.x/api/vm.html#scriptcreatecacheddata
 */
const [out = 'dist', ...paths] = process.argv.slice(2);
const folder = resolve(out);
rmSync(compiledPath(folder), { force: true });
const { script, path } = bundleScript(folder);
process.argv.splice(2, Infinity, ...paths);
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(path), module, path, folder);
(module.exports as Bundle).run();
process.once('beforeExit', () => {
  writeFileSync(compiledPath(folder), script.createCachedData());
  process.exitCode = 0;
});
