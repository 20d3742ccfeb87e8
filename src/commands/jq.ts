import { flattened } from '../model/csv.js';
import type { Value } from '../model/value.js';
import type { CommandReader } from './command-reader.js';
import { fieldsOf } from './fields.js';
import { flagTable, parseFlags } from './flags.js';

/** https://jqlang.org/manual/#invoking-jq (1.8) */
const JQ = flagTable({
  value: 'from-file/f indent library-path/L',
  alone: `null-input/n raw-input/R slurp/s compact-output/c raw-output/r raw-output0 join-output/j ascii-output/a sort-keys/S color-output/C
    monochrome-output/M tab unbuffered stream stream-errors seq exit-status/e args jsonargs help/h version/V build-configuration`,
});

/** Flags that take a name and a value. */
const PAIRS = new Set(['--arg', '--argjson', '--slurpfile', '--rawfile', '--argfile']);

export const jq: CommandReader = {
  read(command) {
    const args = parseFlags(withoutPairs(command.words.slice(1)), JQ);
    if (args.has('help') || args.has('version')) return undefined;
    const filter = args.has('from-file') ? undefined : args.positionals[0];
    const raw = args.has('raw-output') || args.has('join-output') || args.has('raw-output0');
    const [file] = args.has('from-file') ? args.positionals : args.positionals.slice(1);
    const { stdin } = command;
    return [
      { kind: 'filter-json', ...fieldsOf(command), raw, ...(filter && { filter }), ...(file ? { file } : stdin && { input: stdin }) },
    ];
  },
};

function withoutPairs(words: readonly Value[]): readonly Value[] {
  const kept: Value[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (PAIRS.has(flattened(word))) at += 2;
    else kept.push(word);
  }
  return kept;
}
