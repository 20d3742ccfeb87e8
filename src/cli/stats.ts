import type { Timer } from '../model/timer.js';
import { sinceStart } from './since-start.js';

/** What `--stats` tells. Times are milliseconds on the clock, so what else the machine does is in them. */
export class Stopwatch implements Timer {
  readonly #spent = new Map<string, { ms: number; count: number }>();

  start(what: string, whose?: string): () => void {
    const name = whose === undefined ? what : `${what} ${whose}`;
    const from = sinceStart();
    return () => {
      const spent = this.#spent.get(name) ?? { ms: 0, count: 0 };
      spent.ms += sinceStart() - from;
      spent.count++;
      this.#spent.set(name, spent);
    };
  }

  /** What was measured so far. */
  get stages(): readonly (readonly [what: string, ms: number, count: number])[] {
    return [...this.#spent].map(([what, { ms, count }]) => [what, ms, count]);
  }

  /** What another thread has measured at the same time. */
  addThread(stages: readonly (readonly [what: string, ms: number, count: number])[]): void {
    for (const [what, ms, count] of stages) {
      const name = what.startsWith(RULE) ? what : `${what}${IN_THREADS}`;
      const spent = this.#spent.get(name) ?? { ms: 0, count: 0 };
      this.#spent.set(name, { ms: spent.ms + ms, count: spent.count + count });
    }
  }

  /**
   * Two tables: the stages in the order they ran, and the rules, the slowest first. What no stage accounts for is told as such.
   * @param start milliseconds from the beginning of the process to the first stage
   * @param total milliseconds from there to now
   */
  table(start: number, total: number): string {
    const all = [...this.#spent];
    const stages = all.filter(([what]) => !what.startsWith(RULE)).map(([what, { ms, count }]) => [what, ms, count] as const);
    const rules = all
      .filter(([what]) => what.startsWith(RULE))
      .map(([what, { ms, count }]) => [what.slice(RULE.length), ms, count] as const);
    const measured = stages.filter(([what]) => !what.endsWith(IN_THREADS)).reduce((sum, [, ms]) => sum + ms, start);
    const rows = [['start', start, 1] as const, ...stages, ['not measured', total - measured, 1] as const, ['total', total, 1] as const];
    const slowest = rules.filter(([, ms]) => ms >= SHOWN).sort((a, b) => b[1] - a[1]);
    return `${tableOf('stage', 'times', rows)}${slowest.length === 0 ? '' : `\n${tableOf('rule', 'jobs', slowest)}`}`;
  }
}

/** Below this, in milliseconds, a rule is not worth its line. */
const SHOWN = 0.05;

/** Marks the stages of other threads, which ran beside those of this one. */
const IN_THREADS = ', in threads';

/** Marks the stretches that are a rule's, inside the stage `rules`. */
const RULE = 'rule ';

function tableOf(title: string, unit: string, rows: readonly (readonly [name: string, ms: number, count: number])[]): string {
  const width = Math.max(title.length, ...rows.map(([name]) => name.length));
  const line = (name: string, ms: string, count: string) => `${name.padEnd(width)}  ${ms.padStart(9)}  ${count.padStart(7)}\n`;
  return line(title, 'ms', unit) + rows.map(([name, ms, count]) => line(name, ms.toFixed(1), String(count))).join('');
}
