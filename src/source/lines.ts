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

/** Some of several items with commas between them go, and at least one stays. A comment between them may be about any. */
export function withoutItems(items: readonly Span[], gone: ReadonlySet<number>): readonly Edit[] | undefined {
  const lastKept = items.findLastIndex((_, index) => !gone.has(index));
  const [kept, last] = [items[lastKept], items.at(-1)];
  if (kept === undefined || last === undefined) return undefined;
  const stretches = items.flatMap((item, index) => {
    const next = items[index + 1];
    return gone.has(index) && index < lastKept && next !== undefined ? [{ ...item, end: next.start }] : [];
  });
  if (last !== kept) stretches.push({ ...last, start: kept.end });
  return stretches.some(hasComment) ? undefined : stretches.map(span => ({ span, text: '' }));
}

function hasComment({ file, start, end }: Span): boolean {
  return /#|\/[/*]/.test(file.text.slice(start, end).replaceAll(/"(?:[^"\\]|\\.)*"/g, ''));
}
