import { type Span, span } from '../source/file.js';
import { asItem, lineEnd, type Notation } from '../source/notation.js';
import { isInBlock, isPlain, listItemAt } from './yaml-lines.js';
import type { ScalarStyle } from './yaml-scalar.js';

type Encode = Notation['encode'];

/**
 * How the text of a scalar is written.
 * @param at the scalar with its quotes or block indicator
 */
export function scalarNotation(at: Span, style: ScalarStyle): Notation {
  const inner = style === 'single' || style === 'double' ? span(at.file, at.start + 1, at.end - 1) : at;
  return asItem({ inner, encode: ENCODERS[style](inner) }, () => listItemAt(at));
}

/** https://yaml.org/spec/1.2.2/#57-escaped-characters */
function escaped(text: string): string {
  return text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

const ENCODERS: Readonly<Record<ScalarStyle, (inner: Span) => Encode>> = {
  plain:
    inner =>
    (text, start, end, behind = '') => {
      if (/\n/.test(text) || (/[,[\]{}]/.test(text) && !isInBlock(inner))) return undefined;
      const { file } = inner;
      const before = (start > inner.start ? file.text.slice(start - 1, start) : '') + behind;
      const after = end < inner.end ? file.text.slice(end, end + 1) : '';
      const joined = before + text + after;
      // In the middle of a scalar an indicator is a character like others.
      const behindThat = end + 1 < inner.end ? file.text.slice(end + 1, end + 2) : '';
      return isPlain(before === '' ? joined : `x${joined}`, behindThat) ? text : undefined;
    },
  single: () => text => (/\n/.test(text) ? undefined : text.replaceAll("'", "''")),
  double: () => escaped,
  literal: block,
  // A line break would be folded, so there is none to write.
  folded: inner => {
    const encode = block(inner);
    return (text, ...place) => (/\n/.test(text) ? undefined : encode(text, ...place));
  },
};

function block({ file, start: head }: Span): Encode {
  const indent = blockIndent(file.text, head);
  return (text, start, _end, behind = '') => {
    // Blanks at the head of a line would count as indentation.
    if (/\n[ \t]*\n/.test(text) || (behind === '' && /^[ \t]/.test(text) && /\n[ \t]*$/.test(file.text.slice(head, start))))
      return undefined;
    if (!text.includes('\n')) return text;
    return indent === undefined ? undefined : text.replaceAll('\n', `${lineEnd(file.text)}${indent}`);
  };
}

/** The blanks before each line of a block scalar; `undefined` where an indicator says how many are its own. */
function blockIndent(text: string, head: number): string | undefined {
  const found = /^[|>][-+]?[ \t]*(?:[ \t]#[^\n]*)?\r?\n(?:[ \t]*\r?\n)*( +)/.exec(text.slice(head, head + 1000));
  return found?.[1];
}
