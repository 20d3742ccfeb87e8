import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../rules/index.js';
import { fixChecked, remembered } from '../src/dev/fix-properties.js';
import { lintWhole } from '../src/lint.js';
import { unifiedDiff } from '../src/report/diff.js';
import { optionsFor } from './support/configured.js';
import { expectedText, projectIn, top } from './support/fixtures.js';

for (const rule of rules) {
  const folder = `fixtures/rules/${rule.id}`;

  test(`${rule.id} puts its bad fixtures right as far as its fixes go`, async t => {
    const project = projectIn(`${folder}/bad`);
    const options = optionsFor(project, rule);
    const alone = rules.filter(other => other === rule || rule.after?.includes(other.id));
    const { broken, files } = await fixChecked(
      project,
      remembered(changed => lintWhole(changed, alone, options)),
      {
        unsafe: true,
        rules: new Set([rule.id]),
      },
    );
    t.deepEqual(broken, []);
    const diff = [...files].sort().map(([path, text]) => unifiedDiff(path, project.read(path)?.text ?? '', text));
    t.is(diff.length > 0, rule.fixable === true, 'the rule says of itself whether it has fixes');
    if (diff.length === 0) t.false(existsSync(join(top, folder, 'expected.diff')), 'nothing is fixed, but expected.diff is there');
    else t.is(diff.join(''), expectedText(`${folder}/expected.diff`, diff.join('')));
  });
}
