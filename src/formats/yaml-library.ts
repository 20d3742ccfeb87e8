import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { MAX_DEPTH, type ParsedDocument, type ParsedNode } from './yaml-parsed.js';
import type { ScalarStyle } from './yaml-scalar.js';

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** The parser is recursive. A call stack that is full where V8 compiles a pattern ends the process, so it must not come to that. */
const DEEPEST = 500;

/**
 * All of YAML, and the tree around an error.
 * @throws RangeError on hundreds of nested collections
 */
export function parseWithLibrary(text: string): readonly ParsedDocument[] {
  if (isTooDeep(text)) throw new RangeError(`more than ${DEEPEST} levels`);
  // `uniqueKeys` compares each key with all others (20,000 keys: 3.6 s); the reader looks keys up.
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  return [...documents].map(({ errors, contents, range }) => ({
    start: range?.[0] ?? 0,
    contents: parsed(contents, 0),
    errors: errors.map(({ pos: [start, end], message }) => ({ start, end, message })),
  }));
}

function parsed(node: unknown, depth: number): ParsedNode | undefined {
  if (isAlias(node)) {
    const [start, end] = node.range ?? [0, 0];
    return { kind: 'alias', name: node.source, start, end };
  }
  if (isScalar(node)) {
    const { tag, anchor, source, value } = node;
    const [start, end] = node.range ?? [0, 0];
    const decoded = source ?? (typeof value === 'string' ? value : '');
    return { kind: 'scalar', start, end, style: STYLES[node.type ?? 'PLAIN'] ?? 'plain', decoded, value, ...properties(tag, anchor) };
  }
  if (!isMap(node) && !isSeq(node)) return undefined;
  const { tag, anchor } = node;
  const [start, end] = node.range ?? [0, 0];
  const place = { start, end, flow: node.flow === true, ...properties(tag, anchor) };
  // What lies deeper is not read.
  const inner = (child: unknown) => (depth > MAX_DEPTH ? undefined : parsed(child, depth + 1));
  if (isSeq(node)) return { kind: 'list', items: node.items.map(inner), ...place };
  return { kind: 'map', pairs: node.items.map(pair => ({ key: inner(pair.key), value: inner(pair.value) })), ...place };
}

function properties(tag: string | undefined, anchor: string | undefined): { tag?: string; anchor?: string } {
  return { ...(tag !== undefined && { tag }), ...(anchor !== undefined && { anchor }) };
}

/** Brackets in brackets, or collections told apart by indentation and by the indicators that stand before the first word of a line. */
function isTooDeep(text: string): boolean {
  if (new RegExp(`(?:[[{][\\s"':,\\w-]{0,20}){${DEEPEST}}`).test(text)) return true;
  const columns: number[] = [];
  for (const [, blank = '', indicators = ''] of text.matchAll(/^( *)((?:[-?:] +)*)/gm)) {
    while ((columns.at(-1) ?? -1) >= blank.length) columns.pop();
    columns.push(blank.length);
    if (columns.length + indicators.length / 2 > DEEPEST) return true;
  }
  return false;
}
