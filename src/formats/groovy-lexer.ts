import type { SourceFile } from '../source/file.js';
import { type HoleBudget, type RawPart, readGroovyString } from './groovy-strings.js';

export interface Token {
  readonly type: 'name' | 'number' | 'string' | 'punctuation' | 'end';
  /** the characters, for names, numbers and punctuation */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly newlineBefore: boolean;
  readonly spaceBefore: boolean;
  readonly parts?: readonly RawPart[];
}

export interface LexicalProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** nothing is wrong here: it is more than is read */
  readonly isLimit?: boolean;
}

const PUNCTUATION =
  /\*\*=|>>>=|<=>|==~|\.\.<|\?\.|\*\.|\.&|\.@|::|\?:|\?=|=~|===|!==|==|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<=|>>=|<<|->|\.\.|\*\*|[-+*/%=<>!~&|^?:.,;@(){}[\]#\\]/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /0[xX][0-9a-fA-F_]+[lLgG]?|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?[lLgGfFdD]?/y;
/** words behind which a slash begins a string, although they look like names (Groovy's own lexer keeps such a list) */
const BEFORE_SLASHY = new Set(['return', 'case', 'in', 'instanceof', 'assert', 'throw', 'else', 'as']);

/** How often the text may be searched in vain for the end of a hole. */
const SEARCHES = 20;

/** Cuts Groovy text into tokens from `start` to `end`. Never throws: what does not fit is skipped. */
export function lexGroovy(
  file: SourceFile,
  start: number,
  end: number,
  text: string,
): { tokens: readonly Token[]; problems: readonly LexicalProblem[] } {
  const tokens: Token[] = [];
  const problems: LexicalProblem[] = [];
  const holes: HoleBudget = { left: SEARCHES * (end - start) };
  let at = start;
  let newlineBefore = true;
  let spaceBefore = true;
  const push = (type: Token['type'], to: number, parts?: readonly RawPart[]): void => {
    const token = { type, text: type === 'string' ? '' : text.slice(at, to), start: at, end: to, newlineBefore, spaceBefore };
    tokens.push(parts === undefined ? token : { ...token, parts });
    at = to;
    newlineBefore = false;
    spaceBefore = false;
  };
  const skip = (to: number): void => {
    newlineBefore ||= /[\n\r]/.test(text.slice(at, to));
    spaceBefore = true;
    at = to;
  };
  while (at < end) {
    const char = text[at] ?? '';
    if (/[\s\u00a0]/.test(char)) skip(at + 1);
    else if (char === '\\' && /^\r?\n/.test(text.slice(at + 1, at + 3))) {
      spaceBefore = true;
      at += text[at + 1] === '\r' ? 3 : 2;
    } else if (text.startsWith('//', at) || (at === 0 && text.startsWith('#!'))) {
      const line = text.indexOf('\n', at);
      skip(line < 0 || line > end ? end : line);
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      const closed = close >= 0 && close < end;
      if (!closed) problems.push({ start: at, end: at + 2, message: 'this comment is never closed' });
      skip(closed ? close + 2 : end);
    } else {
      const opening = openingQuote(text, at, tokens.at(-1), spaceBefore, newlineBefore);
      if (opening === undefined) {
        const to = endOf(NAME, text, at) ?? endOf(NUMBER, text, at) ?? endOf(PUNCTUATION, text, at);
        if (to === undefined) skip(at + 1);
        else push(tokenType(char), Math.min(to, end));
        continue;
      }
      const read = readGroovyString(file, at, end, opening, text, holes);
      if (!read.closed) problems.push({ start: at, end: at + opening.length, message: 'this string is never closed' });
      push('string', read.end, read.parts);
    }
  }
  tokens.push({ type: 'end', text: '', start: end, end, newlineBefore: true, spaceBefore: true });
  return { tokens, problems };
}

function tokenType(first: string): Token['type'] {
  if (/[\p{L}_$]/u.test(first)) return 'name';
  return /\d/.test(first) ? 'number' : 'punctuation';
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/**
 * The quote that opens a string here. A slash opens one after nothing, a newline, an operator or a word such as `return`, or behind a
 * name with a space before it and none after it; else it divides.
 */
function openingQuote(
  text: string,
  at: number,
  before: Token | undefined,
  spaceBefore: boolean,
  newlineBefore: boolean,
): string | undefined {
  for (const quote of ['"""', "'''", '"', "'"]) if (text.startsWith(quote, at)) return quote;
  if (text.startsWith('$/', at) && !/[\p{L}\p{N}_$]/u.test(text[at - 1] ?? '')) return '$/';
  if (text[at] !== '/') return undefined;
  if (before === undefined || newlineBefore) return '/';
  if (before.type === 'punctuation') return [')', ']', '}', '++', '--'].includes(before.text) ? undefined : '/';
  if (before.type !== 'name') return undefined;
  if (BEFORE_SLASHY.has(before.text)) return '/';
  return spaceBefore && !/[\s=]/.test(text[at + 1] ?? ' ') ? '/' : undefined;
}
