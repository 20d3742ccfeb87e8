import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { deep } from './hostile/deep.js';
import { findings } from './hostile/findings.js';
import { growing } from './hostile/growing.js';
import { large } from './hostile/large.js';
import { many } from './hostile/many.js';
import { patterns } from './hostile/patterns.js';
import type { Hostile } from './hostile/project.js';
import { type Bounds, faultOf, type Ran, runIn } from './hostile/run.js';

/*
 * npm run hostile -- [--only TEXT] [--seconds N] [--megabytes N] [--stop-after N]: projects made to take all time or memory there is, each
 * linted by the built command in a process of its own. Prints a Markdown table, and fails where one takes more than the bounds, ends in any
 * other way than a run does, or does not say what was not read.
 */

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '600' },
    'stop-after': { type: 'string', default: '60' },
  },
});
const bounds: Bounds = { seconds: Number(values.seconds), megabytes: Number(values.megabytes), stopAfter: Number(values['stop-after']) };
const cases = [...many, ...findings, ...deep, ...large, ...growing, ...patterns].filter(({ name }) => name.includes(values.only));
const faults: string[] = [];
process.stdout.write('| Case | s | s of the processor | MB | Exit code | Says |\n|---|--:|--:|--:|--:|---|\n');
for (const one of cases) {
  const ran = await measured(one);
  const fault = faultOf(ran, one.says, bounds);
  if (fault !== undefined) faults.push(`${one.name}: ${fault}`);
  process.stdout.write(row(one, ran, fault));
}
process.stdout.write(`\n${cases.length} cases, ${faults.length} at fault\n${faults.map(fault => `- ${fault}\n`).join('')}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function measured({ files, args = [] }: Hostile): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  try {
    mkdirSync(join(folder, '.git'));
    for (const [path, text] of Object.entries(files())) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await runIn(folder, args, bounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row({ name, says }: Hostile, { seconds, processorSeconds, megabytes, end, said }: Ran, fault: string | undefined): string {
  const told = says === undefined ? undefined : said.find(text => says.test(text));
  const note = told ?? (says === undefined && said.length === 0 ? 'read whole' : (said[0] ?? ''));
  const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').slice(0, 140);
  return `| ${fault === undefined ? '' : '**!** '}${name} | ${seconds.toFixed(1)} | ${processorSeconds.toFixed(1)} | ${megabytes.toFixed(0)} | ${end} | ${cell(note)} |\n`;
}
