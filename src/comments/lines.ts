import type { SourceFile, Span } from '../source/file.js';
import { withoutAtEnd } from '../source/trim-end.js';
import { hasStringsOverLines, stringsOverLines } from './strings.js';

/** Lines of a file, one-based, the last included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

const YAML = /\.ya?ml$/;

/** Nobody writes a longer key, and in a line of a megabyte the patterns below would look for one for ever. */
const LONGEST_HEAD = 1_000;

/**
 * What a file's lines say of statements without being parsed: continuation lines, YAML's indentation, block scalars. The comment scan
 * works for every kind of file that any platform or reader knows, and for one whose parser gave up.
 */
export class LineStructure {
  readonly #file: SourceFile;
  readonly #scalars: ReadonlyMap<number, '|' | '>'>;
  #strings: readonly (readonly [start: number, end: number])[] | undefined;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#scalars = YAML.test(file.path) ? blockScalarLines(file) : new Map();
  }

  /** Which kind of block scalar a line is the text of, if any. */
  scalarOf(line: number): '|' | '>' | undefined {
    return this.#scalars.get(line);
  }

  /** Whether two lines are text of the same block scalar. */
  inSameScalar(a: number, b: number): boolean {
    const [first, last] = a < b ? [a, b] : [b, a];
    for (let line = first; line <= last; line++) if (!this.#scalars.has(line)) return false;
    return true;
  }

  /** Whether a place of a Groovy or JavaScript file lies in a string over several lines; `undefined` in files of other languages. */
  isInString(offset: number): boolean | undefined {
    if (!hasStringsOverLines(this.#file.path)) return undefined;
    this.#strings ??= stringsOverLines(this.#file);
    return this.#strings.some(([start, end]) => offset >= start && offset < end);
  }

  /**
   * Whether a plain or quoted scalar of YAML that begins on a line goes on in the next one: a comment between the two cuts it.
   * @param text the line as far as the comment
   */
  scalarGoesOn(line: number, text: string): boolean {
    if (!YAML.test(this.#file.path) || this.#scalars.has(line) || line >= this.#file.lineStarts.length) return false;
    const next = this.#file.line(line + 1);
    const { items = '', key, value = '' } = ENTRY.exec(text.slice(0, LONGEST_HEAD).trimEnd())?.groups ?? {};
    // A block scalar, a collection in brackets or a node with an anchor or tag is something else.
    return /^[^|>[{&!*#]/.test(value) && !value.endsWith(':') && next.trim() !== '' && isInside(next, parentOf(items, key));
  }

  /** The lines of a span, with the lines that backslashes join to them. */
  linesOf(at: Span): Lines {
    let first = this.#file.position(at.start).line;
    let last = this.#file.position(Math.max(at.start, at.end - 1)).line;
    while (first > 1 && this.isContinued(first - 1)) first--;
    while (last < this.#file.lineStarts.length && this.isContinued(last)) last++;
    return { first, last };
  }

  /** Whether a line goes on in the next: it ends with a backslash that no other one takes away. */
  isContinued(line: number): boolean {
    const text = this.#file.line(line);
    return (text.length - withoutAtEnd(text, '\\').length) % 2 === 1;
  }

  /** Whether a comment alone on a line ends the command that a backslash on the line before continues: so in scripts, not in YAML itself. */
  endsCommand(line: number): boolean {
    return line > 1 && this.isContinued(line - 1) && (!YAML.test(this.#file.path) || this.#scalars.has(line));
  }

  /** The line of the statement behind a line: the first that holds more than white space or a comment. */
  nextStatement(line: number): number | undefined {
    for (let next = line + 1; next <= this.#file.lineStarts.length; next++) {
      // A comment inside a script speaks of nothing beyond the script's end.
      if (this.#scalars.has(line) && !this.#scalars.has(next)) return undefined;
      if (!/^\s*(?:$|#|\/\/)/.test(this.#file.line(next))) return next;
    }
    return undefined;
  }

  /** What a statement that begins on a line holds: in YAML a key or list item with all that is indented below it, else its line. */
  blockAt(line: number): Lines {
    if (!YAML.test(this.#file.path) || this.#scalars.has(line)) return { first: line, last: line };
    const text = this.#file.line(line);
    const indent = indentOf(text);
    // A list may stand as far left as the key it belongs to.
    const ownsList = text.length <= LONGEST_HEAD && /^[^-].*:\s*(?:#.*)?$/.test(text.trimStart());
    let last = line;
    for (let next = line + 1; next <= this.#file.lineStarts.length; next++) {
      const below = this.#file.line(next);
      if (below.trim() === '') continue;
      const isItem = ownsList && indentOf(below) === indent && /^-(?:\s|$)/.test(below.trimStart());
      if (indentOf(below) <= indent && !isItem) break;
      last = next;
    }
    return { first: line, last };
  }
}

/** `- run: |`, `- >-`, `key: !tag |2 # comment`: the head of a block scalar. */
const SCALAR_HEAD = /^(?<items>\s*(?:-\s+)*)(?<key>\S.*?:\s+)?(?:[!&]\S+\s+)*(?<style>[|>])[-+0-9]{0,2}\s*(?:\s#.*)?$/;

/** `- run: docker build`, `- docker build`, `key:`. */
const ENTRY = /^(?<items>\s*(?:-\s+)*)(?<key>[^\s#"'][^#"']*?:\s+)?(?<value>\S.*)$/;

function blockScalarLines(file: SourceFile): ReadonlyMap<number, '|' | '>'> {
  const lines = new Map<number, '|' | '>'>();
  for (let line = 1; line <= file.lineStarts.length; line++) {
    const text = file.line(line);
    const head = text.length > LONGEST_HEAD ? null : SCALAR_HEAD.exec(text);
    if (head?.groups === undefined) continue;
    const { items = '', key, style } = head.groups;
    const parent = parentOf(items, key);
    while (line < file.lineStarts.length && isInside(file.line(line + 1), parent)) {
      line++;
      lines.set(line, style === '|' ? '|' : '>');
    }
  }
  return lines;
}

/** The text of a scalar stands to the right of its key, or of its dash where there is no key. */
function parentOf(items: string, key: string | undefined): number {
  return key === undefined ? items.trimEnd().length - 1 : items.length;
}

function isInside(text: string, parent: number): boolean {
  return text.trim() === '' || indentOf(text) > parent;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
