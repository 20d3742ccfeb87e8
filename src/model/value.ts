import type { Edit, Span } from '../source/file.js';
import type { MappedText } from '../source/mapped-text.js';
import type { Notation } from '../source/notation.js';
import { append } from './append.js';
import { type Condition, holds, type World } from './condition.js';
import type { Reference } from './reference.js';

/**
 * A string as CI will see it, as far as the files tell: `"$IMAGE:latest"` is a reference and a literal.
 * Parts are in order; together they are the whole string.
 */
export interface Value {
  readonly parts: readonly Part[];
  readonly span: Span;
  /**
   * For what a variable is set to: takes the variable away, and what that would leave empty. Absent where no reader knows how, and
   * from every value that is made of others.
   */
  readonly unset?: () => readonly Edit[] | undefined;
}

/**
 * `splits`: the part stands unquoted in shell text (or is `"$@"`), so in the end it may be several words, or none. A literal with it came
 * from such a variable and has yet to be split at blanks; `expand` does that, so readers meet `splits` only where the text is not known.
 */
export type Part =
  | {
      readonly kind: 'literal';
      readonly text: string;
      readonly span: Span;
      readonly splits?: true;
      /** how it is written, where the value may become a script: a string of a program that starts others */
      readonly notation?: Notation;
    }
  | { readonly kind: 'reference'; readonly to: Reference; readonly span: Span; readonly splits?: true }
  /** one of several strings, by condition: `${{ github.event_name == 'pull_request' && 'a' || 'b' }}`; the first that holds counts */
  | {
      readonly kind: 'choice';
      readonly options: readonly { readonly when: Condition; readonly value: Value }[];
      readonly span: Span;
      readonly splits?: true;
    }
  | { readonly kind: 'unknown'; readonly span: Span; readonly splits?: true };

export function literal(text: string, at: Span): Value {
  return { parts: text === '' ? [] : [{ kind: 'literal', text, span: at }], span: at };
}

/** A literal whose characters keep their places: one part for each piece of the text. */
export function literalFrom(text: MappedText): Value {
  const parts = text.pieces.map((piece): Part => {
    return { kind: 'literal', text: text.value.slice(piece.at, piece.at + piece.length), span: piece.source };
  });
  return { parts, span: text.spanOf() };
}

export function reference(to: Reference, at: Span): Value {
  return { parts: [{ kind: 'reference', to, span: at }], span: at };
}

export function unknownValue(at: Span): Value {
  return { parts: [{ kind: 'unknown', span: at }], span: at };
}

export function choice(options: readonly { readonly when: Condition; readonly value: Value }[], at: Span): Value {
  return { parts: [{ kind: 'choice', options, span: at }], span: at };
}

/** Values one after another as one value that stands at `at`. */
export function concatenated(values: readonly Value[], at: Span): Value {
  const parts: Part[] = [];
  for (const value of values) append(parts, value.parts);
  const whole: Value = { parts, span: at };
  return isKept(whole, LONGEST_CONCATENATION) ? whole : unknownValue(at);
}

/** As long as the longest script that is read: values are put together to scripts too. */
export const LONGEST_CONCATENATION = 200_000;
/** Longer values, of more parts, are not kept in variables: `A=$A$A` again and again would fill the memory. */
export const LONGEST_VALUE = 50_000;
export const MOST_PARTS = 500;

/** Whether a value that was put together is small enough to be kept. */
export function isKept({ parts }: Value, longest: number = LONGEST_VALUE): boolean {
  if (parts.length > (MOST_PARTS * longest) / LONGEST_VALUE) return false;
  let length = 0;
  for (const part of parts) length += part.kind === 'literal' ? part.text.length : 1;
  return length <= longest;
}

/** The literal text of a value, with a stand-in of one character for each part that is something else. */
export function textAround(value: Value, standIn: string): string {
  let text = '';
  for (const part of value.parts) text += part.kind === 'literal' ? part.text : standIn;
  return text;
}

/** Whether a part of a value is one of several by condition. */
export function holdsChoice({ parts }: Value): boolean {
  for (const part of parts) if (part.kind === 'choice') return true;
  return false;
}

function isOpen({ parts }: Value): boolean {
  for (const part of parts) if (part.kind === 'reference' || part.kind === 'choice') return true;
  return false;
}

