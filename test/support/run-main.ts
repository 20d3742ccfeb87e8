import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { top } from './fixtures.js';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly stdin?: string | Uint8Array;
  /** none by default: tests run beside one another as it is */
  readonly threadScript?: string;
}

/** Runs the command in this process, in a folder. */
export async function runMain(
  cwd: string,
  argv: readonly string[],
  { env = {}, isTerminal = false, stdin = '', threadScript = '' }: Surroundings = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTerminal,
    write(text: string) {
      written[name] += text;
    },
  });
  const code = await main(argv, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin: () => Buffer.from(stdin),
    env,
    cwd,
    rulesFolder: join(top, 'rules'),
    threadScript,
  });
  return { code, ...written };
}
