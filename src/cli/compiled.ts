import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { TUNED_LATE } from './tune-v8.js';

/**
 * The bundle `main.cjs`, a function with the parameters of a CommonJS module, to be run from V8's compiled form of it: that leaves out
 * reading and compiling the text. V8 itself refuses a compiled form that was made with another version or with other flags, and then
 * compiles the text as ever.
 * @param cachedData the compiled form, by default the one that the build puts beside the bundle
 */
export function bundleScript(folder: string, cachedData = compiledForm(folder)): { readonly script: Script; readonly path: string } {
  const path = join(folder, 'main.cjs');
  // The bundle is ASCII, and one byte a character spares the decoding.
  const source = readFileSync(path, 'latin1');
  return { script: new Script(source, { filename: path, ...(cachedData && { cachedData }) }), path };
}

/** What the bundle has to offer. */
export type Bundle = typeof import('./bundle.js');

/** Runs the bundle beside a script. `compiled` gives what V8 has compiled of it so far, where a thread could not use what the build made. */
export function bundle(
  folder: string,
  required: NodeJS.Require,
  cachedData?: Uint8Array,
): { readonly offered: Bundle; readonly compiled: () => Uint8Array | undefined } {
  const { script, path } = bundleScript(folder, cachedData);
  const module = { exports: {} };
  const compiled = () => (TUNED_LATE && script.cachedDataRejected === false ? undefined : script.createCachedData());
  script.runInThisContext()(module.exports, required, module, path, folder);
  return { offered: module.exports as Bundle, compiled };
}

export function compiledPath(folder: string): string {
  return join(folder, 'main.cache');
}

function compiledForm(folder: string): Uint8Array | undefined {
  try {
    return readFileSync(compiledPath(folder));
  } catch {
    return undefined;
  }
}
