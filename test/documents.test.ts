import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../rules/index.js';
import { bodyOf, examplesIn } from '../src/dev/documents.js';
import { lint } from '../src/lint.js';
import { memoryProject } from '../src/project/memory.js';
import { optionsFor } from './support/configured.js';
import { foundIn, top } from './support/fixtures.js';
import { PLATFORMS, platformsToDocument } from './support/rule-platforms.js';

for (const rule of rules) {
  const path = `rules/${rule.id}.md`;
  const document = readFileSync(join(top, path), 'utf8');
  const all = examplesIn(document);
  const examples = all.filter(example => example.kind !== 'beside');
  const beside = all.filter(example => example.kind === 'beside').map(example => [example.path, example.text] as const);

  test(`${path} has every section, and a wrong and a right example for each kind of platform`, t => {
    const headings = [...bodyOf(document).matchAll(/^## (.*)$/gm)].map(match => match[1]);
    const needed = platformsToDocument(rule);
    const shown = PLATFORMS.filter(platform => needed.includes(platform) || headings.includes(platform.heading));
    t.deepEqual(headings, ['Why', ...shown.map(platform => platform.heading), 'Options', 'When to switch it off']);
    t.deepEqual(
      examples.map(example => `${example.path} ${example.kind}`),
      shown.flatMap(platform => [`${platform.example} wrong`, `${platform.example} right`]),
    );
    t.is(document.match(/^```[a-z]+ /gm)?.length, all.length, 'a fence that is no example');
    const [, options = ''] = /^## Options\n([\s\S]*?)^## /m.exec(document) ?? [];
    for (const name of Object.keys(rule.defaults ?? {})) t.regex(options, new RegExp(`^\`${name}\` \\(default`, 'm'), `the option ${name}`);
  });

  for (const example of examples) {
    test(`${path}:${example.line} is ${example.kind}`, async t => {
      const project = memoryProject({ ...Object.fromEntries(beside), [example.path]: example.text });
      const { findings, unread } = await lint(project, rules, optionsFor(project, rule));
      // A note is not against the practice that an example shows; it would only make all examples longer.
      const counted = findings.filter(finding => finding.rule === rule.id || finding.severity !== 'note');
      const found = foundIn(counted).map(line => line.split(' ')[1]);
      if (example.kind === 'right') t.deepEqual(found, []);
      else t.true(found.includes(rule.id), `found ${found.join(', ') || 'nothing'}`);
      t.deepEqual(
        unread.map(note => note.why),
        [],
      );
    });
  }
}
