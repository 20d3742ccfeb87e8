import type { Stream } from './io.js';
import { sinceStart } from './since-start.js';

/** Until then nobody wonders; then a line that is written over, ten times a second. */
const PATIENCE = 1000;
const PAUSE = 100;

/** A line on a terminal that says how far a long run is. */
export class Progress {
  readonly #stream: Stream;
  readonly #now: () => number;
  #next: number;
  #isShown = false;

  constructor(stream: Stream, now: () => number = sinceStart) {
    this.#stream = stream;
    this.#now = now;
    this.#next = now() + PATIENCE;
  }

  tell(what: string, done: number, all: number): void {
    const now = this.#now();
    if (now < this.#next || !this.#stream.isTerminal) return;
    this.#next = now + PAUSE;
    this.#isShown = true;
    this.#stream.write(`\r\u001b[K${what} ${done} of ${all}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[K');
    this.#isShown = false;
  }
}
