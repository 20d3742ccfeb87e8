import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';

/** What a process of its own prints: V8's flags are those of the whole process, and it tells there which of them it does not know. */
async function printed(code: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const imports = ['tune-v8', 'compiled'].map(name => `import * as ${name.replace('-v8', '')} from ${JSON.stringify(moduleOf(name))};`);
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', [...imports, code].join('\n')]);
}

function moduleOf(name: string): string {
  return pathToFileURL(resolve(`build/src/cli/${name}.js`)).href;
}

test('V8 knows the flags it is given, whatever its version', async t => {
  t.is((await printed('tune.tuneV8(1)')).stderr, '');
  t.is((await printed('tune.tuneV8(1000)')).stderr, '');
});

test('with other flags V8 takes what it has compiled itself, and not the compiled form that the build made', async t => {
  const { stdout } = await printed(`
    tune.tuneV8(1000);
    const { script } = compiled.bundleScript('dist');
    console.log(script.cachedDataRejected);
    console.log(compiled.bundleScript('dist', script.createCachedData()).script.cachedDataRejected);
  `);
  t.is(stdout, 'true\nfalse\n');
});
