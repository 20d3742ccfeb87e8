import type { SourceFile } from '../source/file.js';

/** Languages whose comments begin with `//`, and in whose strings over several lines shell scripts stand. */
const GROOVY = /(?:^|\/)(?:[^/]*Jenkinsfile[^/]*|[^/]*\.groovy)$/;
const JAVASCRIPT = /\.[cm]?[jt]sx?$/;

export function hasStringsOverLines(path: string): boolean {
  return GROOVY.test(path) || JAVASCRIPT.test(path);
}

/**
 * Where the strings over several lines of a Groovy or JavaScript file lie, as `[start, end)`. A look at the quotes, no parser: strings on
 * one line and comments are passed over, so that a quote in them opens nothing.
 */
export function stringsOverLines(file: SourceFile): readonly (readonly [start: number, end: number])[] {
  const { text } = file;
  const delimiters = GROOVY.test(file.path) ? ["'''", '"""'] : ['`'];
  const found: (readonly [number, number])[] = [];
  let at = 0;
  while (at < text.length) {
    const delimiter = delimiters.find(quote => text.startsWith(quote, at));
    if (delimiter !== undefined) {
      const end = closing(text, at + delimiter.length, delimiter);
      found.push([at + delimiter.length, end]);
      at = end + delimiter.length;
    } else if (text.startsWith('//', at)) at = endOf(text, at, '\n');
    else if (text.startsWith('/*', at)) at = endOf(text, at, '*/') + 2;
    else if (text[at] === "'" || text[at] === '"') at = afterString(text, at);
    else at++;
  }
  return found;
}

function closing(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(delimiter, at)) return at;
  }
  return text.length;
}

/** A quote that its line does not close is an apostrophe. */
function afterString(text: string, start: number): number {
  const lineEnd = endOf(text, start, '\n');
  const end = closing(text.slice(0, lineEnd), start + 1, text.charAt(start));
  return end === lineEnd ? start + 1 : end + 1;
}

function endOf(text: string, from: number, mark: string): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}
