import { assignedIn } from './arithmetic.js';
import { type List, type Node, plainText, type Simple, type Word } from './syntax.js';

/** What a loop's body may change: after it has run nobody knows how often, these are not known. */
export interface Changes {
  readonly variables: ReadonlySet<string>;
  readonly shifts: boolean;
  readonly directory: boolean;
}

const DECLARES: ReadonlySet<string> = new Set([
  'export',
  'local',
  'declare',
  'typeset',
  'readonly',
  'read',
  'unset',
  'getopts',
  'mapfile',
  'readarray',
]);

export function changesIn(lists: readonly List[], functionOf: (name: string) => Node | undefined): Changes {
  const variables = new Set<string>();
  const called = new Set<string>();
  let [shifts, directory] = [false, false];

  const list = (of: List): void => {
    for (const statement of of) visit(statement.node);
  };
  const word = (of: Word | undefined): void => {
    for (const part of of?.parts ?? []) {
      if (part.kind === 'unknown') for (const name of part.assigns ?? []) variables.add(name);
      if (part.kind !== 'parameter' || part.operation?.kind !== 'default') continue;
      if (part.operation.operator.endsWith('=')) variables.add(part.name);
    }
  };
  const simple = (node: Simple): void => {
    for (const assignment of node.assignments) variables.add(assignment.name);
    const texts = node.words.map(argument => (argument.kind === 'word' ? plainText(argument) : undefined));
    for (const argument of node.words) {
      if (argument.kind === 'assignment') variables.add(argument.name);
      else word(argument);
    }
    const [program] = texts;
    if (program === undefined) return;
    if (program === 'shift' || program === 'set') shifts = true;
    if (program === 'cd' || program === 'pushd' || program === 'popd') directory = true;
    if (program === 'let') for (const text of texts.slice(1)) for (const name of assignedIn(text ?? '')) variables.add(name);
    if (program === 'printf' && texts[1] === '-v' && texts[2] !== undefined) variables.add(texts[2]);
    if (DECLARES.has(program)) for (const text of texts.slice(1)) if (text !== undefined) variables.add(text.split('=')[0] ?? text);
    const body = functionOf(program);
    if (body === undefined || called.has(program)) return;
    called.add(program);
    visit(body);
  };
  const visit = (node: Node): void => {
    switch (node.kind) {
      case 'simple':
        simple(node);
        return;
      case 'pipeline':
        for (const element of node.elements) visit(element);
        return;
      case 'and-or':
        visit(node.first);
        for (const { node: next } of node.rest) visit(next);
        return;
      case 'if':
        for (const clause of node.clauses) {
          list(clause.test);
          list(clause.body);
        }
        list(node.otherwise ?? []);
        return;
      case 'for':
        variables.add(node.variable);
        list(node.body);
        return;
      case 'repeat':
        for (const name of node.variables) variables.add(name);
        list(node.body);
        return;
      case 'loop':
        list(node.test);
        list(node.body);
        return;
      case 'case':
        for (const arm of node.arms) list(arm.body);
        return;
      case 'group':
      case 'subshell':
        list(node.body);
        return;
      case 'redirected':
        visit(node.body);
        return;
      case 'arithmetic':
        for (const name of node.assigns) variables.add(name);
        return;
      default:
        return;
    }
  };
  for (const of of lists) list(of);
  return { variables, shifts, directory };
}
