/** Measures what the time goes into, by name; stretches of one name add up. */
export interface Timer {
  /**
   * @param whose tells apart what is of one kind: the rule
   * @returns what ends the stretch
   */
  start(what: string, whose?: string): () => void;
}

const NOTHING = () => {};

export const NO_TIMER: Timer = { start: () => NOTHING };

/** Measures a call, whether it throws or not. */
export function timed<T>(timer: Timer, what: string, action: () => T): T {
  const stop = timer.start(what);
  try {
    return action();
  } finally {
    stop();
  }
}
