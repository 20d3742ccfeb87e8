/**
 * Whether an error tells that the stack is used up: a text was nested deeper than a reader that calls itself can follow. Parsers of
 * others have no bound of their own; ours have one and come here only where it is missing.
 */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}
