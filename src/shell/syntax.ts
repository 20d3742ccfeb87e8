import type { Part, Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import type { MappedText } from '../source/mapped-text.js';

/**
 * Shell syntax as far as its meaning is looked at, in our own types: `parse.ts` alone knows the parser. Every node has the place where
 * it was written, also behind a template expression, an escape or a folded line of YAML.
 */
export type Node =
  | Simple
  | Pipeline
  | AndOr
  | If
  | For
  | Loop
  | Repeat
  | Case
  | FunctionDefinition
  | Subshell
  | Group
  | TestCommand
  | Arithmetic
  | Redirected
  | UnreadScript;

/** A command list: `a; b & c`. */
export type List = readonly Statement[];

export interface Statement {
  readonly node: Node;
  /** ends with `&` */
  readonly background: boolean;
}

/** `A=b docker build . >log`; without words its assignments last. */
export interface Simple {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Argument[];
  readonly redirects: readonly Redirect[];
  readonly span: Span;
  readonly written: WrittenCommand;
}

/** Where a simple command stands in the text of its script; offsets are of that text, end exclusive. */
export interface WrittenCommand extends Stretch {
  readonly text: MappedText;
  /** the statement that it is, or is a part of (a pipeline, `a && b`); nothing where that is no more than a part of another command */
  readonly statement?: Stretch & {
    /** how another statement is parted from it: by a line's end or `&&`, or by one of them alone */
    readonly parted: 'any' | 'by line' | 'by &&';
    /** which part of `a && b` it is; the last one's failure is the only one that `set -e` sees */
    readonly part?: 'first' | 'middle' | 'last';
  };
  /** what goes when the command goes: itself, or its part of `a && b`; nothing where it cannot go */
  readonly removal?: Stretch;
  /** how many other statements its list has: one without any must not become empty */
  readonly others: number;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** `export A=(b c)` has an assignment among its arguments: no words are split in it. */
export type Argument = Word | Assignment;

export interface Assignment {
  readonly kind: 'assignment';
  readonly name: string;
  /** `A[1]=b`, `A[key]=b` */
  readonly index?: Word;
  readonly append: boolean;
  readonly value: Word | ArrayLiteral;
  readonly span: Span;
}

export interface ArrayLiteral {
  readonly kind: 'array';
  readonly elements: readonly Word[];
  readonly span: Span;
}

export interface Pipeline {
  readonly kind: 'pipeline';
  readonly elements: readonly Node[];
  /** `! a` */
  readonly negated: boolean;
  readonly span: Span;
}

export interface AndOr {
  readonly kind: 'and-or';
  readonly first: Node;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly node: Node }[];
  readonly span: Span;
}

export interface If {
  readonly kind: 'if';
  readonly clauses: readonly { readonly test: List; readonly body: List; readonly span: Span }[];
  readonly otherwise: List | undefined;
  readonly span: Span;
}

export interface For {
  readonly kind: 'for';
  readonly variable: string;
  /** `undefined`: `for x` loops over the arguments */
  readonly words: readonly Word[] | undefined;
  readonly body: List;
  readonly span: Span;
}

/** `while`, `until`. */
export interface Loop {
  readonly kind: 'loop';
  readonly until: boolean;
  readonly test: List;
  readonly body: List;
  readonly span: Span;
}

/** `for ((…))`, `select`, `coproc`: a body that runs nobody knows how often. */
export interface Repeat {
  readonly kind: 'repeat';
  /** the variables it sets to nobody knows what */
  readonly variables: readonly string[];
  readonly body: List;
  readonly span: Span;
}

export interface Case {
  readonly kind: 'case';
  readonly subject: Word;
  readonly arms: readonly CaseArm[];
  readonly span: Span;
}

export interface CaseArm {
  readonly patterns: readonly Word[];
  readonly body: List;
  /** `;&` runs the next body too, `;;&` tries the next patterns */
  readonly ends: ';;' | ';&' | ';;&';
  readonly span: Span;
}

export interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Node;
  readonly span: Span;
}

export interface Subshell {
  readonly kind: 'subshell';
  readonly body: List;
  readonly span: Span;
}

export interface Group {
  readonly kind: 'group';
  readonly body: List;
  readonly span: Span;
}

