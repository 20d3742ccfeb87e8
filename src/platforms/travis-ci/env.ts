import { asList, asMap, entriesOf, textOf, type YamlNode, type YamlScalar } from '../../formats/yaml.js';
import { withoutNode } from '../../formats/yaml-edit.js';
import { literalFrom, type Part, reference, type Value } from '../../model/value.js';
import type { Edit } from '../../source/file.js';
import type { MappedText } from '../../source/mapped-text.js';
import { interpolated, unsettable } from '../lowering.js';

export type Variable = readonly [string, Value];

/** Variables that are set together, and the text they are written as, by which `jobs.exclude` names them. */
export interface EnvSet {
  readonly variables: readonly Variable[];
  readonly text: string;
}

/**
 * A set of variables in any of its forms (https://docs.travis-ci.com/user/environment-variables/): `"A=1 B='x y'"`, `{ A: 1 }`, a list of
 * those. What is encrypted (`secure:`) has a name only in a map.
 */
export function variablesOf(node: YamlNode | undefined): readonly Variable[] {
  if (node === undefined) return [];
  if (node.kind === 'list') return node.items.flatMap(variablesOf);
  if (node.kind === 'scalar') return textOf(node) === undefined ? [] : assignments(node);
  return entriesOf(node).flatMap((entry): readonly Variable[] => {
    const name = entry.key.decoded;
    if (name === 'secure') return [];
    if (asMap(entry.value)?.get('secure') !== undefined) return [[name, reference({ scope: 'secret', name }, entry.value.span)]];
    if (entry.value.kind !== 'scalar' || entry.value.value === null) return [];
    return [[name, unsettable(interpolated(entry.value.text), entry, node)]];
  });
}

export interface EnvSets {
  readonly global: readonly Variable[];
  /** each set makes a job of its own; none: one job */
  readonly jobs: readonly EnvSet[];
}

/** `env:` of the whole file: `global` and `jobs` (`matrix` of old), or sets that each make a job. */
export function envSets(node: YamlNode | undefined): EnvSets {
  const map = asMap(node);
  const sets = map?.get('jobs') ?? map?.get('matrix');
  if (map !== undefined && (sets !== undefined || map.get('global') !== undefined)) {
    return { global: variablesOf(map.get('global')), jobs: setsIn(sets) };
  }
  // A list of sets makes a job each; a lone string or map is one set.
  return { global: [], jobs: setsIn(node) };
}

function setsIn(node: YamlNode | undefined): readonly EnvSet[] {
  const list = asList(node)?.items ?? (node === undefined ? [] : [node]);
  const sets = list.map(envSet).filter(set => set.variables.length > 0);
  // What one of several sets is without a variable may be what another is.
  return sets.length > 1 ? sets.map(set => ({ ...set, variables: set.variables.map(withoutUnset) })) : sets;
}

function withoutUnset([name, { parts, span }]: Variable): Variable {
  return [name, { parts, span }];
}

function envSet(node: YamlNode): EnvSet {
  return { variables: variablesOf(node), text: envText(node) };
}

/** The text by which a set of variables is compared. */
export function envText(node: YamlNode): string {
  if (node.kind === 'scalar') return node.decoded.trim();
  if (node.kind === 'list') return node.items.map(envText).join(' ');
  return entriesOf(node)
    .map(({ key, value }) => `${key.decoded}=${envText(value)}`)
    .join(' ');
}

/** `NAME=` and the pieces of its value: quoted text, an escape, a substitution, plain text. */
const ASSIGNMENT = /(?<=^|\s)([A-Za-z_]\w*)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|[^\s"'\\`])*)/gs;
const PIECE = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|(\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`)|(?:(?!\$\()[^"'\\`])+/gs;

/** `A=1 B="x y"` as the shell would take it. */
function assignments(node: YamlScalar): readonly Variable[] {
  const { text } = node;
  return [...text.value.matchAll(ASSIGNMENT)].map((match): Variable => {
    const [whole, name = '', value = ''] = match;
    const start = match.index + whole.length - value.length;
    const written = text.slice(start, start + value.length);
    const parts = [...value.matchAll(PIECE)].flatMap(piece => pieceParts(piece, written));
    return [name, { parts, span: written.spanOf(), unset: () => withoutAssignment(node, match.index, start + value.length) }];
  });
}

/** One of several goes with the blanks between it and the next. */
function withoutAssignment(node: YamlScalar, start: number, end: number): readonly Edit[] | undefined {
  const { text, anchor } = node;
  const [before, behind] = [text.value.slice(0, start), text.value.slice(end)];
  if (before.trim() === '' && behind.trim() === '') return withoutNode(node);
  const blanks = /^\s*/.exec(behind)?.[0].length ?? 0;
  const from = behind.trim() === '' ? before.trimEnd().length : start;
  const edit = anchor === undefined ? text.edit(from, behind.trim() === '' ? end : end + blanks, []) : undefined;
  return edit && [edit];
}

function pieceParts(piece: RegExpMatchArray, text: MappedText): readonly Part[] {
  const [whole, double, single, escaped, command] = piece;
  const start = piece.index ?? 0;
  const inside = (from: number, to: number): MappedText => text.slice(start + from, start + to);
  if (double !== undefined) return interpolated(inside(1, whole.length - 1), '\\$').parts;
  if (single !== undefined) return literalFrom(inside(1, whole.length - 1)).parts;
  if (escaped !== undefined) return literalFrom(inside(1, 2)).parts;
  if (command !== undefined) return [{ kind: 'unknown', span: inside(0, whole.length).spanOf() }];
  return interpolated(inside(0, whole.length)).parts;
}
