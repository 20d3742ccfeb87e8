import { resolve } from 'node:path';
import { rules } from '../../rules/index.js';
import { findFiles } from '../cli/files.js';
import { lint } from '../lint.js';
import type { Project } from '../project/project.js';
import { fixChecked } from './fix-properties.js';

/**
 * `npm run check-fixes -- FOLDER…`: makes every fix of the files of each folder, the unsafe ones too, in memory, and asks what has to hold
 * of the result. Ends with 1 where something does not.
 */
async function main(folders: readonly string[]): Promise<number> {
  const totals = { projects: 0, files: 0, fixes: 0, changed: 0, broken: 0 };
  const byRule = new Map<string, number>();
  for (const folder of folders) {
    const base = resolve(folder);
    const { project, paths, unread } = await findFiles([base], [], base);
    const lintAgain = (changed: Project) => lint(changed, rules, { paths, preset: 'strict', unread });
    const { broken, fixed, files } = await fixChecked(project, lintAgain, { unsafe: true });
    totals.projects += 1;
    totals.files += paths.length;
    totals.fixes += fixed.length;
    totals.changed += files.size;
    totals.broken += broken.length;
    for (const { rule } of fixed) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
    for (const one of broken) console.log(`${folder}: ${one}`);
  }
  for (const [rule, number] of [...byRule].sort((a, b) => b[1] - a[1])) console.log(`${String(number).padStart(6)} ${rule}`);
  console.log(
    `${totals.files} files of ${totals.projects} folders, ${totals.fixes} fixes in ${totals.changed} files, ${totals.broken} properties broken`,
  );
  return totals.broken > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
