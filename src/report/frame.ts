import type { SourceFile, Span } from '../source/file.js';
import type { Stretch } from './needles.js';
import { lineBounds, trimmed } from './place.js';
import { MASK, type Redactor } from './redact.js';
import type { Paint, Style } from './style.js';
import { glyphs, isPlain, visible } from './visible.js';

/** Columns of source shown of one line. */
const WIDEST = 120;
/** Columns shown before the mark where a line is cut. */
const LEAD = 32;
const TAB = 4;
const MOST_LINES = 5;
const CUT = '…';

/** A part of a line that is shown as one (a character, a tab, a hidden credential), or a run of characters that take a column each. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly width: number;
  readonly isRun: boolean;
}

/** A line of source as it is shown: the mark and what stands before and behind it. */
export interface FrameLine {
  /** one-based */
  readonly number: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  /** columns before the mark */
  readonly indent: number;
  /** columns of the mark; 0 on a line without one, 1 for a place of no characters */
  readonly width: number;
}

/**
 * The lines of a span with what lies in it underlined:
 *
 *      |
 *   12 |   - docker login -p ***
 *      |                  ^^^^^^
 *
 * A long line is cut around the mark, of many lines the middle is left out.
 */
export function codeFrame(at: Span, redactor: Redactor, style: Style, mark: Paint): readonly string[] {
  const lines = frameLines(at, redactor);
  const gutter = String(lines.at(-1)?.number ?? '').length;
  const bar = (number: string) => style.faint(`${number.padStart(gutter + 2)} |`);
  const frame = [bar('')];
  for (const line of lines) {
    if (line === undefined) {
      frame.push(style.faint(`${'…'.padStart(gutter + 2)} |`));
      continue;
    }
    frame.push(`${bar(String(line.number))} ${line.before}${line.marked}${line.after}`.trimEnd());
    if (line.width > 0) frame.push(`${bar('')} ${' '.repeat(line.indent)}${mark('^'.repeat(line.width))}`);
  }
  return frame;
}

/**
 * The lines of a span without credentials and without what acts on a reader; `undefined` stands for lines that are left out.
 * @param around so many lines before and behind it are shown too
 */
export function frameLines(at: Span, redactor: Redactor, around = 0): readonly (FrameLine | undefined)[] {
  const mark = trimmed(at);
  const first = at.file.position(mark.start).line;
  const last = at.file.position(mark.end).line;
  const above = rangeOf(Math.max(1, first - around), first - 1);
  const below = rangeOf(last + 1, Math.min(at.file.lineStarts.length, last + around));
  return [...above, ...linesShown(first, last), ...below].map(number =>
    number === undefined ? undefined : frameLine(at.file, number, mark, redactor),
  );
}

function rangeOf(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function linesShown(first: number, last: number): readonly (number | undefined)[] {
  if (last - first < MOST_LINES) return rangeOf(first, last);
  return [first, first + 1, first + 2, undefined, last];
}

function frameLine(file: SourceFile, number: number, mark: Stretch, redactor: Redactor): FrameLine {
  const line = lineBounds(file, number);
  // Enough for what is shown, so that a line of a megabyte costs no more than another.
  const focus = Math.max(mark.start > line.end ? line.start : mark.start, line.start);
  const near = { start: Math.max(line.start, focus - 4 * WIDEST), end: Math.min(line.end, focus + 8 * WIDEST) };
  const cells = cellsOf(file, near, redactor.hiddenIn({ file, ...near }));
  const touched = mark.start <= line.end && mark.end >= line.start;
  const [from, to] = touched ? markedColumns(cells, mark) : [0, 0];
  const columns = cells.reduce((sum, cell) => sum + cell.width, 0);
  const left = to <= WIDEST ? 0 : Math.max(0, from - LEAD);
  const shown = window(cells, left, left + WIDEST);
  const part = (start: number, end: number) => window(cells, Math.max(left, start), Math.min(left + WIDEST, end)).text;
  const lead = left > 0 || near.start > line.start ? CUT : '';
  const tail = columns > left + WIDEST || near.end < line.end ? CUT : '';
  const end = Math.min(to, shown.start + shown.width);
  return {
    number,
    before: lead + part(0, from),
    marked: part(from, to),
    after: part(to, columns) + tail,
    indent: lead.length + from - shown.start,
    width: touched && mark.start === mark.end ? 1 : Math.max(0, end - from),
  };
}

/** The columns of the marked cells, without white space at either end. An empty mark takes the character it stands before. */
function markedColumns(cells: readonly Cell[], mark: Stretch): readonly [from: number, to: number] {
  const end = Math.max(mark.end, mark.start + 1);
  let column = 0;
  let from: number | undefined;
  let to = 0;
  for (const cell of cells) {
    const part = markedPart(cell, mark.start, end);
    const text = part?.text.trim() ?? '';
    if (part !== undefined && (text !== '' || mark.end === mark.start)) {
      const blank = text === '' ? 0 : part.text.indexOf(text);
      from ??= column + part.at + (cell.isRun ? blank : 0);
      to = column + part.at + (cell.isRun && text !== '' ? blank + text.length : part.width);
    }
    column += cell.width;
  }
  if (from !== undefined) return [from, to];
  // The end of a line, or of the file, where something is missing; on a blank line inside the mark there is nothing to mark.
  return mark.start === mark.end ? [column, column + 1] : [0, 0];
}

/** What of a cell is marked; `at` is the column in the cell where that begins. */
function markedPart(
  cell: Cell,
  start: number,
  end: number,
): { readonly text: string; readonly at: number; readonly width: number } | undefined {
  if (cell.end <= start || cell.start >= end) return undefined;
  if (!cell.isRun) return { text: cell.text, at: 0, width: cell.width };
  const at = Math.max(0, start - cell.start);
  const text = cell.text.slice(at, end - cell.start);
  return { text, at, width: text.length };
}

function window(
  cells: readonly Cell[],
  left: number,
  right: number,
): { readonly text: string; readonly start: number; readonly width: number } {
  let column = 0;
  let start: number | undefined;
  let width = 0;
  let text = '';
  for (const cell of cells) {
    const [from, to] = cell.isRun ? [Math.max(column, left), Math.min(column + cell.width, right)] : [column, column + cell.width];
    if (from >= left && to <= right && (from < to || !cell.isRun)) {
      start ??= from;
      text += cell.isRun ? cell.text.slice(from - column, to - column) : cell.text;
      width += to - from;
    }
    column += cell.width;
  }
  return { text, start: start ?? 0, width };
}

function cellsOf(file: SourceFile, { start, end }: Stretch, hidden: readonly Stretch[]): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const add = (cell: Cell) => {
    cells.push(cell);
    column += cell.width;
  };
  const addText = (from: number, to: number) => {
    const written = file.text.slice(from, to);
    if (isPlain(written)) return add({ start: from, end: to, text: written, width: written.length, isRun: true });
    let at = from;
    for (const glyph of glyphs(written)) {
      const next = at + glyph.text.length;
      const text = glyph.text === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(glyph.text);
      add({ start: at, end: next, text, width: text === glyph.text ? glyph.width : text.length, isRun: false });
      at = next;
    }
  };
  let at = start;
  for (const secret of hidden) {
    if (secret.start > at) addText(at, secret.start);
    add({ start: Math.max(at, secret.start), end: Math.min(end, secret.end), text: MASK, width: MASK.length, isRun: false });
    at = Math.min(end, secret.end);
  }
  if (at < end) addText(at, end);
  return cells;
}
