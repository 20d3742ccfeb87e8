import { append } from '../model/append.js';
import { known, literal, type Part, unknownValue, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { bracesIn, MOST_WORDS } from './braces.js';
import { Choices } from './choices.js';
import { type Expansion, expandParameter } from './parameters.js';
import { type Element, globPattern, literalPattern, type Pattern } from './patterns.js';
import type { Place, Session } from './session.js';
import type { ShellState } from './state.js';
import type { Word, WordPart } from './syntax.js';
import { casesOf, mayBeSeveral, slicePart, splitting, unsplit } from './values.js';
import type { Item } from './variables.js';

/** Turns the words of one command into what the program gets. */
export interface Expander {
  /** the fields a word becomes: none, one or several; a value that `splits` stands for an unknown number of them */
  fields(word: Word): readonly Value[];
  /** the word as an assignment takes it: one string, never split */
  value(word: Word): Value;
  /** the word as a pattern; `undefined` where it is not known or not understood */
  pattern(word: Word): Pattern | undefined;
}

/** What the variants of one command share: a substitution in it runs once. */
export type Substituted = Map<WordPart, Value>;

export function expander(session: Session, state: ShellState, place: Place, choices: Choices, done: Substituted): Expander {
  const once = (part: WordPart, run: () => Value): Value => {
    const value = done.get(part) ?? run();
    done.set(part, value);
    return value;
  };
  const expand = (part: WordPart): Expansion => {
    switch (part.kind) {
      case 'text':
      case 'glob':
        return { kind: 'value', value: { parts: part.parts, span: part.parts[0]?.span ?? session.span } };
      case 'hole':
        return { kind: 'value', value: holeValue(part.value, part.quotes) };
      case 'parameter':
        return expandParameter(part, state, place, self);
      case 'substitution':
        return { kind: 'value', value: once(part, () => session.substitute(part, state, place)) };
      case 'process': {
        const run = () => {
          session.list(part.body, state.fork(), place);
          return unknownValue(part.span);
        };
        return { kind: 'value', value: once(part, run) };
      }
      case 'unknown':
        for (const name of part.assigns ?? []) state.forget(name, part.span);
        return { kind: 'value', value: unknownValue(part.span) };
      case 'braces':
        return { kind: 'value', value: unknownValue(part.span) };
    }
  };
  const self: Expander = {
    fields: word => {
      if (word.fixed !== undefined) return [word.fixed];
      return alternativesOf(word, session.dialect === 'bash').flatMap(alternative => fieldsOf(alternative, expand, state, choices));
    },
    value: word => word.fixed ?? { parts: word.parts.flatMap(part => wholeText(part, expand)), span: word.span },
    pattern: word => patternOf(word, expand),
  };
  return self;
}

/** An expander that does not tell variants apart: one reading, with what is not decided left open. */
export function plainExpander(session: Session, state: ShellState, place: Place): Expander {
  return expander(session, state, place, new Choices(state.conditions, undefined), new Map());
}

/** A part where words are not split. */
function wholeText(part: WordPart, expand: (part: WordPart) => Expansion): readonly Part[] {
  if (part.kind === 'braces') return literal(part.text, part.span).parts;
  const expansion = expand(part);
  if (expansion.kind === 'value') return expansion.value.parts.map(unsplit);
  const parts: Part[] = [];
  for (const [index, item] of expansion.items.entries()) {
    if (item.kind === 'choice' || mayBeSeveral(item.value)) return unknownValue(expansion.span).parts;
    if (index > 0) parts.push(...literal(' ', expansion.span).parts);
    append(parts, item.value.parts);
  }
  return parts;
}

/** Each of the words that braces stand for has all the other parts again. */
const MOST_PARTS = 200;

/**
 * The words that braces stand for (`image:{a,b}`); sh may or may not know them, so there they stay unknown, and so do those behind which
 * there would be more words than are made.
 */
function alternativesOf(word: Word, hasBraces: boolean, most = MOST_WORDS): readonly Word[] {
  if (word.parts.length > MOST_PARTS) return [word];
  const index = word.parts.findIndex(part => part.kind === 'braces');
  const part = word.parts[index];
  if (part?.kind !== 'braces' || !hasBraces) return [word];
  const texts = bracesIn(part.text);
  if (texts === undefined || texts.length > most) return [word];
  return texts.flatMap(text => {
    const written: WordPart = { kind: 'text', parts: literal(text, part.span).parts, quoted: false };
    const parts = [...word.parts.slice(0, index), written, ...word.parts.slice(index + 1)];
    const { kind, start, end, span } = word;
    return alternativesOf({ kind, start, end, span, parts, fixed: undefined }, hasBraces, Math.floor(most / texts.length));
  });
}

function fieldsOf(word: Word, expand: (part: WordPart) => Expansion, state: ShellState, choices: Choices): readonly Value[] {
  const fields = new Fields(word.span, choices, splitsAtBlanks(state));
  for (const part of word.parts) {
    const expansion = expand(part);
    if (part.kind === 'text' || part.kind === 'glob' || isQuoted(part)) {
      if (expansion.kind === 'list') fields.addItems(expansion.items, true, expansion.joins);
      else fields.add(expansion.value.parts.map(unsplit));
    } else if (expansion.kind === 'list') fields.addItems(expansion.items, false, false);
    else fields.split(expansion.value);
  }
  return fields.end();
}

function isQuoted(part: WordPart): boolean {
  if (part.kind === 'hole') return part.quotes !== 'none';
  return part.kind === 'process' || ('quoted' in part && part.quoted);
}

/** Whether `IFS` is as it was: the default splits at blanks, tabs and line ends. */
function splitsAtBlanks(state: ShellState): boolean {
  return state.get('IFS') === undefined;
}

interface Field {
  readonly parts: readonly Part[];
  /** where the field was written, where all of it came from one place behind a variable */
  readonly origin: Span | undefined;
}

/** Collects the fields of one word. */
class Fields {
  readonly #fields: Field[] = [];
  readonly #span: Span;
  readonly #choices: Choices;
  readonly #splitsAtBlanks: boolean;
  #field: Field | undefined;
  /** the parts of that field, once it has more than it began with */
  #grown: Part[] | undefined;

  constructor(span: Span, choices: Choices, atBlanks: boolean) {
    this.#span = span;
    this.#choices = choices;
    this.#splitsAtBlanks = atBlanks;
  }

  add(parts: readonly Part[], origin?: Span): void {
    const before = this.#field;
    if (before === undefined) this.#field = { parts, origin };
    else if (this.#grown === undefined) {
      this.#grown = [...before.parts, ...parts];
      this.#field = { parts: this.#grown, origin: undefined };
    } else append(this.#grown, parts);
  }

  /** `"${A[@]}"`: each element a field, the first and last joined to what stands beside it; `"${A[*]}"`: all of them one. */
  addItems(items: readonly Item[], quoted: boolean, joins: boolean): void {
    for (const [index, item] of this.#decided(items).entries()) {
      if (index > 0 && joins) this.add(literal(' ', this.#span).parts);
      else if (index > 0) this.#finish();
      if (quoted) this.add(item.parts, item.span);
      else this.split(item);
    }
  }

  #decided(items: readonly Item[]): readonly Value[] {
    return items.flatMap(item => {
      if (item.kind === 'value') return [item.value];
      for (const option of item.options) {
        const holds = this.#choices.decide(option.when);
        if (holds) return this.#decided(option.items);
        if (holds === undefined) break;
      }
      return [{ parts: [{ kind: 'unknown', span: this.#span, splits: true }], span: this.#span }];
    });
  }

  /** An unquoted expansion: known text is split at blanks; what is not known may turn out to be several words. */
  split(value: Value): void {
    for (const part of value.parts) {
      if (part.kind === 'literal') this.#splitLiteral(part);
      else if (part.kind !== 'choice') this.add([splitting(part)]);
      else if (part.options.every(option => isPlainWord(option.value))) this.add([unsplit(part)]);
      else this.#splitChoice(part);
    }
  }

  #splitChoice(part: Extract<Part, { kind: 'choice' }>): void {
    // A condition is split on only where all that it chooses from is known: an option that settings outside may fill makes no variant.
    if (casesOf({ parts: [part], span: part.span }) !== undefined) {
      for (const option of part.options) {
        const holds = this.#choices.decide(option.when);
        if (holds === undefined) break;
        if (!holds) continue;
        this.split(option.value);
        return;
      }
    }
    // `${TAG:-latest}` is one word unless the settings say otherwise; `${FLAGS:-}` is none where they say nothing, which is not certain.
    const isWord = part.options.every(option => known(option.value) === undefined || isPlainWord(option.value));
    this.add([isWord ? splitting(part) : { kind: 'unknown', span: part.span, splits: true }]);
  }

  #splitLiteral(part: Extract<Part, { kind: 'literal' }>): void {
    if (!this.#splitsAtBlanks) {
      if (part.text !== '') this.add([{ kind: 'unknown', span: part.span, splits: true }]);
      return;
    }
    let end = 0;
    for (const { 0: word, index } of part.text.matchAll(/[^ \t\n]+/g)) {
      if (index > end) this.#finish();
      end = index + word.length;
      const piece = slicePart(part, index, end);
      this.add([piece], piece.span);
    }
    if (end < part.text.length) this.#finish();
  }

  #finish(): void {
    if (this.#field !== undefined) this.#fields.push(this.#field);
    this.#field = undefined;
    this.#grown = undefined;
  }

  /** A word that stays one word stands where it is used; of several from a variable, each stands where it was written. */
  end(): readonly Value[] {
    this.#finish();
    const several = this.#fields.length > 1;
    return this.#fields.map(({ parts, origin }) => ({ parts, span: (several ? origin : undefined) ?? this.#span }));
  }
}

function isPlainWord(value: Value): boolean {
  const text = known(value);
  return text !== undefined && text !== '' && !/[\s*?[\\]/.test(text);
}

/** Text that stands in double quotes, in single ones or bare must not hold what the shell would read as more than text. */
const READ_BY_SHELL = { double: /["$`\\]/, single: /'/, none: /[^\w \t./:@=,+%^-]/ };

/** The CI system puts a template's text in before the shell reads it. */
function holeValue(value: Value, quotes: 'none' | 'double' | 'single'): Value {
  const isSafe = (part: Part): boolean => {
    if (part.kind === 'literal') return !READ_BY_SHELL[quotes].test(part.text);
    return part.kind !== 'choice' || part.options.every(option => option.value.parts.every(isSafe));
  };
  return value.parts.every(isSafe) ? value : unknownValue(value.span);
}

function patternOf(word: Word, expand: (part: WordPart) => Expansion): Pattern | undefined {
  const elements: Element[] = [];
  for (const part of word.parts) {
    if ((part.kind === 'glob' && part.extended) || part.kind === 'braces') return undefined;
    const expansion = expand(part);
    const text = expansion.kind === 'value' ? known(expansion.value) : undefined;
    if (text === undefined) return undefined;
    const isPattern = part.kind === 'glob' || (part.kind !== 'text' && !isQuoted(part));
    const found = isPattern ? globPattern(text) : literalPattern(text);
    if (found === undefined) return undefined;
    append(elements, found);
  }
  return elements;
}
