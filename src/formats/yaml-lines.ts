import type { SourceFile, Span } from '../source/file.js';
import { ownLines } from '../source/lines.js';
import { type ListItem, lineEnd } from '../source/notation.js';

/**
 * What the lines around a node of a YAML file say, for edits that add and take away whole lines: entries of block lists and maps. Whatever
 * is not plainly a line of its own (flow collections, several entries on a line, properties before a node) has no answer.
 */

const DASH = /^ *- +$/;
const INDENT = /^ *$/;

/**
 * The entry of a block list that a node is.
 * @param key the key of a map that a command stands under in an entry; absent where the entry is the command
 */
export function listItemAt(node: Span, key?: string): ListItem | undefined {
  const lines = ownLines(node, DASH) ?? linesBehindDash(node);
  if (lines === undefined) return undefined;
  const { file } = node;
  const head = file.text.slice(lines.start, node.start);
  const indent = head.indexOf('-');
  const column = head.length - 1 - head.lastIndexOf('\n');
  return {
    lines,
    only: !hasNeighbour(lines, indent, line => /^-(?:\s|$)/.test(line)),
    line(text) {
      const entry = entryOf(text, ' '.repeat(key === undefined ? column : column + 2));
      return entry && `${head}${key === undefined ? '' : `${key}: `}${entry}\n`.replaceAll('\n', lineEnd(file.text));
    },
  };
}

/** The lines of an entry whose dash stands on a line of its own, as in Docker's own workflows. */
function linesBehindDash(node: Span): Span | undefined {
  const lines = ownLines(node, INDENT);
  if (lines === undefined) return undefined;
  const { file, start, end } = lines;
  const before = file.text.lastIndexOf('\n', start - 2) + 1;
  return start > 0 && /^ *-[ \t]*\r?\n$/.test(file.text.slice(before, start)) ? { file, start: before, end } : undefined;
}

/** A command as a scalar; of several lines, as a block with an indentation. */
function entryOf(text: string, indent: string): string | undefined {
  if (!text.includes('\n')) return scalarOf(text);
  return /^[ \t]|\n[ \t]*\n|\n$/.test(text) ? undefined : `|\n${indent}${text.replaceAll('\n', `\n${indent}`)}`;
}

/** The lines of an entry of a block map, and whether the map has no other. */
export function mapEntryAt(entry: Span): { readonly lines: Span; readonly only: boolean } | undefined {
  const lines = ownLines(entry, INDENT);
  if (lines === undefined) return undefined;
  const indent = entry.start - lines.start;
  return { lines, only: !hasNeighbour(lines, indent, line => !/^-(?:\s|$)/.test(line)) && !isBehindFirst(lines, indent) };
}

/** Whether an entry before stands behind the dash of the list entry that the map is: `- run: make`. */
function isBehindFirst({ file, start }: Span, indent: number): boolean {
  for (const line of linesBefore(file, start)) {
    const text = line.trimStart();
    if (text === '' || text.startsWith('#') || line.length - text.length >= indent) continue;
    return /^ *(?:- +)+/.exec(line)?.[0].length === indent;
  }
  return false;
}

/** Whether the line before or behind, past comments and what belongs to the entry before, is an entry of the same collection. */
function hasNeighbour({ file, start, end }: Span, indent: number, isEntry: (line: string) => boolean): boolean {
  return isNeighbour(linesAfter(file, end), indent, isEntry) || isNeighbour(linesBefore(file, start), indent, isEntry);
}

function isNeighbour(lines: Iterable<string>, indent: number, isEntry: (line: string) => boolean): boolean {
  for (const line of lines) {
    const text = line.trimStart();
    if (text === '' || text.startsWith('#')) continue;
    const depth = line.length - text.length;
    if (depth > indent) continue;
    return depth === indent && isEntry(text);
  }
  return false;
}

function* linesAfter(file: SourceFile, from: number): Iterable<string> {
  const first = file.position(from).line;
  for (let line = first; line <= file.lineStarts.length; line++) yield file.line(line);
}

function* linesBefore(file: SourceFile, from: number): Iterable<string> {
  for (let line = file.position(from).line - 1; line >= 1; line--) yield file.line(line);
}

/** A text of one line as a scalar: plain, where YAML takes it so, else in single quotes. */
export function scalarOf(text: string): string | undefined {
  if (/[\n\r]/.test(text) || text.trim() !== text || text === '') return undefined;
  return isPlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** Three of the indicators begin a text where no blank is behind them. */
const INDICATOR = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$))/;

/**
 * Whether a text can stand without quotes outside of a flow collection (https://yaml.org/spec/1.2.2/#733-plain-style).
 * @param behind the character that follows it
 */
export function isPlain(text: string, behind = ''): boolean {
  return !INDICATOR.test(text + behind) && !/:(?:\s|$)|\s#/.test(text);
}

/** Whether a plain scalar stands as the value of a key or as an entry, at the end of its line: not in a flow collection. */
export function isInBlock({ file, start }: Span): boolean {
  const head = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  return /^ *(?:- +)*(?:[\w./-]+ *: +)?(?:[&!]\S+ +)*$/.test(head);
}