/** `[[ … ]]`. */
export interface TestCommand {
  readonly kind: 'test';
  readonly expression: TestExpression;
  readonly span: Span;
}

export type TestExpression =
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word; readonly span: Span }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word; readonly span: Span }
  | { readonly kind: 'all' | 'any'; readonly of: readonly TestExpression[]; readonly span: Span }
  | { readonly kind: 'not'; readonly of: TestExpression; readonly span: Span };

/** `((…))`. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  /** the variables it sets */
  readonly assigns: readonly string[];
  readonly span: Span;
}

/** Text that could not be read at all; a note tells why. */
export interface UnreadScript {
  readonly kind: 'unread';
  readonly span: Span;
}

/** A compound command with redirections: `{ a; b; } >>"$GITHUB_ENV"`. */
export interface Redirected {
  readonly kind: 'redirected';
  readonly body: Node;
  readonly redirects: readonly Redirect[];
  readonly span: Span;
}

export type Redirect =
  | {
      readonly kind: 'file';
      /** `>`, `>>`, `<`, `>&`, `&>` … */
      readonly operator: string;
      readonly descriptor: number | undefined;
      readonly target: Word | undefined;
      readonly span: Span;
    }
  /** `<<<word` or a heredoc: text that becomes standard input */
  | { readonly kind: 'text'; readonly body: Word; readonly span: Span };

export interface Word extends Stretch {
  readonly kind: 'word';
  readonly parts: readonly WordPart[];
  readonly span: Span;
  /** what it is whatever the shell holds, where it is nothing but text */
  readonly fixed: Value | undefined;
}

export type WordPart =
  /** characters as they are after quotes and escapes are taken away; no parts at all for `""` */
  | { readonly kind: 'text'; readonly parts: readonly Part[]; readonly quoted: boolean }
  /** an unquoted `*`, `?`, `[…]` or extended glob: text too, but a pattern where patterns are looked for */
  | { readonly kind: 'glob'; readonly parts: readonly Part[]; readonly extended: boolean }
  /** a template expression of the CI system, replaced before the shell sees the text */
  | { readonly kind: 'hole'; readonly value: Value; readonly quotes: 'none' | 'double' | 'single' }
  | Parameter
  | { readonly kind: 'substitution'; readonly body: List; readonly quoted: boolean; readonly span: Span }
  /** `<(…)`, `>(…)` */
  | { readonly kind: 'process'; readonly body: List; readonly span: Span }
  /** `{a,b}`, `{1..3}` */
  | { readonly kind: 'braces'; readonly text: string; readonly span: Span }
  /** `$((…))` and whatever has no meaning here; `assigns`: the variables it sets */
  | { readonly kind: 'unknown'; readonly quoted: boolean; readonly assigns?: readonly string[]; readonly span: Span };

/** `$A`, `${A}`, `${A:-b}`, `${A[@]}`, `${#A}`, `${!A}`. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly prefix: '!' | '#' | undefined;
  readonly index: Word | undefined;
  readonly operation: ParameterOperation | undefined;
  readonly quoted: boolean;
  readonly span: Span;
}

export type ParameterOperation =
  | { readonly kind: 'default'; readonly operator: '-' | ':-' | '=' | ':=' | '+' | ':+' | '?' | ':?'; readonly operand: Word }
  | { readonly kind: 'remove'; readonly operator: '#' | '##' | '%' | '%%'; readonly pattern: Word }
  | { readonly kind: 'replace'; readonly operator: '/' | '//' | '/#' | '/%'; readonly pattern: Word; readonly replacement: Word }
  | { readonly kind: 'slice'; readonly offset: Word; readonly length: Word | undefined }
  | { readonly kind: 'case'; readonly operator: '^' | '^^' | ',' | ',,'; readonly pattern: Word | undefined }
  | { readonly kind: 'other' };

/** The text of a word that is nothing but plain text, quoted or not; what `known` is to a value. */
export function plainText(word: Word): string | undefined {
  let text = '';
  for (const part of word.parts) {
    if (part.kind !== 'text' && part.kind !== 'glob') return undefined;
    for (const piece of part.parts) {
      if (piece.kind !== 'literal') return undefined;
      text += piece.text;
    }
  }
  return text;
}
