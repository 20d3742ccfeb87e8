import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Stream } from './io.js';
import { UsageError } from './usage-error.js';

/**
 * A stream on a file descriptor. The first touch of `process.stdout` costs 3 ms, as much as reading the arguments; a write to the
 * descriptor costs nothing beforehand and is done when it returns.
 */
export function descriptor(fd: number): Stream {
  let broken = false;
  return {
    get isTerminal() {
      return isTerminal(fd);
    },
    write(text) {
      let rest = Buffer.from(text);
      while (rest.length > 0 && !broken) {
        try {
          rest = rest.subarray(writeSync(fd, rest));
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? error.code : undefined;
          // A pipe that another process made non-blocking is full: wait for its reader.
          if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
          // The reader has gone (`dbc-lint | head`): nobody misses the rest; and nobody can be told that nothing can be told.
          else if (code === 'EPIPE' || fd === 2) broken = true;
          else throw new UsageError(`Standard output takes no more text: ${code ?? error}. Name another place for it.`);
        }
      }
    },
  };
}

/** `node:tty` takes 4 ms to load, and of all character devices only terminals and the null device are written to in practice. */
function isTerminal(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    if (!stats.isCharacterDevice() || stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev) return false;
    return process.getBuiltinModule('node:tty').isatty(fd);
  } catch {
    // The descriptor is closed.
    return false;
  }
}
