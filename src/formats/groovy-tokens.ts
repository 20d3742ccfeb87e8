import { type SourceFile, type Span, span } from '../source/file.js';
import { type LexicalProblem, lexGroovy, type Token } from './groovy-lexer.js';
import type { GroovyNode } from './groovy-nodes.js';

const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Deeper nesting is skipped: no Jenkinsfile of the corpus goes past 30, and a recursive reader has a stack to lose. */
const DEEPEST = 200;
/** What is hung on one another from the left (`a + b + c`, `a.b.c`, `a b c d`) ends here: readers of the tree go down it. */
const LONGEST_CHAIN = 1_000;

/** The tokens of a text and the place among them: brackets, ends of lines and bounds of nesting are minded here. */
export abstract class GroovyTokens {
  readonly file: SourceFile;
  protected readonly text: string;
  readonly problems: LexicalProblem[];
  protected readonly tokens: readonly Token[];
  protected index = 0;
  #depth: number;
  #tooDeep = false;
  /** how many `(` and `[` are open, inside of which a newline ends nothing */
  #enclosed = 0;

  /**
   * @param text the file's own, or what is read in its place, with the same places
   * @param depth of what the text stands in: a hole of a string is read by a parser of its own
   */
  constructor(file: SourceFile, start: number, end: number, text: string, depth = 0) {
    this.#depth = depth;
    const { tokens, problems } = lexGroovy(file, start, end, text);
    this.file = file;
    this.text = text;
    this.tokens = tokens;
    this.problems = [...problems];
  }

  protected get token(): Token {
    return this.ahead(0);
  }

  protected ahead(by: number): Token {
    const token = this.tokens[this.index + by] ?? this.tokens.at(-1);
    if (token === undefined) throw new RangeError('the lexer ends every text with an end token');
    return token;
  }

  protected is(text: string, by = 0): boolean {
    const token = this.ahead(by);
    return token.text === text && token.type !== 'string';
  }

  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  protected from(start: number): Span {
    const last = this.tokens[this.index - 1];
    return span(this.file, start, Math.max(start, last?.end ?? start));
  }

  /**
   * Runs `read` within brackets whose opening one was just taken, takes the closing one, and says so where it is missing. What is
   * nested too deep is skipped: `otherwise` stands for it.
   */
  protected bracketed<T>(closing: string, opened: Token, otherwise: T, read: () => T): T {
    const before = this.#enclosed;
    this.#enclosed = closing === '}' ? 0 : before + 1;
    this.#depth++;
    const isTooDeep = this.#depth > DEEPEST;
    if (isTooDeep) this.noteDepth(opened.start);
    const result = isTooDeep ? otherwise : read();
    this.#depth--;
    this.#enclosed = before;
    if (!this.accept(closing)) {
      this.skipTo(closing);
      if (!this.accept(closing))
        this.problems.push({ start: opened.start, end: opened.end, message: `this '${opened.text}' is never closed` });
    }
    return result;
  }

  /** Reads what nests without brackets (`!!x`, `a ? b : c`, `if (a) if (b)`); what is too deep is passed over. */
  protected deeper(read: () => GroovyNode): GroovyNode {
    const { start } = this.token;
    if (this.#depth > DEEPEST) {
      this.noteDepth(start);
      this.skipStatement();
      return { kind: 'other', inside: [], span: this.from(start) };
    }
    this.#depth++;
    const node = read();
    this.#depth--;
    return node;
  }

  /** The depth of what is nested at a place; nothing, and a note, where that is too deep. */
  protected depthInside(start: number): number | undefined {
    if (this.#depth <= DEEPEST) return this.#depth + 1;
    this.noteDepth(start);
    return undefined;
  }

  /** Whether one more may be hung on a chain. */
  protected mayChain(length: number): boolean {
    if (length <= LONGEST_CHAIN) return true;
    this.noteDepth(this.token.start);
    this.skipStatement();
    return false;
  }

  /** Says once where nesting is too deep. */
  protected noteDepth(start: number | undefined): void {
    if (this.#tooDeep || start === undefined) return;
    this.#tooDeep = true;
    this.problems.push({ start, end: start + 1, message: 'what is nested deeper than here is not read', isLimit: true });
  }

  /** Moves to what ends a statement or an argument at the level we are at. */
  private skipStatement(): void {
    const open: string[] = [];
    for (; this.token.type !== 'end'; this.index++) {
      const { type, text } = this.token;
      if (open.length === 0 && this.lineEnds) return;
      if (type !== 'punctuation') continue;
      const closes = OPENING[text];
      if (closes !== undefined) open.push(closes);
      else if (text === ')' || text === ']' || text === '}') {
        if (open.length === 0) return;
        if (text === open.at(-1)) open.pop();
      } else if (open.length === 0 && (text === ';' || text === ',')) return;
    }
  }

  /** Moves past what cannot be read up to a closing bracket of the level we are at. */
  protected skipTo(closing: string): void {
    const open: string[] = [];
    for (; this.token.type !== 'end'; this.index++) {
      const { type, text } = this.token;
      if (type !== 'punctuation') continue;
      const closes = OPENING[text];
      if (closes !== undefined) open.push(closes);
      else if (open.length > 0 && text === open.at(-1)) open.pop();
      else if (open.length === 0 && text === closing) return;
      else if (open.length === 0 && text === '}') return;
    }
  }

  protected get isEnclosed(): boolean {
    return this.#enclosed > 0;
  }

  protected get lineEnds(): boolean {
    return !this.isEnclosed && this.token.newlineBefore;
  }
}
