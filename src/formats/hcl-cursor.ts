import { oncePer } from '../model/once.js';
import { type SourceFile, type Span, span } from '../source/file.js';

export const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;

// Blanks and comments. Behind the last `*/` no `/*` begins a comment, and none need be looked through up to the end of the text: `open`.
const BLANKS = {
  lines: { closed: /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y, open: /(?:\s|#[^\n]*|\/\/[^\n]*)+/y },
  line: { closed: /(?:[^\S\n]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y, open: /(?:[^\S\n]|#[^\n]*|\/\/[^\n]*)+/y },
} as const;

/** Each template in a string has a cursor of its own. */
const lastCloseOf = oncePer((file: SourceFile): number => file.text.lastIndexOf('*/'));

/** A place in HCL text that moves on: names, operators and blanks are taken from it. */
export class HclCursor {
  readonly problems: { at: Span; message: string }[] = [];
  protected readonly file: SourceFile;
  protected readonly text: string;
  protected readonly limit: number;
  protected at: number;
  readonly #lastClose: number;
  /** inside `(` and `[` a line end separates nothing */
  protected enclosed = false;

  constructor(file: SourceFile, start: number, limit: number) {
    this.file = file;
    this.text = file.text;
    this.limit = limit;
    this.at = start;
    this.#lastClose = lastCloseOf(file);
  }

  /** Reads with line ends as blanks or not, and puts things back as they were. */
  protected within<T>(enclosed: boolean, read: () => T): T {
    const before = this.enclosed;
    this.enclosed = enclosed;
    const result = read();
    this.enclosed = before;
    return result;
  }

  /** Says what is wrong and goes on with the next line. */
  protected recover(start: number, message: string): void {
    const line = this.text.indexOf('\n', this.at);
    this.at = line < 0 || line > this.limit ? this.limit : Math.max(line, this.at);
    this.problem(start, Math.max(start, Math.min(Math.max(this.at, start + 1), this.limit)), message);
  }

  protected problem(start: number, end: number, message: string): void {
    this.problems.push({ at: this.span(start, end), message });
  }

  protected span(start: number, end: number): Span {
    return span(this.file, start, Math.max(start, end));
  }

  protected peek(text: string): boolean {
    return this.at < this.limit && this.text.startsWith(text, this.at);
  }

  protected peekWord(word: string): boolean {
    return this.peek(word) && !/[\p{L}\p{N}_-]/u.test(this.text[this.at + word.length] ?? ' ');
  }

  protected accept(text: string): boolean {
    const found = this.peek(text);
    if (found) this.at += text.length;
    return found;
  }

  protected match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null || found.index + found[0].length > this.limit) return undefined;
    this.at += found[0].length;
    return found[0];
  }

  /** Blanks and comments; line ends too where they separate nothing. */
  protected skipBlanks(lines: boolean): void {
    const pattern = BLANKS[lines || this.enclosed ? 'lines' : 'line'][this.at < this.#lastClose ? 'closed' : 'open'];
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = Math.min(this.limit, this.at + found[0].length);
  }

  /** `"name"` without holes */
  protected quotedName(): string | undefined {
    const match = /"((?:[^"\\\n$]|\\.)*)"/y;
    match.lastIndex = this.at;
    const found = match.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found[1];
  }
}
