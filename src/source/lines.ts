import { type Edit, type Span, span } from './file.js';

/**
 * The lines of a stretch, the end of the last one included; `undefined` where something else than a comment stands behind it, or what is
 * before it on its line is not as it should be.
 */
export function ownLines({ file, start, end }: Span, before = /^[ \t]*$/): Span | undefined {
  const { text } = file;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline === -1 ? text.length : newline + 1;
  const rest = text.slice(end, newline === -1 ? undefined : newline);
  return before.test(text.slice(from, start)) && /^[ \t]*(?:[ \t](?:#|\/\/).*)?\r?$/.test(rest) ? span(file, from, to) : undefined;
}

/** One of several items with commas between them goes: up to the next one, the last from the one before. */
export function withoutListed(items: readonly Span[], index: number): readonly Edit[] | undefined {
  const [before, item, behind] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined || (before === undefined && behind === undefined)) return undefined;
  const stretch = behind === undefined ? { ...item, start: before?.end ?? item.start } : { ...item, end: behind.start };
  return [{ span: stretch, text: '' }];
}
