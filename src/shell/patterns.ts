/** One element of a shell pattern: a character (`only`), `?`, `*` or `[…]`. */
export type Element =
  | { readonly kind: 'one'; readonly takes: (character: string) => boolean; readonly only?: string }
  | { readonly kind: 'star' };

/** A shell pattern, https://www.gnu.org/software/bash/manual/html_node/Pattern-Matching.html, without extended globs. */
export type Pattern = readonly Element[];

/** Longer texts are not worth the quadratic work of a search in them. */
const LONGEST = 2_000;

export function literalPattern(text: string): Element[] {
  return [...text].map(wanted => ({ kind: 'one', takes: character => character === wanted, only: wanted }));
}

/** `undefined` for what is not understood: character classes by name, an unclosed bracket. */
export function globPattern(text: string): Element[] | undefined {
  const elements: Element[] = [];
  const characters = [...text];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === '*') elements.push({ kind: 'star' });
    else if (character === '?') elements.push({ kind: 'one', takes: () => true });
    else if (character === '[') {
      const end = characters.indexOf(']', /[!^]/.test(characters[index + 1] ?? '') ? index + 3 : index + 2);
      const takes = end < 0 ? undefined : bracket(characters.slice(index + 1, end));
      if (takes === undefined) return undefined;
      elements.push({ kind: 'one', takes });
      index = end;
    } else if (character === '\\') {
      index += 1;
      elements.push(...literalPattern(characters[index] ?? ''));
    } else elements.push(...literalPattern(character));
  }
  return elements;
}

function bracket(inside: readonly string[]): ((character: string) => boolean) | undefined {
  const negated = inside[0] === '!' || inside[0] === '^';
  const members = negated ? inside.slice(1) : inside;
  if (members.includes('[') || members.includes('\\')) return undefined;
  const ranges: [string, string][] = [];
  for (let index = 0; index < members.length; index += 1) {
    const from = members[index] ?? '';
    const isRange = members[index + 1] === '-' && index + 2 < members.length;
    ranges.push([from, isRange ? (members[index + 2] ?? from) : from]);
    if (isRange) index += 2;
  }
  return character => ranges.some(([from, to]) => from <= character && character <= to) !== negated;
}

/** The text that a pattern of the form `text*` asks for at the start; `undefined` for every other pattern. */
export function prefixOf(pattern: Pattern): string | undefined {
  if (pattern.at(-1)?.kind !== 'star') return undefined;
  const characters = pattern.slice(0, -1).map(element => (element.kind === 'one' ? element.only : undefined));
  return characters.includes(undefined) ? undefined : characters.join('');
}

/** Whether the whole text fits. Linear in text times pattern: on a mismatch only the last star is tried anew. */
export function matches(pattern: Pattern, text: string): boolean {
  const characters = [...text];
  let [at, element, star, resume] = [0, 0, -1, 0];
  while (at < characters.length) {
    const wanted = pattern[element];
    if (wanted?.kind === 'star') {
      star = element;
      resume = at;
      element += 1;
    } else if (wanted?.takes(characters[at] ?? '')) {
      at += 1;
      element += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      element = star + 1;
    } else return false;
  }
  return pattern.slice(element).every(rest => rest.kind === 'star');
}

/** `${A#p}`, `##`, `%`, `%%`. `undefined` where the text is too long to search. */
export function remove(text: string, pattern: Pattern, from: 'start' | 'end', longest: boolean): string | undefined {
  if (text.length > LONGEST) return undefined;
  for (let tried = 0; tried <= text.length; tried += 1) {
    const length = longest ? text.length - tried : tried;
    const piece = from === 'start' ? text.slice(0, length) : text.slice(text.length - length);
    if (matches(pattern, piece)) return from === 'start' ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}

/** `${A/p/r}`, `//`, `/#`, `/%`: each time the longest match. `undefined` where the text is too long to search. */
export function replace(text: string, pattern: Pattern, by: string, where: '/' | '//' | '/#' | '/%'): string | undefined {
  if (text.length > LONGEST / 4) return undefined;
  let result = '';
  for (let at = 0; at <= text.length; at += 1) {
    const end = where === '/#' && at > 0 ? -1 : longestMatch(text, pattern, at, where === '/%');
    if (end > at || (end === at && where !== '//' && where !== '/')) {
      result += by;
      if (where !== '//') return result + text.slice(end);
      at = end - 1;
    } else result += text[at] ?? '';
  }
  return result;
}

function longestMatch(text: string, pattern: Pattern, at: number, toTheEnd: boolean): number {
  for (let end = text.length; end >= (toTheEnd ? text.length : at); end -= 1) {
    if (matches(pattern, text.slice(at, end))) return end;
  }
  return -1;
}
