import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { descriptor } from './descriptor.js';
import { main } from './main.js';

/**
 * Runs the command with the arguments and the streams of this process.
 * @param compiled what V8 has compiled of this program, where a thread could not use what the build made
 */
export function run(compiled?: () => Uint8Array | undefined): void {
  const io = {
    stdout: descriptor(1),
    stderr: descriptor(2),
    stdin: () => readFileSync(0),
    env: process.env,
    cwd: process.cwd(),
    rulesFolder: join(import.meta.dirname, 'rules'),
    threadScript: join(import.meta.dirname, 'thread.cjs'),
    ...(compiled && { compiled }),
  };
  main(process.argv.slice(2), io).then(code => {
    process.exitCode = code;
  });
}
