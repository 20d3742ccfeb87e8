/**
 * `list.push(...more)`, however many: arguments go onto the call stack, which is full at a hundred thousand of them, and lists of a hostile
 * file are as long as it likes.
 */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) list.push(one);
}
