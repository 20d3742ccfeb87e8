import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { COMMANDS, OPTIONS } from '../src/cli/options.js';
import { platforms } from '../src/platforms/index.js';
import { formatNames } from '../src/report/index.js';
import { top } from './support/fixtures.js';
import { runMain } from './support/run-main.js';

const readme = readFileSync(join(top, 'README.md'), 'utf8');

test('the run that the README shows is what the command prints', async t => {
  const [, folder = '', report = ''] = /```console\n\$ npx dbc-lint (\S+)\n([\s\S]*?)```/.exec(readme) ?? [];
  const { code, stdout } = await runMain(top, [folder]);
  t.is(stdout, report);
  t.is(code, 1);
});

test('the README names every command, option, format and platform', t => {
  for (const command of COMMANDS) t.true(readme.includes(`\`dbc-lint ${command}`), command);
  for (const option of Object.keys(OPTIONS)) {
    if (option !== 'help' && option !== 'version') t.true(readme.includes(`\`--${option}`) || readme.includes(`, \`--${option}`), option);
  }
  for (const format of formatNames) t.true(readme.includes(`\`${format}\``), format);
  for (const { name } of platforms) t.regex(readme, new RegExp(`^\\| \\[?${name}\\b`, 'm'), name);
});

test('what the documents link to and the npm scripts they name are there', t => {
  const { scripts } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  for (const document of ['README.md', 'CONTRIBUTING.md', 'src/README.md', 'rules/README.md']) {
    const text = readFileSync(join(top, document), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
      t.true(existsSync(join(top, dirname(document), target)), `${document}: ${target}`);
    }
    for (const [, name = ''] of text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]+)/g)) t.true(name in scripts, `${document}: ${name}`);
  }
});

test('CONTRIBUTING names every script and every package', t => {
  const text = readFileSync(join(top, 'CONTRIBUTING.md'), 'utf8');
  const { scripts, devDependencies } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  for (const script of Object.keys(scripts)) {
    // npm runs `prepare` by itself, and `build` runs `clean`.
    if (script !== 'prepare' && script !== 'clean') t.regex(text, new RegExp(`^\\| .*\`(?:npm (?:run )?)?${script}\\b`, 'm'), script);
  }
  for (const name of Object.keys(devDependencies)) t.regex(text, new RegExp(`^\\| .*\`${name}\``, 'm'), name);
});
