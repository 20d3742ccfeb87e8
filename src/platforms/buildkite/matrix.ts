import { asList, asMap, entriesOf, itemsOf, textOf, type YamlNode } from '../../formats/yaml.js';
import type { Hole, Script } from '../../model/step.js';
import { concatenated, literal, literalFrom, reference, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import type { MappedText } from '../../source/mapped-text.js';

/** Buildkite stops at 50 jobs a matrix (https://buildkite.com/docs/pipelines/configure/workflows/build-matrix#matrix-limits). */
export const MOST_CELLS = 50;

interface CellValue {
  readonly text: string;
  readonly span: Span;
}

/** What `{{matrix}}` (the key `''`) or `{{matrix.os}}` stands for in one job. */
export type Cell = ReadonlyMap<string, CellValue>;

/** The combinations of a matrix, those that `adjustments` add, less those that they skip. */
export function matrixCells(node: YamlNode | undefined): { readonly cells: readonly Cell[]; readonly cut?: Span } {
  if (node === undefined) return { cells: [new Map()] };
  const setup = asMap(node)?.get('setup') ?? node;
  let cells: Cell[] = [new Map()];
  for (const [name, values] of dimensionsOf(setup)) {
    const most = values.slice(0, MOST_CELLS + 1);
    cells = cells.flatMap(cell => most.map(value => new Map(cell).set(name, value))).slice(0, MOST_CELLS + 1);
  }
  const isCut = cells.length > MOST_CELLS;
  cells = cells.slice(0, MOST_CELLS);
  for (const adjustment of itemsOf(asMap(node)?.get('adjustments'))) {
    const adjusted = cellOf(asMap(adjustment)?.get('with'));
    const isIt = (cell: Cell): boolean => adjusted.size > 0 && [...adjusted].every(([name, { text }]) => cell.get(name)?.text === text);
    if (isSet(asMap(adjustment)?.get('skip'))) cells = cells.filter(cell => !isIt(cell));
    else if (adjusted.size > 0 && !cells.some(isIt)) cells.push(adjusted);
  }
  return { cells, ...(isCut && { cut: node.span }) };
}

function dimensionsOf(setup: YamlNode): readonly (readonly [string, readonly CellValue[]])[] {
  if (asList(setup) !== undefined) return [['', cellValues(setup)]];
  return entriesOf(setup).map(entry => [entry.key.decoded, cellValues(entry.value)] as const);
}

function cellValues(node: YamlNode): readonly CellValue[] {
  return itemsOf(node).flatMap(item => {
    const text = textOf(item);
    return text === undefined ? [] : [{ text, span: item.span }];
  });
}

/** `with: { os: linux }`, or `with: value` where the matrix has one dimension without a name. */
function cellOf(node: YamlNode | undefined): Cell {
  if (node === undefined) return new Map();
  const values = node.kind === 'map' ? node.entries.map(({ key, value }) => [key.decoded, value] as const) : [['', node] as const];
  return new Map(
    values.flatMap(([name, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[name, { text, span: value.span }] as const];
    }),
  );
}

/** `skip: true` and `skip: "the reason"` */
export function isSet(node: YamlNode | undefined): boolean {
  return !['', 'false', undefined].includes(textOf(node));
}

export function cellText(cell: Cell): string {
  return [...cell].map(([name, { text }]) => (name === '' ? text : `${name}=${text}`)).join(', ');
}

const PLACEHOLDER = /\{\{\s*matrix(?:\.([\w-]+))?\s*\}\}/g;

/** Script text in which placeholders of the matrix are holes. */
export function matrixScript(text: MappedText, cell: Cell): Script {
  const holes = placeholders(text, cell);
  return { text: holes.length === 0 ? text : text.masked(holes), holes };
}

/** A text with the placeholders of the matrix in place; `rest` makes values of what is between. */
export function matrixValue(text: MappedText, cell: Cell, rest: (text: MappedText) => Value): Value {
  const parts: Value[] = [];
  let from = 0;
  for (const hole of placeholders(text, cell)) {
    if (hole.start > from) parts.push(rest(text.slice(from, hole.start)));
    parts.push(hole.value);
    from = hole.end;
  }
  if (from === 0) return rest(text);
  parts.push(from < text.value.length ? rest(text.slice(from)) : literalFrom(text.slice(from)));
  return concatenated(parts, text.spanOf());
}

function placeholders(text: MappedText, cell: Cell): readonly Hole[] {
  if (!text.value.includes('{{')) return [];
  return [...text.value.matchAll(PLACEHOLDER)].map(match => {
    const name = match[1] ?? '';
    const end = match.index + match[0].length;
    const at = text.spanOf(match.index, end);
    const given = cell.get(name);
    return { start: match.index, end, value: given === undefined ? reference({ scope: 'matrix', name }, at) : literal(given.text, at) };
  });
}
