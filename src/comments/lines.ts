import { oncePer } from '../model/once.js';
import type { SourceFile, Span } from '../source/file.js';
import { firstIndexWhere } from '../source/search.js';
import { withoutAtEnd } from '../source/trim-end.js';
import { hasStringsOverLines, stringsOverLines } from './strings.js';

/** Lines of a file, one-based, the last included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** A block scalar of YAML, by the lines that are its text. */
interface BlockScalar {
  readonly style: '|' | '>';
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
  readonly file: SourceFile;
  readonly #scalars: ReadonlyMap<number, BlockScalar>;
  readonly #blocks = new Map<number, Lines>();
  #strings: readonly (readonly [start: number, end: number])[] | undefined;
  #statements: Int32Array | undefined;

  constructor(file: SourceFile) {
    this.file = file;
    this.#scalars = YAML.test(file.path) ? blockScalarLines(file) : new Map();
  }

  /** The block scalar that a line is text of, one object for all its lines. */
  scalarAt(line: number): BlockScalar | undefined {
    return this.#scalars.get(line);
  }

  /** Whether a place of a Groovy or JavaScript file lies in a string over several lines; `undefined` in files of other languages. */
  isInString(offset: number): boolean | undefined {
    if (!hasStringsOverLines(this.file.path)) return undefined;
    this.#strings ??= stringsOverLines(this.file);
    const strings = this.#strings;
    const [, end = 0] = strings[firstIndexWhere(strings.length, index => (strings[index]?.[0] ?? 0) > offset) - 1] ?? [];
    return offset < end;
  }

  /**
   * Whether a plain or quoted scalar of YAML that begins on a line goes on in the next one: a comment between the two cuts it.
   * @param text the line as far as the comment
   */
  scalarGoesOn(line: number, text: string): boolean {
    if (!YAML.test(this.file.path) || this.#scalars.has(line) || line >= this.file.lineStarts.length) return false;
    const next = this.file.line(line + 1);
    const { items = '', key, value = '' } = ENTRY.exec(text.slice(0, LONGEST_HEAD).trimEnd())?.groups ?? {};
    // A block scalar, a collection in brackets or a node with an anchor or tag is something else.
    return /^[^|>[{&!*#]/.test(value) && !value.endsWith(':') && next.trim() !== '' && isInside(next, parentOf(items, key));
  }

  /** The lines of a span, with the lines that backslashes join to them. */
  linesOf(at: Span): Lines {
    let first = this.file.position(at.start).line;
    let last = this.file.position(Math.max(at.start, at.end - 1)).line;
    while (first > 1 && this.isContinued(first - 1)) first--;
    while (last < this.file.lineStarts.length && this.isContinued(last)) last++;
    return { first, last };
  }

  /** Whether a line goes on in the next: it ends with a backslash that no other one takes away. */
  isContinued(line: number): boolean {
    const text = this.file.line(line);
    return (text.length - withoutAtEnd(text, '\\').length) % 2 === 1;
  }

  /** Whether a comment alone on a line ends the command that a backslash on the line before continues: so in scripts, not in YAML itself. */
  endsCommand(line: number): boolean {
    return line > 1 && this.isContinued(line - 1) && (!YAML.test(this.file.path) || this.#scalars.has(line));
  }

  /** The line of the statement behind a line: the first that holds more than white space or a comment. */
  nextStatement(line: number): number | undefined {
    this.#statements ??= statementLines(this.file);
    const next = this.#statements[line + 1] ?? 0;
    // A comment inside a script speaks of nothing beyond the script's end.
    return next === 0 || next > (this.#scalars.get(line)?.last ?? next) ? undefined : next;
  }

  /** What a statement that begins on a line holds: in YAML a key or list item with all that is indented below it, else its line. */
  blockAt(line: number): Lines {
    const block = this.#blocks.get(line) ?? this.#blockAt(line);
    this.#blocks.set(line, block);
    return block;
  }

  #blockAt(line: number): Lines {
    if (!YAML.test(this.file.path) || this.#scalars.has(line)) return { first: line, last: line };
    const text = this.file.line(line);
    const indent = indentOf(text);
    // A list may stand as far left as the key it belongs to.
    const ownsList = text.length <= LONGEST_HEAD && /^[^-].*:\s*(?:#.*)?$/.test(text.trimStart());
    let last = line;
    for (let next = line + 1; next <= this.file.lineStarts.length; next++) {
      const below = this.file.line(next);
      if (below.trim() === '') continue;
      const isItem = ownsList && indentOf(below) === indent && /^-(?:\s|$)/.test(below.trimStart());
      if (indentOf(below) <= indent && !isItem) break;
      last = next;
    }
    return { first: line, last };
  }
}

/** One for each file, however often it is asked. */
export const lineStructureOf = oncePer((file: SourceFile) => new LineStructure(file));

/** `- run: |`, `- >-`, `key: !tag |2 # comment`: the head of a block scalar. */
const SCALAR_HEAD = /^(?<items>\s*(?:-\s+)*)(?<key>\S.*?:\s+)?(?:[!&]\S+\s+)*(?<style>[|>])[-+0-9]{0,2}\s*(?:\s#.*)?$/;

/** `- run: docker build`, `- docker build`, `key:`. */
const ENTRY = /^(?<items>\s*(?:-\s+)*)(?<key>[^\s#"'][^#"']*?:\s+)?(?<value>\S.*)$/;

/** For each line the first from it on that holds more than white space or a comment; 0 where there is none. */
function statementLines(file: SourceFile): Int32Array {
  const lines = new Int32Array(file.lineStarts.length + 2);
  for (let line = file.lineStarts.length; line > 0; line--)
    lines[line] = /^\s*(?:$|#|\/\/)/.test(file.line(line)) ? (lines[line + 1] ?? 0) : line;
  return lines;
}

function blockScalarLines(file: SourceFile): ReadonlyMap<number, BlockScalar> {
  const lines = new Map<number, BlockScalar>();
  for (let line = 1; line <= file.lineStarts.length; line++) {
    const text = file.line(line);
    const head = text.length > LONGEST_HEAD ? null : SCALAR_HEAD.exec(text);
    if (head?.groups === undefined) continue;
    const { items = '', key, style } = head.groups;
    const parent = parentOf(items, key);
    const first = line + 1;
    while (line < file.lineStarts.length && isInside(file.line(line + 1), parent)) line++;
    const scalar: BlockScalar = { style: style === '|' ? '|' : '>', last: line };
    for (let inside = first; inside <= line; inside++) lines.set(inside, scalar);
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
