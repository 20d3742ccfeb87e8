import { compared, linesOf } from '../../report/diff.js';
import type { Span } from '../../source/file.js';

/** A stretch of a text and what stands in its place in another: offsets of both, end exclusive; an empty one inserts or deletes. */
interface Stretch {
  readonly from: readonly [start: number, end: number];
  readonly to: readonly [start: number, end: number];
  /** the text that only one of the two has, where the other has nothing */
  readonly alone: string;
}

/** Where a text changed, seen from it as it was or as it is. */
export class Stretches {
  readonly #text: string;
  readonly #other: string;
  readonly #stretches: readonly Stretch[];

  constructor(text: string, other: string, stretches: readonly Stretch[] = changedStretches(text, other)) {
    this.#text = text;
    this.#other = other;
    this.#stretches = stretches;
  }

  /** The same changes, seen from the other text. */
  get reversed(): Stretches {
    const back = this.#stretches.map(({ from, to, alone }) => ({ from: to, to: from, alone }));
    return new Stretches(this.#other, this.#text, back);
  }

  /** Whether any character of the place changed. What is put beside it counts, as it may be a flag more; a line of its own does not. */
  touches({ start, end }: Pick<Span, 'start' | 'end'>): boolean {
    return this.#stretches.some(({ from: [first, last], alone }) => {
      // What takes the place of the text behind a word may begin with a flag.
      if (first < last) return first < end + (alone === '' ? 1 : 0) && start < last + (alone === '' ? 1 : 0);
      let [left, right] = [first, first];
      while (isBlank(this.#text[left - 1])) left--;
      while (isBlank(this.#text[right])) right++;
      return start <= right && left <= end && (start < first || !alone.endsWith('\n'));
    });
  }

  /** Whether all of a place went, and nothing stands in its stead. */
  removes({ start, end }: Pick<Span, 'start' | 'end'>): boolean {
    return this.#stretches.some(({ from: [first, last], to }) => to[0] === to[1] && first <= start && end <= last && start < end);
  }

  /** Whether a text matches that only this side has. */
  adds(pattern: RegExp): boolean {
    return this.#stretches.some(({ from, alone }) => from[0] < from[1] && pattern.test(alone));
  }

  /** The offset that a place which no change touches has in the other text. */
  moved(offset: number): number {
    let shift = 0;
    for (const { from, to } of this.#stretches) {
      if (from[1] > offset) break;
      shift = to[1] - from[1];
    }
    return offset + shift;
  }
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** By lines first, as people read a change, and by words within lines that took the place of others. */
function changedStretches(before: string, after: string): readonly Stretch[] {
  const byLine = stretchesOf(linesOf(before), linesOf(after), 0, 0);
  return byLine.flatMap(stretch => {
    const [old, now] = [before.slice(...stretch.from), after.slice(...stretch.to)];
    return old === '' || now === '' ? [stretch] : stretchesOf(wordsOf(old), wordsOf(now), stretch.from[0], stretch.to[0]);
  });
}

/** Each with the blanks before it, as a flag is put behind a word with the blank between them. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s*(?:\w+|[^\w\s])|\s+$/g) ?? [];
}

function stretchesOf(before: readonly string[], after: readonly string[], left: number, right: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [old, now] = ['', ''];
  const close = () => {
    if (old === '' && now === '') return;
    stretches.push({
      from: [left, left + old.length],
      to: [right, right + now.length],
      alone: old === '' ? now : now === '' ? old : '',
    });
    left += old.length;
    right += now.length;
    [old, now] = ['', ''];
  };
  for (const { sign, text } of compared(before, after)) {
    if (sign === '-') old += text;
    else if (sign === '+') now += text;
    else {
      close();
      left += text.length;
      right += text.length;
    }
  }
  close();
  return stretches;
}
