import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { instrument, type Mutant } from './mutate/mutants.js';
import type { Message, Work } from './mutate/worker.js';

/**
 * `npm run mutate [-- --sample N] [--seed N] [--only TEXT]`: changes the rules and the simulation in one small way after another, and tells
 * which changes no fixture and no unit test notices. The score is the share of those that are noticed. What the rules find alone counts, not
 * what is read: the files are read once.
 */

const UNIT_TESTS = ['check', 'simulate', 'facts', 'state/*'];
const SLOWEST = 20_000;

type Fate = Extract<Message, { readonly kind: 'end' }>['fate'] | 'never ends';

/** A copy of what was compiled, with every mutant in it. */
function prepare(copy: string): readonly Mutant[] {
  rmSync(copy, { recursive: true, force: true });
  cpSync('build', copy, { recursive: true });
  const files = ['src/simulate.js', ...modulesIn(copy, 'src/state'), ...modulesIn(copy, 'rules').filter(path => path !== 'rules/index.js')];
  const mutants: Mutant[] = [];
  for (const file of files) {
    const made = instrument(file, readFileSync(join(copy, file), 'utf8'), mutants.length);
    writeFileSync(join(copy, file), made.text);
    mutants.push(...made.mutants);
  }
  // What is kept for an object must not outlive a mutant; what is parsed, for which there is `oncePerRecent`, has none.
  const once = join(copy, 'src/model/once.js');
  writeFileSync(
    once,
    `${readFileSync(once, 'utf8').replace('export function oncePer(', 'function oncePerForGood(')}
export function oncePer(make) {
  let of = oncePerForGood(make);
  let generation = globalThis.$generation;
  return key => {
    if (generation !== globalThis.$generation) [of, generation] = [oncePerForGood(make), globalThis.$generation];
    return of(key);
  };
}
`,
  );
  for (const file of unitTestsIn(copy)) {
    const up = '../'.repeat(file.split('/').length - 1);
    const text = readFileSync(join(copy, file), 'utf8').replace(/from 'ava'/, `from '${up}src/dev/mutate/tests.js'`);
    writeFileSync(join(copy, file), text);
  }
  return mutants;
}

function modulesIn(copy: string, folder: string): readonly string[] {
  const names = readdirSync(join(copy, folder)).filter(name => name.endsWith('.js'));
  return names.sort().map(name => `${folder}/${name}`);
}

function unitTestsIn(copy: string): readonly string[] {
  return UNIT_TESTS.flatMap(name => {
    if (!name.endsWith('/*')) return [`test/${name}.test.js`];
    return modulesIn(copy, `test/${name.slice(0, -2)}`).filter(path => path.endsWith('.test.js'));
  });
}

/** The same sample for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function sampleOf(mutants: readonly Mutant[], size: number, seed: number): readonly Mutant[] {
  if (size >= mutants.length) return mutants;
  let state = seed;
  const keyed = mutants.map(mutant => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { mutant, key: state };
  });
  const chosen = keyed.sort((a, b) => a.key - b.key).slice(0, size);
  return chosen.map(({ mutant }) => mutant).sort((a, b) => a.id - b.id);
}

/** Tries mutants one after another; one that never ends costs a new worker. */
async function fatesOf(copy: string, mutants: readonly Mutant[]): Promise<ReadonlyMap<number, Fate>> {
  const fates = new Map<number, Fate>();
  for (let left = mutants.map(({ id }) => id); left.length > 0; left = left.filter(id => !fates.has(id))) {
    const hung = await tried({ copy, unitTestFiles: unitTestsIn(copy), mutants: left }, fates);
    if (hung !== undefined) fates.set(hung, 'never ends');
  }
  return fates;
}

/** @returns the mutant that did not end */
function tried(work: Work, fates: Map<number, Fate>): Promise<number | undefined> {
  return new Promise((done, failed) => {
    const worker = new Worker(pathToFileURL(join(work.copy, 'src/dev/mutate/worker.js')), { workerData: work });
    let timer: NodeJS.Timeout | undefined;
    worker.on('error', failed);
    worker.on('message', (message: Message) => {
      clearTimeout(timer);
      if (message.kind === 'end') fates.set(message.mutant, message.fate);
      if (message.kind === 'start') timer = setTimeout(() => void worker.terminate().then(() => done(message.mutant)), SLOWEST);
      if (message.kind === 'done') done(undefined);
    });
  });
}

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' }, only: { type: 'string', default: '' } },
  });
  const copy = resolve('build-mutants');
  try {
    const all = prepare(copy).filter(mutant => mutant.file.includes(values.only));
    const mutants = sampleOf(all, Number(values.sample ?? Number.POSITIVE_INFINITY), Number(values.seed));
    const fates = await fatesOf(copy, mutants);
    for (const mutant of mutants) {
      const fate = fates.get(mutant.id);
      if (fate === 'survived' || fate === 'not reached')
        console.log(`${mutant.file}:${mutant.line} ${fate}: ${mutant.before}  →  ${mutant.after}`);
    }
    const noticed = mutants.filter(({ id }) => fates.get(id) === 'killed' || fates.get(id) === 'never ends').length;
    const score = ((100 * noticed) / mutants.length).toFixed(1);
    console.log(`\n${noticed} of ${mutants.length} mutants noticed (${score} %), of ${all.length} there are.`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