/** The whole string, where every part of it is written in the files; else `undefined`. */
export function known(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  let text = '';
  for (const part of value.parts) {
    if (part.kind !== 'literal') return undefined;
    text += part.text;
  }
  return text;
}

/**
 * What a flag or input that is on or off says: Go's forms (`1`, `t`, `TRUE` …), which Docker's flags take, hold those of YAML and of
 * GitHub's inputs but for `on`, `off`, `yes` and `no`. `undefined` where it is not known or neither.
 */
export function truth(value: Value | undefined): boolean | undefined {
  const text = known(value);
  if (text === undefined) return undefined;
  if (/^(1|t|true|T|TRUE|True)$/.test(text)) return true;
  return /^(0|f|false|F|FALSE|False)$/.test(text) ? false : undefined;
}

/** The references a value is made of, those inside choices included. */
export function referencesIn(value: Value): readonly Reference[] {
  return value.parts.flatMap(part => {
    if (part.kind === 'reference') return [part.to];
    if (part.kind === 'choice') return part.options.flatMap(option => referencesIn(option.value));
    return [];
  });
}

export function holdsSecret(value: Value): boolean {
  return referencesIn(value).some(to => to.scope === 'secret');
}

/** The value in one world: choices are made; a choice whose condition the world does not decide is unknown. */
export function inWorld(value: Value, world: World): Value {
  if (!holdsChoice(value)) return value;
  const parts = value.parts.flatMap((part): readonly Part[] => {
    if (part.kind !== 'choice') return [part];
    for (const option of part.options) {
      const chosen = holds(option.when, world);
      if (chosen === undefined) break;
      if (chosen) return inWorld(option.value, world).parts.map(chosenPart => likeSplit(chosenPart, part));
    }
    return [likeSplit({ kind: 'unknown', span: part.span }, part)];
  });
  return { parts, span: value.span };
}

/** The value with references replaced by what `lookup` says they are; a reference it does not know stays. */
export function resolve(value: Value, lookup: (to: Reference) => Value | undefined, depth = 0): Value {
  if (depth > 20 || !isOpen(value)) return value;
  const parts = value.parts.flatMap((part): readonly Part[] => {
    if (part.kind === 'choice') {
      const options = part.options.map(option => ({ when: option.when, value: resolve(option.value, lookup, depth + 1) }));
      return [{ ...part, options }];
    }
    if (part.kind !== 'reference') return [part];
    const found = lookup(part.to);
    return found === undefined ? [part] : resolve(found, lookup, depth + 1).parts.map(inner => likeSplit(inner, part));
  });
  return { parts, span: value.span };
}

/** The value with references replaced, once: what takes their place is taken as it is. */
export function replaced(value: Value, lookup: (to: Reference) => Value | undefined): Value {
  if (!isOpen(value)) return value;
  const parts = value.parts.flatMap((part): readonly Part[] => {
    if (part.kind === 'choice') {
      return [{ ...part, options: part.options.map(option => ({ when: option.when, value: replaced(option.value, lookup) })) }];
    }
    const found = part.kind === 'reference' ? lookup(part.to) : undefined;
    return found === undefined ? [part] : found.parts.map(inner => likeSplit(inner, part));
  });
  return { parts, span: value.span };
}

/** A part that took the place of another is split where that one was. */
function likeSplit(part: Part, replaced: Part): Part {
  if (part.splits === replaced.splits) return part;
  const { splits: _, ...whole } = part;
  return replaced.splits ? { splits: true, ...whole } : whole;
}

/**
 * The value as a person would write it, for messages and `inspect`: literals as they are, references as `$NAME` or `${scope.NAME}`,
 * unknown parts as `…`. Never a secret's value: the model does not hold one, and a literal that looks like a credential is the
 * reporter's business to hide.
 */
export function valueText(value: Value): string {
  let text = '';
  for (const part of value.parts) text += partText(part);
  return text;
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'literal':
      return part.text;
    case 'reference':
      return part.to.scope === 'env' ? `$${part.to.name}` : `\${${part.to.scope}.${part.to.name}}`;
    case 'choice':
      return `{${part.options.map(option => valueText(option.value)).join('|')}}`;
    case 'unknown':
      return '…';
  }
}
