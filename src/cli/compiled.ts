import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * The bundle `main.cjs`, a function with the parameters of a CommonJS module, to be run from V8's compiled form of it, which the build puts beside it: that leaves out reading and compiling
 * the text. V8 itself refuses a compiled form of another version of V8, and then compiles the text as ever.
 */
export function bundleScript(folder: string): { readonly script: Script; readonly path: string } {
  const path = join(folder, 'main.cjs');
  // The bundle is ASCII, and one byte a character spares the decoding.
  const source = readFileSync(path, 'latin1');
  return { script: new Script(source, { filename: path, ...compiledForm(compiledPath(folder)) }), path };
}

/** What the bundle has to offer. */
export type Bundle = typeof import('./bundle.js');

/** Runs the bundle beside a script. */
export function bundle(folder: string, required: NodeJS.Require): Bundle {
  const { script, path } = bundleScript(folder);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, required, module, path, folder);
  return module.exports as Bundle;
}

export function compiledPath(folder: string): string {
  return join(folder, 'main.cache');
}

function compiledForm(path: string): { cachedData?: Buffer } {
  try {
    return { cachedData: readFileSync(path) };
  } catch {
    return {};
  }
}
