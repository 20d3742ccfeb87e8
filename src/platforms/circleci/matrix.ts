import { asMap, entriesOf, itemsOf, textOf, type YamlMap, type YamlNode, yamlMap } from '../../formats/yaml.js';
import type { Span } from '../../source/file.js';

/** CircleCI stops at 128 jobs a matrix (https://circleci.com/docs/guides/orchestrate/using-matrix-jobs/). */
export const MOST_CELLS = 128;

export interface Cell {
  readonly values: ReadonlyMap<string, YamlNode>;
  readonly label: string;
}

/** `matrix: { parameters: { os: [a, b] }, exclude: [{ os: a }] }`; one cell without values where there is no matrix. */
export function matrixCells(node: YamlNode | undefined): { readonly cells: readonly Cell[]; readonly cut?: Span } {
  const matrix = asMap(node);
  if (matrix === undefined) return { cells: [cellOf([])] };
  let rows: (readonly (readonly [string, YamlNode])[])[] = [[]];
  for (const { key, value } of entriesOf(matrix.get('parameters'))) {
    const items = itemsOf(value).slice(0, MOST_CELLS + 1);
    rows = rows.flatMap(row => items.map(item => [...row, [key.decoded, item] as const])).slice(0, MOST_CELLS + 1);
  }
  const isCut = rows.length > MOST_CELLS;
  const excludes = itemsOf(matrix.get('exclude')).map(entriesOf);
  const cells = rows
    .slice(0, MOST_CELLS)
    .filter(row => !excludes.some(exclude => exclude.length > 0 && exclude.every(({ key, value }) => isIn(row, key.decoded, value))))
    .map(cellOf);
  return { cells, ...(isCut && { cut: matrix.span }) };
}

function isIn(row: readonly (readonly [string, YamlNode])[], name: string, value: YamlNode): boolean {
  return row.some(([own, node]) => own === name && textOf(node) === textOf(value));
}

function cellOf(row: readonly (readonly [string, YamlNode])[]): Cell {
  return { values: new Map(row), label: row.map(([name, node]) => `${name}=${textOf(node) ?? '…'}`).join(', ') };
}

/** The arguments of a job with those of a cell among them. */
export function withCell(passed: YamlMap | undefined, cell: Cell): YamlMap | undefined {
  if (passed === undefined || cell.values.size === 0) return passed;
  const parameters = asMap(asMap(passed.get('matrix'))?.get('parameters'));
  const own = [...cell.values].flatMap(([name, value]) => {
    const entry = parameters?.entry(name);
    return entry === undefined ? [] : [{ ...entry, value }];
  });
  return yamlMap(passed.span, [...passed.entries, ...own]);
}
