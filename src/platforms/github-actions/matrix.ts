import { asMap, itemsOf, type YamlNode } from '../../formats/yaml.js';
import { MOST_MATRIX_JOBS } from '../../knowledge/github-actions.js';
import { isCollection, type Json } from './data.js';
import { findTemplates } from './expressions.js';
import { lowerCases } from './lower.js';
import type { Scope } from './scope.js';

/** One job of a matrix: what each key is, and how people name it. */
export interface Cell {
  readonly values: ReadonlyMap<string, Json>;
  readonly name: string;
}

export type Matrix =
  | { readonly cells: readonly Cell[]; readonly tooMany: boolean }
  /** only a run tells what is in it */
  | 'dynamic';

type Combination = ReadonlyMap<string, Json>;

/** GitHub refuses a matrix of more; some may be excluded. */
const MOST_COMBINATIONS = MOST_MATRIX_JOBS * 4;

/**
 * `strategy.matrix`: all combinations of its lists, without those that `exclude` names, with what `include` adds
 * (https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations).
 */
export function readMatrix(node: YamlNode, scope: Scope): Matrix {
  const matrix = node.kind === 'scalar' ? jsonOf(node, scope) : undefined;
  if (matrix !== undefined) return isCollection(matrix) && !Array.isArray(matrix) ? expand(new Map(Object.entries(matrix))) : 'dynamic';
  const axes = new Map<string, Json>();
  const budget = { left: MOST_NODES };
  for (const { key, value } of asMap(node)?.entries ?? []) {
    const json = jsonOf(value, scope, budget);
    if (json === undefined) return 'dynamic';
    axes.set(key.decoded, json);
  }
  return axes.size === 0 ? 'dynamic' : expand(axes);
}

function expand(matrix: ReadonlyMap<string, Json>): Matrix {
  let combinations: readonly Combination[] = [new Map()];
  let hasAxes = false;
  for (const [name, values] of matrix) {
    if (name === 'include' || name === 'exclude') continue;
    if (!Array.isArray(values)) return 'dynamic';
    hasAxes = true;
    const items: readonly Json[] = values.slice(0, MOST_COMBINATIONS);
    combinations = combinations
      .flatMap(combination => items.map(item => new Map([...combination, [name, item]])))
      .slice(0, MOST_COMBINATIONS);
  }
  const excluded = objects(matrix.get('exclude'));
  const included = objects(matrix.get('include'));
  if (excluded === undefined || included === undefined) return 'dynamic';
  const kept = hasAxes ? combinations.filter(combination => !excluded.some(pattern => matches(combination, pattern))) : [];
  const all = include(kept, included);
  return {
    cells: all.slice(0, MOST_MATRIX_JOBS).map(values => ({ values, name: nameOf(values) })),
    tooMany: all.length > MOST_MATRIX_JOBS,
  };
}

/** The maps of a list; nothing where it is not a list of maps. */
function objects(list: Json | undefined): readonly Combination[] | undefined {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return undefined;
  const items: readonly Json[] = list;
  return items.map(item => new Map<string, Json>(isCollection(item) && !Array.isArray(item) ? Object.entries(item) : []));
}

/** Whether a combination has all that the pattern names. */
function matches(combination: Combination, pattern: Combination): boolean {
  return pattern.size > 0 && [...pattern].every(([name, value]) => holdsAll(combination.get(name), value));
}

function holdsAll(value: Json | undefined, pattern: Json): boolean {
  if (!isCollection(pattern) || Array.isArray(pattern)) return JSON.stringify(value) === JSON.stringify(pattern);
  if (value === undefined || !isCollection(value) || Array.isArray(value)) return false;
  const members = new Map(Object.entries(value));
  return Object.entries(pattern).every(([name, wanted]) => holdsAll(members.get(name), wanted));
}

/** Each entry is added to every combination whose own values it does not change, or else is a combination of its own. */
function include(combinations: readonly Combination[], entries: readonly Combination[]): readonly Combination[] {
  const extended = combinations.map(combination => ({ own: combination, all: new Map(combination) }));
  const added: Combination[] = [];
  for (const entry of entries) {
    const fitting = extended.filter(({ own }) =>
      [...entry].every(([name, value]) => !own.has(name) || JSON.stringify(own.get(name)) === JSON.stringify(value)),
    );
    if (fitting.length === 0) added.push(entry);
    for (const { all } of fitting) for (const [name, value] of entry) all.set(name, value);
  }
  return [...extended.map(({ all }) => all), ...added];
}

function nameOf(values: Combination): string {
  return [...values].map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
}

/** Nodes that one matrix may be made of; aliases of aliases would else make it as large as they like. */
const MOST_NODES = 20_000;

/** A node as data; `undefined` where an expression in it cannot be known. */
function jsonOf(node: YamlNode, scope: Scope, budget = { left: MOST_NODES }): Json | undefined {
  budget.left -= 1;
  if (budget.left < 0) return undefined;
  if (node.kind === 'scalar') {
    if (typeof node.value !== 'string' || findTemplates(node.decoded).length === 0) return node.value;
    const cases = lowerCases(node.text, scope);
    return cases.length === 1 ? cases[0]?.datum.data?.json : undefined;
  }
  if (node.kind === 'list') {
    const items = itemsOf(node).map(item => jsonOf(item, scope, budget));
    return items.every(item => item !== undefined) ? items : undefined;
  }
  const members: Record<string, Json> = {};
  for (const { key, value } of node.entries) {
    const json = jsonOf(value, scope, budget);
    if (json === undefined) return undefined;
    members[key.decoded] = json;
  }
  return members;
}
