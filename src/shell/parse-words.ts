import type * as bash from 'unbash';
import { append } from '../model/append.js';
import { literal, type Part, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import { assignedIn } from './arithmetic.js';
import type { List, ParameterOperation, Stretch, Word, WordPart } from './syntax.js';
import { type Escapes, holeIn, literals, type Source, written } from './written.js';

/** One text that is being turned from the parser's tree into ours. */
export interface Reading {
  readonly source: Source;
  /** reads the commands of a substitution, whose text may be another than that around it */
  list(script: bash.ParsedScript | undefined, source: Source): List;
}

type Parts = readonly bash.WordPart[];
type Quoting = { readonly quoted: boolean; readonly escapes: Escapes };

const BARE: Quoting = { quoted: false, escapes: 'bare' };
const DOUBLE: Quoting = { quoted: true, escapes: 'double' };
const HEREDOC: Quoting = { quoted: true, escapes: 'heredoc' };

/**
 * A word of the parser, read when something looks at it: most of what scripts hold stands in functions that are not called and in ways
 * that are not gone, and of the words of a command that nobody knows only the first counts.
 */
class ReadWord implements Word {
  readonly kind = 'word';
  readonly start: number;
  readonly end: number;
  readonly #reading: Reading;
  readonly #word: bash.Word;
  readonly #quoting: Quoting;
  #span: Span | undefined;
  #parts: readonly WordPart[] | undefined;
  #fixed: Value | undefined | 'unasked' = 'unasked';

  constructor(reading: Reading, word: bash.Word, quoting: Quoting) {
    this.start = word.pos;
    this.end = word.end;
    this.#reading = reading;
    this.#word = word;
    this.#quoting = quoting;
    // The errors of a script in the word are told whether it runs or not, and only the reader of the whole script knows how deep it is.
    if (/[({`]/.test(word.text)) this.#parts = this.#read();
  }

  get span(): Span {
    this.#span ??= spanOf(this.#reading, this.#word);
    return this.#span;
  }

  get parts(): readonly WordPart[] {
    this.#parts ??= this.#read();
    return this.#parts;
  }

  get fixed(): Value | undefined {
    if (this.#fixed === 'unasked') this.#fixed = fixedValue(this.parts, this.span);
    return this.#fixed;
  }

  #read(): readonly WordPart[] {
    const { text: characters, pos, end } = this.#word;
    const { source } = this.#reading;
    // The parser would find no parts in these, and there is no escape to take away.
    if (/^[\w@%+=:,./-]+$/.test(characters) && characters.length === end - pos && holeIn(source, pos, end) === undefined) {
      return [{ kind: 'text', parts: literals(source, pos, end), quoted: this.#quoting.quoted }];
    }
    return partsOf(this.#reading, this.#word.parts, pos, end, this.#quoting);
  }
}

/** The value of a word that is nothing but text. */
function fixedValue(parts: readonly WordPart[], span: Span): Value | undefined {
  const text: Part[] = [];
  for (const part of parts) {
    if (part.kind !== 'text' && part.kind !== 'glob') return undefined;
    append(text, part.parts);
  }
  return parts.length === 0 ? undefined : { parts: text, span };
}

export function readWord(reading: Reading, word: bash.Word): Word {
  return new ReadWord(reading, word, BARE);
}

/** The operand of `${A:-…}` inside double quotes: blanks do not split it there. */
function readOperand(reading: Reading, word: bash.Word, quoted: boolean): Word {
  return new ReadWord(reading, word, quoted ? DOUBLE : BARE);
}

/** A heredoc's body; in a quoted one nothing is replaced, with `<<-` the tabs before each line go. */
export function readHereDoc(reading: Reading, document: bash.HereDoc): Word {
  const { pos, end, parts } = document.body;
  const quoting: Quoting = document.delimiter?.quoted ? { quoted: true, escapes: 'none' } : HEREDOC;
  const body = partsOf(reading, document.delimiter?.quoted ? undefined : parts, pos, end, quoting);
  const read = document.operator === '<<-' ? withoutTabs(body) : body;
  const span = spanOf(reading, document.body);
  return { kind: 'word', start: pos, end, parts: read, span, fixed: fixedValue(read, span) };
}

export function stretchOf({ pos, end }: { readonly pos: number; readonly end: number }): Stretch {
  return { start: pos, end };
}

export function spanOf(reading: Reading, at: { readonly pos: number; readonly end: number }): Span {
  return reading.source.text.spanOf(at.pos, at.end);
}

function partsOf(reading: Reading, parts: Parts | undefined, start: number, end: number, quoting: Quoting): WordPart[] {
  if (parts === undefined) return text(reading, start, end, quoting);
  return parts.flatMap(part => readPart(reading, part, quoting));
}

function text(reading: Reading, start: number, end: number, { quoted, escapes }: Quoting): WordPart[] {
  return written(reading.source, start, end, escapes).map((found): WordPart => {
    if (found.kind === 'text') return { kind: 'text', parts: found.parts, quoted };
    return { kind: 'hole', value: found.value, quotes: !quoted ? 'none' : escapes === 'none' ? 'single' : 'double' };
  });
}

function readPart(reading: Reading, part: bash.WordPart, quoting: Quoting): WordPart[] {
  const { quoted } = quoting;
  const span = spanOf(reading, part);
  switch (part.type) {
    case 'Literal':
      return text(reading, part.pos, part.end, quoting);
    case 'SingleQuoted':
      return orEmpty(text(reading, part.pos + 1, closing(part, "'"), { quoted: true, escapes: 'none' }));
    case 'DoubleQuoted':
      return orEmpty(part.parts.flatMap(inner => readPart(reading, inner, DOUBLE)));
    case 'LocaleString':
      return orEmpty(part.parts.flatMap(inner => readPart(reading, inner, DOUBLE)));
    case 'AnsiCQuoted':
      if (holeIn(reading.source, part.pos, part.end)) return [{ kind: 'unknown', quoted: true, span }];
      return [{ kind: 'text', parts: literal(part.value, span).parts, quoted: true }];
    case 'Glob':
      return globs(reading, part, false);
    case 'ExtendedGlob':
      return globs(reading, part, true);
    case 'SimpleExpansion':
      return [simpleExpansion(reading, part, quoted)];
    case 'ParameterExpansion':
      return [parameter(reading, part, quoted)];
    case 'CommandExpansion':
      return [{ kind: 'substitution', body: substituted(reading, part), quoted, span }];
    case 'ProcessSubstitution':
      return [{ kind: 'process', body: reading.list(part.script, reading.source), span }];
    case 'ArithmeticExpansion':
      return [{ kind: 'unknown', quoted: true, assigns: assignedIn(part.text), span }];
    case 'BraceExpansion':
      if (holeIn(reading.source, part.pos, part.end)) return [{ kind: 'unknown', quoted: false, span }];
      return [{ kind: 'braces', text: part.text, span }];
  }
}

/** `""` is a word, though it has no characters. */
function orEmpty(parts: WordPart[]): WordPart[] {
  return parts.length > 0 ? parts : [{ kind: 'text', parts: [], quoted: true }];
}

/** The end of a quoted text's characters; an unterminated one (a syntax error) has no closing quote. */
function closing(part: bash.SingleQuotedPart, quote: string): number {
  return part.end - part.pos > 1 && part.text.endsWith(quote) ? part.end - 1 : part.end;
}

function globs(reading: Reading, part: { readonly pos: number; readonly end: number }, extended: boolean): WordPart[] {
  return written(reading.source, part.pos, part.end, 'none').map((found): WordPart => {
    return found.kind === 'text' ? { kind: 'glob', parts: found.parts, extended } : { kind: 'hole', value: found.value, quotes: 'none' };
  });
}

/** `$NAME`. A template expression right behind it becomes a part of the name, before the shell sees it: nobody knows which variable it is. */
function simpleExpansion(reading: Reading, part: bash.SimpleExpansionPart, quoted: boolean): WordPart {
  const span = spanOf(reading, part);
  if (holeIn(reading.source, part.pos, part.end)) return { kind: 'unknown', quoted, span };
  return { kind: 'parameter', name: part.text.slice(1), prefix: undefined, index: undefined, operation: undefined, quoted, span };
}

function parameter(reading: Reading, part: bash.ParameterExpansionPart, quoted: boolean): WordPart {
  const span = spanOf(reading, part);
  if (holeIn(reading.source, part.parameterPos, part.parameterEnd)) return { kind: 'unknown', quoted, span };
  const index = part.index === undefined ? undefined : readWord(reading, part.index);
  const operation = part.operation === undefined ? undefined : readOperation(reading, part.operation, quoted);
  return { kind: 'parameter', name: part.parameter, prefix: part.prefix, index, operation, quoted, span };
}

function readOperation(reading: Reading, operation: bash.ParameterOperation, quoted: boolean): ParameterOperation {
  const operand = (word: bash.Word) => readOperand(reading, word, quoted);
  switch (operation.type) {
    case 'Default':
      return { kind: 'default', operator: operation.operator, operand: operand(operation.operand) };
    case 'Remove':
      return { kind: 'remove', operator: operation.operator, pattern: readWord(reading, operation.operand) };
    case 'Replace': {
      const pattern = readWord(reading, operation.pattern);
      return { kind: 'replace', operator: operation.operator, pattern, replacement: operand(operation.replacement) };
    }
    case 'Slice': {
      const length = operation.length === undefined ? undefined : readWord(reading, operation.length);
      return { kind: 'slice', offset: readWord(reading, operation.offset), length };
    }
    case 'CaseModification': {
      const pattern = operation.operand === undefined ? undefined : readWord(reading, operation.operand);
      return { kind: 'case', operator: operation.operator, pattern };
    }
    default:
      return { kind: 'other' };
  }
}

function substituted(reading: Reading, part: bash.CommandExpansionPart): List {
  const decoded = part.script?.source;
  return reading.list(part.script, decoded === undefined ? reading.source : unescaped(reading.source, part, decoded));
}

/**
 * Backticks with escapes inside: the parser gives a tree over the text without them, and its offsets are of that text. The two texts
 * are laid side by side to find the places again.
 */
function unescaped(source: Source, part: bash.CommandExpansionPart, decoded: string): Source {
  const pieces: { text: string; source: Span }[] = [];
  const holes: { start: number; end: number; value: Source['holes'][number]['value'] }[] = [];
  let at = part.pos + 1;
  for (let index = 0; index < decoded.length; index += 1, at += 1) {
    if (source.code[at] === '\\' && (source.code[at] !== decoded[index] || source.code[at + 1] === '\\')) at += 1;
    pieces.push({ text: decoded[index] ?? '', source: source.text.spanOf(at, at + 1) });
    const hole = holeIn(source, at, at + 1);
    if (hole !== undefined && hole.start === at) holes.push({ start: index, end: index + hole.end - hole.start, value: hole.value });
  }
  return { code: decoded, text: MappedText.decoded(pieces, source.text.spanOf(part.pos, part.end)), holes };
}

/** Takes the tabs at the head of each line away (`<<-`). A tab that a parameter brings stays. */
function withoutTabs(parts: readonly WordPart[]): WordPart[] {
  let lineStarts = true;
  return parts.map(part => {
    if (part.kind !== 'text') {
      lineStarts = false;
      return part;
    }
    const kept = part.parts.map((piece): Part => {
      if (piece.kind !== 'literal') return piece;
      const head = lineStarts ? (/^\t+/.exec(piece.text)?.[0].length ?? 0) : 0;
      const body = piece.text.slice(head);
      lineStarts = body === '' ? lineStarts : body.endsWith('\n');
      const verbatim = piece.span.end - piece.span.start === piece.text.length;
      const span = verbatim && head > 0 ? { ...piece.span, start: piece.span.start + head } : piece.span;
      return { ...piece, text: body.replaceAll(/\n\t+/g, '\n'), span };
    });
    return { ...part, parts: kept };
  });
}
