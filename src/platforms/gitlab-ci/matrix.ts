import { asList, asMap, entriesOf, oneOrMore, type YamlNode } from '../../formats/yaml.js';
import type { Unread } from '../../model/pipeline.js';
import { type Value, valueText } from '../../model/value.js';
import { templateValue } from './values.js';
import type { Variables } from './variables.js';

export interface Cell {
  readonly variables: Variables;
  /** `ARCH=arm64, OS=linux`; absent for a job without a matrix */
  readonly combination?: string;
}

/** GitLab's own bound, https://docs.gitlab.com/ci/yaml/#parallelmatrix */
const MAX_CELLS = 200;

const ONE_JOB: readonly Cell[] = [{ variables: [] }];

/** The jobs that `parallel: matrix` makes of one. `parallel: 5` makes equal jobs, which are one to us. */
export function cellsOf(parallel: YamlNode | undefined): { readonly cells: readonly Cell[]; readonly unread: readonly Unread[] } {
  const matrix = asMap(parallel)?.get('matrix');
  if (matrix === undefined) return { cells: ONE_JOB, unread: [] };
  const cells: Cell[] = [];
  for (const item of oneOrMore(matrix)) {
    let variables: readonly Variables[] = [[]];
    for (const { key, value } of entriesOf(asMap(item))) {
      const values = scalarsOf(value);
      if (values === undefined || values.length === 0) return { cells: ONE_JOB, unread: [unreadable(value)] };
      const most = values.slice(0, MAX_CELLS + 1);
      variables = variables.slice(0, MAX_CELLS + 1).flatMap(before => most.map(one => [...before, [key.decoded, one] as const]));
    }
    if (variables.length + cells.length > MAX_CELLS) {
      const why = `a matrix of more than ${MAX_CELLS} jobs is read as the first ${MAX_CELLS} of them`;
      const rest = variables.slice(0, MAX_CELLS - cells.length);
      return { cells: [...cells, ...rest.map(cell)], unread: [{ at: matrix.span, why, kind: 'limit' }] };
    }
    cells.push(...variables.map(cell));
  }
  return cells.length === 0 ? { cells: ONE_JOB, unread: [unreadable(matrix)] } : { cells, unread: [] };
}

function unreadable(node: YamlNode): Unread {
  return { at: node.span, why: 'the values of this matrix are known only to a run', kind: 'dynamic' };
}

/** A value or a list of values; `undefined` where it is something else. */
function scalarsOf(node: YamlNode): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const item of asList(node)?.items ?? [node]) {
    if (item.kind !== 'scalar' || item.decoded.includes('$[[')) return undefined;
    values.push(templateValue(item.text));
  }
  return values;
}

function cell(variables: Variables): Cell {
  const texts = variables.map(([name, value]) => `${name}=${valueText(value)}`);
  return { variables, combination: texts.join(', ') };
}
