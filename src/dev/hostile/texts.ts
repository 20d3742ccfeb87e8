/** Large texts for the hostile projects. */

export function times(text: string, count: number): string {
  return text.repeat(count);
}

export function lines(count: number, line: (index: number) => string): string {
  return list(count, line).join('\n');
}

export function list<const T>(count: number, item: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

/** A thousand words, with which two axes of a matrix are a million jobs. */
export const THOUSAND = list(1_000, n => `"${n}"`).join(', ');

export const MANY = 100_000;
export const MB = 1_000_000;
