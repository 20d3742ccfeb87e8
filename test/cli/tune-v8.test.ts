import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';

/** In a process of its own, as V8 reports a flag that it does not know on the standard error of the process. */
async function stderrFor(files: number): Promise<string> {
  const module = resolve('build/src/cli/tune-v8.js');
  const code = `import(${JSON.stringify(module)}).then(({ tuneV8 }) => tuneV8(${files}))`;
  const { stderr } = await promisify(execFile)(process.execPath, ['-e', code]);
  return stderr;
}

test('V8 knows the flags it is given, whatever its version', async t => {
  t.is(await stderrFor(1), '');
  t.is(await stderrFor(1000), '');
});
