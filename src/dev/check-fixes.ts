import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../../rules/index.js';
import { findFiles } from '../cli/files.js';
import type { FixOptions } from '../fix.js';
import { lintWhole } from '../lint.js';
import type { Destination } from '../migrate/plan.js';
import type { Project } from '../project/project.js';
import { fixChecked, type Lint, migrateChecked, remembered } from './fix-properties.js';

/** Some builder: nothing asks whether there is one. */
const DESTINATION: Destination = { builder: { organization: 'acme', name: 'default' }, toolchain: 'modern' };

/** What came of all folders. */
interface Totals {
  files: number;
  changed: number;
  fixes: number;
  moved: number;
  broken: number;
  readonly byRule: Map<string, number>;
}

/**
 * `npm run check-fixes -- [--migrate] FOLDER…`: makes every fix of the files of each folder, the unsafe ones too, in memory, and asks what
 * has to hold of the result; then the safe ones alone, and those of each rule alone. With `--migrate` the same of a move to Build Cloud.
 * Each folder is a project of its own: of one that had no fix nothing more is asked. Ends with 1 where something does not hold.
 */
async function main(folders: readonly string[], withMigrate: boolean): Promise<number> {
  const totals: Totals = { files: 0, changed: 0, fixes: 0, moved: 0, broken: 0, byRule: new Map() };
  for (const folder of folders) {
    const base = resolve(folder);
    const { project, paths, unread } = await findFiles([base], [], base);
    totals.files += paths.length;
    const lintAgain = remembered(changed => lintWhole(changed, rules, { paths, preset: 'strict', unread }));
    const broken = [...(await fixesOf(project, lintAgain, totals)), ...(withMigrate ? await moveOf(project, lintAgain, totals) : [])];
    totals.broken += broken.length;
    for (const one of broken) console.log(`${folder}: ${one}`);
  }
  for (const [rule, number] of [...totals.byRule].sort((a, b) => b[1] - a[1])) console.log(`${String(number).padStart(6)} ${rule}`);
  const { files, changed, fixes, moved, broken } = totals;
  const jobs = withMigrate ? `, ${moved} jobs moved` : '';
  console.log(`${files} files of ${folders.length} folders, ${fixes} fixes in ${changed} files${jobs}, ${broken} properties broken`);
  return broken > 0 ? 1 : 0;
}

async function fixesOf(project: Project, lintAgain: Lint, totals: Totals): Promise<readonly string[]> {
  const { broken, fixed, files } = await fixChecked(project, lintAgain, { unsafe: true });
  totals.fixes += fixed.length;
  totals.changed += files.size;
  for (const { rule } of fixed) totals.byRule.set(rule, (totals.byRule.get(rule) ?? 0) + 1);
  const names = new Set(fixed.map(one => one.rule));
  const parts: FixOptions[] = fixed.some(one => one.fix?.safe === false) ? [{ unsafe: false }] : [];
  if (names.size > 1) parts.push(...[...names].map(rule => ({ unsafe: true, rules: new Set([rule]) })));
  const ofParts: string[] = [];
  for (const options of parts) {
    const [rule = 'safe fixes'] = options.rules ?? [];
    const checked = await fixChecked(project, lintAgain, options);
    ofParts.push(...checked.broken.map(one => `with ${rule} alone: ${one}`));
  }
  return [...broken, ...ofParts];
}

async function moveOf(project: Project, lintAgain: Lint, totals: Totals): Promise<readonly string[]> {
  const { broken, moved } = await migrateChecked(project, lintAgain, DESTINATION);
  totals.moved += moved.length;
  return broken.map(one => `migrate: ${one}`);
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { migrate: { type: 'boolean', default: false } } });
process.exitCode = await main(positionals, values.migrate);
