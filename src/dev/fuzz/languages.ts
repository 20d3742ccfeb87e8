import type { Grammar } from './grammar.js';
import { calledFiles } from './grammars/called-files.js';
import { ciFiles } from './grammars/ci-files.js';
import type { Files } from './invariants.js';

/** A kind of file that there is a reader of. */
export interface Language {
  readonly path: string;
  readonly grammar: Grammar;
  /** what calls the file where it is no CI file itself */
  readonly caller: Files;
}

export const languages: readonly Language[] = [
  ...Object.entries(ciFiles).map(([path, grammar]) => ({ path, grammar, caller: {} })),
  ...calledFiles.map(({ path, command, grammar }) => ({ path, grammar, caller: { '.github/workflows/caller.yml': callerOf(command) } })),
];

function callerOf(command: string): string {
  return `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${command}\n`;
}
