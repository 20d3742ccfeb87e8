import { Buffer } from 'node:buffer';
import type { SourceFile } from '../source/file.js';
import type { Redactor } from './redact.js';

/** Unchanged lines shown around a change, as `diff -u` and git do. */
const CONTEXT = 3;
/** Beyond so many differing lines the search for the shortest script takes too long; the whole stretch is shown as replaced. */
const MOST_DIFFERENCES = 2_000;

/** A line, or another piece of a text, that two texts share or only one has: the second, where the sign is `+`. */
export interface Line {
  readonly sign: ' ' | '-' | '+';
  /** with its line end, where it has one */
  readonly text: string;
}

/**
 * The change of a file as a unified diff, which `git apply` and `patch -p1` take
 * (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html); empty where nothing changed.
 * @param path with `/` between its parts
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  return written(path, compared(linesOf(before), linesOf(after)));
}

/**
 * The same without credentials; a line that holds one cannot be applied. What changed is told by the texts as they are.
 * @param after with a byte order mark where `before` has one
 */
export function redactedDiff(path: string, before: SourceFile, after: SourceFile, redactor: Redactor): string {
  const [old, now] = [redactor.linesOf(before), redactor.linesOf(after)];
  let [at, to] = [0, 0];
  const lines = compared(linesOf(before.text), linesOf(after.text)).map(({ sign }): Line => {
    const text = (sign === '-' ? old[at] : now[to]) ?? '';
    if (sign !== '+') at++;
    if (sign !== '-') to++;
    return { sign, text };
  });
  return written(path, lines);
}

function written(path: string, lines: readonly Line[]): string {
  const hunks = hunksOf(lines);
  return hunks.length === 0 ? '' : `--- ${named(`a/${path}`)}\n+++ ${named(`b/${path}`)}\n${hunks.join('')}`;
}

/** As git writes a name that holds more than plain characters, and as it reads it (https://git-scm.com/docs/git-config, `core.quotePath`). */
function named(path: string): string {
  if (!/[\p{Cc}\p{Cf}"\\]/u.test(path)) return path;
  const bytes = [...Buffer.from(path)].map(byte => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  });
  return `"${bytes.join('')}"`;
}

/** The lines of a text, each with its line end. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function hunksOf(lines: readonly Line[]): readonly string[] {
  const changes = lines.flatMap((line, index) => (line.sign === ' ' ? [] : [index]));
  const hunks: string[] = [];
  for (let at = 0; at < changes.length; ) {
    let last = at;
    while (last + 1 < changes.length && (changes[last + 1] ?? 0) - (changes[last] ?? 0) <= 2 * CONTEXT) last++;
    const from = Math.max(0, (changes[at] ?? 0) - CONTEXT);
    const to = Math.min(lines.length, (changes[last] ?? 0) + CONTEXT + 1);
    hunks.push(hunk(lines, from, to));
    at = last + 1;
  }
  return hunks;
}

function hunk(lines: readonly Line[], from: number, to: number): string {
  const count = (some: readonly Line[], sign: '-' | '+') => some.filter(line => line.sign === ' ' || line.sign === sign).length;
  const [before, shown] = [lines.slice(0, from), lines.slice(from, to)];
  const range = (sign: '-' | '+') => {
    const length = count(shown, sign);
    // An empty range stands behind a line, not at one.
    return `${sign}${count(before, sign) + (length === 0 ? 0 : 1)}${length === 1 ? '' : `,${length}`}`;
  };
  const body = shown.map(({ sign, text }) => `${sign}${text}${text.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`);
  return `@@ ${range('-')} ${range('+')} @@\n${body.join('')}`;
}

/** What becomes of the lines of one text in another, by a shortest script of changes. */
export function compared(before: readonly string[], after: readonly string[]): readonly Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - head;
  while (tail < shorter && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const same = (text: string): Line => ({ sign: ' ', text });
  const middle = shortestScript(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...before.slice(0, head).map(same), ...middle, ...before.slice(before.length - tail).map(same)];
}

/** Myers's greedy algorithm (An O(ND) Difference Algorithm and Its Variations, 1986). */
function shortestScript(before: readonly string[], after: readonly string[]): readonly Line[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let cost = 0; cost <= Math.min(before.length + after.length, MOST_DIFFERENCES); cost++) {
    trace.push(new Map(furthest));
    for (let diagonal = -cost; diagonal <= cost; diagonal += 2) {
      let at = stepsDown(furthest, diagonal, cost) ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
      while (at < before.length && at - diagonal < after.length && before[at] === after[at - diagonal]) at++;
      furthest.set(diagonal, at);
      if (at >= before.length && at - diagonal >= after.length) return walkedBack(trace, before, after);
    }
  }
  return [...before.map((text): Line => ({ sign: '-', text })), ...after.map((text): Line => ({ sign: '+', text }))];
}

/** Whether a diagonal is reached from the one above (a line is added) or from the one below (a line goes). */
function stepsDown(furthest: ReadonlyMap<number, number>, diagonal: number, cost: number): boolean {
  return diagonal === -cost || (diagonal !== cost && (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0));
}

function walkedBack(trace: readonly ReadonlyMap<number, number>[], before: readonly string[], after: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  let [left, right] = [before.length, after.length];
  for (let cost = trace.length - 1; cost >= 0; cost--) {
    const furthest = trace[cost] ?? new Map<number, number>();
    const diagonal = left - right;
    const from = stepsDown(furthest, diagonal, cost) ? diagonal + 1 : diagonal - 1;
    const [fromLeft, fromRight] = [furthest.get(from) ?? 0, (furthest.get(from) ?? 0) - from];
    while (left > fromLeft && right > fromRight && left > 0 && right > 0) {
      left--;
      right--;
      lines.push({ sign: ' ', text: before[left] ?? '' });
    }
    if (cost === 0) break;
    if (left === fromLeft) {
      right--;
      lines.push({ sign: '+', text: after[right] ?? '' });
    } else {
      left--;
      lines.push({ sign: '-', text: before[left] ?? '' });
    }
  }
  return lines.reverse();
}
