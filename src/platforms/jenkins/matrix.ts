import type { GroovyCall, GroovyNode } from '../../formats/groovy.js';
import type { Value } from '../../model/value.js';
import { closureOf } from './calls.js';
import type { Scope } from './scope.js';
import { groovyValue, knownText } from './values.js';

/** More cells than this are cut: a matrix of a million would be a million jobs. */
const MOST_CELLS = 64;

interface CellValue {
  readonly text: string;
  readonly value: Value;
}

export type Cell = readonly (readonly [string, CellValue])[];

/** The cells of `axes { axis { name 'X'; values 'a', 'b' } }` less `excludes`: https://www.jenkins.io/doc/book/pipeline/syntax/#declarative-matrix */
export function matrixCells(body: readonly GroovyNode[], scope: Scope): { cells: readonly Cell[]; complete: boolean } {
  const axes = axesIn(block(body, 'axes'), scope);
  let complete = axes.every(axis => axis.values.length > 0);
  let cells: Cell[] = [[]];
  for (const axis of axes) {
    const values = axis.values.slice(0, MOST_CELLS + 1);
    cells = cells.flatMap(cell => values.map((value): Cell => [...cell, [axis.name, value]]));
    if (cells.length > MOST_CELLS) {
      cells = cells.slice(0, MOST_CELLS);
      complete = false;
    }
  }
  const excludes = blocks(block(body, 'excludes')).map(exclude => axesIn(exclude, scope));
  const kept = cells.filter(cell => !excludes.some(exclude => exclude.length > 0 && exclude.every(axis => matches(cell, axis))));
  return { cells: kept.length === 0 ? [[]] : kept, complete };
}

interface Axis {
  readonly name: string;
  readonly values: readonly CellValue[];
  readonly not: boolean;
}

function matches(cell: Cell, axis: Axis): boolean {
  const own = cell.find(([name]) => name === axis.name)?.[1].text;
  return axis.values.some(value => value.text === own) !== axis.not;
}

function axesIn(call: GroovyCall | undefined, scope: Scope): readonly Axis[] {
  return blocks(call)
    .filter(axis => axis.name === 'axis')
    .map(axis => {
      const inside = closureOf(axis)?.body ?? [];
      const values = block(inside, 'values');
      const notValues = block(inside, 'notValues');
      const items = (values ?? notValues)?.arguments.map(item => item.value) ?? [];
      return {
        name: knownText(block(inside, 'name')?.arguments[0]?.value, scope) ?? '',
        not: values === undefined && notValues !== undefined,
        values: items.flatMap(node => {
          const text = knownText(node, scope);
          return text === undefined ? [] : [{ text, value: groovyValue(node, scope) }];
        }),
      };
    });
}

function block(body: readonly GroovyNode[], name: string): GroovyCall | undefined {
  return body.find((node): node is GroovyCall => node.kind === 'call' && node.name === name);
}

function blocks(call: GroovyCall | undefined): readonly GroovyCall[] {
  const body = call === undefined ? [] : (closureOf(call)?.body ?? []);
  return body.filter((node): node is GroovyCall => node.kind === 'call');
}
