import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { rules } from '../rules/index.js';
import { lint } from '../src/lint.js';
import { foldersIn, projectIn, top } from './support/fixtures.js';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly require_serial: boolean;
}

const hooks = parse(readFileSync(join(top, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];

/** Python's verbose form without what makes it verbose. */
function pattern({ files }: Hook): RegExp {
  return new RegExp(files.replace('(?x)', '').replace(/\s/g, ''));
}

test('one process gets all files, as two would write two reports and see half', t => {
  t.true(hooks.length > 0);
  for (const hook of hooks) {
    t.true(hook.require_serial, hook.id);
    t.regex(hook.entry, /^dbc-lint --in-context\b/);
  }
});

test('the hooks run for every file in which something is found', async t => {
  const paths = new Set<string>();
  for (const name of foldersIn('fixtures/rules')) {
    const { findings } = await lint(projectIn(`fixtures/rules/${name}/bad`), rules);
    for (const { at, via } of findings) for (const place of [at, ...via.map(call => call.at)]) paths.add(place.file.path);
  }
  t.true(paths.size > 30, `${paths.size} files`);
  for (const hook of hooks) {
    const missed = [...paths].filter(path => !pattern(hook).test(path));
    t.deepEqual(missed, [], hook.id);
  }
});
