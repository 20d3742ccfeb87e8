import { parse } from '@babel/parser';

/** One small change of a module. */
export interface Mutant {
  readonly id: number;
  readonly file: string;
  /** one-based */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

export interface Instrumented {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** A change of the text between two offsets. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The module with all its mutants in it, each behind `$mutant(id)`, which says whether it is the one that is on: so a process that has loaded
 * the module once can try them all. Only what stands in a function is changed: the rest is worked out once, when the module is loaded.
 */
export function instrument(file: string, source: string, firstId: number): Instrumented {
  const program = parse(source, { sourceType: 'module' }).program;
  const changes: Change[] = [];
  visit(program, [], source, changes);
  changes.sort((a, b) => a.start - b.start || b.end - a.end);
  const mutants = changes.map(({ start, end, text }, index): Mutant => {
    const line = source.slice(0, start).split('\n').length;
    return { id: firstId + index, file, line, before: oneLine(source.slice(start, end)), after: oneLine(text) };
  });
  return {
    text: written(
      source,
      0,
      source.length,
      changes.map((change, index) => ({ ...change, id: firstId + index })),
    ),
    mutants,
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 100);
}

interface Numbered extends Change {
  readonly id: number;
}

/** The source between two offsets; changes of one place come one after another, those inside it are made in what is left of it. */
function written(source: string, start: number, end: number, changes: readonly Numbered[]): string {
  let text = '';
  let at = start;
  for (let index = 0; index < changes.length; ) {
    const outer = changes[index];
    if (outer === undefined) break;
    const same = changes.filter(one => one.start === outer.start && one.end === outer.end);
    const inner = changes.filter(one => one.start >= outer.start && one.end <= outer.end && !same.includes(one));
    const own = written(source, outer.start, outer.end, inner);
    text += source.slice(at, outer.start);
    text += `(${same.map(one => `$mutant(${one.id}) ? (${one.text}) : `).join('')}(${own}))`;
    at = outer.end;
    index += same.length + inner.length;
  }
  return text + source.slice(at, end);
}

/** A node of the parser's tree, as far as it matters here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && typeof value.start === 'number';
}

function visit(node: unknown, above: readonly Node[], source: string, changes: Change[]): void {
  if (!isNode(node)) return;
  if (above.some(one => /Function|Method/.test(one.type))) changes.push(...changesOf(node, above.at(-1), source));
  for (const [key, child] of Object.entries(node)) {
    if (key === 'loc' || key.endsWith('Comments')) continue;
    for (const one of Array.isArray(child) ? child : [child]) visit(one, [...above, node], source, changes);
  }
}

const OPPOSITES: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  find: 'findLast',
  findLast: 'find',
};

/** The mutants of one node: those of Stryker (https://stryker-mutator.io/docs/mutation-testing-elements/supported-mutators/) that matter here. */
function changesOf(node: Node, parent: Node | undefined, source: string): readonly Change[] {
  const { start, end, operator, value } = node;
  const text = (part: unknown) => (isNode(part) ? source.slice(part.start, part.end) : '');
  const become = (changed: string) => [{ start, end, text: changed }];
  switch (node.type) {
    case 'BinaryExpression': {
      const opposite = OPPOSITES[String(operator)];
      return opposite === undefined ? [] : become(`${text(node.left)} ${opposite} ${text(node.right)}`);
    }
    case 'LogicalExpression':
      return become(`(${text(node.left)}) ${operator === '&&' ? '||' : '&&'} (${text(node.right)})`);
    case 'UnaryExpression':
      return operator === '!' ? become(text(node.argument)) : [];
    case 'BooleanLiteral':
      return become(String(!value));
    case 'NumericLiteral':
      return become(String(Number(value) + 1));
    case 'StringLiteral':
      return value !== '' && isCompared(node, parent) ? become("''") : [];
    case 'CallExpression':
    case 'OptionalCallExpression':
      return callChanges(node, source);
    case 'ConditionalExpression':
    case 'IfStatement':
      return isNode(node.test) ? branches(node.test) : [];
    case 'ExpressionStatement': {
      const { expression } = node;
      const isEffect = isNode(expression) && (expression.type === 'CallExpression' || expression.type === 'YieldExpression');
      return isEffect ? [{ start: expression.start, end: expression.end, text: 'undefined' }] : [];
    }
    default:
      return [];
  }
}

function branches({ start, end }: Node): readonly Change[] {
  return ['true', 'false'].map(text => ({ start, end, text }));
}

/** A text that decides something: one side of a comparison, what is looked for. */
function isCompared(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'BinaryExpression') return true;
  const given = parent?.arguments;
  return Array.isArray(given) && given.includes(node);
}

function callChanges({ start, end, callee }: Node, source: string): readonly Change[] {
  if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee.property) || !isNode(callee.object)) return [];
  const { property, object } = callee;
  const name = source.slice(property.start, property.end);
  if (name === 'filter') return [{ start, end, text: source.slice(object.start, object.end) }];
  const other = METHODS[name];
  return other === undefined ? [] : [{ start, end, text: source.slice(start, property.start) + other + source.slice(property.end, end) }];
}
