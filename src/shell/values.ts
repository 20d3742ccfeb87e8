import { ALWAYS, type Condition, isNever, not } from '../model/condition.js';
import { known, literal, type Part, unknownValue, type Value } from '../model/value.js';
import { type Span, sameSpan } from '../source/file.js';
import { withoutAtEnd } from '../source/trim-end.js';
import { both } from './conditions.js';

/** One of the strings a value may be, and when it is that one; conditions of a value's cases exclude each other. */
export interface Case {
  readonly when: Condition;
  readonly text: string;
}

/** More strings than this are too many to follow one by one. */
const MOST_CASES = 16;

/** The strings a value may be, where the files tell them all. */
export function casesOf(value: Value): readonly Case[] | undefined {
  let cases: readonly Case[] = [{ when: ALWAYS, text: '' }];
  for (const part of value.parts) {
    if (part.kind === 'literal') {
      cases = cases.map(({ when, text }) => ({ when, text: text + part.text }));
    } else if (part.kind === 'choice') {
      const options = exclusive(part.options).map(({ when, value: option }) => ({ when, cases: casesOf(option) }));
      const next: Case[] = [];
      for (const before of cases) {
        for (const option of options) {
          if (option.cases === undefined) return undefined;
          for (const inner of option.cases) {
            const when = both(before.when, option.when, inner.when);
            if (!isNever(when)) next.push({ when, text: before.text + inner.text });
          }
        }
      }
      if (next.length > MOST_CASES) return undefined;
      cases = next;
    } else return undefined;
  }
  return cases;
}

/** Options of which the first that holds counts, as options of which only one holds. */
function exclusive<T extends { readonly when: Condition }>(options: readonly T[]): T[] {
  return options.map((option, index) => {
    return { ...option, when: both(option.when, ...options.slice(0, index).map(earlier => not(earlier.when))) };
  });
}

/** The value that has one of several strings; `at` is where all of them stand. */
function valueOfCases(cases: readonly Case[], at: Span): Value {
  const [only] = cases;
  if (only === undefined) return unknownValue(at);
  if (cases.every(({ text }) => text === only.text)) return literal(only.text, at);
  const options = cases.map(({ when, text }) => ({ when, value: literal(text, at) }));
  return { parts: [{ kind: 'choice', options, span: at }], span: at };
}

/** What a function of text makes of a value; unknown where the text, or what becomes of it, is not known. */
export function mapText(value: Value, at: Span, change: (text: string) => string | undefined): Value {
  const changed: Case[] = [];
  for (const { when, text } of casesOf(value) ?? []) {
    const next = change(text);
    if (next === undefined) return unknownValue(at);
    changed.push({ when, text: next });
  }
  return valueOfCases(changed, at);
}

/** Whether a value certainly is the empty string, certainly is not, or nobody knows. */
export function isEmpty(value: Value): boolean | undefined {
  const cases = casesOf(value);
  if (cases !== undefined && cases.length > 0) {
    if (cases.every(({ text }) => text === '')) return true;
    return cases.every(({ text }) => text !== '') ? false : undefined;
  }
  return value.parts.some(part => part.kind === 'literal' && part.text !== '') ? false : undefined;
}

/** The same part as a quoted one would give: one word or a part of one, whatever is in it. */
export function unsplit(part: Part): Part {
  if (part.splits === undefined) return part;
  const { splits: _, ...whole } = part;
  return whole;
}

export function splitting(part: Part): Part {
  return part.kind === 'literal' ? part : { splits: true, ...part };
}

/** Whether a word may turn out to be several words, or none. */
export function mayBeSeveral(value: Value): boolean {
  return value.parts.some(part => part.splits === true);
}

/** A stretch of a literal; it keeps its places where the literal was written as it is. */
export function slicePart(part: Extract<Part, { kind: 'literal' }>, start: number, end: number = part.text.length): Part {
  const { span, text } = part;
  const verbatim = span.end - span.start === text.length;
  const place = verbatim ? { ...span, start: span.start + start, end: span.start + Math.min(end, text.length) } : span;
  return { ...part, text: text.slice(start, end), span: place };
}

/** Command substitution takes the line ends at the end of what was printed away. */
export function withoutFinalNewlines(value: Value): Value {
  const parts = [...value.parts];
  for (let last = parts.at(-1); last !== undefined; last = parts.at(-1)) {
    if (last.kind === 'choice') {
      const options = last.options.map(option => ({ when: option.when, value: withoutFinalNewlines(option.value) }));
      parts[parts.length - 1] = { ...last, options };
      break;
    }
    if (last.kind !== 'literal' || !last.text.endsWith('\n')) break;
    parts.pop();
    const kept = withoutAtEnd(last.text, '\n');
    if (kept !== '') {
      parts.push(slicePart(last, 0, kept.length));
      break;
    }
  }
  return { parts, span: value.span };
}

/** The lines of a value; whatever is not literal is taken to be without line ends. */
export function linesOf(value: Value): readonly Value[] {
  const lines: Part[][] = [[]];
  for (const part of value.parts) {
    if (part.kind !== 'literal') {
      lines.at(-1)?.push(part);
      continue;
    }
    let from = 0;
    for (let at = part.text.indexOf('\n'); at >= 0; at = part.text.indexOf('\n', from)) {
      if (at > from) lines.at(-1)?.push(slicePart(part, from, at));
      lines.push([]);
      from = at + 1;
    }
    if (from < part.text.length) lines.at(-1)?.push(slicePart(part, from));
  }
  return lines.map(parts => ({ parts, span: parts[0]?.span ?? value.span }));
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  const text = known(a);
  if (text !== undefined) return text === known(b);
  return a.parts.length === b.parts.length && a.parts.every((part, index) => samePart(part, b.parts[index]));
}

/** Whether values are the same and stand at the same place; choices are the same only where they are one object. */
export function isIdentical(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.parts.length !== b.parts.length || !sameSpan(a.span, b.span)) return false;
  return a.parts.every((part, index) => {
    const other = b.parts[index];
    if (part === other) return true;
    if (other === undefined || part.splits !== other.splits || !sameSpan(part.span, other.span)) return false;
    if (part.kind === 'unknown') return other.kind === 'unknown';
    if (part.kind === 'literal' && other.kind === 'literal' && part.notation !== other.notation) return false;
    return samePart(part, other);
  });
}

export function samePart(a: Part, b: Part | undefined): boolean {
  if (a === b) return true;
  if (b === undefined || a.splits !== b.splits) return false;
  if (a.kind === 'literal' && b.kind === 'literal') return a.text === b.text;
  return a.kind === 'reference' && b.kind === 'reference' && a.to.scope === b.to.scope && a.to.name === b.to.name;
}
